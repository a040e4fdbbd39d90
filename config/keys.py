"""The keys that encrypt tokens at rest and sign links to pages.

They come from `PULLQUOTE_SECRET_KEY` or, where one machine does everything, from a file in the data folder that is made
on first use and that only its owner can read. The first key is used for new things; the others still open old ones, so
a key is changed by putting a new one in front.
"""

from __future__ import annotations

import os
import secrets
from hashlib import sha256

from config.settings import Settings, SettingsError

KEY_FILE = "secret.key"
LEAST_CHARACTERS = 16


def load_keys(settings: Settings) -> tuple[bytes, ...]:
    """The keys, newest first, each 32 bytes.

    Raises:
        SettingsError: a key is too short to be one.
    """
    given = settings.pullquote_secret_key.get_secret_value() if settings.pullquote_secret_key else _from_file(settings)
    words = [word.strip() for word in given.split(",") if word.strip()]
    if not words or any(len(word) < LEAST_CHARACTERS for word in words):
        raise SettingsError(
            f"PULLQUOTE_SECRET_KEY: each key needs at least {LEAST_CHARACTERS} characters; "
            "`python -c 'import secrets; print(secrets.token_urlsafe(32))'` makes one"
        )
    return tuple(sha256(b"pullquote key\0" + word.encode()).digest() for word in words)


def _from_file(settings: Settings) -> str:
    path = settings.pullquote_data_dir / KEY_FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        # Made whole beside its place and then linked, so that two processes that start at once agree on one key.
        fresh = path.with_name(f".{KEY_FILE}.{os.getpid()}.{secrets.token_hex(4)}")
        with open(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:  # noqa: PTH123
            file.write(secrets.token_urlsafe(32))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass  # the other process was first: its key it is
        finally:
            fresh.unlink()
    return path.read_text(encoding="ascii").strip()
