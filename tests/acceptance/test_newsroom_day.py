"""A day of a newsroom: 30 articles, three people, corrections, searches, an export, a share, a removal.

Through the real processes, on a local Slack and a local web site; what the store holds at the end is what was done.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import pytest
from sqlalchemy import func, select

from bot.sandbox import Message, View
from handlers import actions
from storage.database import Database
from storage.models import Article, Correction, Person, Quote, QuoteState, Submission, SubmissionState
from tests.acceptance.conftest import SITE, Running
from tests.acceptance.processes import PATIENCE

pytestmark = pytest.mark.timeout(900)

DESK = ("mia", "sam", "ingrid")
SUBJECTS = ("ferry", "bridge", "market", "school", "tram", "library", "hospital", "quarry", "theatre", "lighthouse")
SPEAKERS = (
    ("Elena Ortiz", "the harbour master"),
    ("Declan Moyle", "chairman of the boatmen"),
    ("Ines Halloran", "a hydrologist at the university"),
)


@dataclass(frozen=True)
class Story:
    """One of the day's articles."""

    number: int

    @property
    def title(self) -> str:
        return f"Council weighs plan number {self.number} for the old {self.subject}"

    @property
    def subject(self) -> str:
        return SUBJECTS[self.number % len(SUBJECTS)]

    @property
    def speaker(self) -> str:
        return SPEAKERS[self.number % len(SPEAKERS)][0]

    @property
    def quote(self) -> str:
        return f"The {self.subject} deserves better than plan number {self.number},"

    @property
    def text(self) -> str:
        name, role = SPEAKERS[self.number % len(SPEAKERS)]
        surname = name.split()[-1]
        return (
            f"{self.title}\n\n"
            f"The council met on Tuesday evening to weigh plan number {self.number} for the old {self.subject}, "
            "which has stood empty since the spring and which costs the town a good deal of money every year.\n\n"
            f'"{self.quote}" said {name}, {role}. "We will bring our own before the winter."\n\n'
            f"{surname} said that a vote on the matter was not to be expected before the end of the month.\n\n"
            "Officers of the council are to report again at the next meeting, in a fortnight's time.\n"
        )

    @property
    def page(self) -> str:
        paragraphs = "".join(f"<p>{line}</p>" for line in self.text.splitlines()[1:] if line)
        return (
            f"<!doctype html><html lang=en><head><title>{self.title}</title><meta property='og:type' content='article'>"
            f"</head><body><article><h1>{self.title}</h1>{paragraphs}</article></body></html>"
        )


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    """The newsroom's own web site, at an address that the bot was told it may fetch."""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = Story(int(self.path.rpartition("/")[2])).page.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    with ThreadingHTTPServer(SITE, Pages) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://{SITE[0]}:{SITE[1]}"
        server.shutdown()


@dataclass
class Day:
    """What somebody at the desk can do."""

    bot: Running
    site: str

    def give(self, story: Story) -> Message:
        """Hands an article in, by one of the ways there are; returns the message that is answered in its thread."""
        slack, user = self.bot.slack, DESK[story.number % len(DESK)]
        match story.number % 5:
            case 0:
                return self.bot.ask(f"{self.site}/{story.number}", user=user)
            case 1:
                return self.bot.ask(story.text, user=user)
            case 2:
                return slack.post(user, slack.dm(user), story.text)
            case 3:
                file = slack.upload(user, f"story-{story.number}.txt", story.text.encode())
                return slack.post(user, "#news-desk", f"<@{slack.bot().id}>", files=[file])
            case _:
                message = slack.post(user, "#news-desk", story.text)
                slack.message_shortcut(user, actions.FIND_QUOTES, message)
                return message

    def choose(self, user: str, card: Message, quote: str, verb: str) -> None:
        """Something of the menu beside a quote."""
        for above, block in pairwise(card.blocks):
            if quote in json.dumps(above, ensure_ascii=False) and "accessory" in block:
                value = next(o["value"] for o in block["accessory"]["options"] if o["value"].startswith(f"{verb}:"))
                self.bot.slack.choose(user, card, actions.QUOTE_MENU, value, block_id=block["block_id"])
                return
        raise AssertionError(f"{quote} is not on the card")

    def modal(self, user: str) -> View:
        found = self.bot.slack.wait_for(lambda _: self.bot.slack.modal(user), timeout=PATIENCE)
        assert found is not None
        return found

    def told(self, user: str, words: str) -> Message:
        """What only this person sees, once it says `words`."""

        def look(_: object) -> Message | None:
            return next((m for m in reversed(self.bot.slack.ephemerals(user)) if words in _all_of(m)), None)

        found = self.bot.slack.wait_for(look, timeout=PATIENCE, what=f"for {words!r}")
        assert found is not None
        return found

    def changed(self, card: Message, words: str, *, there: bool = True) -> None:
        self.bot.slack.wait_for(lambda _: (words in _all_of(card)) is there, timeout=PATIENCE, what=f"for {words!r}")


