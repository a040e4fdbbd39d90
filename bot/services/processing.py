"""Takes a submission to its answer, step by step: accepted, fetched, extracted, delivered or failed.

Each step is committed before the next begins, and can be done again without harm, so a worker may be killed between
any two instructions. Attempts are counted before the work, so that an article which kills its worker is given up
after `MAX_ATTEMPTS`; each step starts its own count. A passing fault of Slack's does not count: the answer is kept and
tried again for `DELIVER_FOR`.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

import structlog
from sqlalchemy import select

from bot import metrics
from bot.cards import Failure, Outcome
from bot.errors import NotTold, RetryLater, UserError
from bot.ingest.types import ArticleText, Kind, NotAnArticle, Reading
from bot.nlp.types import Extraction
from bot.ports import Extractor, FileFetcher, Messenger, Posted, Reader
from bot.services import again, alerts, articles, cards, copies
from bot.services.answering import READING_AFTER, Answering, note_post, row_of, where
from bot.services.desk import Desk
from bot.submission import FileRef, Via
from storage.database import TeamSession
from storage.models import OPEN_STATES, Article, Submission, SubmissionState

log = structlog.get_logger(__name__)

MAX_ATTEMPTS = 5
MAX_DELIVERIES = 50
"""Goes at giving an answer that found their worker killed. It was made already, and stands or falls by no fault of the
article's, so only a worker that is never left alone for a second gets there."""

DELIVER_FOR = timedelta(hours=24)
REMOVED = "That article was removed while it was being read."
UNCHANGED = "Nothing has changed since it was last read."
MANY_TIMES = (
    "Pullquote tried to read this {times} times and could not. It is kept; the desk's admin can look for the code."
)


