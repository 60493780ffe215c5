"""A specialised program writes what the runner writes."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from random_formulas import (
    POLICIES,
    Facts,
    Policy,
    Written,
    coded,
    conditions,
    fact_values,
    money_formulas,
    policies,
    read,
)
from welfarerules.formula import specialise as module
from welfarerules.formula.lower import Builder
from welfarerules.formula.specialise import specialise
from welfarerules.formula.typed import MONEY, TRUTH
from welfarerules.kernel.base import FAULT, UNKNOWN
from welfarerules.kernel.calls import Code, call_program
from welfarerules.kernel.program import DIV, run_program


@given(money_formulas, conditions, fact_values, policies)
def test_every_register_is_the_same(amount: Written, condition: Written, facts: Facts, policy: Policy) -> None:
    builder = Builder(month_end=POLICIES[policy])
    builder.lower(read(amount, MONEY))
    middle = builder.begin()
    builder.lower(read(condition, TRUTH))
    registers = list(builder.template)
    for name, register in builder.fact_registers.items():
        registers[register] = coded(facts[name])
    specialised = list(registers)
    for start, stop in ((0, middle), (middle, builder.position)):
        run_program(builder.code, start, stop, registers)
        specialise(builder.code, start, stop, builder.template)(specialised)
    assert specialised == registers


values = st.sampled_from([0, 1, 2, -7, 730_000, UNKNOWN, FAULT])


@given(st.sampled_from(range(15)), values, values, st.sampled_from([0, 1]), st.booleans(), st.booleans())
def test_every_instruction_is_the_same_on_facts_and_constants(
    op: int, x: int, y: int, z: int, x_constant: bool, y_constant: bool
) -> None:
    registers = [x, y, 77]
    template = [x if x_constant else UNKNOWN, y if y_constant else UNKNOWN, UNKNOWN]
    specialised = list(registers)
    specialise([op, 2, 0, 1, z], 0, 1, template)(specialised)
    run_program([op, 2, 0, 1, z], 0, 1, registers)
    assert specialised == registers


def test_a_program_of_nothing_does_nothing() -> None:
    registers = [5]
    specialise([], 0, 0, [UNKNOWN])(registers)
    assert registers == [5]


@pytest.fixture
def _no_source(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    def missing(_: object) -> str:
        raise OSError("source code not available")

    module._body_of_runner.cache_clear()
    monkeypatch.setattr(inspect, "getsource", missing)
    yield
    module._body_of_runner.cache_clear()


@pytest.mark.usefixtures("_no_source")
def test_without_the_source_the_runner_itself_runs() -> None:
    registers = [7, 2, UNKNOWN]
    specialise([3, 2, 0, 1, 4], 0, 1, [UNKNOWN, 2, UNKNOWN])(registers)
    assert registers == [7, 2, 4]


def test_a_program_of_no_length_never_stands_for_the_one_that_begins_there() -> None:
    """A fixed amount computes nothing; asked often, it must not keep the next benefit's conditions from being asked."""
    halved = [DIV, 2, 0, 1, 4]
    for first, then in (((0, 0), (0, 1)), ((0, 1), (0, 0))):
        code = Code(halved, lambda start, stop: specialise(halved, start, stop, [UNKNOWN, 2, UNKNOWN]))
        for _ in range(Code.OFTEN + 1):
            call_program(code, *first, [7, 2, UNKNOWN])
        registers = [7, 2, UNKNOWN]
        call_program(code, *then, registers)
        assert registers[2] == (4 if then == (0, 1) else UNKNOWN)
