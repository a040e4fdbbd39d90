"""What is kept: models, sessions scoped to one team, queries, search, the work queue, migrations."""
