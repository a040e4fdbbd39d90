"""What stands among an article's paragraphs and is none of it, told by form: boxes with a field, links that print."""

# ruff: noqa: E501 - HTML has long lines

from __future__ import annotations

from bot.ingest.markup import parse
from bot.ingest.types import Kind
from tests.unit.ingest.making import read
from tests.unit.ingest.site import PARAGRAPHS, TITLE, paragraphs
from tests.unit.ingest.site.newspaper import LAST_WORDS


def test_a_letters_box_among_the_paragraphs_is_left_out() -> None:
    box = "<div class='g'><h4>Stay in the loop</h4><p>On Fridays our editor picks five stories from the quays.</p><input type=email></div>"
    text = read(f"<h1>{TITLE}</h1><div>{paragraphs(PARAGRAPHS[:4])}{box}{paragraphs(PARAGRAPHS[4:])}</div>").text
    assert "our editor picks" not in text
    assert "Stay in the loop" not in text
    assert LAST_WORDS in text


def test_links_that_only_run_a_script_are_left_out() -> None:
    bar = (
        "<p><a href='javascript:window.print()'>Send to printer</a> | <a href='javascript:window.close()'>Close</a></p>"
    )
    text = read(f"<body>{bar}<h2>{TITLE}</h2>{paragraphs()}<p>Printed from tide.example</p></body>").text
    assert "Send to printer" not in text
    assert "Printed from" not in text


def test_a_whole_page_in_one_form_is_read() -> None:
    assert LAST_WORDS in read(f"<form><input type=email name=e><h1>{TITLE}</h1>{paragraphs()}</form>").text


def test_what_is_hidden_far_down_a_deep_page_stays_hidden() -> None:
    inner = f"<h1>{TITLE}</h1>{paragraphs()}<div style='display:none'><p>Ghost words that nobody sees, said the wall to itself.</p></div><aside><p>Beside the text stands a line that is none of it.</p></aside>"
    text = read("<div>" * 2500 + inner + "</div>" * 2500).text
    assert LAST_WORDS in text
    assert "Ghost words" not in text
    assert "Beside the text" not in text


def test_a_page_of_nothing_but_telling_wrappers_can_still_be_parsed() -> None:
    assert parse("<div class=related>" * 5000 + "x" + "</div>" * 5000) is not None


def _posts(count: int, link: bool = False) -> str:
    return "".join(
        f"<div class='post'><span class='t'>{20 - i}.{10 + i} Uhr</span><p>{f'<a href=/s/{i}>' if link else ''}Meldung {count - i}: {PARAGRAPHS[i][:120]}{'</a>' if link else ''}</p></div>"
        for i in range(count)
    )


def test_posts_with_times_on_a_page_that_runs_live_are_a_live_blog_newest_last() -> None:
    body = f"<h1>{TITLE}</h1><div class='liveticker'>{_posts(6)}</div>"
    reading = read(body, url="https://tide.example/politik/hafen-18")
    assert reading.kind is Kind.LIVEBLOG
    places = [reading.text.index(f"Meldung {i}:") for i in range(1, 7)]
    assert places == sorted(places)


def test_a_story_told_by_the_hour_is_no_live_blog() -> None:
    assert read(f"<h1>{TITLE}</h1>{paragraphs(PARAGRAPHS[:4])}<div class='day'>{_posts(6)}</div>").kind is Kind.ARTICLE


def test_a_byline_of_parts_side_by_side_gives_its_name() -> None:
    line = "<div data-component='byline-block'><time datetime='2026-06-02'>2 June 2026</time><span>Ada Moreno-Pell</span><span>Harbour correspondent, Kelm</span></div>"
    assert read(f"<h1>{TITLE}</h1>{line}{paragraphs()}").authors == ("Ada Moreno-Pell",)


def test_a_print_page_gives_its_byline_though_its_title_says_print() -> None:
    body = f"<h2>{TITLE}</h2><p>From The Tide, 11 December 2025<br>By Hilda Quay</p>{paragraphs()}"
    assert read(body, title=f"Print: {TITLE}").authors == ("Hilda Quay",)
