"""From a submission to its answer: once, whatever goes wrong on the way."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.cards import ArticleCard, Failure
from bot.errors import NotReadable, NotTold, RetryLater
from bot.ingest.types import ArticleText, Kind, NotAnArticle
from bot.services.accepting import accept
from bot.services.answering import UNKNOWN_FOR
from bot.services.desk import Desk
from bot.services.processing import MAX_ATTEMPTS, Progress, process
from bot.submission import FileRef
from storage.models import Submission, SubmissionState
from tests.support.newsroom import NOON, TEAM, Newsroom, given

TEXT = "“We will rebuild the pier,” said Ana Ortiz, the harbour master.\n\n“It cost too much,” said Bo Lind."
LINK = "https://news.example/pier"


def add(desk: Desk, **fields: str) -> int:
    (submission,) = accept(desk, [given(**fields)])  # type: ignore[arg-type]
    return submission


def row(desk: Desk, submission: int) -> Submission:
    with desk.database.read(TEAM) as session:
        return session.get_one(Submission, submission)


def unknown_post(desk: Desk, newsroom: Newsroom) -> int:
    """A submission whose answer was posted just before its worker was lost."""

    def cut_off() -> None:
        raise ConnectionError

    newsroom.slack.after = cut_off
    submission = add(desk, text=TEXT)
    process(desk, newsroom.tools, submission)
    newsroom.slack.after = lambda: None
    return submission


def assert_set(event: threading.Event) -> None:
    assert event.wait(30)


def only_answer(newsroom: Newsroom, submission: int) -> ArticleCard | Failure:
    (answer,) = newsroom.slack.answers(submission)
    assert not isinstance(answer, str)
    return answer


def test_pasted_text_is_answered_with_its_people_and_quotes(desk: Desk, newsroom: Newsroom) -> None:
    submission = add(desk, text=TEXT)
    assert process(desk, newsroom.tools, submission) is Progress.FINISHED
    card = only_answer(newsroom, submission)
    assert isinstance(card, ArticleCard)
    assert {(quote.text, quote.speaker) for quote in card.quotes} == {
        ("We will rebuild the pier,", "Ana Ortiz"),
        ("It cost too much,", "Bo Lind"),
    }
    assert [(person.name, person.role, person.quotes) for person in card.people] == [
        ("Ana Ortiz", "harbour master", 1),
        ("Bo Lind", None, 1),
    ]


def test_a_file_is_read_by_its_bytes(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.files.files["F1"] = TEXT.encode()
    file = FileRef(id="F1", name="pier.txt", mimetype="text/plain", url_private="https://files.slack.com/F1")
    (submission,) = accept(desk, [given(file=file)])
    process(desk, newsroom.tools, submission)
    card = only_answer(newsroom, submission)
    assert isinstance(card, ArticleCard)
    assert len(card.quotes) == 2


def test_working_again_on_what_is_finished_changes_nothing(desk: Desk, newsroom: Newsroom) -> None:
    submission = add(desk, text=TEXT)
    for _ in range(2):
        assert process(desk, newsroom.tools, submission) is Progress.FINISHED
    assert newsroom.slack.posts == [submission]
    assert len(newsroom.extractor.extracted) == 1


def test_the_same_link_again_gives_the_stored_result(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.reader.pages[LINK] = ArticleText(text=TEXT, title="Pier", url=LINK, canonical_url=LINK)
    first, again = add(desk, link=LINK), add(desk, link=LINK + "?utm_source=newsletter#top")
    for submission in (first, again):
        process(desk, newsroom.tools, submission)
    card, stored = only_answer(newsroom, first), only_answer(newsroom, again)
    assert isinstance(card, ArticleCard)
    assert isinstance(stored, ArticleCard)
    assert (card.stored_before, stored.stored_before) == (False, True)
    assert stored.article_id == card.article_id
    assert newsroom.reader.reads == [LINK]


def test_an_address_that_leads_to_a_stored_article_is_known_from_then_on(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.reader.pages = {
        url: ArticleText(text=TEXT, url=LINK, canonical_url=LINK) for url in (LINK, "https://short.example/x")
    }
    for link in (LINK, "https://short.example/x", "https://short.example/x"):
        process(desk, newsroom.tools, add(desk, link=link))
    assert newsroom.reader.reads == [LINK, "https://short.example/x"]
    assert len(newsroom.extractor.extracted) == 1


def test_the_same_paste_again_gives_the_stored_result(desk: Desk, newsroom: Newsroom) -> None:
    first, again = add(desk, text=TEXT), add(desk, text=TEXT)
    for submission in (first, again):
        process(desk, newsroom.tools, submission)
    card = only_answer(newsroom, again)
    assert isinstance(card, ArticleCard)
    assert card.stored_before


def test_what_is_no_article_fails_with_its_reason(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.reader.pages[LINK] = NotAnArticle(kind=Kind.PAYWALL, reason="That page needs a subscription.")
    submission = add(desk, link=LINK)
    assert process(desk, newsroom.tools, submission) is Progress.FINISHED
    failure = only_answer(newsroom, submission)
    assert isinstance(failure, Failure)
    assert (failure.reason, failure.kind) == ("That page needs a subscription.", Kind.PAYWALL)
    assert failure.code == row(desk, submission).code
    assert row(desk, submission).state == SubmissionState.FAILED


def test_a_file_that_is_gone_fails_with_its_reason(desk: Desk, newsroom: Newsroom) -> None:
    def gone() -> None:
        raise NotReadable("That file was deleted.")

    newsroom.reader.before = gone
    submission = add(desk, text=TEXT)
    process(desk, newsroom.tools, submission)
    failure = only_answer(newsroom, submission)
    assert isinstance(failure, Failure)
    assert failure.reason == "That file was deleted."


def test_a_page_that_may_come_back_is_tried_again_and_given_up_in_the_end(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.reader.pages[LINK] = NotAnArticle(kind=Kind.SERVER_ERROR, reason="The site is down.", retry_after=300)
    submission = add(desk, link=LINK)
    outcomes = []
    for _ in range(MAX_ATTEMPTS):
        outcomes.append(process(desk, newsroom.tools, submission))
        newsroom.clock.advance(timedelta(hours=1))
    assert outcomes == [Progress.LATER] * (MAX_ATTEMPTS - 1) + [Progress.FINISHED]
    failure = only_answer(newsroom, submission)
    assert isinstance(failure, Failure)
    assert failure.reason == "The site is down."


def test_an_article_that_breaks_the_reading_is_given_up_after_five_tries(desk: Desk, newsroom: Newsroom) -> None:
    def poison(text: str) -> None:
        raise MemoryError

    newsroom.extractor.before = poison
    submission = add(desk, text=TEXT)
    outcomes = [process(desk, newsroom.tools, submission) for _ in range(MAX_ATTEMPTS + 1)]
    assert outcomes == [Progress.LATER] * MAX_ATTEMPTS + [Progress.FINISHED]
    assert len(newsroom.extractor.extracted) == MAX_ATTEMPTS
    assert isinstance(only_answer(newsroom, submission), Failure)


def test_slack_being_down_for_hours_loses_nothing(desk: Desk, newsroom: Newsroom) -> None:
    def down() -> None:
        raise RetryLater("Slack is down", after=60, posted_nothing=True)

    newsroom.slack.before = down
    submission = add(desk, text=TEXT)
    for _ in range(3 * MAX_ATTEMPTS):
        assert process(desk, newsroom.tools, submission) is Progress.LATER
        newsroom.clock.advance(timedelta(minutes=10))
    newsroom.slack.before = lambda: None
    assert process(desk, newsroom.tools, submission) is Progress.FINISHED
    assert newsroom.slack.posts == [submission]
    assert len(newsroom.extractor.extracted) == 1


def test_a_post_whose_outcome_is_unknown_is_looked_for_before_it_is_repeated(desk: Desk, newsroom: Newsroom) -> None:
    submission = unknown_post(desk, newsroom)
    began = newsroom.clock.now()
    newsroom.clock.advance(UNKNOWN_FOR)
    process(desk, newsroom.tools, submission)
    assert newsroom.slack.posts == [submission]
    assert newsroom.slack.destinations[-1].maybe_posted_at == began


def test_nobody_looks_for_a_post_that_may_still_be_on_its_way(desk: Desk, newsroom: Newsroom) -> None:
    submission = unknown_post(desk, newsroom)
    newsroom.clock.advance(UNKNOWN_FOR / 2)
    assert process(desk, newsroom.tools, submission) is Progress.LATER
    assert len(newsroom.slack.destinations) == 1
    assert row(desk, submission).next_attempt_at == NOON + UNKNOWN_FOR
    newsroom.clock.advance(UNKNOWN_FOR / 2)
    assert process(desk, newsroom.tools, submission) is Progress.FINISHED
    assert newsroom.slack.posts == [submission]


def test_where_nobody_may_look_reading_comes_first_and_becomes_the_answer(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.slack.looked_through.clear()
    submission = add(desk, text=TEXT)
    assert process(desk, newsroom.tools, submission) is Progress.FINISHED
    assert newsroom.slack.posts == [submission]
    assert [to.result_ts for to in newsroom.slack.destinations] == [None, row(desk, submission).result_ts]
    assert isinstance(only_answer(newsroom, submission), ArticleCard)


def test_where_nobody_may_look_reading_is_said_beside_the_work(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.slack.looked_through.clear()
    said = threading.Event()
    newsroom.slack.after = said.set
    newsroom.extractor.before = lambda text: assert_set(said)
    process(desk, newsroom.tools, add(desk, text=TEXT))
    assert len(newsroom.slack.destinations) == 2


@pytest.mark.parametrize("lost", ["the reading", "the answer"])
def test_where_nobody_may_look_no_answer_is_posted_twice_or_lost(desk: Desk, newsroom: Newsroom, lost: str) -> None:
    newsroom.slack.looked_through.clear()
    calls = []

    def cut_off() -> None:
        calls.append(lost)
        if len(calls) == (1 if lost == "the reading" else 2):
            raise RetryLater("Slack did not say whether it was posted", after=5)

    newsroom.slack.after = cut_off
    submission = add(desk, text=TEXT)
    while process(desk, newsroom.tools, submission) is Progress.LATER:
        newsroom.clock.advance(timedelta(seconds=5))
    assert row(desk, submission).state == SubmissionState.DELIVERED
    *others, answer = newsroom.slack.answers(submission)
    assert isinstance(answer, ArticleCard)
    assert others == (["Reading…"] if lost == "the reading" else [])


def test_a_channel_that_refuses_reading_is_answered_by_the_other_ways(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.slack.looked_through.clear()
    newsroom.slack.refuses_reading = True
    submission = add(desk, text=TEXT)
    assert process(desk, newsroom.tools, submission) is Progress.FINISHED
    assert isinstance(only_answer(newsroom, submission), ArticleCard)


@pytest.mark.parametrize("answer", [TEXT, ""])
def test_an_article_without_quotes_is_an_article_too(desk: Desk, newsroom: Newsroom, answer: str) -> None:
    submission = add(desk, text=answer or "Nothing was said.")
    process(desk, newsroom.tools, submission)
    assert isinstance(only_answer(newsroom, submission), ArticleCard)


def test_a_submission_that_is_gone_is_no_error(desk: Desk, newsroom: Newsroom) -> None:
    assert process(desk, newsroom.tools, 4711) is Progress.GONE


def test_where_slack_refuses_every_way_of_answering_the_work_ends(desk: Desk, newsroom: Newsroom) -> None:
    def refused() -> None:
        raise NotTold("Slack refuses every way of answering")

    newsroom.slack.before = refused
    submission = add(desk, text=TEXT)
    assert process(desk, newsroom.tools, submission) is Progress.FINISHED
    assert row(desk, submission).state == SubmissionState.FAILED


def test_an_answer_knows_how_many_of_its_message_are_still_being_read(desk: Desk, newsroom: Newsroom) -> None:
    ids = accept(desk, [given(text=f"{TEXT} {n}") for n in range(3)])
    for submission in ids:
        process(desk, newsroom.tools, submission)
    assert [to.pending for to in newsroom.slack.destinations] == [2, 1, 0]


def test_a_reading_reply_becomes_the_result(desk: Desk, newsroom: Newsroom) -> None:
    said = threading.Event()
    newsroom.slack.after = said.set
    newsroom.extractor.before = lambda text: assert_set(said)
    submission = add(desk, text=TEXT)
    process(desk, replace(newsroom.tools, reading_after=0.0), submission)
    assert newsroom.slack.posts == [submission]
    assert isinstance(only_answer(newsroom, submission), ArticleCard)
    assert len(newsroom.slack.destinations) == 2


def test_an_answer_that_was_made_is_not_given_up_because_workers_were_killed(desk: Desk, newsroom: Newsroom) -> None:
    newsroom.slack.looked_through.clear()
    submission = add(desk, text=TEXT)
    newsroom.slack.before = lambda: (_ for _ in ()).throw(RetryLater("Slack is down", after=1, posted_nothing=True))
    process(desk, newsroom.tools, submission)
    with desk.database.write(TEAM) as session:
        session.get_one(Submission, submission).attempts = 3 * MAX_ATTEMPTS  # so many workers were killed over it
    newsroom.slack.before = lambda: None
    assert process(desk, newsroom.tools, submission) is Progress.FINISHED
    assert isinstance(only_answer(newsroom, submission), ArticleCard)


def test_a_result_that_cannot_be_made_is_told_of_after_five_tries(
    desk: Desk, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ValueError

    monkeypatch.setattr("bot.services.cards.build", broken)
    submission = add(desk, text=TEXT)
    outcomes = [process(desk, newsroom.tools, submission) for _ in range(MAX_ATTEMPTS + 1)]
    assert outcomes == [Progress.LATER] * MAX_ATTEMPTS + [Progress.FINISHED]
    assert isinstance(only_answer(newsroom, submission), Failure)
