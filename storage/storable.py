"""Lets text that no database can hold cost nobody their article: what cannot be stored is left out as it is written.

Two things are meant, and nothing else is touched: U+0000, which PostgreSQL refuses, and lone surrogates, which are no
characters at all and which neither driver can encode. Both come from outside: out of a file's name, a paste, a name
that somebody typed. It is done where every statement passes, so that no column and no question can be forgotten.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Engine, event

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def storable(text: str) -> str:
    """The text without what cannot be stored; the very same where there is nothing of it."""
    return _UNSTORABLE.sub("", text) if _is_not(text) else text


def to_json(value: object) -> str:
    """A value as JSON, its strings and keys without what cannot be stored."""
    made = json.dumps(value)
    return json.dumps(_cleaned(value)) if "\\u0000" in made or "\\ud" in made else made


def write_only_storable(engine: Engine) -> None:
    """Makes every statement on `engine` carry text that can be stored, and no other."""
    event.listen(engine, "before_cursor_execute", _clean_parameters, retval=True)


def _clean_parameters(
    connection: object, cursor: object, statement: str, parameters: Any, context: object, executemany: bool
) -> tuple[str, Any]:
    # Not by `executemany`: rows that SQLAlchemy puts into one INSERT come as one row's parameters.
    return statement, [_row(row) for row in parameters] if isinstance(parameters, list) else _row(parameters)


def _row(parameters: Any) -> Any:
    """One row's parameters, by name or in order; the very same where nothing is wrong with them."""
    values = parameters.values() if isinstance(parameters, Mapping) else parameters or ()
    if not any(isinstance(value, str) and _is_not(value) for value in values):
        return parameters
    if isinstance(parameters, Mapping):
        return {name: _value(value) for name, value in parameters.items()}
    return tuple(_value(value) for value in parameters)


def _value(value: object) -> object:
    return storable(value) if isinstance(value, str) else value


def _is_not(text: str) -> bool:
    return "\x00" in text or (not text.isascii() and _UNSTORABLE.search(text) is not None)


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, Mapping):
        return {_cleaned(key): _cleaned(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(inner) for inner in value]
    return value
