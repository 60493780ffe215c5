"""What an instance is, and what comes of it under a scheme."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Final, Literal

import attrs

from welfarerules.events import Event
from welfarerules.explain import Explanation
from welfarerules.fund import Decision
from welfarerules.journal import Posting
from welfarerules.money import Money
from welfarerules.words import N_, Phrase

__all__ = ["Instance", "Worked"]

_PAYS: Final = N_("pays {amount}")
_PAYS_NOTHING: Final = N_("pays nothing")
_REFERS: Final = N_("goes to the committee")
_CHARGES: Final = N_("charges {amount}")
_CHARGES_NOTHING: Final = N_("charges nothing")
_GIVES_BACK: Final = N_("gives back {amount}")
_KEEPS: Final = N_("keeps {amount}")


@attrs.frozen
class Instance:
    """A small invented story about one rule.

    Attributes:
        rule: The rule it probes: ``benefit.hospital``, ``contribution.satja`` or ``membership``.
        probe: What it varies, in one word for programs: ``membership``, ``nights``, ``cap``, ``claimed``, ``due`` …
        about: What it varies, in words: "a member for 179 days".
        member: Whom it happens to; no other instance of the scheme is about the same member.
        events: What happens, in order.
        claim: Id of the claim that it is about; ``""`` where nobody claims.
        as_of: Last day that is looked at.
        series: Which instances it belongs to that differ only in how far something is varied; 0 for none.
        op: How the bound of its series is compared; ``""`` where there is none.
    """

    rule: str
    probe: str
    about: Phrase
    member: str
    events: tuple[Event, ...]
    claim: str
    as_of: date
    series: int = 0
    op: str = ""


@attrs.frozen
class Worked:
    """An instance, and what comes of it under a scheme.

    Attributes:
        decision: The decision it is about; None where none was made.
        paid: What the fund pays by that decision.
        charged: All that fell due for the member.
        postings: All postings that concern the member, in order.
    """

    instance: Instance
    decision: Decision | None
    paid: Money
    charged: Money
    postings: tuple[Posting, ...]
    _explain: Callable[[str], Explanation] = attrs.field(repr=False, eq=False)

    @property
    def outcome(self) -> Literal["", "approved", "refused", "referred"]:
        """What was decided; ``""`` where nothing was."""
        return self.decision.outcome if self.decision else ""

    def _moved(self, reason: str) -> Money:
        """What was moved for one reason."""
        return sum((each.amount for each in self.postings if each.reason == reason), 0 * self.paid)

    @property
    def consequence(self) -> Phrase:
        """What it comes to, in a few words: "pays 1,000.00 baht", "goes to the committee", "charges 30.00 baht"."""
        if self.outcome == "referred":
            return Phrase(_REFERS)
        if self.instance.rule.startswith("benefit."):
            return Phrase(_PAYS, amount=self.paid) if self.paid.minor else Phrase(_PAYS_NOTHING)
        for reason, template in (("advance_refunded", _GIVES_BACK), ("advance_kept", _KEEPS)):
            if self._moved(reason).minor:
                return Phrase(template, amount=self._moved(reason))
        return Phrase(_CHARGES, amount=self.charged) if self.charged.minor else Phrase(_CHARGES_NOTHING)

    def explain(self, lang: str = "th") -> Explanation:
        """Return why it comes out so: the explanation of the decision, or of where the member stands.

        Raises:
            ValueError: There is no such language.
        """
        return self._explain(lang)
