"""``welfarerules completion``: the script that lets a shell complete the command."""

from __future__ import annotations

from typing import Final

import click
from click.shell_completion import ShellComplete, get_completion_class

from welfarerules.cli.faults import FINE
from welfarerules.cli.help import Help, command
from welfarerules.cli.language import OneOf
from welfarerules.cli.screen import Screen
from welfarerules.words import N_

__all__ = ["SHELLS", "completion"]

SHELLS: Final = ("bash", "zsh", "fish")

PROGRAM: Final = "welfarerules"
VARIABLE: Final = "_WELFARERULES_COMPLETE"
"""By which click tells that a shell asks; it follows from the name of the program."""


@command(
    "completion",
    Help(
        N_("Print the script that lets a shell complete commands, options, files and ids."),
        (
            N_(
                "Save it where the shell reads it when it starts, or load it there with the first line of the "
                "examples. Bash must be of version 4.4 or later."
            ),
        ),
        (
            'eval "$(welfarerules completion bash)"        # ~/.bashrc',
            'eval "$(welfarerules completion zsh)"         # ~/.zshrc',
            "welfarerules completion fish > ~/.config/fish/completions/welfarerules.fish",
        ),
    ),
)
@click.argument("shell", type=OneOf(SHELLS))
@click.pass_context
def completion(ctx: click.Context, *, shell: str) -> int:
    """Print a completion script."""
    kind = get_completion_class(shell)
    if kind is None:
        raise AssertionError(shell)
    # The class's own `source` would start a shell to ask for its version.
    script = ShellComplete.source(kind(ctx.find_root().command, {}, PROGRAM, VARIABLE))
    Screen.of(ctx).text(script.strip("\n"))
    return FINE
