"""The Home tab: first steps, then what the desk has."""

from __future__ import annotations

from handlers.blocks import onboarding
from handlers.blocks.help import COMMANDS
from handlers.blocks.parts import View, context, divider, header, home, section


def first_steps() -> View:
    """What somebody sees who opens it for the first time."""
    commands = "\n".join(f"`{command}`  {does}" for command, does in COMMANDS)
    return home(
        header("Who said what, word for word"),
        *onboarding.steps(),
        onboarding.sample_button(),
        divider(),
        section(f"*Commands*\n{commands}"),
        context("Your copy stays on your own machine and goes to nobody."),
    )
