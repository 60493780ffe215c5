"""The package's face: every name is there when it is asked for, and nothing before."""

from __future__ import annotations

import inspect

import pytest

import welfarerules


def test_every_public_name_is_what_its_room_defines() -> None:
    for name in welfarerules.__all__:
        found = getattr(welfarerules, name)
        assert name == "__version__" or found.__name__ == name
        assert inspect.getdoc(found)


def test_the_rooms_that_people_use_are_at_hand() -> None:
    assert welfarerules.events.Paid.kind == "paid"
    assert callable(welfarerules.explain.explain)


def test_a_name_that_is_not_there_is_refused() -> None:
    with pytest.raises(AttributeError, match="no attribute 'load_schema'"):
        welfarerules.load_schema  # noqa: B018


def test_what_is_listed_is_shown() -> None:
    assert set(welfarerules.__all__) <= set(dir(welfarerules))
