"""Writes the articles of a made-up coast: who says what, in which outlet, when. The same ones for the same seed.

Stories go on for some days; some articles are a wire's copy under another headline, and some outlets get a word wrong.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

PEOPLE = (
    ("Elena Ortiz", "mayor of Eastport"),
    ("Tom Marsh", "harbour master"),
    ("Priya Nair", "head librarian"),
    ("Omar Haddad", "finance secretary"),
    ("Grace Bellamy", "union leader"),
    ("Rosa Chen", "chief scientist"),
    ("Ida Lindqvist", "ferry captain"),
    ("Daniel Okafor", "opposition spokesman"),
    ("Sunita Rao", "police commissioner"),
    ("Walter Prynne", "mill owner"),
    ("Maeve Tully", "head teacher"),
    ("Jonas Weir", "fishermen's speaker"),
)
OUTLETS = ("Bay Courier", "Eastport Echo", "The Coast Post", "Northern Ledger", "Harbour Radio", "Tideline")
SUBJECTS = (
    ("harbour wall", "Storm damage closes the harbour wall"),
    ("night ferry", "Night ferry to be cut from May"),
    ("town library", "Town library faces shorter hours"),
    ("school meals", "Price of school meals to rise"),
    ("water rates", "Water rates go up by a tenth"),
    ("old mill", "Old mill to become flats"),
    ("fishing quota", "Fishing quota halved for cod"),
    ("bus station", "Bus station plan goes to a vote"),
    ("lifeboat crew", "Lifeboat crew short of hands"),
    ("wind farm", "Wind farm wins first round"),
)
OPENINGS = (
    "We must settle the {subject} before the summer",
    "Nobody asked the people who live with the {subject} every day",
    "I have read every page on the {subject} and I still have questions",
    "The {subject} is not a line in a budget, it is how this town lives",
    "There is money for the {subject} and there is no will to spend it",
    "If we lose the {subject} we will not get it back in my lifetime",
    "My door is open to anybody who has a better plan for the {subject}",
    "We should have acted on the {subject} ten years ago",
)
ENDINGS = (
    "and that is all I will say today",
    "whatever the council decides on {day}",
    "and I have told the minister so",
    "because the figures of {number} do not lie",
    "and {number} families are waiting for an answer",
    "as I said on {day}, and as I will say again",
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article, and when it is given to the bot."""

    at: datetime
    title: str
    outlet: str
    text: str
    added_by: str
    said: tuple[tuple[str, str], ...]  # speaker and words


class Writer:
    """Writes until it has enough."""

    def __init__(self, seed: int, colleagues: Sequence[str]) -> None:
        self._random = random.Random(seed)
        self._colleagues = colleagues
        self._number = 0

    def articles(self, count: int, start: datetime, end: datetime) -> list[Article]:
        """So many articles between two moments, in order; more by day than by night."""
        moments = sorted(self._moment(start, end) for _ in range(count))
        written: list[Article] = []
        for at in moments:
            recent = [a for a in written if at - a.at < timedelta(days=2)]
            roll = self._random.random()
            if recent and roll < 0.15:
                written.append(self._copy(self._random.choice(recent), at))
            elif recent and roll < 0.25:
                written.append(self._misheard(self._random.choice(recent), at))
            else:
                written.append(self._new(at))
        return written

    def _moment(self, start: datetime, end: datetime) -> datetime:
        while True:
            at = start + (end - start) * self._random.random()
            if 6 <= at.hour < 23 or self._random.random() < 0.25:
                return at.replace(microsecond=0)

    def _new(self, at: datetime) -> Article:
        subject, title = self._random.choice(SUBJECTS)
        speakers = self._random.sample(PEOPLE, self._random.randint(1, 3))
        said = tuple((name, self._line(subject)) for name, _ in speakers)
        paragraphs = [f"{title}, it was announced."]
        paragraphs += [
            f"“{words},” said {name}, the {role}." for (name, role), (_, words) in zip(speakers, said, strict=True)
        ]
        return self._article(at, f"{title}, says {speakers[0][0].split()[-1]}", "\n\n".join(paragraphs), said)

    def _line(self, subject: str) -> str:
        self._number += 1
        opening, ending = self._random.choice(OPENINGS), self._random.choice(ENDINGS)
        number = 1000 + self._number  # so that no two lines are the same by chance
        return f"{opening}, {ending}, in file {number}".format(
            subject=subject, day=self._random.choice(DAYS), number=self._random.randint(20, 900)
        )

    def _copy(self, of: Article, at: datetime) -> Article:
        """The same text elsewhere, under another headline."""
        return self._article(at, f"“Not again”: {of.title}", of.text, of.said, other_than=of.outlet)

    def _misheard(self, of: Article, at: datetime) -> Article:
        """The same story elsewhere, with one word heard otherwise."""
        swaps = (("must", "should"), ("should have", "could have"), ("will not", "may not"), ("every", "each"))
        text, said = of.text, of.said
        for one, other in swaps:
            if f" {one} " in text:
                text = text.replace(f" {one} ", f" {other} ", 1)
                changed = tuple(
                    (name, words if words in text else words.replace(f" {one} ", f" {other} ", 1))
                    for name, words in said
                )
                return self._article(at, of.title, text, changed, other_than=of.outlet)
        return self._copy(of, at)

    def _article(
        self, at: datetime, title: str, text: str, said: tuple[tuple[str, str], ...], *, other_than: str = ""
    ) -> Article:
        outlet = self._random.choice([o for o in OUTLETS if o != other_than])
        return Article(
            at=at, title=title, outlet=outlet, text=text, added_by=self._random.choice(self._colleagues), said=said
        )
