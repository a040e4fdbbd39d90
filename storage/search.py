"""Finds quotes by their words, on SQLite (FTS5) and PostgreSQL (tsvector with GIN), alike.

What a person types never reaches a database as syntax: `words` takes it apart into plain words, and only those are put
together again, in each database's own language. This is the one place where statements are held to the team by hand:
the index is asked with the team's own token, and the quotes are then read through the team's session, so an index that
were wrong could find too little, but never show another team's words.

The newest `WINDOW` matches are ranked at once; those beyond come in windows of the same size, so every page is stable
and no question has to rank a million matches.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import text

from storage.database import SCOPED_BY_HAND, TeamSession
from storage.storable import storable

WINDOW = 80

_WORD = re.compile(r"[^\W_]+")
_WORD_AND_MARKS = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
_MOST_WORDS = 32
"""Words of a question that count: a pasted page must not become a question of a thousand terms."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words that stand side by side; the last one may be a beginning of a word."""

    words: tuple[str, ...]
    open_end: bool = False  # "sanction*"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is looked for: every phrase, within the scope."""

    phrases: tuple[Phrase, ...]
    person_ids: tuple[int, ...] = ()  # any of them; none: whoever spoke
    outlet: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    @property
    def empty(self) -> bool:
        """Whether it holds nothing to look for."""
        return not (self.phrases or self.person_ids or self.outlet)


def parse(typed: str) -> tuple[Phrase, ...]:
    """The phrases of what a person typed: "words in quotation marks" stay together, any other word is for itself.

    Straight and typographic marks count alike, one without its partner is ignored, and nothing is ever an error.
    """
    phrases: list[Phrase] = []
    left = _MOST_WORDS
    for number, part in enumerate(re.split(r"[\"“”„«»]", typed)):
        chunks = [part] if number % 2 else part.split()
        for chunk in chunks:
            found = words(chunk)[:left]
            left -= len(found)
            if found:
                phrases.append(Phrase(words=found, open_end=chunk.rstrip().endswith("*") and len(found[-1]) > 1))
    return tuple(phrases)


def words(typed: str) -> tuple[str, ...]:
    """The words of a text as the index has them: letters and digits, without case and accents."""
    plain = unicodedata.normalize("NFKD", storable(typed).lower())
    return tuple(_WORD.findall("".join(c for c in plain if not unicodedata.combining(c))))


def words_at(given: str) -> list[tuple[str, tuple[int, int]]]:
    """Each word of a text as the index has it, with where it stands in the text."""
    return [("".join(words(match.group())), match.span()) for match in _WORD_AND_MARKS.finditer(given)]


def outlet_key(outlet: str | None) -> str | None:
    """An outlet as it is compared, and as its scope token holds it: a hash, since a token is one plain word."""
    plain = " ".join(words(outlet)) if outlet else ""
    return sha256(plain.removeprefix("the ").encode()).hexdigest()[:12] if plain else None


def matches(session: TeamSession, question: Question, *, window: int = 0) -> list[int]:
    """Ids of the quotes that match, newest first: the first `WINDOW`, or those of a later window."""
    if question.empty or any(not phrase.words for phrase in question.phrases):
        return []
    if session.get_bind().dialect.name == "sqlite":
        return _ids(session, _SQLITE, question=_for_fts5(session.team, question), offset=window * WINDOW, limit=WINDOW)
    return _on_postgresql(session, question, window)


def _on_postgresql(session: TeamSession, question: Question, window: int) -> list[int]:
    """Asks for all at once; for words side by side, first of the latest month, and then of all before it.

    The planner takes a phrase for as frequent as its words, and walks back through a newsroom's quotes until it has
    found enough; by the index, which holds no places of words, every quote with the words has to be read. A month tells
    how often the phrase really stands there, and with that which way is shorter.
    """
    latest = session.execute(text(_LATEST), {"team": session.team}, execution_options={SCOPED_BY_HAND: True}).scalar()
    if latest is None:
        return []
    scope = _scope_tsquery(session.team, question)
    since = question.since or datetime(1, 1, 1, tzinfo=UTC)
    until = question.until or datetime(9999, 1, 1, tzinfo=UTC)
    asked = {"terms": _for_tsquery(question), "team": session.team, "since": since, "until": until, "scope": scope}
    if all(len(phrase.words) == 1 for phrase in question.phrases):
        return _ids(session, _POSTGRESQL, **asked, offset=window * WINDOW, limit=WINDOW)
    wanted = (window + 1) * WINDOW
    last = min(latest, until)
    month = max(since, last - timedelta(days=30))
    lately = {"since": month, "scope": f"{scope} & ({' | '.join(days(month, last))})"}
    found = _ids(session, _POSTGRESQL, **asked | lately, offset=0, limit=wanted)
    if len(found) < wanted and month > since:
        way = _POSTGRESQL if wanted <= len(found) * _MONTHS else _POSTGRESQL_BY_INDEX
        found += _ids(session, way, **asked | {"until": month}, offset=0, limit=wanted - len(found))
    return found[window * WINDOW :]


