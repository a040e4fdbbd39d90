"""What stands among an article's paragraphs and is none of it, told by form: boxes with a field, links that print."""

# ruff: noqa: E501 - HTML has long lines

from __future__ import annotations

from bot.ingest.markup import parse
from tests.unit.ingest.making import read
from tests.unit.ingest.site import LAST_WORDS, PARAGRAPHS, TITLE, paragraphs


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
