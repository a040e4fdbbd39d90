"""The search index over quotes, kept by triggers: FTS5 on SQLite, a table with a tsvector on PostgreSQL.

Whatever writes a quote, the index follows in the same transaction; a quote that is not shown is not in it. Beside the
words stand scope tokens (team, person, outlet, year, month, day), so that one look into the index answers the whole
question; `storage/search.py` makes the same tokens. A token is hexadecimal or ends in a digit, so no stemmer touches it.

On PostgreSQL the index is a table of its own without row-level security: a policy would keep the planner from using the
index, since `@@` is not leak-proof. It holds words and numbers; the quotes themselves are read from under the policy.

A later migration that rebuilds `quotes` on SQLite (batch_alter_table) drops its triggers, and has to make them again by
`make_triggers`.

Revision: 0005, after 0004.
"""

from __future__ import annotations

from alembic import op

from storage.migrations.protection import on_postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for statement in _POSTGRESQL if on_postgresql() else (_SQLITE_TABLE, *_SQLITE_TRIGGERS, _SQLITE_FILL):
        op.execute(statement)


def downgrade() -> None:
    if on_postgresql():
        op.execute("DROP TRIGGER quote_terms_follow ON quotes")
        op.execute("DROP TABLE quote_terms")
        op.execute("DROP FUNCTION quote_terms_follow()")
        op.execute("DROP FUNCTION quote_terms_of(quotes)")
        op.execute("DROP TEXT SEARCH CONFIGURATION pullquote")
        op.execute("DROP TEXT SEARCH DICTIONARY pullquote_stem")
        return
    for name in ("insert", "update", "delete"):
        op.execute(f"DROP TRIGGER quote_terms_{name}")
    op.execute("DROP TABLE quote_terms")


def make_triggers() -> None:
    """Makes the triggers on SQLite anew, after `quotes` was rebuilt."""
    if not on_postgresql():
        for statement in _SQLITE_TRIGGERS:
            op.execute(statement)


# --- SQLite. The table keeps no copy of the text; what is taken out has to be named, so a trigger says what stood there.

_SQLITE_TABLE = """
CREATE VIRTUAL TABLE quote_terms USING fts5(
    text, scope, content='', tokenize='porter unicode61 remove_diacritics 2'
)
"""


def _scope(row: str) -> str:
    return f"""
        't' || hex({row}.team_id) || '0 p' || coalesce({row}.person_id, 'none') || '0'
        || coalesce(' o' || {row}.outlet_key || '0', '')
        || ' y' || substr({row}.published_at, 1, 4)
        || ' m' || substr({row}.published_at, 1, 4) || substr({row}.published_at, 6, 2)
        || ' d' || substr({row}.published_at, 1, 4) || substr({row}.published_at, 6, 2)
        || substr({row}.published_at, 9, 2)
    """  # noqa: S608 - no value of anybody's


_TAKE_OUT = f"""
    INSERT INTO quote_terms (quote_terms, rowid, text, scope)
    SELECT 'delete', OLD.id, OLD.text, {_scope("OLD")} WHERE OLD.state = 'shown';
"""

_PUT_IN = f"""
    INSERT INTO quote_terms (rowid, text, scope) SELECT NEW.id, NEW.text, {_scope("NEW")} WHERE NEW.state = 'shown';
"""

_SQLITE_TRIGGERS = (
    f"CREATE TRIGGER quote_terms_insert AFTER INSERT ON quotes BEGIN {_PUT_IN} END",
    f"CREATE TRIGGER quote_terms_delete AFTER DELETE ON quotes BEGIN {_TAKE_OUT} END",
    f"""
    CREATE TRIGGER quote_terms_update
    AFTER UPDATE OF text, state, team_id, person_id, outlet_key, published_at ON quotes
    BEGIN {_TAKE_OUT} {_PUT_IN} END
    """,
)

_SQLITE_FILL = f"""
INSERT INTO quote_terms (rowid, text, scope) SELECT q.id, q.text, {_scope("q")} FROM quotes AS q WHERE q.state = 'shown'
"""

# --- PostgreSQL. Stems, but no stop words: "not very respectful" is not "respectful".

_POSTGRESQL = (
    "CREATE TEXT SEARCH DICTIONARY pullquote_stem (TEMPLATE = snowball, Language = english)",
    "CREATE TEXT SEARCH CONFIGURATION pullquote (COPY = simple)",
    """
    ALTER TEXT SEARCH CONFIGURATION pullquote
    ALTER MAPPING FOR asciiword, word, numword WITH pullquote_stem
    """,
    """
    CREATE TABLE quote_terms (
        quote_id bigint PRIMARY KEY REFERENCES quotes (id) ON DELETE CASCADE,
        team_id varchar NOT NULL,
        published_at timestamptz NOT NULL,
        terms tsvector NOT NULL
    )
    """,
    # The same words as FTS5 makes: letters and digits, without accents; then the scope.
    """
    CREATE FUNCTION quote_terms_of(quote quotes) RETURNS tsvector LANGUAGE sql STABLE AS $$
        SELECT to_tsvector(
            'pullquote',
            regexp_replace(
                regexp_replace(lower(normalize(quote.text, NFKD)), '[\\u0300-\\u036f]', '', 'g'),
                '[^[:alnum:]]+', ' ', 'g'
            )
        ) || array_to_tsvector(array_remove(ARRAY[
            't' || upper(encode(convert_to(quote.team_id, 'UTF8'), 'hex')) || '0',
            'p' || coalesce(quote.person_id::text, 'none') || '0',
            'o' || quote.outlet_key || '0',
            to_char(quote.published_at AT TIME ZONE 'UTC', '"y"YYYY'),
            to_char(quote.published_at AT TIME ZONE 'UTC', '"m"YYYYMM'),
            to_char(quote.published_at AT TIME ZONE 'UTC', '"d"YYYYMMDD')
        ], NULL))
    $$
    """,
    """
    CREATE FUNCTION quote_terms_follow() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.state = 'shown' THEN
            INSERT INTO quote_terms VALUES (NEW.id, NEW.team_id, NEW.published_at, quote_terms_of(NEW))
            ON CONFLICT (quote_id) DO UPDATE
            SET team_id = EXCLUDED.team_id, published_at = EXCLUDED.published_at, terms = EXCLUDED.terms;
        ELSE
            DELETE FROM quote_terms WHERE quote_id = NEW.id;
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER quote_terms_follow
    AFTER INSERT OR UPDATE OF text, state, team_id, person_id, outlet_key, published_at ON quotes
    FOR EACH ROW EXECUTE FUNCTION quote_terms_follow()
    """,
    """
    INSERT INTO quote_terms SELECT q.id, q.team_id, q.published_at, quote_terms_of(q)
    FROM quotes AS q WHERE q.state = 'shown'
    """,
    "CREATE INDEX ix_quote_terms_terms ON quote_terms USING gin (terms)",
    "CREATE INDEX ix_quote_terms_recent ON quote_terms (team_id, published_at DESC, quote_id DESC)",
)
