"""The desk puts things right: who, when, and what stood before. Undone with a click, and never erased.

A corrected speaker teaches later articles where the evidence is the same: where the article names somebody by a part of
the person's name or another spelling of it, or by a role that says whose it is ("Russian foreign minister"). That the
machine took one named person for another teaches nothing about either name.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select

from bot.cards import QuoteLine
from bot.errors import UserError
from bot.findings import Accuracy, CorrectionLine, PersonFound
from bot.nlp.types import ActorType
from bot.services import linking, people
from bot.services.cards import quote_line
from bot.services.desk import Desk
from bot.services.kinds import CorrectionKind
from bot.services.names import fold, is_name, is_role_that_names, name_words, spelling_key
from storage.database import TeamSession
from storage.models import Appearance, Article, Correction, Lesson, Person, PersonAlias, Quote, QuoteState

UNNAMED = "unnamed: "


def fix_speaker(
    desk: Desk, team: str, quote_id: int, *, by: str, person_id: int | None = None, name: str | None = None
) -> int:
    """Says who spoke: somebody known, or somebody by a name; neither means that it is not to be known.

    Returns:
        The correction's id.

    Raises:
        UserError: the quote or the person is gone, or the name is empty.
    """
    with desk.database.write(team) as session:
        quote = _quote(session, quote_id)
        person = _chosen(session, desk, quote, person_id, name)
        unnamed = name.strip() if name and name.strip().lower().startswith(UNNAMED) else None
        correction = Correction(
            kind=CorrectionKind.SPEAKER,
            article_id=quote.article_id,
            quote_id=quote.id,
            person_id=person.id if person else None,
            by=by,
            at=desk.clock.now(),
            before=_speaker(quote),
            after={"speaker": person.name if person else unnamed, "person_id": person.id if person else None},
        )
        session.add(correction)
        session.flush()
        quote.speaker, quote.person_id, quote.corrected_by = correction.after["speaker"], correction.person_id, by
        if person is not None:
            _teach(session, quote, person, correction)
        return correction.id


def not_a_quote(desk: Desk, team: str, quote_id: int, *, by: str) -> int:
    """Takes out what is no quote: a title, scare quotes. Returns the correction's id."""
    with desk.database.write(team) as session:
        quote = _quote(session, quote_id)
        correction = Correction(
            kind=CorrectionKind.NOT_A_QUOTE,
            article_id=quote.article_id,
            quote_id=quote.id,
            by=by,
            at=desk.clock.now(),
            before={"state": quote.state},
            after={"state": QuoteState.NOT_A_QUOTE},
        )
        session.add(correction)
        quote.state = QuoteState.NOT_A_QUOTE
        session.flush()
        return correction.id


def undo(desk: Desk, team: str, correction_id: int, *, by: str) -> None:
    """Puts back what stood before a correction. A second undo changes nothing.

    Raises:
        UserError: it is gone, or something later was built on it and has to be undone first.
    """
    with desk.database.write(team) as session:
        correction = session.get(Correction, correction_id)
        if correction is None:
            raise UserError("That correction is no longer kept.")
        if correction.undone_at is not None:
            return
        if correction.quote_id is not None:
            _undo_on_quote(session, correction)
        elif correction.kind == CorrectionKind.MERGE:
            _undo_merge(session, correction)
        elif correction.kind == CorrectionKind.SPLIT:
            _undo_split(session, correction)
        else:
            _undo_name(session, correction)
        for lesson in session.scalars(select(Lesson).where(Lesson.correction_id == correction.id)):
            session.delete(lesson)
        correction.undone_by, correction.undone_at = by, desk.clock.now()


def choices(desk: Desk, team: str, quote_id: int, typed: str = "", *, limit: int = 20) -> tuple[PersonFound, ...]:
    """Who may have said it, for a menu: the article's own people first, then whoever else fits what was typed."""
    with desk.database.read(team) as session:
        quote = _quote(session, quote_id)
        ids = session.scalars(
            select(Appearance.person_id).where(Appearance.article_id == quote.article_id).order_by(Appearance.position)
        ).all()
        own = people.described(session, list(dict.fromkeys(ids)))
        if not typed.strip():
            return tuple(own[:limit])
        found = people.find_in(session, typed, limit=limit)
        there = {person.person_id for person in own}
        return tuple(sorted(found, key=lambda person: person.person_id not in there))[:limit]


