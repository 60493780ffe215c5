"""Two schemes → what changed from one to the other, in whole sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, Final, TypeVar

import attrs

from welfarerules.compare.change import Change, Comparison, Kind
from welfarerules.compare.vocabulary import GOVERNS, LABELS, WORDS
from welfarerules.compare.weights import WEIGHTS, Weight, expression_key, key_of, key_of_field
from welfarerules.compare.writing import Writer, tiers_of
from welfarerules.formula.typed import facts_of
from welfarerules.scheme.model import Amount, Benefit, Contribution, Conventions, Fact, Requirement, Scheme, Words
from welfarerules.words import LANGUAGES, N_

__all__ = ["compare_schemes"]

_Rule = Contribution | Benefit | Fact
_R = TypeVar("_R", Contribution, Benefit, Fact)

_SUBJECTS: Final[Mapping[str, str]] = {
    "scheme": N_("The scheme"),
    "conventions": N_("Conventions"),
    "membership": N_("Membership"),
}
_CHANGED: Final = N_("{what}: before, {was}; now, {now}.")
_NEW: Final = N_("{what}: nothing was said before; now, {now}.")
_GONE: Final = N_("{what}: before, {was}; now nothing is said.")
_SAID: Final = N_("{what}: {said}.")
_REQUIRES: Final = N_("Required")
_RULE_NEW: Final = N_("This rule is new. It says:")
_RULE_GONE: Final = N_("This rule is gone. It said:")
_RENAMED: Final = N_(
    "It says the same as {other}, which is gone. If only the id was changed: the id names the rule in events, postings "
    "and limits, and what happened under the old one does not count for the new one."
)
_LIKE: Final = N_(
    "It has the name or the article of {other}, which is gone. If that was renamed: the id names the rule in events, "
    "postings and limits, and what happened under the old one does not count for the new one."
)
_TIERS: Final = N_("{what}: these tiers changed.")
_TIER_CHANGED: Final = N_("Where “{condition}”, {was} was paid; now {now} is paid.")
_TIER_NEW: Final = N_("Where “{condition}”, {now} is paid now; there was no such tier.")
_TIER_GONE: Final = N_("There is no tier “{condition}” any more; it paid {was}.")
_REQUIRED: Final = N_("It required “{was}”; now it requires “{now}”.")
_REQUIRED_NEW: Final = N_("It now also requires “{now}”; a claim that does not meet it is {otherwise}.")
_REQUIRED_GONE: Final = N_("It no longer requires “{was}”.")
_OTHERWISE: Final = N_("What becomes of a claim that does not meet “{condition}”: before, {was}; now, {now}.")
_EMPTY: Final[tuple[object, ...]] = (None, (), "", {})


def compare_schemes(old: Scheme, new: Scheme) -> Comparison:
    r"""Return what changed in meaning from *old* to *new*, rule by rule, and which names and articles changed.

    Comments, the order of tables and keys, and other spellings of one value are no change. A rule is known by its id:
    one with another id is gone and new, with a hint where it says the same as before.

    >>> from welfarerules.loading import loads_scheme
    >>> text = '''
    ... schema = 1
    ... [scheme]
    ... id = "example.small"
    ... name = { en = "Example" }
    ... languages = ["en"]
    ... currency = "THB"
    ... effective = 2025-10-01
    ... [membership]
    ... article = "6"
    ... entry_fee = 20
    ... on_leaving = { advance = "keep", arrears = "cancel" }
    ... '''
    >>> compare_schemes(loads_scheme(text), loads_scheme(text.replace("= 20\n", "= 20.00 # satang\n"))).same
    True
    >>> found = compare_schemes(loads_scheme(text), loads_scheme(text.replace("= 20\n", "= 30\n")))
    >>> print(found.changes[0].told["en"])
    The entry fee: before, 20.00 baht; now, 30.00 baht.
    """
    return Comparison(tuple(_Comparing(old, new).changes()))


class _Comparing:
    """One comparison."""

    def __init__(self, old: Scheme, new: Scheme) -> None:
        self.old, self.new = old, new
        self.writers = {lang: (Writer(old, lang), Writer(new, lang)) for lang in LANGUAGES}

    def changes(self) -> Iterator[Change]:
        old, new = self.old, self.new
        yield from self._fields("scheme", old, new)
        yield from self._fields("conventions", old.conventions, new.conventions)
        yield from self._fields("membership", old.membership, new.membership)
        yield from self._rules(old.contributions, new.contributions)
        yield from self._rules(old.facts, new.facts)
        yield from self._rules(old.benefits, new.benefits)

    def _words(self, told: Callable[[Writer, Writer], str]) -> Words:
        return {lang: told(*pair) for lang, pair in self.writers.items()}

    def _heading(self, subject: str, rule: _Rule | None = None, *, gone: bool = False) -> Words:
        if rule is None:
            return self._words(lambda _, new: new.say(_SUBJECTS[subject]))
        return self._words(lambda old, new: (old if gone else new).rule(rule))

    def _fields(self, subject: str, old: Any, new: Any, heading: Words | None = None) -> Iterator[Change]:
        """Compare every field of two things of one class that has a label, and so is told by itself."""
        owner = type(new)
        heading = heading or self._heading(subject)
        for name in LABELS[owner]:
            before, after = getattr(old, name), getattr(new, name)
            weight = _difference(owner, name, before, after)
            if weight == "meaning" and name == "requires":
                yield from self._requirements(subject, before, after, heading)
            elif weight:
                yield self._field(owner, name, (before, after), Change(subject, name, "changed", weight, heading, {}))

    def _filled(self, template: str, **words: Words) -> Words:
        """A sentence in every language, filled with words of that language; what is empty stands for nothing."""
        return self._words(
            lambda _, new: new.say(template, **{name: told.get(new.lang) for name, told in words.items()})
        )

    def _field(self, owner: type, name: str, values: tuple[Any, Any], change: Change) -> Change:
        before, after = values
        kind: Kind = "added" if _is_empty(before) else "removed" if _is_empty(after) else "changed"
        template = {"added": _NEW, "removed": _GONE, "changed": _CHANGED}[kind]
        was = self._words(lambda old, _: old.field(owner, name, before))
        now = self._words(lambda _, new: new.field(owner, name, after))
        details: tuple[Words, ...] = ()
        if owner is Conventions:
            details = (self._filled(GOVERNS[name]),)
        elif isinstance(before, Amount) and isinstance(after, Amount) and (tiers := tuple(self._tiers(before, after))):
            template, details = _TIERS, tiers
        told = self._filled(template, what=self._filled(LABELS[owner][name]), was=was, now=now)
        was, now = ({} if kind == "added" else was), ({} if kind == "removed" else now)
        return attrs.evolve(change, kind=kind, told=told, was=was, now=now, details=details)

    def _tiers(self, before: Any, after: Any) -> Iterator[Words]:
        """How tiers differ, where both amounts have some."""
        old, new = tiers_of(before), tiers_of(after)
        if not old or not new:
            return
        known = {expression_key(condition): value for condition, value in old}
        kept = {expression_key(condition) for condition, _ in new}
        for condition, value in new:
            paid = known.get(expression_key(condition))
            if paid is None:
                yield self._tier(_TIER_NEW, condition, None, value)
            elif expression_key(paid) != expression_key(value):
                yield self._tier(_TIER_CHANGED, condition, paid, value)
        for condition, value in old:
            if expression_key(condition) not in kept:
                yield self._tier(_TIER_GONE, condition, value, None)

    def _tier(self, template: str, condition: Any, was: Any, now: Any) -> Words:
        return self._words(
            lambda old, new: new.say(
                template,
                condition=(new if now is not None else old).condition(condition),
                was="" if was is None else old.condition(was),
                now="" if now is None else new.condition(now),
            )
        )

    def _requirements(
        self, subject: str, before: Sequence[Requirement], after: Sequence[Requirement], heading: Words
    ) -> Iterator[Change]:
        start = Change(subject, "requires", "changed", "meaning", heading, {})
        for was, now in _paired(before, after):
            if was is None or now is None or expression_key(was.condition) != expression_key(now.condition):
                yield self._required(start, was, now)
            if was and now and was.otherwise != now.otherwise:
                condition = self._words(lambda _, new, now=now: new.condition(now.condition))  # type: ignore[misc]
                sides = (self._filled(WORDS[Requirement, "otherwise"][each.otherwise]) for each in (was, now))
                first, second = sides
                told = self._filled(_OTHERWISE, condition=condition, was=first, now=second)
                yield attrs.evolve(start, told=told, was=first, now=second)

    def _required(self, start: Change, before: Requirement | None, after: Requirement | None) -> Change:
        """A requirement that came, went or became another."""
        was = self._words(lambda old, _: old.condition(before.condition)) if before else {}
        now = self._words(lambda _, new: new.condition(after.condition)) if after else {}
        otherwise = self._filled(WORDS[Requirement, "otherwise"][after.otherwise]) if after else {}
        kind: Kind = "added" if before is None else "removed" if after is None else "changed"
        template = {"added": _REQUIRED_NEW, "removed": _REQUIRED_GONE, "changed": _REQUIRED}[kind]
        told = self._filled(template, was=was, now=now, otherwise=otherwise)
        return attrs.evolve(start, kind=kind, told=told, was=was, now=now)

    def _rules(self, before: Sequence[_R], after: Sequence[_R]) -> Iterator[Change]:
        old, new = ({rule.id: rule for rule in rules} for rules in (before, after))
        gone = [rule for rule in before if rule.id not in new]
        for rule in after:
            if rule.id in old:
                was, now = _without_own_article(old[rule.id]), _without_own_article(rule)
                yield from self._fields(_subject(rule), was, now, self._heading("", rule))
            else:
                yield self._whole(rule, "added", hint=_alike(rule, gone))
        for rule in gone:
            yield self._whole(rule, "removed")

    def _whole(self, rule: _Rule, kind: Kind, hint: tuple[str, str] | None = None) -> Change:
        """A rule that came or went, with all that it says or said."""
        gone = kind == "removed"

        def said(label: str, tell: Callable[[Writer], str]) -> Words:
            return self._words(lambda old, new: new.say(_SAID, what=new.say(label), said=tell(old if gone else new)))

        told = self._words(lambda _, new: new.say(_RULE_GONE if gone else _RULE_NEW))
        details = [said(label, tell) for label, tell in _all_said(rule)]
        if hint:
            details.append(self._words(lambda _, new: new.say(hint[0], other=hint[1])))
        heading = self._heading("", rule, gone=gone)
        return Change(_subject(rule), "", kind, "meaning", heading, told, details=tuple(details))


def _subject(rule: _Rule) -> str:
    return f"fact.{rule.id}" if isinstance(rule, Fact) else rule.id


def _all_said(rule: _Rule) -> Iterator[tuple[str, Callable[[Writer], str]]]:
    """All that a rule says and decisions depend on: what it is called, and what writes it."""
    owner = type(rule)
    for name, label in LABELS[owner].items():
        value = getattr(rule, name)
        if name == "requires":
            for each in value:
                yield _REQUIRES, partial(Writer.requirement, requirement=each)
        elif WEIGHTS[owner][name] == "meaning" and not _is_empty(value) and (name, value) != ("counted_by", "event"):
            yield label, partial(Writer.field, owner=owner, name=name, value=value)


def _is_empty(value: object) -> bool:
    return any(value == empty and type(value) is type(empty) for empty in _EMPTY)


def _difference(owner: type, name: str, before: Any, after: Any) -> Weight | None:
    """Of which weight two values of a field differ; meaning where they differ in both."""
    weights: tuple[Weight, ...] = ("meaning", "wording")
    for weight in weights:
        if key_of_field(owner, name, before, weight) != key_of_field(owner, name, after, weight):
            return weight
    return None


def _without_own_article(rule: _Rule) -> _Rule:
    """Leave out the rule's own article where its requirements and limits repeat it: one change is told once."""
    if not isinstance(rule, Benefit):
        return rule
    benefit = rule

    def own(parts: Iterable[Any]) -> tuple[Any, ...]:
        return tuple(attrs.evolve(part, article="") if part.article == benefit.article else part for part in parts)

    amount = attrs.evolve(benefit.amount, requires=own(benefit.amount.requires))
    return attrs.evolve(benefit, requires=own(benefit.requires), caps=own(benefit.caps), amount=amount)


def _paired(
    before: Sequence[Requirement], after: Sequence[Requirement]
) -> Iterator[tuple[Requirement | None, Requirement | None]]:
    """Each requirement with the one it was: the same condition, else one of the same key or about the same facts."""
    left = list(before)
    alone = []
    for now in after:
        same = next((was for was in left if expression_key(was.condition) == expression_key(now.condition)), None)
        if same is None:
            alone.append(now)
        else:
            left.remove(same)
            yield same, now
    for now in alone:
        like = next((was for was in left if facts_of(was.condition) == facts_of(now.condition)), None)
        if like is not None:
            left.remove(like)
        yield like, now
    yield from ((was, None) for was in left)


def _alike(rule: _R, gone: Sequence[_R]) -> tuple[str, str] | None:
    """Which rule that is gone this one may have been, and the sentence that says so."""
    for other in gone:
        if key_of(attrs.evolve(other, id=rule.id), "meaning") == key_of(rule, "meaning"):
            return _RENAMED, _subject(other)
    for other in gone:
        article = not isinstance(rule, Fact) and not isinstance(other, Fact) and rule.article == other.article
        if article or set(rule.name.values()) & set(other.name.values()):
            return _LIKE, _subject(other)
    return None
