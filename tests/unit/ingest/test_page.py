"""For whom a page is written, by which link it is known; and which of its words are the article's."""

# ruff: noqa: E501 - HTML has long lines

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.ingest.blocks import blocks_of, count_words, line_of
from bot.ingest.jsonld import nodes_of, paragraphs_of
from bot.ingest.markup import decode_markup, flatten, parse, slim, too_deep
from bot.ingest.page import plain_text
from bot.ingest.prune import prune
from bot.ingest.reader import Reader
from bot.ingest.types import ArticleText, Kind, NotAnArticle
from tests.unit.ingest.making import URL, ld, page, read
from tests.unit.ingest.site import PAGES, PARAGRAPHS, TITLE, paragraphs

# ---- outlet, link, language


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ('<meta property="og:site_name" content="The Tide">', "The Tide"),
        ('<meta property="og:site_name" content="The Tide | News of the harbour">', "The Tide"),
        ('<meta property="og:site_name" content="@thetide">', "tide.example"),
        (ld(publisher={"@type": "Organization", "name": "The Port Alder Tide"}), "The Port Alder Tide"),
        ("", "tide.example"),
    ],
)
def test_the_outlet(head: str, outlet: str) -> None:
    assert read(head=head).outlet == outlet


@pytest.mark.parametrize(
    ("head", "canonical"),
    [
        ('<link rel="canonical" href="/news/flood-1842?utm_source=x">', "https://www.tide.example/news/flood-1842"),
        ('<link rel="canonical" href="https://tide.example/n/1842">', "https://tide.example/n/1842"),
        ('<link rel="canonical" href="https://gull.example/news/flood">', URL),  # another site's
        ('<link rel="canonical" href="/">', URL),  # the front page
        ('<link rel="canonical" href="http://[bad">', URL),
        ("", URL),
    ],
)
def test_the_canonical_link(head: str, canonical: str) -> None:
    assert read(head=head).canonical_url == canonical


def test_a_page_has_the_language_of_its_text() -> None:
    assert read().language == "en"
    german = "".join(
        f"<p>Der Rat hat am Donnerstag über den Bau Nummer {i} abgestimmt, nach neun Jahren Streit.</p>"
        for i in range(6)
    )
    assert read(f"<h1>Rat stimmt ab</h1>{german}", title="Rat stimmt ab").language == "de"


# ---- the words


def test_the_words_are_the_pages_own() -> None:
    """Inline elements part no words, and no space is lost between them."""
    body = (
        f"<h1>{TITLE}</h1><p>The <b>bar</b>rier’s <i>nine</i> gates<br>lie\non&nbsp;the <a href=/x>river</a>\u00adbed.</p>"
        + paragraphs()
    )
    assert read(body).text.startswith("The barrier’s nine gates\nlie on the riverbed.\n\n")


def test_what_only_leads_elsewhere_is_left_out() -> None:
    body = (
        f"<article><h1>{TITLE}</h1>{paragraphs(PARAGRAPHS[:5])}<p><a href=/x>Related: Ferry crews call off the strike</a></p>"
        f"{paragraphs(PARAGRAPHS[5:])}<p>Sign up for our newsletter</p><p>Additional reporting by Jan de Wit</p></article>"
    )
    text = read(body).text
    assert "Related" not in text
    assert "newsletter" not in text
    assert text.endswith(" ".join(PARAGRAPHS[-1].split()))


def test_a_last_quote_is_kept_though_it_asks_for_something() -> None:
    last = (
        "<p>“Share this with everyone you know who lives by the water,” Ada Moreno said. “Sign up for the patrol.”</p>"
    )
    assert "Sign up for the patrol" in read(f"<h1>{TITLE}</h1>{paragraphs()}{last}").text


def test_a_caption_and_the_headline_once_more_are_left_out() -> None:
    body = f"<article><h1>{TITLE}</h1><figure><img src=a><figcaption>The river Senn at dusk, seen from the quay</figcaption></figure><h2>{TITLE}</h2>{paragraphs()}</article>"
    text = read(body).text
    assert "at dusk" not in text
    assert TITLE not in text


# ---- the parts


def test_the_inside_of_scripts_and_pictures_is_not_carried_along() -> None:
    script = "<script>" + "x = 1;" * 10_000 + "</script>"
    told = '<script type="application/ld+json">{"a": "' + "b" * 30_000 + '"}</script>'
    picture = '<img src="data:image/png;base64,' + "A" * 30_000 + '">'
    light = slim(script + "<script>short()</script><p>Kept</p>" + told + picture + "<p>Hello</p>")
    assert "<script>short()</script><p>Kept</p>" in light
    assert len(light) < 32_000
    assert "b" * 30_000 in light
    assert light.endswith('<img src="data:,"><p>Hello</p>')


