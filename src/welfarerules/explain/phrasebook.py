"""What the explanations of one scheme in one language share."""

from __future__ import annotations

from functools import lru_cache

from welfarerules.explain.benefits import BenefitBook
from welfarerules.explain.formulas import Formulas
from welfarerules.explain.names import Names
from welfarerules.explain.runs import Programs
from welfarerules.explain.teller import Teller
from welfarerules.fund.compile import CompiledScheme

__all__ = ["Phrasebook", "forget", "phrasebook"]


class Phrasebook:
    """Names, written formulas and benefits of one scheme in one language, each made when it is first needed."""

    def __init__(self, compiled: CompiledScheme, lang: str) -> None:
        self.compiled = compiled
        self.formulas = Formulas(Teller(lang, compiled.scheme.currency), Names(compiled.scheme, lang))
        self._benefits: dict[str, BenefitBook] = {}

    def benefit(self, benefit: str) -> BenefitBook:
        """Return what there is for the benefit of that id."""
        if benefit not in self._benefits:
            programs = Programs(self.compiled, self.compiled.benefit_ids.index(benefit))
            self._benefits[benefit] = BenefitBook(self.formulas, programs)
        return self._benefits[benefit]


def phrasebook(compiled: CompiledScheme, lang: str) -> Phrasebook:
    """Return the phrasebook of a scheme; those last used are kept, a few at most."""
    return _kept(_Same(compiled), lang)


def forget() -> None:
    """Have every phrasebook made anew."""
    _kept.cache_clear()


class _Same:
    """Stands for one compiled scheme, whatever it holds: comparing all of it would take longer than making anew."""

    def __init__(self, compiled: CompiledScheme) -> None:
        self.compiled = compiled

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.compiled is other.compiled

    def __hash__(self) -> int:
        return id(self.compiled)


@lru_cache(maxsize=8)
def _kept(same: _Same, lang: str) -> Phrasebook:
    return Phrasebook(same.compiled, lang)
