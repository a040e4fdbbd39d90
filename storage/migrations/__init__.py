"""Alembic's environment and every version of the tables. Run by `storage.migrate`; no alembic.ini is needed."""