def of_quote(desk: Desk, team: str, quote_id: int) -> tuple[CorrectionLine, ...]:
    """A quote's corrections, newest first."""
    with desk.database.read(team) as session:
        rows = session.scalars(
            select(Correction).where(Correction.quote_id == quote_id).order_by(Correction.id.desc())
        ).all()
        return _lines(session, list(rows))


def recent(desk: Desk, team: str, *, since: datetime, limit: int = 50) -> tuple[CorrectionLine, ...]:
    """The desk's corrections since a moment, newest first; those undone included."""
    with desk.database.read(team) as session:
        rows = session.scalars(
            select(Correction).where(Correction.at >= since).order_by(Correction.at.desc(), Correction.id.desc())
            .limit(limit)
        ).all()  # fmt: skip
        return _lines(session, list(rows))


def shown(desk: Desk, team: str, quote_id: int) -> QuoteLine:
    """A quote as it stands now."""
    with desk.database.read(team) as session:
        return quote_line(_quote(session, quote_id), {})


def accuracy(desk: Desk, team: str, *, since: datetime) -> Accuracy:
    """How many of the quotes stored since a moment the desk had to correct."""
    with desk.database.read(team) as session:
        quotes = session.scalar(select(func.count()).select_from(Quote).where(Quote.added_at >= since)) or 0
        counts = dict(
            session.execute(
                select(Correction.kind, func.count(Correction.quote_id.distinct()))
                .where(Correction.at >= since, Correction.undone_at.is_(None), Correction.quote_id.is_not(None))
                .group_by(Correction.kind)
            ).all()
        )
        return Accuracy(
            quotes=quotes,
            speakers_fixed=counts.get(CorrectionKind.SPEAKER, 0),
            not_quotes=counts.get(CorrectionKind.NOT_A_QUOTE, 0),
        )


def teaches(evidence: str, person: str) -> bool:
    """Whether words by which an article named somebody say who is meant in later ones too, once the desk said `person`.

    Parts and spellings of the person's own name do, and roles that say whose they are. Another name does not.
    """
    if not evidence or evidence.lower().startswith(UNNAMED) or fold(evidence) == fold(person):
        return False
    if is_name(evidence):
        mine = set(name_words(person)) | set(spelling_key(person).split())
        return all(word in mine or spelling_key(word) in mine for word in name_words(evidence))
    return is_role_that_names(evidence)


def _chosen(session: TeamSession, desk: Desk, quote: Quote, person_id: int | None, name: str | None) -> Person | None:
    if person_id is not None:
        person = session.get(Person, person_id)
        if person is None:
            raise UserError("That person is no longer known; choose another.")
        return person
    if name is None or name.strip().lower().startswith(UNNAMED):
        return None
    name = " ".join(name.split())
    if not fold(name):
        raise UserError("Give the speaker's name.")
    known = session.scalars(select(Person).where(Person.name_key == fold(name)).limit(2)).all()
    if len(known) == 1:
        return known[0]
    return linking.add(session, name, ActorType.PERSON, now=desk.clock.now())


def _teach(session: TeamSession, quote: Quote, person: Person, correction: Correction) -> None:
    evidence = [quote.speaker_found] if quote.speaker_found else []
    if quote.mention_start is not None and quote.mention_end is not None:
        article = session.get_one(Article, quote.article_id)
        evidence.append(article.text[quote.mention_start : quote.mention_end])
    for words in evidence:
        if not teaches(words, person.name):
            continue
        key = linking.evidence_key(words)
        known = session.scalar(select(Lesson).where(Lesson.evidence_key == key, Lesson.person_id == person.id))
        if known is None:
            session.add(Lesson(evidence=words, evidence_key=key, person_id=person.id, correction_id=correction.id))
            session.flush()


