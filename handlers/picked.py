"""What was chosen beside a quote, from the menu to the form that it opens."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bot.cards import QuoteLine
from bot.errors import UserError
from handlers.blocks import modals
from handlers.spot import Spot

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picked:
    """A choice of a quote's ⋯ menu. As a form's private_metadata it outlives the message."""

    verb: str  # fix | not | copy | watch | more
    number: int  # a quote's id; for `watch` and `more` a person's
    origin: str  # what is to be shown anew: see `handlers.blocks.card.quote_menu`
    spot: Spot

    @staticmethod
    def of(body: Json) -> Picked:
        """The choice.

        Raises:
            UserError: the menu is of another version of the bot.
        """
        value = str(body["actions"][0].get("selected_option", {}).get("value", ""))
        verb, _, rest = value.partition(":")
        number, _, origin = rest.partition(":")
        if not number.isdigit():
            raise UserError("That menu is out of date. Open the article's quotes anew.")
        return Picked(verb=verb, number=int(number), origin=origin, spot=Spot.of(body))

    def dump(self) -> str:
        """As private_metadata."""
        return json.dumps(
            {key: value for key, value in asdict(self).items() if key != "spot"} | {"spot": self.spot.dump()}
        )

    @staticmethod
    def load(text: str) -> Picked:
        """Back from private_metadata."""
        found = json.loads(text)
        return Picked(**(found | {"spot": Spot.load(found["spot"])}))


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who spoke, as a form has it: somebody known, a new name, or neither, where nobody can say."""

    person_id: int | None = None
    name: str | None = None

    @staticmethod
    def of(view: Json) -> Speaker | None:
        """The form's answer: a new name goes before somebody searched for, and that before the article's people."""
        if name := (modals.field(view, modals.NEW_NAME, "value") or "").strip():
            return Speaker(name=name)
        for block in (modals.KNOWN, modals.SPEAKER):
            chosen = modals.field(view, block, "selected_option")
            if chosen:
                number = str(chosen["value"])
                return Speaker(person_id=int(number)) if number.isdigit() else Speaker()
        return None

    def differs(self, now: QuoteLine) -> bool:
        """Whether it says more than stands there: another speaker, or that a doubtful one is right."""
        if self.name is not None:
            return self.name != now.speaker or now.unsure
        return self.person_id != now.person_id or (now.unsure and now.speaker is not None)
