"""A wire copy is known for one after cuts and edits; two reports on one event are not taken for copies."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.ingest.copies import COPY, Kinship, common, compare, fingerprint, likely, sampled

SAMPLES = Path(__file__).parents[3] / "bot" / "samples"
HARBOUR = (SAMPLES / "harbour-barrier.txt").read_text("utf-8")
CUP_TIE = (SAMPLES / "cup-tie.txt").read_text("utf-8")


def _cut(text: str) -> str:
    """As a night desk does it: another headline, the second half gone, a paragraph of its own, other marks."""
    paragraphs = text.split("\n\n")
    kept = paragraphs[2 : len(paragraphs) // 2 + 2]
    return "\n".join(["CITY TO GET ITS WALL", "The Tide understands that work starts soon.", *kept]).replace('"', "”")


@pytest.mark.parametrize("rate", [1, 4])
def test_an_edited_copy_is_a_copy(rate: int) -> None:
    one, other = (sampled(fingerprint(t), rate) for t in (HARBOUR, _cut(HARBOUR)))
    likeness = compare(one, other, rate=rate)
    assert likeness.kinship is Kinship.COPY
    assert likeness.share > COPY


@pytest.mark.parametrize("rate", [1, 4])
def test_another_story_is_apart(rate: int) -> None:
    one, other = (sampled(fingerprint(t), rate) for t in (HARBOUR, CUP_TIE))
    assert compare(one, other, rate=rate).kinship is Kinship.APART


def test_a_long_quotation_is_for_a_person_to_judge() -> None:
    quoted = CUP_TIE + "\n\n" + HARBOUR[400:1100]
    ours = fingerprint(HARBOUR[:2200])
    assert compare(ours, fingerprint(quoted)).kinship is Kinship.RELATED


def test_too_little_text_tells_nothing() -> None:
    short = " ".join(HARBOUR.split()[:20])
    assert compare(fingerprint(short), fingerprint(HARBOUR)).kinship is Kinship.APART


def test_a_fingerprint_is_the_same_everywhere() -> None:
    """Kept in tables for years: it must not depend on the process, the platform or the style of marks."""
    assert (
        fingerprint("One two, three “four” five.") == fingerprint("ONE TWO THREE 'FOUR' FIVE") == {4475916206259131367}
    )


def test_numbers_fit_a_signed_column() -> None:
    assert all(-(2**63) <= n < 2**63 for n in fingerprint(HARBOUR))
    assert any(n < 0 for n in fingerprint(HARBOUR))


def test_phrases_of_many_stories_are_left_out() -> None:
    rows = [(1, 10), (1, 11), (1, 12), (2, 10), (2, 11)]
    assert common(rows) == {1}


def test_a_story_counts_once_however_many_outlets_carry_it() -> None:
    """Else its fourth copy would no longer be known for one."""
    rows = [(1, 10), (1, 11), (1, 12), (1, 13)]
    assert common(rows, {10: 10, 11: 10, 12: 10, 13: 10}) == frozenset()


def test_the_articles_worth_a_look_come_best_first() -> None:
    own = set(range(100))
    rows = [(n, 7) for n in range(30)] + [(n, 8) for n in range(60)] + [(n, 9) for n in range(2)] + [(500, 9)]
    assert likely(own, rows) == [8, 7]
