"""The names by which Slack tells us what was pressed, sent or chosen. One place, so that none is misspelt."""

from __future__ import annotations

from typing import Final

COMMAND: Final = "/quotes"

# Shortcuts
FIND_QUOTES: Final = "find_quotes"  # on a message: Find quotes in this
ADD_ARTICLE: Final = "add_article"  # global, and the form's callback

# Buttons and menus
TRY_SAMPLE: Final = "try_sample"
