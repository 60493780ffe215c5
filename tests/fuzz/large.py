"""Texts as large as wanted, each of one shape in which careless reading takes the square of its length."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from itertools import count
from types import MappingProxyType
from typing import Final

import small_fund

Make = Callable[[int], str]

_HEAD: Final = "id,kind,date,member,born,amount,benefit,admitted,discharged,payees\n"
_FACT: Final = (
    '[fact.f{n}]\nname = {{ th = "{thai}", en = "f{n}" }}\nof = "member"\ntype = "count"\n'
    'unit = {{ th = "ก", en = "a" }}\n'
)


def _many(size: int, line: Callable[[int], str]) -> str:
    """Lines made from their numbers until there are *size* characters."""
    lines: list[str] = []
    length = 0
    for number in count():
        if length >= size:
            return "".join(lines)
        lines.append(line(number))
        length += len(lines[-1])
    raise AssertionError


def _value(make: Make) -> Make:
    """A whole scheme in whose name stands what *make* makes, as TOML."""
    return lambda size: small_fund.SCHEME.replace('"Example fund"', make(size))


def _appended(line: Callable[[int], str]) -> Make:
    return lambda size: small_fund.SCHEME + _many(size, line)


def _formula(make: Make) -> Make:
    """A whole scheme with what *make* makes as a requirement."""
    return lambda size: small_fund.SCHEME.replace(
        '"membership >= 180 days"', json.dumps(make(size), ensure_ascii=False)
    )


def _repeated(text: str) -> Make:
    return lambda size: text * (size // len(text))


def _around(before: str, middle: str, after: str) -> Make:
    def make(size: int) -> str:
        times = size // (len(before) + len(after))
        return before * times + middle + after * times

    return make


def _list(element: str) -> Make:
    return lambda size: "[" + f"{element}, " * (size // (len(element) + 2)) + "]"


SCHEMES: Final[Mapping[str, Make]] = MappingProxyType(
    {
        "unknown keys": _appended(lambda n: f"k{n} = 1\n"),
        "unknown keys close to known ones": _appended(lambda n: f"class{n} = 1\n"),
        "unknown tables": _appended(lambda n: f"[t{n}]\n"),
        "benefits without anything": _appended(lambda n: f"[benefit.b{n}]\n"),
        "benefits with a broken formula": _appended(
            lambda n: (
                f'[benefit.b{n}]\narticle = "1"\nname = "x"\nclass = "birth"\n'
                'amount = { formula = "100 * (nights" }\n'
            )
        ),
        "whole benefits": _appended(
            lambda n: (
                f'[benefit.b{n}]\narticle = "1"\nname = {{ th = "ก{n}", en = "b" }}\nclass = "birth"\n'
                'event_date = "occurred"\namount = 1\npayee = "member"\n'
            )
        ),
        "whole contributions": _appended(
            lambda n: (
                f'[contribution.c{n}]\narticle = "1"\nname = {{ th = "ก{n}", en = "b" }}\nrate = "1 per month"\n'
                'periods = "calendar"\ndue = "first day"\nfirst_period = "full"\n'
            )
        ),
        "declared facts": _appended(lambda n: _FACT.format(n=n, thai=f"ขก{n}")),
        "declared facts of one name": _appended(lambda n: _FACT.format(n=n, thai="ขก")),
        "dotted keys": lambda size: small_fund.SCHEME + ".".join(["a"] * (size // 2)) + " = 1\n",
        "long dotted keys many times": _appended(lambda n: f"{'.'.join(['abc'] * 20)}.k{n} = 1\n"),
        "spaces before a key": lambda size: small_fund.SCHEME + " " * size + "k = 1\n",
        "a long comment": lambda size: "# " + "ก" * size + "\n" + small_fund.SCHEME,
        "comments": lambda size: small_fund.SCHEME + _many(size, lambda _: "# ก\n"),
        "blank lines": lambda size: small_fund.SCHEME + "\n" * size,
        "carriage returns": lambda size: small_fund.SCHEME + "\r" * size,
        "a long text": _value(lambda size: json.dumps("ก" * size, ensure_ascii=False)),
        "a long text of many lines": _value(lambda size: '"""' + "ก\n" * (size // 2) + '"""'),
        "a long text of quotes": _value(lambda size: "'''" + "''x" * (size // 3) + "'''"),
        "a text without an end": _value(lambda size: '"' + "a" * size),
        "a text of many lines without an end": _value(lambda size: '"""' + 'a\n""' * (size // 4)),
        "escapes": _value(lambda size: '"' + "\\n" * (size // 2) + '"'),
        "unicode escapes": _value(lambda size: '"' + "\\u0e01" * (size // 6) + '"'),
        "opening brackets": _value(_repeated("[")),
        "brackets": _value(_around("[", "", "]")),
        "braces": _value(_around("{a=", "1", "}")),
        "a long list": _value(_list("1")),
        "a long list of lists": _value(_list("[]")),
        "a long table in braces": _value(lambda size: "{" + ",".join(f"k{n}=1" for n in range(size // 8)) + "}"),
        "tiers": lambda size: small_fund.SCHEME.replace(
            "amount = 10000",
            'amount = { by = "membership", tiers = ['
            + ",".join(f'{{from="{n} days",pays={n}}}' for n in range(1, size // 30))
            + "] }",
        ),
        "tiers of one bound": lambda size: small_fund.SCHEME.replace(
            "amount = 10000",
            'amount = { by = "membership", tiers = [' + ",".join(['{from="1 days",pays=1}'] * (size // 23)) + "] }",
        ),
        "caps": lambda size: small_fund.SCHEME.replace(
            '{ per = "event", amount = 600 }', ",".join(['{ per = "event", amount = 600 }'] * (size // 32))
        ),
        "requirements": lambda size: small_fund.SCHEME.replace(
            "requires = [", "requires = [" + '{ formula = "unpaid_months < 3" },' * (size // 35)
        ),
        "wrong requirements": lambda size: small_fund.SCHEME.replace(
            "requires = [", "requires = [" + '{ formula = "unpaid_monts < 3" },' * (size // 35)
        ),
        "a number of many digits": _value(_repeated("1")),
        "a decimal of many digits": _value(lambda size: "1." + "1" * size),
        "an exponent of many digits": _value(lambda size: "1e" + "1" * size),
        "an amount with a huge exponent": lambda _: small_fund.SCHEME.replace("amount = 10000", "amount = 1e999999"),
        "digits with underscores": _value(_repeated("1_")),
        "a quantity of many digits": lambda size: small_fund.SCHEME.replace('"1 per day"', f'"{"1" * size} per day"'),
        "a quantity of many spaces": lambda size: small_fund.SCHEME.replace('"1 per day"', f'"1{" " * size}per day"'),
        "a date of many spaces": lambda size: small_fund.SCHEME.replace("2010-10-01", f'"1{" " * size}ตุลาคม"'),
        "a long article": lambda size: small_fund.SCHEME.replace('"ข้อ 6"', json.dumps("ข้อ " * (size // 4))),
        "a long id": lambda size: small_fund.SCHEME.replace('"th.example.small"', json.dumps("a." * (size // 2))),
        "a long name of a rule": lambda size: small_fund.SCHEME.replace("[benefit.death]", f"[benefit.{'d' * size}]"),
        "headers": _appended(lambda _: "[[a]]\n"),
        "headers within headers": _appended(lambda _: "[[a]]\n[[a.b]]\n"),
        "keys in quotation marks": _appended(lambda n: f'"k{n}" = 1\n'),
        "payments go to": lambda size: small_fund.SCHEME.replace(
            '"membership.entry_fee",', '"membership.entry_fee",' * (size // 23)
        ),
        "payees": lambda size: small_fund.SCHEME.replace('"named",', '"named",' * (size // 8)),
        "languages": lambda size: small_fund.SCHEME.replace(
            'currency = "THB"', 'currency = "THB"\nlanguages = [' + '"th",' * (size // 5) + "]"
        ),
        "plugins required": _appended(lambda n: "[requires.plugins]\n" * (not n) + f'p{n} = ">=1"\n'),
        "no line ends": lambda size: "x" * size,
        "NULs": lambda size: "\0" * size,
        "marks that combine": _value(lambda size: json.dumps("ก" + "\u0e48" * size, ensure_ascii=False)),
    }
)
"""Schemes, most of them refused."""

FORMULAS: Final[Mapping[str, Make]] = MappingProxyType(
    {
        "a long word": _formula(_repeated("a")),
        "brackets": _formula(_around("(", "1", ")")),
        "opening brackets": _formula(_repeated("(")),
        "closing brackets": _formula(_repeated(")")),
        "a sum": _formula(lambda size: "membership >= 1 days" + " + 1 days" * (size // 9)),
        "a product": _formula(lambda size: "unpaid_months >= 1" + "*1" * (size // 2)),
        "and": _formula(lambda size: "unpaid_months < 3" + " and unpaid_months < 3" * (size // 22)),
        "or": _formula(lambda size: "unpaid_months < 3" + " or unpaid_months < 3" * (size // 21)),
        "not": _formula(lambda size: "not " * (size // 4) + "(unpaid_months < 3)"),
        "minus": _formula(lambda size: "unpaid_months < " + "-" * size + "3"),
        "comparisons": _formula(lambda size: "1 < 2" + " < 2" * (size // 4)),
        "minimum of minima": _formula(
            lambda size: "unpaid_months < " + "min(1," * (size // 7) + "1" + ")" * (size // 7)
        ),
        "arguments": _formula(lambda size: "unpaid_months < min(" + "1," * (size // 2) + "1)"),
        "if": _formula(lambda size: "unpaid_months < " + "if(1 < 2, 1, " * (size // 14) + "1" + ")" * (size // 14)),
        "digits": _formula(lambda size: "unpaid_months < " + "1" * size),
        "digits after the point": _formula(lambda size: "unpaid_months < 0." + "1" * size),
        "thousands": _formula(lambda size: "unpaid_months < 1" + ",000" * (size // 4)),
        "spaces": _formula(lambda size: "unpaid_months <" + " " * size + "3"),
        "unknown facts": _formula(lambda size: "0 < 1" + "".join(f" and f{n} < 1" for n in range(size // 14))),
        "signs nobody knows": _formula(_repeated("§")),
        "texts": _formula(_repeated("'")),
        "Thai words": _formula(_repeated("คืน ")),
        "marks that combine": _formula(lambda size: "unpaid_months < ก" + "\u0e48" * size),
        "full-width digits": _formula(lambda size: "unpaid_months < " + "\uff11" * size),
        "percent": _formula(lambda size: "unpaid_months < 3" + "%" * size),
    }
)
"""Schemes with one formula that is as long as wanted."""


def _csv(line: Callable[[int], str]) -> Make:
    return lambda size: _HEAD + _many(size, line)


CSVS: Final[Mapping[str, Make]] = MappingProxyType(
    {
        "good rows": _csv(
            lambda n: f"J{n},joined,2012-01-01,M{n},,,,,,\n" if n % 2 else f"P{n},paid,2012-02-01,M1,,20,,,,\n"
        ),
        "payments of one member": lambda size: (
            _HEAD + "J,joined,2012-01-01,M1,,,,,,\n" + _many(size, lambda n: f"P{n},paid,2012-02-01,M1,,20,,,,\n")
        ),
        "joinings of one day": _csv(lambda n: f"J{n},joined,2012-01-01,M{n},,,,,,\n"),
        "claims": lambda size: (
            _HEAD
            + "J,joined,2011-01-01,M1,,,,,,\nP,paid,2011-01-01,M1,,900,,,,\n"
            + _many(size, lambda n: f"C{n},claimed,2012-02-01,M1,,,hospital,2012-01-05,2012-01-06,\n")
        ),
        "rows nobody can read": _csv(lambda _: "x\n"),
        "unknown kinds": _csv(lambda n: f"P{n},piad,2012-02-01,M1,,20,,,,\n"),
        "unknown words as kinds": _csv(lambda n: f"P{n},{'k' * (n % 30)}{n},2012-02-01,M1,,20,,,,\n"),
        "a long unknown kind": lambda size: _HEAD + f"P,{'p' * size},2012-02-01,M1,,20,,,,\n",
        "a long kind like a known one": lambda size: _HEAD + f"P,{'paid ' * (size // 5)},2012-02-01,M1,,20,,,,\n",
        "wrong dates": _csv(lambda n: f"P{n},paid,2012-02-3{n},M1,,20,,,,\n"),
        "wrong everything": _csv(lambda n: f"P {n} ,paid,31/2/{n},\u200b,x,-{n},y,z,z,\n"),
        "negative amounts": _csv(lambda n: f"P{n},paid,2012-02-01,M1,,-20,,,,\n"),
        "unknown members": _csv(lambda n: f"P{n},paid,2012-02-01,M{n},,20,,,,\n"),
        "one id with many contents": _csv(lambda n: f"P,paid,2012-02-01,M1,,{n + 1},,,,\n"),
        "one row many times": _csv(lambda _: "P,paid,2012-02-01,M1,,20,,,,\n"),
        "one long line": lambda size: _HEAD + "x" * size,
        "one long line of commas": lambda size: _HEAD + "," * size,
        "a header of commas": lambda size: "," * size + "\n",
        "a header of many columns": lambda size: _HEAD.rstrip() + _many(size, lambda n: f",fact.f{n}") + "\n",
        "a header of many unknown columns": lambda size: _HEAD.rstrip() + _many(size, lambda n: f",c{n}") + "\n",
        "a header of one long word": lambda size: "w" * size + "\n",
        "wide rows": lambda size: (
            _HEAD.rstrip()
            + _many(3000, lambda n: f",fact.f{n}")
            + "\n"
            + _many(size, lambda n: f"P{n},paid,2012-02-01,M1,,20\n")
        ),
        "quotation marks": _csv(lambda _: '"' * 50 + "\n"),
        "a line of quotation marks": lambda size: _HEAD + '"' * size + "\n",
        "a long cell": lambda size: _HEAD + f'P,paid,2012-02-01,"{"M" * size}",,20,,,,\n',
        "a long amount": lambda size: _HEAD + f"P,paid,2012-02-01,M1,,{'2' * size},,,,\n",
        "an amount of thousands": lambda size: _HEAD + f'P,paid,2012-02-01,M1,,"1{",000" * (size // 4)}",,,,\n',
        "cells of three digits": lambda size: _HEAD + f"P,paid,2012-02-01,M1,,1{',000' * (size // 4)},,,,\n",
        "a long date": lambda size: _HEAD + f"P,paid,{'2' * size},M1,,20,,,,\n",
        "a date of spaces": lambda size: _HEAD + f"P,paid,1{' ' * size}ตุลาคม 2555,M1,,20,,,,\n",
        "many payees": lambda size: (
            _HEAD + f"C,claimed,2012-02-01,M1,,,death,,,{_many(size, lambda n: f'children=ก{n}|')}named=ข\n"
        ),
        "one payee many times": lambda size: (
            _HEAD + f"C,claimed,2012-02-01,M1,,,death,,,{'named=ก|' * (size // 8)}named=ก\n"
        ),
        "reversals of one event": lambda size: (
            "id,kind,date,member,amount,event\nP,paid,2012-02-01,M1,20,\n"
            + _many(size, lambda n: f"R{n},reversed,2012-02-01,,,P\n")
        ),
        "reversals of reversals": lambda size: (
            "id,kind,date,member,amount,event\n" + _many(size, lambda n: f"R{n},reversed,2012-02-01,,,R{n + 1}\n")
        ),
        "members joining again and again": _csv(lambda n: f"J{n},joined,2012-01-01,M1,,,,,,\n"),
        "joining and leaving": _csv(
            lambda n: (
                f"J{n},{('joined', 'left')[n % 2]},{2012 + n // 300}-{1 + n // 25 % 12:02}-{1 + n % 25:02},M1,,,,,,\n"
            )
        ),
        "blank lines": lambda size: _HEAD + "\n" * size,
        "lines of commas": _csv(lambda _: ",,,,,,,,,\n"),
        "Thai digits": _csv(lambda _: "P๑,paid,๑/๒/๒๕๕๕,M๑,,๒๐,,,,\n"),
        "marks that combine": lambda size: _HEAD + f"P,paid,2012-02-01,ก{chr(0xE48) * size},,20,,,,\n",
        "invisible characters": lambda size: _HEAD + f"P,paid,2012-02-01,ก{chr(0x200B) * size},,20,,,,\n",
        "carriage returns": lambda size: _HEAD + "\r" * size,
        "the kind of a claim nobody made": _csv(
            lambda n: f"C{n},claimed,2012-02-01,M{n},,,hospitl,2012-01-05,2012-01-06,\n"
        ),
    }
)
"""Events as CSV."""


def _facts(size: int) -> str:
    facts = {f"f{n}": n for n in range(size // 12)}
    return json.dumps({"kind": "joined", "id": "J", "date": "2012-01-01", "member": "M1", "facts": facts})


def _paid(**other: object) -> str:
    return json.dumps({"kind": "paid", "id": "P", "date": "2012-01-01", "member": "M1", "amount": "20", **other})


JSONLS: Final[Mapping[str, Make]] = MappingProxyType(
    {
        "one event with many facts": _facts,
        "facts of one name": lambda size: _paid()[:-1] + ', "facts": {' + '"f": 1, ' * (size // 8) + '"f": 1}}',
        "one key many times": lambda size: _paid()[:-1] + ', "amount": 1' * (size // 13) + "}",
        "unknown keys": lambda size: _paid()[:-1] + "".join(f', "k{n}": 1' for n in range(size // 12)) + "}",
        "keys close to a known one": lambda size: (
            _paid()[:-1] + "".join(f', "amount{n}": 1' for n in range(size // 17)) + "}"
        ),
        "two keys many times": lambda size: (
            _paid()[:-1] + "".join(f', "k{n % (size // 24)}": 1' for n in range(size // 12)) + "}"
        ),
        "opening brackets": _repeated("["),
        "deep lists": _around("[", "", "]"),
        "deep objects": _around('{"a":', "1", "}"),
        "an amount of many digits": lambda size: _paid(amount=0).replace('"amount": 0', f'"amount": {"1" * size}'),
        "an amount of many decimals": lambda size: _paid(amount=0).replace('"amount": 0', f'"amount": 0.{"1" * size}'),
        "an amount with a huge exponent": lambda _: _paid(amount=0).replace('"amount": 0', '"amount": 1e999999999'),
        "a text of many digits": lambda size: _paid(amount="1" * size),
        "many wrong lines": lambda size: _many(size, lambda _: "{\n"),
        "many lists": lambda size: _many(size, lambda _: "[]\n"),
        "events without anything": lambda size: _many(size, lambda _: '{"kind": "paid"}\n'),
        "events without a kind": lambda size: _many(size, lambda _: "{}\n"),
        "a text without an end": lambda size: '{"kind": "' + "p" * size,
        "good events": lambda size: _many(size, lambda n: _paid(id=f"P{n}") + "\n"),
        "truths": lambda size: _many(size, lambda _: _paid(amount=True) + "\n"),
        "a list as a member": lambda size: _paid(member=[1] * (size // 3)),
        "an object as a member": lambda size: _paid(member={f"k{n}": 1 for n in range(size // 10)}),
        "payees": lambda size: json.dumps(
            {
                "kind": "claimed",
                "id": "C",
                "date": "2012-01-01",
                "member": "M1",
                "benefit": "death",
                "payees": [{"relation": "children", "name": f"ก{n}"} for n in range(size // 45)],
            }
        ),
        "used limits": lambda size: json.dumps(
            {"kind": "opening", "id": "O", "date": "2012-01-01", "used": {f"b{n}": "1" for n in range(size // 14)}}
        ),
    }
)
"""Events as JSON Lines."""

_CASES: Final = 'schema = 1\nscheme = "fund.toml"\n'
_CASE: Final = (
    '[[case]]\nid = "c{n}"\nname = {{ th = "ก", en = "a" }}\nas_of = 2012-01-04\n'
    'events = [{{ kind = "joined", member = "A", date = 2012-01-04 }}]\n{more}\n'
)


def _cases(more: str) -> Make:
    return lambda size: _CASES + _many(size, lambda n: _CASE.format(n=n, more=more))


CASES: Final[Mapping[str, Make]] = MappingProxyType(
    {
        "good cases": _cases('expect = [{ member = "A", arrears = 20 }]'),
        "cases without a result": _cases(""),
        "cases of one id": lambda size: _CASES + _many(size, lambda _: _CASE.format(n=1, more="expect = []")),
        "empty cases": lambda size: _CASES + _many(size, lambda _: "[[case]]\n"),
        "events": lambda size: (
            _CASES
            + _CASE.format(n=1, more='expect = [{ member = "A", arrears = 20 }]').replace(
                "events = [",
                "events = [" + '{ kind = "paid", member = "A", date = 2012-01-04, amount = 1 },' * (size // 68),
            )
        ),
        "expectations": lambda size: (
            _CASES + _CASE.format(n=1, more="expect = [" + '{ member = "A", arrears = 21 },' * (size // 32) + "]")
        ),
        "a repetition without an end": lambda _: (
            _CASES
            + _CASE.format(n=1, more='expect = [{ member = "A", arrears = 20 }]').replace(
                "events = [",
                'events = [{ kind = "paid", member = "A", date = 2011-01-04, amount = 1, '
                'repeat = { every = "day", until = 2400-01-01 } },',
            )
        ),
    }
)
"""Worked cases."""

LARGE: Final[Mapping[str, Mapping[str, Make]]] = MappingProxyType(
    {"scheme": SCHEMES, "formula": FORMULAS, "csv": CSVS, "jsonl": JSONLS, "cases": CASES}
)
"""All of them, by the kind of document."""