def test_a_page_of_too_much_text_is_refused_before_it_is_read() -> None:
    reading = Reader().read_page(page("<p>word word</p>" * 150_000), URL)
    assert isinstance(reading, NotAnArticle)
    assert reading.kind is Kind.TOO_LARGE


def test_nested_elements_are_flattened_and_their_text_stays() -> None:
    deep = "<div>" * 1000 + "<p>Hello</p>" + "</div>" * 1000 + "<p>World</p>"
    assert too_deep(deep)
    assert not too_deep(flatten(deep))
    tree = parse(deep)
    assert tree is not None
    assert [b.text for b in blocks_of(tree)] == ["Hello", "World"]


@pytest.mark.parametrize(
    ("data", "declared", "text"),
    [
        ("£412m – “so”".encode(), "iso-8859-1", "£412m – “so”"),
        ("£412m – “so”".encode("utf-16"), None, "£412m – “so”"),
        (b'<meta charset="iso-8859-1">' + "£412m “so”".encode("cp1252"), None, '<meta charset="iso-8859-1">£412m “so”'),
        ("£412m “so”".encode("cp1252"), "windows-1252", "£412m “so”"),
        ("£412m “so”".encode("cp1252"), "utf-8", "£412m “so”"),
        ("£412m “so”".encode("cp1252"), "no-such-charset", "£412m “so”"),
        (b"plain", None, "plain"),
        (b"", None, ""),
    ],
)
def test_bytes_are_decoded_by_what_they_are(data: bytes, declared: str | None, text: str) -> None:
    assert decode_markup(data, declared) == text


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "A"}',
        '<!-- {"@type": "NewsArticle", "headline": "A"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "A"}\n//]]>',
        '{"@type": "NewsArticle", "headline": "A",}',
        '{"@type": "NewsArticle", "headline": "A", "text": "line\nbreak"}',
        '{"@type": "NewsArticle", "headline": "A"}; window.x = 1;',
        '[{"@graph": [{"@type": "NewsArticle", "headline": "A"}]}]',
    ],
)
def test_json_ld_is_read_leniently(script: str) -> None:
    tree = parse(f'<html><head><script type="application/ld+json">{script}</script></head></html>')
    assert tree is not None
    assert "A" in [node.get("headline") for node in nodes_of(tree)]


@pytest.mark.parametrize("script", ["", "{", "null", "7", '{"a":' * 5000])
def test_json_ld_that_is_none_is_passed_over(script: str) -> None:
    tree = parse(f'<html><head><script type="application/ld+json">{script}</script></head><body>x</body></html>')
    assert tree is not None
    assert nodes_of(tree) == []


def test_an_article_body_in_html_becomes_paragraphs() -> None:
    assert paragraphs_of("<p>One &amp; two</p><p>Three<br/>four</p>") == ["One & two", "Three", "four"]
    assert paragraphs_of("One &lt;3\n\nTwo") == ["One <3", "Two"]
    assert paragraphs_of(7) == []


def test_rules_for_print_hide_nothing() -> None:
    tree = parse(
        "<html><head><style>@media print{.a{display:none}} .b{display:none}</style></head><body><p class=a>A</p><p class=b>B</p></body></html>"
    )
    assert tree is not None
    prune(tree)
    assert [b.text for b in blocks_of(tree)] == ["A"]


def test_lines_within_an_element_are_kept_apart() -> None:
    tree = parse("<div>By <b>Ada</b> Moreno<br>Geneva<p>Monday</p></div>")
    assert tree is not None
    assert line_of(tree) == "By Ada Moreno Geneva Monday"


def test_words_are_counted_in_scripts_without_spaces() -> None:
    assert count_words("two words") == 2
    assert count_words("市議会が予算案を可決") == 6


def test_html_that_is_no_page_becomes_text() -> None:
    assert plain_text(b"<p>One</p><style>x</style><p>Two<br>lines</p>") == "One\n\nTwo\nlines"


# ---- whatever comes


@given(st.binary(max_size=2000))
@settings(max_examples=20, deadline=None)
def test_any_bytes_get_an_answer(data: bytes) -> None:
    reading = Reader().read_page(data, URL)
    assert isinstance(reading, ArticleText | NotAnArticle)
    assert getattr(reading, "cause", None) != "unforeseen"


@given(
    st.integers(0, 5000),
    st.integers(0, 400),
    st.sampled_from(["plain", "live-blog", "paywall-marked", "old-table-layout"]),
)
@settings(max_examples=20, deadline=None)
def test_any_damaged_page_gets_an_answer(at: int, size: int, name: str) -> None:
    body = PAGES[name].body
    reading = Reader().read_page(body[:at] + body[at + size :], URL)
    assert isinstance(reading, ArticleText | NotAnArticle)
    assert getattr(reading, "cause", None) != "unforeseen"