def _all_of(message: Message) -> str:
    return message.text + json.dumps(message.blocks, ensure_ascii=False)


def test_what_the_store_holds_in_the_evening_is_what_was_done(bot: Running, site: str) -> None:
    day, slack = Day(bot, site), bot.slack
    stories = [Story(number) for number in range(100, 130)]
    asked = [day.give(story) for story in stories]
    cards = [bot.answer(message) for message in asked]
    for story, card in zip(stories, cards, strict=True):
        assert story.quote in _all_of(card)
        assert story.speaker in _all_of(card)

    # Ingrid corrects: a wrong speaker, and something that is no quote; and takes the second one back.
    day.choose("ingrid", cards[1], stories[1].quote, "fix")
    slack.submit_view("ingrid", day.modal("ingrid"), values={"new_name": "Asha Pillai"})
    day.changed(cards[1], "Asha Pillai")
    day.choose("ingrid", cards[6], stories[6].quote, "not")
    day.changed(cards[6], stories[6].quote, there=False)
    slack.click("ingrid", day.told("ingrid", "quote"), actions.UNDO)
    day.changed(cards[6], stories[6].quote)
    day.choose("ingrid", cards[11], stories[11].quote, "not")
    day.changed(cards[11], stories[11].quote, there=False)

    # Sam searches, by person and by words, and for who was quoted most.
    slack.slash("sam", "#politics", "/quotes", "halloran since 7d")
    day.told("sam", "Ines Halloran")
    slack.slash("sam", "#politics", "/quotes", 'search "lighthouse deserves better"')
    day.told("sam", "lighthouse deserves better")
    slack.slash("sam", "#politics", "/quotes", "top week")
    day.told("sam", "Declan Moyle")

    # Mia exports and shares a card, and the desk forgets the first story.
    slack.click("mia", cards[3], actions.EXPORT)
    export = slack.wait_for(
        lambda _: next((m for m in slack.thread(asked[3]) if m.bot_id and m.files), None), timeout=PATIENCE
    )
    assert export is not None
    assert stories[3].quote in slack.team().files[export.files[0]].content.decode()
    slack.invite("sam", "#politics")
    slack.click("mia", cards[8], actions.SHARE)
    slack.submit_view("mia", day.modal("mia"), values={"share_in": slack.channel("#politics").id})
    slack.wait_message("#politics", lambda m: stories[8].title in m.text, timeout=PATIENCE)
    forgetter = DESK[stories[0].number % len(DESK)]
    slack.slash(forgetter, "#news-desk", "/quotes", f"forget {site}/{stories[0].number}")
    slack.click(forgetter, day.told(forgetter, stories[0].title), actions.FORGET)

    _check_store(bot, stories)


def _check_store(bot: Running, stories: list[Story]) -> None:
    titles = [story.title for story in stories]
    with closing(Database(bot.database)) as database:
        store = Stored(database, bot.slack.team().id)
        bot.slack.wait_for(lambda _: titles[0] not in store.titles(titles), timeout=PATIENCE)
        assert sorted(store.titles(titles)) == sorted(titles[1:])
        assert store.quote(stories[1].quote).speaker == "Asha Pillai"
        assert store.quote(stories[6].quote).state == QuoteState.SHOWN
        assert store.quote(stories[11].quote).state == QuoteState.NOT_A_QUOTE
        assert store.corrections() == (3, 1)  # made; of these, taken back
        assert store.people("Elena Ortiz") == 1
        assert store.unfinished() == 0


class Stored:
    """Looks into the bot's store, as its own services do."""

    def __init__(self, database: Database, team: str) -> None:
        self._database = database
        self._team = team

    def titles(self, among: list[str]) -> list[str]:
        with self._database.read(self._team) as session:
            return [t for t in session.scalars(select(Article.title).where(Article.title.in_(among))) if t]

    def quote(self, words: str) -> Quote:
        with self._database.read(self._team) as session:
            return session.scalars(select(Quote).where(Quote.text == words)).one()

    def corrections(self) -> tuple[int, int]:
        with self._database.read(self._team) as session:
            made = session.scalars(select(Correction)).all()
            return len(made), sum(one.undone_at is not None for one in made)

    def people(self, name: str) -> int:
        with self._database.read(self._team) as session:
            return session.scalar(select(func.count()).select_from(Person).where(Person.name == name)) or 0

    def unfinished(self) -> int:
        done = (SubmissionState.DELIVERED, SubmissionState.FAILED)
        with self._database.read(self._team) as session:
            return session.scalar(select(func.count()).where(Submission.state.not_in(done))) or 0