class Progress(StrEnum):
    """What became of a call of `process`."""

    FINISHED = "finished"  # the answer stands, or stood already
    LATER = "later"  # to be taken again at its `next_attempt_at`
    GONE = "gone"  # no such submission: its workspace was removed, or the article forgotten


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What work on a submission needs from outside."""

    messenger: Messenger
    files: FileFetcher
    reader: Reader
    extractor: Extractor
    reading_after: float = READING_AFTER
    paced: bool = False  # whether answers take their turns by Slack's rates


def process(desk: Desk, tools: Tools, submission_id: int) -> Progress:
    """Works on a submission until its answer stands, or a fault says to come back later.

    Never raises for what is wrong with an article, Slack or the network. The caller makes sure that nobody else works
    on the same submission (`storage.queue.Holds`).
    """
    with desk.database.read_across_teams() as session:
        submission = session.scalar(select(Submission).where(Submission.id == submission_id))
    if submission is None:
        return Progress.GONE
    return _Work(desk, tools, submission).run()


class _Work:
    """One call of `process`."""

    def __init__(self, desk: Desk, tools: Tools, submission: Submission) -> None:
        self._desk = desk
        self._tools = tools
        self._team = submission.team_id
        self._id = submission.id
        self._answering = Answering(
            desk, tools.messenger, submission, reading_after=tools.reading_after, paced=tools.paced
        )
        self._begun: str | None = None  # the state from which an attempt was counted already

    def run(self) -> Progress:
        with self._answering.telling_after_a_while():
            while True:
                state = self._begun or self._begin_attempt()
                self._begun = None
                if state is None:
                    return Progress.GONE
                if state not in OPEN_STATES:
                    return Progress.FINISHED
                try:
                    self._step(state)
                except RetryLater as later:
                    return self._put_off(state, later)
                except UserError as error:
                    self._fail(error.message, code=error.code)
                except Exception as error:
                    return self._put_off_unexpected(state, error)

    # --- the steps

    def _step(self, state: str) -> None:
        if state == SubmissionState.ACCEPTED:
            self._fetch()
        elif state == SubmissionState.FETCHED:
            self._extract()
        else:
            self._deliver()

    def _begin_attempt(self) -> str | None:
        """Counts the attempt, and commits the count, before the work; says which state the work starts from."""
        with self._row() as (_, row):
            if row is None:
                return None
            if row.state not in OPEN_STATES:
                return row.state
            answered = row.state == SubmissionState.EXTRACTED or row.reason is not None
            if row.attempts >= (MAX_DELIVERIES if answered else MAX_ATTEMPTS):
                if answered:
                    # Even the answer could not be given. The reason stays in the store and in the log.
                    log.error("given up", code=row.code, state=row.state)
                    row.state, row.finished_at = SubmissionState.FAILED, self._desk.clock.now()
                    row.reason = row.reason or MANY_TIMES.format(times=MAX_DELIVERIES)
                    return row.state
                row.reason, row.failed_kind = MANY_TIMES.format(times=MAX_ATTEMPTS), Kind.ERROR
                row.attempts = 0
            row.attempts += 1
            return SubmissionState.EXTRACTED if row.reason is not None else row.state

    def _go_on(self, row: Submission, state: str) -> None:
        """The next step begins in `state`; its first attempt is counted in the same transaction."""
        row.state, row.attempts = state, 1
        self._begun = SubmissionState.EXTRACTED if row.reason is not None else state

    def _fetch(self) -> None:
        with self._row() as (session, row):
            assert row is not None
            given = _given(row)
            known = self._stored(session, given)
            if known is not None and not (given.again and known.extracted_at is not None):
                self._attach(row, known, stored_before=known.extracted_at is not None)
                return
            if known is not None:
                given = replace(given, etag=known.etag, last_modified=known.last_modified)
        with metrics.READING_SECONDS.labels(given.how).time():
            reading = self._read(given)
        if isinstance(reading, NotAnArticle):
            if known is not None and reading.kind is Kind.NOT_MODIFIED:
                with self._row() as (_, row):
                    assert row is not None
                    self._attach(row, known, stored_before=True)
                return
            if reading.retry_after is not None and not self._last_attempt():
                raise RetryLater(reading.reason, after=reading.retry_after)
            self._fail(reading.reason, kind=reading.kind)
            return
        self._keep(given, reading)

    def _stored(self, session: TeamSession, given: _Given) -> Article | None:
        if given.link is not None:
            return articles.find_by_link(session, given.link)
        return articles.find_pasted(session, given.text) if given.text is not None else None

    def _read(self, given: _Given) -> Reading:
        if given.link is not None:
            return self._tools.reader.read_link(given.link, etag=given.etag, last_modified=given.last_modified)
        if given.text is not None:
            return self._tools.reader.read_text(given.text)
        assert given.file is not None
        data, name = self._tools.files.fetch(self._team, given.file)
        return self._tools.reader.read_file(data, name)

    def _keep(self, given: _Given, reading: ArticleText) -> None:
        with self._row() as (session, row):
            assert row is not None
            if row.state not in OPEN_STATES:  # withdrawn in the meantime: nothing of it is to be kept
                return
            article = articles.find_same(session, reading)
            known = article is not None and article.extracted_at is not None
            if article is None:
                article = articles.add(
                    session,
                    reading,
                    asked=given.link,
                    by=given.by,
                    channel=given.channel,
                    now=self._desk.clock.now(),
                )
            elif given.link is not None:
                articles.add_links(session, article, given.link)
            if given.again and known and again.hold(session, article, reading, now=self._desk.clock.now()):
                row.article_id = article.id
                self._go_on(row, SubmissionState.FETCHED)
                return
            self._attach(row, article, stored_before=known)

    def _attach(self, row: Submission, article: Article, *, stored_before: bool) -> None:
        if row.state not in OPEN_STATES:
            return
        row.article_id = article.id
        row.stored_before = stored_before
        self._go_on(row, SubmissionState.EXTRACTED if article.extracted_at is not None else SubmissionState.FETCHED)
        log.info("read", code=row.code, article=article.id, words=article.words, known=stored_before)

    def _extract(self) -> None:
        with self._row() as (session, row):
            assert row is not None
            article = session.get(Article, row.article_id) if row.article_id else None
            if article is None:  # forgotten in the meantime
                raise UserError(REMOVED)
            new = again.held(session, article) if row.via == Via.READ_AGAIN else None
            text = new.text if new is not None else article.text
            done = new is None and article.extracted_at is not None
        extraction = None if done else self._find(text)
        shingles = copies.shingles_of(text)
        with self._row() as (session, row):
            assert row is not None
            if row.article_id is None:
                raise UserError(REMOVED)
            article = session.get(Article, row.article_id, with_for_update=True, populate_existing=True)
            if article is None:
                raise UserError(REMOVED)
            if extraction is not None:
                self._store(session, row, article, text, extraction, shingles)
            if row.state in OPEN_STATES:
                self._go_on(row, SubmissionState.EXTRACTED)
            found = len(extraction.quotes) if extraction else None
            log.info("extracted", code=row.code, article=article.id, quotes=found)

    def _find(self, text: str) -> Extraction:
        with metrics.EXTRACTION_SECONDS.time():
            return self._tools.extractor.extract(text)

    def _store(
        self,
        session: TeamSession,
        row: Submission,
        article: Article,
        text: str,
        found: Extraction,
        shingles: frozenset[int],
    ) -> None:
        """Stores what was found in `text`, unless somebody else has done so since."""
        now = self._desk.clock.now()
        new = again.held(session, article) if row.via == Via.READ_AGAIN else None
        if new is not None and new.text == text:
            again.swap(session, article, new, found, now=now)
        elif article.extracted_at is None and article.text == text:
            articles.store_extraction(session, article, found, now=now)
        else:
            return
        copies.note(session, article, shingles)
        alerts.note(session, article, now)

    def _deliver(self) -> None:
        outcome = self._outcome()
        try:
            posted = self._answering.give(outcome)
        except NotTold as error:
            self._finish(SubmissionState.FAILED, not_told=error)
            return
        if posted is not None:
            failed = isinstance(outcome, Failure)
            self._finish(SubmissionState.FAILED if failed else SubmissionState.DELIVERED, posted=posted)

    def _finish(self, state: SubmissionState, *, posted: Posted | None = None, not_told: NotTold | None = None) -> None:
        with self._row() as (_, row):
            if row is None:  # its workspace was removed in the meantime
                return
            if posted is not None:
                note_post(row, posted)
            if not_told is not None:
                log.warning("answer not told", code=row.code, cause=not_told.message)
                row.reason = row.reason or not_told.message
            row.state, row.finished_at = state, self._desk.clock.now()
            seconds = (row.finished_at - row.accepted_at).total_seconds()
            code, outcome, channel, ts = row.code, row.failed_kind or state, row.result_channel, row.result_ts
        # only now is it so: before the commit a look at the queue still finds it open
        metrics.OUTCOMES.labels(outcome).inc()
        metrics.ANSWER_SECONDS.observe(seconds)
        log.info("answered", code=code, state=state, channel=channel, ts=ts, seconds=round(seconds, 3))

    def _outcome(self) -> Outcome:
        with self._row() as (session, row):
            assert row is not None
            if row.reason is not None or row.article_id is None:
                return Failure(
                    reason=row.reason or "That article is no longer kept.",
                    code=row.code,
                    kept=True,
                    kind=Kind(row.failed_kind) if row.failed_kind else None,
                )
            card = cards.build(self._desk, session, row.article_id, stored_before=row.stored_before)
            if row.via == Via.READ_AGAIN and row.stored_before:
                card = replace(card, notes=(*card.notes, UNCHANGED))
            return card

    # --- what can go wrong

    def _fail(self, reason: str, *, kind: Kind = Kind.ERROR, code: str | None = None) -> None:
        """Notes what the sender is to be told; telling it is the next step."""
        with self._row() as (_, row):
            assert row is not None
            if row.state not in OPEN_STATES:
                return
            row.reason, row.failed_kind = reason, kind
            self._go_on(row, row.state)
            log.info("not readable", code=row.code, kind=kind, cause=code)

    def _last_attempt(self) -> bool:
        with self._row() as (_, row):
            assert row is not None
            return row.attempts >= MAX_ATTEMPTS

    def _put_off(self, state: str, later: RetryLater) -> Progress:
        now = self._desk.clock.now()
        with self._row() as (session, row):
            if row is None:
                return Progress.GONE
            if state == SubmissionState.EXTRACTED and now - row.accepted_at < DELIVER_FOR:
                row.attempts -= 1
            row.next_attempt_at = now + timedelta(seconds=max(later.after, 1.0))
            self._desk.queue.submitted(session, row.id, at=row.next_attempt_at)
            self._answering.put_off(row, later)
            log.info("put off", code=row.code, state=state, cause=later.message)
        return Progress.LATER

    def _put_off_unexpected(self, state: str, error: Exception) -> Progress:
        now = self._desk.clock.now()
        with self._row() as (session, row):
            if row is None:
                return Progress.GONE
            row.next_attempt_at = now + timedelta(seconds=min(2.0**row.attempts, 600.0))
            if state == SubmissionState.EXTRACTED and row.reason is None and row.attempts >= MAX_ATTEMPTS:
                # The result itself can't be given: its sender is told so, which takes less.
                row.reason, row.failed_kind, row.attempts = MANY_TIMES.format(times=MAX_ATTEMPTS), Kind.ERROR, 0
            self._desk.queue.submitted(session, row.id, at=row.next_attempt_at)
            why = getattr(error, "for_log", None)  # only errors that vouch for their message have it
            log.error("failed", code=row.code, state=state, error=type(error).__name__, why=why, where=where(error))
        return Progress.LATER

    def _row(self) -> AbstractContextManager[tuple[TeamSession, Submission | None]]:
        return row_of(self._desk, self._team, self._id)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Given:
    """What was given to read, and by whom."""

    link: str | None
    text: str | None
    file: FileRef | None
    by: str | None
    channel: str | None
    again: bool  # what is stored already is to be read anew
    etag: str | None = None  # of the reading that is stored
    last_modified: str | None = None

    @property
    def how(self) -> str:
        """As what it was given."""
        return "link" if self.link is not None else "text" if self.text is not None else "file"


def _given(row: Submission) -> _Given:
    return _Given(
        link=row.link,
        text=row.text,
        file=FileRef(**row.file) if row.file else None,
        by=row.user,
        channel=row.channel,
        again=row.via == Via.READ_AGAIN,
    )
