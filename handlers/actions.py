"""The names by which Slack tells us what was pressed, sent or chosen. One place, so that none is misspelt."""

from __future__ import annotations

from typing import Final

COMMAND: Final = "/quotes"

# Shortcuts
FIND_QUOTES: Final = "find_quotes"  # on a message: Find quotes in this
ADD_ARTICLE: Final = "add_article"  # global, and the form's callback

# The card
QUOTE_MENU: Final = "quote_menu"  # the ⋯ beside a quote
ALL_QUOTES: Final = "all_quotes"
SHARE: Final = "share"  # also the form's callback
EXPORT: Final = "export"
OPEN_PAGE: Final = "open_page"
READ_AGAIN: Final = "read_again"
PREVIOUS_QUOTES: Final = "previous_quotes"
NEXT_QUOTES: Final = "next_quotes"

# Corrections
FIX_SPEAKER: Final = "fix_speaker"  # the form's callback
KNOWN_PERSON: Final = "known_person"  # a field that asks us for names as one types
UNDO: Final = "undo"

# What a search found
FOUND_PREVIOUS: Final = "found_previous"
FOUND_NEXT: Final = "found_next"
FOUND_SHARE: Final = "found_share"
FOUND_PERSON: Final = "found_person"  # with a number behind it, where there are several in a row
TOP_SHARE: Final = "top_share"

# People
RENAME: Final = "rename_person"
ALIAS: Final = "alias_person"
MERGE: Final = "merge_person"
SPLIT: Final = "split_person"
SPLIT_ARTICLE: Final = "split_article"

# The workspace
SETTINGS: Final = "settings"
FORGET: Final = "forget"
KEEP: Final = "keep"
TRY_SAMPLE: Final = "try_sample"

# Digests
DIGEST_CHANGE: Final = "digest_change"
DIGEST_PAUSE: Final = "digest_pause"
DIGEST_RESUME: Final = "digest_resume"
DIGEST_NOW: Final = "digest_now"
DIGEST_PREVIEW: Final = "digest_preview"
DIGEST_DELETE: Final = "digest_delete"
DIGEST_NEW: Final = "digest_new"
DIGEST_FORM: Final = "digest_form"  # the form's callback
DIGEST_PEOPLE: Final = "digest_people"  # fields of the form that ask us for names
DIGEST_OUTLETS: Final = "digest_outlets"

# Watches
WATCH_MUTE: Final = "watch_mute"
WATCH_UNMUTE: Final = "watch_unmute"
WATCH_OFF: Final = "watch_off"
WATCH_PICK: Final = "watch_pick"  # with a number behind it, where several people go by a name
WATCH_WHEN: Final = "watch_when"
WATCH_PLACE: Final = "watch_place"  # the form's callback