def _undo_on_quote(session: TeamSession, correction: Correction) -> None:
    later = session.scalar(
        select(Correction.id).where(
            Correction.quote_id == correction.quote_id,
            Correction.kind == correction.kind,
            Correction.id > correction.id,
            Correction.undone_at.is_(None),
        ).limit(1)
    )  # fmt: skip
    if later is not None:
        raise UserError("That quote was corrected again since; undo the later correction first.")
    quote = session.get_one(Quote, correction.quote_id)
    if correction.kind == CorrectionKind.NOT_A_QUOTE:
        quote.state = correction.before["state"]
        return
    former = session.get(Person, correction.before["person_id"] or 0)
    quote.person_id = former.id if former else None
    quote.speaker = former.name if former else correction.before["speaker"]
    quote.corrected_by = correction.before["corrected_by"]


def _undo_merge(session: TeamSession, correction: Correction) -> None:
    was = correction.before
    keep = session.get(Person, correction.after["person_id"])
    if keep is None:
        raise UserError("They were merged with somebody else since; undo that first.")
    other = Person(
        id=was["person_id"],
        name=was["name"],
        name_key=fold(was["name"]),
        spelling_key=spelling_key(was["name"]),
        type=was["type"],
        created_at=datetime.fromisoformat(was["created_at"]),
    )
    session.add(other)
    session.flush()
    linking.index_words(session, other.id, other.name)
    for name, given_by in was["aliases"]:
        linking.add_alias(session, other, name, by=given_by)
    _drop_aliases(session, keep, [was["name"], *(name for name, _ in was["aliases"])])
    still = session.scalars(select(Quote.id).where(Quote.person_id == keep.id, Quote.id.in_(was["quotes"]))).all()
    people.move(session, other, quotes=still, appearances=was["appearances"])


def _undo_split(session: TeamSession, correction: Correction) -> None:
    new, former = (
        session.get(Person, correction.after["person_id"]),
        session.get(Person, correction.before["person_id"]),
    )
    if new is None or former is None:
        raise UserError("One of them was merged with somebody since; undo that first.")
    quotes = session.scalars(select(Quote.id).where(Quote.person_id == new.id)).all()
    seen = session.scalars(select(Appearance.id).where(Appearance.person_id == new.id)).all()
    people.move(session, former, quotes=quotes, appearances=seen)
    session.delete(new)


def _undo_name(session: TeamSession, correction: Correction) -> None:
    person = session.get(Person, correction.after["person_id"])
    if person is None:
        raise UserError("They were merged with somebody since; undo that first.")
    if correction.kind == CorrectionKind.ALIAS:
        _drop_aliases(session, person, [correction.after["name"]])
        return
    if person.name != correction.after["name"]:
        raise UserError("They were renamed again since; undo the later change first.")
    _drop_aliases(session, person, [correction.before["name"]])
    people.set_name(session, person, correction.before["name"])


def _drop_aliases(session: TeamSession, person: Person, names: list[str]) -> None:
    keys = {fold(name) for name in names}
    for alias in session.scalars(
        select(PersonAlias).where(PersonAlias.person_id == person.id, PersonAlias.alias_key.in_(keys))
    ):
        session.delete(alias)
    session.flush()
    linking.rebuild_words(session, person)


def _quote(session: TeamSession, quote_id: int) -> Quote:
    quote = session.get(Quote, quote_id)
    if quote is None:
        raise UserError("That quote is no longer kept. Its article was removed, or read again since.")
    return quote


def _speaker(quote: Quote) -> dict[str, object]:
    return {"speaker": quote.speaker, "person_id": quote.person_id, "corrected_by": quote.corrected_by}


def _lines(session: TeamSession, rows: list[Correction]) -> tuple[CorrectionLine, ...]:
    ids = {row.quote_id for row in rows if row.quote_id is not None}
    said = dict(session.execute(select(Quote.id, Quote.text).where(Quote.id.in_(ids))).all()) if ids else {}
    return tuple(
        CorrectionLine(
            correction_id=row.id,
            kind=row.kind,
            by=row.by,
            at=row.at,
            before=row.before.get("speaker") or row.before.get("name"),
            after=row.after.get("speaker") or row.after.get("name"),
            quote=said.get(row.quote_id) if row.quote_id is not None else None,
            article_id=row.article_id,
            undone_by=row.undone_by,
            undone_at=row.undone_at,
        )
        for row in rows
    )
