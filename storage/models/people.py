"""The people whom a newsroom knows, and their names."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.columns import ByteOrdered, RowId
from storage.models.base import NEVER_REUSED, Base, TeamRow, within_team


class Person(TeamRow, Base):
    """Somebody the workspace knows across articles: a person, an organisation, a place or a group that acts."""

    __tablename__ = "people"
    __table_args__ = (
        UniqueConstraint("team_id", "id"),
        Index("ix_people_name", "team_id", "name_key"),
        Index("ix_people_spelling", "team_id", "spelling_key"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    name: Mapped[str]  # as the desk wants it shown
    name_key: Mapped[str] = mapped_column(ByteOrdered)  # folded, for comparing
    spelling_key: Mapped[str] = mapped_column(ByteOrdered)  # the same for Sergei and Sergey
    type: Mapped[str]  # bot.nlp.types.ActorType
    created_at: Mapped[datetime]


class PersonAlias(TeamRow, Base):
    """Another name of a person: seen in an article, or given by the desk."""

    __tablename__ = "person_aliases"
    __table_args__ = (
        within_team("person_id", "people", cascade=True),
        UniqueConstraint("team_id", "person_id", "alias_key"),
        Index("ix_person_aliases_key", "team_id", "alias_key"),
        NEVER_REUSED,
    )

    id: Mapped[int] = mapped_column(RowId, primary_key=True)
    person_id: Mapped[int] = mapped_column(RowId)
    alias: Mapped[str]
    alias_key: Mapped[str] = mapped_column(ByteOrdered)
    given_by: Mapped[str | None]  # Slack user id; None: seen in an article


class PersonWord(TeamRow, Base):
    """One word of a person's names, folded, so that a part of a name finds them."""

    __tablename__ = "person_words"
    __table_args__ = (
        within_team("person_id", "people", cascade=True),
        Index("ix_person_words_person", "team_id", "person_id"),
    )

    team_id: Mapped[str] = mapped_column(ForeignKey("workspaces.team_id", ondelete="CASCADE"), primary_key=True)
    word: Mapped[str] = mapped_column(ByteOrdered, primary_key=True)
    person_id: Mapped[int] = mapped_column(RowId, primary_key=True)
