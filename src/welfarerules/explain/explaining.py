"""The way in for both: what an evaluation gave, and what a ledger keeps."""

from __future__ import annotations

from welfarerules.explain.explainer import Explainer, Subject
from welfarerules.explain.explanation import Explanation
from welfarerules.explain.ledgers import LedgerExplainer
from welfarerules.fund import Flag, Ledger, Outcome

__all__ = ["explain"]


def explain(outcome: Outcome | Ledger, subject: Subject | Flag, *, lang: str = "th") -> Explanation:
    """Return why *subject* is as it is, told in *lang* and derived from what the evaluation noted.

    To explain many things of one outcome, make an `Explainer` and keep it.

    Args:
        outcome: What `Fund.evaluate` returned, or `outcome_from_json`; or a ledger.
        subject: A decision (of the outcome, or from `Outcome.quote`), a posting, a transaction, a standing, an event
            that counts but booked nothing, or an id; of a ledger, also a flag.
        lang: ``"th"`` or ``"en"``.

    Raises:
        EventError: *subject* is text that is no id in this outcome, or an event that was refused.
        ValueError: There is no such language.
        TypeError: *subject* is nothing that can be explained.
    """
    if isinstance(outcome, Ledger):
        return LedgerExplainer(outcome, lang=lang).explain(subject)
    if isinstance(subject, Flag):
        raise TypeError("a flag is explained by the ledger that raised it")
    return Explainer(outcome, lang=lang).explain(subject)