def _ids(session: TeamSession, statement: str, **asked: object) -> list[int]:
    found = session.execute(text(statement), asked, execution_options={SCOPED_BY_HAND: True})
    return [int(row[0]) for row in found]


_SQLITE = """
SELECT rowid FROM quote_terms WHERE quote_terms MATCH :question ORDER BY rowid DESC LIMIT :limit OFFSET :offset
"""

_MONTHS = 8
"""So far back a walk is shorter than the index: with a million quotes of five years they break even there."""

_LATEST = """
SELECT max(published_at), set_config('plan_cache_mode', 'force_custom_plan', true)
FROM quote_terms WHERE team_id = :team
"""
"""Asked first. psycopg prepares what it sends often, and PostgreSQL would then plan for a word of no known frequency,
which is a walk through all of a newsroom's quotes: 200 ms for a rare word among a million."""

# Without words, `terms` is empty, and an empty tsquery on one side of && leaves the other as it is.
_POSTGRESQL = """
SELECT quote_id FROM quote_terms
WHERE team_id = :team AND published_at >= :since AND published_at < :until
  AND terms @@ (to_tsquery('pullquote', :terms) && CAST(:scope AS tsquery))
ORDER BY published_at DESC, quote_id DESC LIMIT :limit OFFSET :offset
"""

# An order that no index has leaves the planner the one on the terms.
_POSTGRESQL_BY_INDEX = _POSTGRESQL.replace("BY published_at DESC", "BY (published_at + interval '0') DESC")


def _for_fts5(team: str, question: Question) -> str:
    scopes = [[token] for token in _tokens(team, question)]
    if question.person_ids:
        scopes.append([_person_token(person) for person in question.person_ids])
    if question.since or question.until:
        scopes.append(days(question.since, question.until))
    scope = " AND ".join("(" + " OR ".join(f'"{token}"' for token in tokens) + ")" for tokens in scopes)
    asked = f"{{scope}} : ({scope})"
    for phrase in question.phrases:
        asked += ' AND {text} : "' + " ".join(phrase.words) + '"' + (" *" if phrase.open_end else "")
    return asked


def _for_tsquery(question: Question) -> str:
    return " & ".join(
        "(" + " <-> ".join(phrase.words) + (":*" if phrase.open_end else "") + ")" for phrase in question.phrases
    )


def _scope_tsquery(team: str, question: Question) -> str:
    scope = [f"'{token}'" for token in _tokens(team, question)]
    if question.person_ids:
        scope.append("(" + " | ".join(f"'{_person_token(person)}'" for person in question.person_ids) + ")")
    return " & ".join(scope)


def _tokens(team: str, question: Question) -> list[str]:
    tokens = [f"t{team.encode().hex().upper()}0"]
    if question.outlet is not None:
        tokens.append(f"o{outlet_key(question.outlet) or 'none'}0")
    return tokens


def _person_token(person_id: int) -> str:
    return f"p{person_id}0"


def days(since: datetime | None, until: datetime | None) -> list[str]:
    """Tokens of the days from `since` to `until`, UTC, as few as will do: whole years and months where they fit."""
    day = (since or datetime(1970, 1, 1, tzinfo=UTC)).astimezone(UTC).date()
    last = (until or datetime(2099, 12, 31, tzinfo=UTC)).astimezone(UTC).date()
    tokens: list[str] = []
    while day <= last:
        year_end = day.replace(month=12, day=31)
        month_end = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
        if day.month == 1 and day.day == 1 and year_end <= last:
            tokens.append(f"y{day:%Y}")
            day = year_end
        elif day.day == 1 and month_end <= last:
            tokens.append(f"m{day:%Y%m}")
            day = month_end
        else:
            tokens.append(f"d{day:%Y%m%d}")
        day += timedelta(days=1)
    return tokens or ["d0"]
