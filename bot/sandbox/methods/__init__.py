"""The methods of the Web API, by name. Importing this package registers them all."""

from __future__ import annotations

from bot.sandbox.methods import apps, chat, conversations, files, reactions, users, views
from bot.sandbox.methods.base import METHODS, Args, Context, Method

__all__ = [
    "METHODS",
    "Args",
    "Context",
    "Method",
    "apps",
    "chat",
    "conversations",
    "files",
    "reactions",
    "users",
    "views",
]
