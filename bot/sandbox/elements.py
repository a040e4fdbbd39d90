"""The limits of texts, options and interactive elements: the half of `limits` that looks inside a block."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]

_SELECTS = {f"{kind}_select" for kind in ("static", "external", "users", "conversations", "channels")}
_MULTI = {f"multi_{kind}" for kind in _SELECTS}
_PICKERS = {"datepicker", "timepicker", "datetimepicker", "checkboxes", "radio_buttons"}
ALLOWED: dict[str, set[str]] = {
    "section": {"button", "overflow", "image", "workflow_button", *_SELECTS, *_MULTI, *_PICKERS} - {"datetimepicker"},
    "actions": {"button", "overflow", "workflow_button", *_SELECTS, *_MULTI, *_PICKERS},
    "input": {
        "plain_text_input", "rich_text_input", "email_text_input", "url_text_input", "number_input", "file_input",
        *_SELECTS, *_MULTI, *_PICKERS,
    },
}  # fmt: skip


class Elements:
    """Checks the parts of blocks; faults gather in `errors`."""

    def __init__(self, surface: str) -> None:
        self.surface = surface
        self.errors: list[str] = []

    def no(self, what: str, where: str) -> None:
        """Notes a fault, as Slack words it."""
        self.errors.append(f"{what} [json-pointer:{where}]")

    def string(self, value: Any, where: str, most: int, *, least: int = 1) -> None:
        """A string of `least` to `most` characters."""
        if not isinstance(value, str):
            self.no("must provide a string", where)
        elif len(value) > most:
            self.no(f"must be less than {most + 1} characters", where)
        elif len(value) < least:
            self.no(f"must be more than {least - 1} characters", where)

    def items(self, value: Any, where: str, least: int, most: int) -> bool:
        """An array of `least` to `most` items; whether it is an array at all."""
        if not isinstance(value, list):
            self.no("must provide an array" if value is not None else "missing required field", where)
            return False
        if len(value) > most:
            self.no(f"no more than {most} items allowed", where)
        elif len(value) < least:
            self.no(f"must provide at least {least} items", where)
        return True

    def id_(self, holder: Json, key: str, here: str) -> None:
        """A block_id or action_id, where there is one."""
        if holder.get(key) is not None:
            self.string(holder[key], f"{here}/{key}", 255)

    def text(self, value: Any, where: str, most: int, *, kinds: tuple[str, ...] = ("mrkdwn", "plain_text")) -> None:
        """A text object."""
        if not isinstance(value, dict):
            self.no("must provide an object" if value is not None else "missing required field", where)
            return
        if value.get("type") not in kinds:
            self.no(f"must be {' or '.join(kinds)}", f"{where}/type")
        for key in value.keys() - {"type", "text", "emoji", "verbatim"}:
            self.no(f"no more properties allowed: {key}", f"{where}/{key}")
        if value.get("type") == "mrkdwn" and "emoji" in value:
            self.no("no more properties allowed: emoji", f"{where}/emoji")
        self.string(value.get("text"), f"{where}/text", most)

    def plain(self, value: Any, where: str, most: int) -> None:
        """A plain_text object."""
        self.text(value, where, most, kinds=("plain_text",))

    def url(self, value: Any, where: str) -> None:
        """A web address of at most 3,000 characters."""
        self.string(value, where, 3000)
        if isinstance(value, str) and value and not re.match(r"(https?://\S+|slack://|mailto:)", value):
            self.no("must be a valid URL", where)

    def image(self, item: Json, here: str) -> None:
        """An image block or element."""
        if item.get("slack_file") is None:
            self.url(item.get("image_url"), f"{here}/image_url")
        self.string(item.get("alt_text"), f"{here}/alt_text", 2000)

    def element(self, element: Any, here: str, inside: str) -> None:
        """An interactive element (or an image) inside a section, actions or input block."""
        kind = element.get("type") if isinstance(element, dict) else None
        if kind not in ALLOWED[inside] or (kind == "file_input" and self.surface != "modal"):
            self.no(f"unsupported element: {kind}" if kind else "missing required field", here)
            return
        self.id_(element, "action_id", here)
        if element.get("confirm") is not None:
            self.confirm(element["confirm"], f"{here}/confirm")
        if element.get("placeholder") is not None:
            self.plain(element["placeholder"], f"{here}/placeholder", 150)
        name = re.sub(r"^(multi_)?(users|conversations|channels)_select$", "listed_select", kind)
        check: Callable[[Json, str], None] | None = getattr(self, f"element_{name.removeprefix('multi_')}", None)
        if check is not None:
            check(element, here)
        if kind.startswith("multi_") and element.get("max_selected_items", 1) < 1:
            self.no("must be at least 1", f"{here}/max_selected_items")

    def confirm(self, confirm: Any, here: str) -> None:
        """A confirmation dialog."""
        if not isinstance(confirm, dict):
            self.no("must provide an object", here)
            return
        self.plain(confirm.get("title"), f"{here}/title", 100)
        self.text(confirm.get("text"), f"{here}/text", 300)
        self.plain(confirm.get("confirm"), f"{here}/confirm", 30)
        self.plain(confirm.get("deny"), f"{here}/deny", 30)
        self._style(confirm, here)

    def _style(self, holder: Json, here: str) -> None:
        if holder.get("style") not in (None, "primary", "danger"):
            self.no("must be primary or danger", f"{here}/style")

    def element_button(self, button: Json, here: str) -> None:
        self.plain(button.get("text"), f"{here}/text", 75)
        if button.get("value") is not None:
            self.string(button["value"], f"{here}/value", 2000)
        if button.get("url") is not None:
            self.url(button["url"], f"{here}/url")
        if button.get("accessibility_label") is not None:
            self.string(button["accessibility_label"], f"{here}/accessibility_label", 75)
        self._style(button, here)

    def element_image(self, element: Json, here: str) -> None:
        self.image(element, here)

    def element_overflow(self, element: Json, here: str) -> None:
        self.options(element.get("options"), f"{here}/options", 5, kinds=("plain_text",), urls=True)

    def element_checkboxes(self, element: Json, here: str) -> None:
        self.options(element.get("options"), f"{here}/options", 10)
        self._initial(element, here, many=True)

    def element_radio_buttons(self, element: Json, here: str) -> None:
        self.options(element.get("options"), f"{here}/options", 10)
        self._initial(element, here, many=False)

    def element_static_select(self, element: Json, here: str) -> None:
        if (element.get("options") is None) == (element.get("option_groups") is None):
            self.no("must provide either options or option_groups", here)
        if element.get("options") is not None:
            self.options(element["options"], f"{here}/options", 100, kinds=("plain_text",))
        if element.get("option_groups") is not None:
            self.option_groups(element["option_groups"], f"{here}/option_groups")
        self._initial(element, here, many=str(element.get("type")).startswith("multi_"))

    def element_external_select(self, element: Json, here: str) -> None:
        if not isinstance(element.get("min_query_length", 3), int):
            self.no("must be an integer", f"{here}/min_query_length")

    def element_datepicker(self, element: Json, here: str) -> None:
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", str(element.get("initial_date", "2000-01-01"))):
            self.no("must be a date, YYYY-MM-DD", f"{here}/initial_date")

    def element_timepicker(self, element: Json, here: str) -> None:
        if not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", str(element.get("initial_time", "00:00"))):
            self.no("must be a time, HH:mm", f"{here}/initial_time")

    def element_plain_text_input(self, element: Json, here: str) -> None:
        least, most = element.get("min_length", 0), element.get("max_length", 3000)
        if not isinstance(least, int) or not 0 <= least <= 3000:
            self.no("must be between 0 and 3000", f"{here}/min_length")
        if not isinstance(most, int) or not 1 <= most <= 3000:
            self.no("must be between 1 and 3000", f"{here}/max_length")
        if element.get("initial_value") is not None:
            self.string(element["initial_value"], f"{here}/initial_value", 3000, least=0)

    def element_number_input(self, element: Json, here: str) -> None:
        if not isinstance(element.get("is_decimal_allowed"), bool):
            self.no("missing required field: is_decimal_allowed", here)

    def element_file_input(self, element: Json, here: str) -> None:
        if not 1 <= element.get("max_files", 10) <= 10:
            self.no("must be between 1 and 10", f"{here}/max_files")

    def options(
        self,
        options: Any,
        where: str,
        most: int,
        *,
        kinds: tuple[str, ...] = ("plain_text", "mrkdwn"),
        urls: bool = False,
    ) -> None:
        """A list of options."""
        if not self.items(options, where, 1, most):
            return
        for index, option in enumerate(options):
            here = f"{where}/{index}"
            if not isinstance(option, dict):
                self.no("must provide an object", here)
                continue
            self.text(option.get("text"), f"{here}/text", 75, kinds=kinds)
            self.string(option.get("value"), f"{here}/value", 150)
            if option.get("description") is not None:
                self.text(option["description"], f"{here}/description", 75, kinds=kinds)
            if option.get("url") is not None:
                if urls:
                    self.url(option["url"], f"{here}/url")
                else:
                    self.no("no more properties allowed: url", f"{here}/url")

    def option_groups(self, groups: Any, where: str) -> None:
        """A list of option groups."""
        if not self.items(groups, where, 1, 100):
            return
        for index, group in enumerate(groups):
            if not isinstance(group, dict):
                self.no("must provide an object", f"{where}/{index}")
                continue
            self.plain(group.get("label"), f"{where}/{index}/label", 75)
            self.options(group.get("options"), f"{where}/{index}/options", 100, kinds=("plain_text",))

    def _initial(self, element: Json, here: str, *, many: bool) -> None:
        key = "initial_options" if many else "initial_option"
        if element.get(key) is None:
            return
        groups = element.get("option_groups") or []
        offered = list(element.get("options") or [])
        offered += [o for g in groups if isinstance(g, dict) for o in g.get("options") or []]
        for chosen in element[key] if many else [element[key]]:
            if chosen not in offered:
                self.no(f"{key} must be among the options", f"{here}/{key}")
