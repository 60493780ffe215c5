"""Instances of a scheme: small invented stories that probe every rule around its own bounds, and what each pays.

An instance varies one thing: a membership of 179, 180 or 181 days, a stay that crosses the fund year, a due of a month
without that day. All instances of a scheme are members of one invented fund, so one evaluation works them all out.

>>> from importlib.resources import as_file, files
>>> from welfarerules.loading import load_scheme
>>> with as_file(files("welfarerules") / "schemes" / "th" / "chamuang.toml") as bylaws:
...     scheme = load_scheme(bylaws)
>>> births = instances_of(scheme, rule="benefit.birth")
>>> for one in work(scheme, [each for each in births if each.probe == "membership"][:3]):
...     print(f"{one.instance.about.spoken('en')}: {one.consequence.spoken('en')}")
a member for 179 days: pays nothing
a member for 180 days: pays 1,000.00 baht
a member for 181 days: pays 1,000.00 baht
"""

from __future__ import annotations

from welfarerules.instances.making import instances_of
from welfarerules.instances.model import Instance, Worked
from welfarerules.instances.working import work

__all__ = ["Instance", "Worked", "instances_of", "work"]
