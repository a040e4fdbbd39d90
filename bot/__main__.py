"""`python -m bot`: see `python -m bot --help`."""

from __future__ import annotations

from bot.cli import main

if __name__ == "__main__":
    main()
