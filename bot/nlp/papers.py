"""Who speaks in a paper of somebody's: "a survey from Acme", "the Tribune's report", "the office release".

What a report or a survey says is said by those who made it, where the words for it name them.
"""

from __future__ import annotations

from bot.nlp.sheet import Sheet
from bot.nlp.types import Span

_PAPERS = frozenset(
    {
        *("report", "reports", "survey", "poll", "study", "analysis", "release", "estimate", "estimates", "filing"),
        *("filings", "statement", "story", "article", "investigation", "review", "data", "figures", "records"),
        *("statistics", "forecast", "projections", "documents", "memo", "website", "reporting"),
    }
)
_GOES_ON = 1  # spaCy's mark of a word that goes on with the name before it
_NAME = frozenset({"NNP", "NNPS"})
_MAKERS = frozenset({"ORG", "PERSON", "GPE"})
_BODIES = frozenset({"office", "department", "ministry", "company", "agency", "bureau", "police", "government"})


def maker_of(sheet: Sheet, named: Span | None) -> Span | None:
    """Those who made the paper that is named as who says something; None where it is no paper, or nobody's.

    Args:
        sheet: the text.
        named: characters of the words that name who speaks.

    Returns:
        Characters of the words within `named` that name its maker.
    """
    if named is None:
        return None
    first, end = sheet.tokens(*named)
    head = next((i for i in range(first, end) if not first <= sheet.head[i] < end or sheet.head[i] == i), None)
    if head is None or sheet.word[head] not in _PAPERS or sheet.tag[head] in _NAME:
        return None
    for kid in sheet.kids[head]:
        if kid > head and sheet.word[kid] in ("from", "by"):
            owner = next((k for k in sheet.kids[kid] if sheet.dep[k] == "pobj" and sheet.tag[k] in _NAME), None)
            if owner is not None:
                return _phrase(sheet, owner, kid + 1, end)
    owner = next((k for k in sheet.kids[head] if sheet.dep[k] == "poss" and sheet.tag[k] in _NAME), None)
    if owner is not None:
        return _phrase(sheet, owner, first, owner + 1)
    beside = [k for k in sheet.kids[head] if k < head and sheet.dep[k] in ("compound", "nmod")]
    owner = next((k for k in reversed(beside) if sheet.ent_type[k] in _MAKERS or sheet.word[k] in _BODIES), None)
    if owner is None or owner + 1 != head or any(sheet.word[i] in ("/", "-") for i in range(first, owner)):
        return None  # "a Tribune/Herald poll" is of both
    return _phrase(sheet, owner, first, owner + 1)


def _phrase(sheet: Sheet, owner: int, first: int, end: int) -> Span:
    """The words of a maker's name around its head, "the" included where it stands before it."""
    low = owner
    while low > first and (
        (sheet.head[low - 1] == owner and sheet.dep[low - 1] in ("compound", "det", "nmod", "amod", "poss"))
        or (low == owner and sheet.tag[low] == "NN" and sheet.word[low - 1] == "the")
        or (
            sheet.ent_type[owner]
            and sheet.ent_type[low - 1] == sheet.ent_type[owner]
            and sheet.ent_iob[low] == _GOES_ON
        )
    ):
        low -= 1
    high = owner
    while (
        high + 1 < end
        and sheet.ent_type[owner]
        and sheet.ent_iob[high + 1] == _GOES_ON
        and sheet.tag[high + 1] != "POS"
    ):
        high += 1
    return sheet.span(low, high)
