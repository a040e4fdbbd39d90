"""Forgets an article and everything of it: text, former texts, quotes, corrections, fingerprints, what was pasted.

People who are in no other article, and whom the desk never put right, go with it.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, select, update

from bot.errors import NotAllowed, UserError
from bot.services import articles
from bot.services.desk import Desk
from storage.database import TeamSession
from storage.models import Appearance, Article, Correction, Lesson, Person, PersonAlias, Quote, Submission, Workspace

GONE = "That article was removed."


def by_link(desk: Desk, team: str, url: str, *, by: str, is_admin: bool = False) -> str:
    """Forgets the article known by an address, and returns its title.

    Raises:
        UserError: there is none.
        NotAllowed: the workspace lets only others do that.
    """
    with desk.database.write(team) as session:
        found = articles.find_by_link(session, url)
        if found is None:
            raise UserError("No article is kept for that link.")
        return _forget_checked(session, found, by=by, is_admin=is_admin)


def article(desk: Desk, team: str, article_id: int, *, by: str, is_admin: bool = False) -> str:
    """Forgets an article, and returns its title. Raises as `by_link` does."""
    with desk.database.write(team) as session:
        found = session.get(Article, article_id)
        if found is None:
            raise UserError("That article is no longer kept.")
        return _forget_checked(session, found, by=by, is_admin=is_admin)


def may_forget(workspace: Workspace, article: Article, *, by: str, is_admin: bool) -> bool:
    """Whether somebody may: admins always; whoever added it, or anyone, as the workspace has it set."""
    if is_admin or workspace.who_may_forget == "anyone":
        return True
    return workspace.who_may_forget == "adder" and article.added_by == by


def remove(session: TeamSession, ids: Sequence[int]) -> None:
    """Forgets these articles, within a transaction."""
    people = set(session.scalars(select(Appearance.person_id).where(Appearance.article_id.in_(ids))))
    people |= set(
        session.scalars(
            select(Quote.person_id).where(Quote.article_id.in_(ids), Quote.person_id.is_not(None)).distinct()
        )
    )
    gone = {"article_id": None, "text": None, "link": None, "file": None}
    session.execute(update(Submission).where(Submission.article_id.in_(ids)).values(gone), execution_options=_AT_ONCE)
    session.execute(delete(Article).where(Article.id.in_(ids)), execution_options=_AT_ONCE)
    if people:
        _forget_people(session, {person for person in people if person is not None})


_AT_ONCE = {"synchronize_session": False}


def _forget_checked(session: TeamSession, found: Article, *, by: str, is_admin: bool) -> str:
    workspace = session.get_one(Workspace, session.team)
    if not may_forget(workspace, found, by=by, is_admin=is_admin):
        who = "whoever added it, or an admin," if workspace.who_may_forget == "adder" else "an admin"
        raise NotAllowed(f"Only {who} may remove that article.")
    title = found.title or GONE
    remove(session, [found.id])
    return title


def _forget_people(session: TeamSession, ids: set[int]) -> None:
    """Those of them whom nothing else speaks of."""
    known = set(session.scalars(select(Appearance.person_id).where(Appearance.person_id.in_(ids)).distinct()))
    known |= {p for p in session.scalars(select(Quote.person_id).where(Quote.person_id.in_(ids)).distinct()) if p}
    known |= {p for p in session.scalars(select(Correction.person_id).where(Correction.person_id.in_(ids))) if p}
    known |= set(session.scalars(select(Lesson.person_id).where(Lesson.person_id.in_(ids))))
    known |= set(
        session.scalars(
            select(PersonAlias.person_id).where(PersonAlias.person_id.in_(ids), PersonAlias.given_by.is_not(None))
        )
    )
    unknown = ids - known
    if unknown:
        session.execute(delete(Person).where(Person.id.in_(unknown)), execution_options=_AT_ONCE)
