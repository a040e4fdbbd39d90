"""What all tables share, and the workspaces that their rows belong to."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, ForeignKeyConstraint, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from storage.columns import Json, Moment

NEVER_REUSED = {"sqlite_autoincrement": True}
"""The id of a row that is gone is not given again: buttons in old messages still carry it."""


class WorkspaceState(StrEnum):
    """Whether the bot is in a workspace."""

    ACTIVE = "active"
    UNINSTALLED = "uninstalled"


class Base(DeclarativeBase):
    """All tables, with names for every constraint, as migrations need them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: Moment}  # noqa: RUF012 - SQLAlchemy reads a plain dict here


class Workspace(Base):
    """A newsroom's Slack workspace. `team_id` is Slack's, or the enterprise's where all of it has the bot."""

    __tablename__ = "workspaces"

    team_id: Mapped[str] = mapped_column(primary_key=True)
    enterprise_id: Mapped[str | None]
    name: Mapped[str | None]
    state: Mapped[str] = mapped_column(default=WorkspaceState.ACTIVE)
    installed_by: Mapped[str | None]  # Slack user id
    installed_at: Mapped[datetime]
    uninstalled_at: Mapped[datetime | None]
    greeted_at: Mapped[datetime | None]  # when the one DM to the installer was sent
    retention_days: Mapped[int | None]  # None: kept until somebody forgets it
    who_may_forget: Mapped[str] = mapped_column(default="adder")  # adder | admins | anyone
    time_zone: Mapped[str] = mapped_column(default="UTC")  # IANA name
    channels: Mapped[list[str] | None] = mapped_column(Json)  # where articles are taken; None: everywhere
    charts: Mapped[bool] = mapped_column(default=True)


class TeamRow:
    """What every table but `workspaces` has: the team, which sessions fill in and hold queries to."""

    @declared_attr
    def team_id(cls) -> Mapped[str]:  # noqa: N805 - SQLAlchemy hands over the class
        return mapped_column(ForeignKey("workspaces.team_id", ondelete="CASCADE"), nullable=False, sort_order=-10)


def within_team(column: str, target: str, *, cascade: bool = False) -> ForeignKeyConstraint:
    """A reference to a row of the same team."""
    return ForeignKeyConstraint(
        ["team_id", column],
        [f"{target}.team_id", f"{target}.id"],
        ondelete="CASCADE" if cascade else None,
    )
