"""Characters that no database can hold, in all that comes from Slack: left out, and never the loss of anything."""

from __future__ import annotations

import pytest

from bot.cards import ArticleCard
from bot.errors import UserError
from bot.services import cards, corrections, forget, people, search, workspaces
from bot.services.accepting import accept
from bot.services.desk import Desk
from bot.services.processing import Progress, process
from bot.services.search import Asked
from bot.services.workspaces import WorkspaceSettings
from bot.submission import FileRef
from storage.models import Submission
from storage.storable import storable, to_json
from tests.support.articles import add_article
from tests.support.newsroom import ED, TEAM, Newsroom, given

BAD = "\x00\ud800"
TEXT = f"“We will re{BAD}build the pier,” said Ana Ortiz."


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("plain", "plain"),
        ("a\x00b", "ab"),  # PostgreSQL refuses it
        ("a\ud800b", "ab"),  # half a character
        ("\udfff", ""),
        ("naïve 🦊 عربي", "naïve 🦊 عربي"),  # what looks unusual and is not
        ("a\x07\ufeffb", "a\x07\ufeffb"),  # odd, and can be stored
    ],
)
def test_only_what_cannot_be_stored_is_left_out(text: str, kept: str) -> None:
    assert storable(text) == kept


def test_json_keeps_all_but_that() -> None:
    assert to_json({f"n{BAD}ame": [f"a{BAD}", "🦊", "\\u0000 typed out"]}) == to_json(
        {"name": ["a", "🦊", "\\u0000 typed out"]}
    )


def test_a_text_with_such_characters_is_answered(desk: Desk, newsroom: Newsroom) -> None:
    (submission,) = accept(desk, [given(text=TEXT)])
    assert process(desk, newsroom.tools, submission) is Progress.FINISHED
    (card,) = newsroom.slack.answers(submission)
    assert isinstance(card, ArticleCard)
    assert [quote.text for quote in card.quotes] == ["We will rebuild the pier,"]
    assert cards.load_text(desk, TEAM, card.article_id) == TEXT.replace(BAD, "")


def test_a_link_and_a_files_name_are_kept_and_known_again(desk: Desk) -> None:
    file = FileRef(id="F1", name=f"note{BAD}s.txt", mimetype="text/plain", url_private=f"https://files.example/{BAD}")
    items = [given(event_key=f"D1:{BAD}:1", link=f"https://a.example/{BAD}x"), given(event_key="D1:2", file=file)]
    first = accept(desk, items)
    assert accept(desk, items) == first
    with desk.database.read(TEAM) as session:
        link, kept = (session.get_one(Submission, number) for number in first)
        assert link.link == "https://a.example/x"
        assert kept.file is not None
        assert kept.file["name"] == "notes.txt"


def test_what_the_desk_types_is_kept(desk: Desk, newsroom: Newsroom) -> None:
    card = add_article(desk, newsroom, "“We will rebuild the pier,” said Ana Ortiz.")
    quote, ana = card.quotes[0].quote_id, card.quotes[0].person_id
    assert ana is not None
    corrections.fix_speaker(desk, TEAM, quote, by=f"U{BAD}1", name=f"Bo{BAD} Lind")
    people.rename(desk, TEAM, ana, f"Ana Ortiz{BAD} Ruiz", by=ED)
    people.alias(desk, TEAM, ana, f"The Cap{BAD}tain", by=ED)
    workspaces.change_settings(desk, TEAM, WorkspaceSettings(channels=(f"C{BAD}1",)))
    assert cards.load(desk, TEAM, card.article_id).quotes[0].speaker == "Bo Lind"
    assert [person.name for person in people.find(desk, TEAM, f"Cap{BAD}tain")] == ["Ana Ortiz Ruiz"]
    assert workspaces.settings(desk, TEAM).channels == ("C1",)


def test_what_the_desk_asks_is_answered(desk: Desk, newsroom: Newsroom) -> None:
    add_article(desk, newsroom, "“We will rebuild the pier,” said Ana Ortiz.")
    assert search.search(desk, TEAM, Asked(words=f"pi{BAD}er", person=f"Or{BAD}tiz", outlet=None)).hits
    assert not search.search(desk, TEAM, Asked(words="pier", outlet=f"Po{BAD}st")).hits
    with pytest.raises(UserError):
        forget.by_link(desk, TEAM, f"https://a.example/{BAD}", by=ED)
