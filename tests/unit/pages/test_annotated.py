"""The annotated page: the article whole and unchanged, each quote in its place, and nothing from outside let loose."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from bot.cards import ArticleCard, PersonLine, QuoteLine
from bot.ingest.types import Kind
from bot.nlp.types import ActorType, QuoteKind
from bot.pages.annotated import render_annotated

TEXT = 'Port Alder votes\n\n"We <b>rebuilt</b> the streets," Margaret Aldous said & left.\nMr Moyle said he would sue.'


def _card(text: str, *spans: tuple[int, int, str | None], title: str = "Port Alder votes") -> ArticleCard:
    quotes = tuple(
        QuoteLine(
            quote_id=number,
            text=text[start:end],
            kind=QuoteKind.DIRECT,
            paragraph=1,
            speaker=speaker,
            person_id=None,
            confidence=0.9,
            span=(start, end),
        )
        for number, (start, end, speaker) in enumerate(spans, start=40)
    )
    return ArticleCard(
        article_id=1,
        title=title,
        url="https://courier.test/a",
        outlet="Tidewater Courier",
        byline=None,
        published=datetime(2026, 11, 19, tzinfo=UTC),
        dateline=None,
        agencies=(),
        words=len(text.split()),
        language="en",
        kind=Kind.ARTICLE,
        added_by=None,
        added_at=datetime(2026, 11, 20, tzinfo=UTC),
        people=(
            PersonLine(
                person_id=1, name="Margaret Aldous", type=ActorType.PERSON, role="Council leader", quotes=1, key=True
            ),
        ),
        quotes=quotes,
    )


def _article_text(page: str) -> list[str]:
    tree = html.fromstring(page)
    for extra in tree.xpath('//article//span[@class="p" or @class="n"]'):
        extra.drop_tree()
    return [p.text_content() for p in tree.xpath("//article/p")]


def test_the_article_stands_on_the_page_whole_and_unchanged() -> None:
    start = TEXT.index("We <b>")
    page = render_annotated(_card(TEXT, (start, start + 31, "Margaret Aldous")), TEXT, nonce="n")
    assert _article_text(page) == [line for line in TEXT.splitlines() if line]


def test_a_quote_is_marked_in_its_place_with_its_speaker() -> None:
    start = TEXT.index("We <b>")
    page = render_annotated(_card(TEXT, (start, start + 31, "Margaret Aldous")), TEXT, nonce="n")
    (mark,) = html.fromstring(page).xpath('//mark[@id="q40"]')
    assert "1 · Margaret Aldous · word for word" in mark.get("data-about")
    assert mark.text_content() == "1" + TEXT[start : start + 31]


def test_the_inner_speaker_uttered_the_words_of_a_quote_in_a_quote() -> None:
    text = "A: he said no to me"
    page = render_annotated(_card(text, (3, 19, "Outer"), (11, 13, "Inner")), text, nonce="n")
    assert [m.get("data-speaker") for m in html.fromstring(page).xpath("//mark")] == ["Outer", "Inner", "Outer"]


def test_an_unsure_speaker_is_said_at_the_top_and_marked() -> None:
    page = render_annotated(_card(TEXT, (0, 4, None)), TEXT, nonce="n")
    assert "1 quote with an unsure speaker" in page
    assert 'class="direct h0 unsure"' in page


def test_hostile_headlines_and_names_are_text() -> None:
    page = render_annotated(_card(TEXT, (0, 4, '"><script>x</script>'), title="<script>y</script>"), TEXT, nonce="n")
    assert len(html.fromstring(page).xpath("//script")) == 1


@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")) | st.sampled_from("\n "), max_size=80),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=6),
)
def test_whatever_the_text_and_the_quotes_no_character_is_lost(text: str, pairs: list[tuple[int, int]]) -> None:
    spans = [(min(p), min(max(p), len(text)), "A") for p in pairs if min(p) < min(max(p), len(text))]
    page = render_annotated(_card(text, *spans), text, nonce="n")
    assert "".join("".join(_article_text(page)).split()) == "".join(text.split())
