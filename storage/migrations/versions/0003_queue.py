"""On PostgreSQL, the tables and functions of the work queue, procrastinate.

Revision: 0003, after 0002.
"""

from __future__ import annotations

from alembic import op
from storage.jobs import schema

from storage.migrations.protection import on_postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if on_postgresql():
        driver = op.get_bind().connection.driver_connection
        assert driver is not None
        with driver.cursor() as cursor:
            cursor.execute(schema())


def downgrade() -> None:
    if on_postgresql():
        op.execute(_DROP)


# Everything the schema made bears its name, so that is how it is found.
_DROP = """
DO $$
DECLARE thing record;
BEGIN
    FOR thing IN SELECT tablename AS name FROM pg_tables
        WHERE schemaname = current_schema() AND tablename LIKE 'procrastinate\\_%' LOOP
        EXECUTE format('DROP TABLE %I CASCADE', thing.name);
    END LOOP;
    FOR thing IN SELECT p.oid::regprocedure AS name FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace
        WHERE n.nspname = current_schema() AND p.proname LIKE 'procrastinate\\_%' LOOP
        EXECUTE format('DROP FUNCTION %s CASCADE', thing.name);
    END LOOP;
    FOR thing IN SELECT t.typname AS name FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
        WHERE n.nspname = current_schema() AND t.typname LIKE 'procrastinate\\_%' AND t.typtype IN ('e', 'c') LOOP
        EXECUTE format('DROP TYPE %I CASCADE', thing.name);
    END LOOP;
END $$
"""
