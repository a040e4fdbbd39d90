"""The tables. Every row has its team; a reference between two rows includes the team, so the database itself refuses
a row that points into another newsroom.

There are no relationships: what is read is asked for, by a query that an index serves. States and kinds are stored as
the plain strings of the enums in `bot` (and of those below), since storage knows nothing of the parts above it.
"""

from __future__ import annotations

from storage.models.articles import (
    Article,
    ArticleCopy,
    ArticleLink,
    ArticleShingle,
    ArticleVersion,
    QuoteChange,
)
from storage.models.base import (
    NEVER_REUSED,
    Base,
    TeamRow,
    Workspace,
    WorkspaceState,
    within_team,
)
from storage.models.people import (
    Person,
    PersonAlias,
    PersonWord,
)
from storage.models.quotes import (
    Appearance,
    Correction,
    Lesson,
    Quote,
    QuoteState,
    Spans,
)
from storage.models.submissions import (
    OPEN_STATES,
    Priority,
    Submission,
    SubmissionState,
    Turns,
    is_open,
)

__all__ = [
    "NEVER_REUSED",
    "OPEN_STATES",
    "Appearance",
    "Article",
    "ArticleCopy",
    "ArticleLink",
    "ArticleShingle",
    "ArticleVersion",
    "Base",
    "Correction",
    "Lesson",
    "Person",
    "PersonAlias",
    "PersonWord",
    "Priority",
    "Quote",
    "QuoteChange",
    "QuoteState",
    "Spans",
    "Submission",
    "SubmissionState",
    "TeamRow",
    "Turns",
    "Workspace",
    "WorkspaceState",
    "is_open",
    "within_team",
]
