"""Where Pullquote keeps what it knows: models, sessions, search, queues, installations, migrations.

Imports nothing of the project but `config`. Every row has its team, and a session sees one team's rows alone.
"""
