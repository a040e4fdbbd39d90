"""Where a statement without marks ends and the reporter goes on.

"She said the film was done, a ghost story that is set in Newark", "…, which cost the town £9m", "… — and some of it is
true": what tells more of a noun at the far end, behind a comma, is the reporter's more often than not. A
person is told more of by anybody ("who was hurt"), and a consequence ("helping them to pay") belongs to what was said.
"""

from __future__ import annotations

from bot.nlp.sheet import AUX, SUBJECT, Sheet

LEAST = 4
"""How many words of a statement must be left, at least."""

_DASHES = frozenset({"—", "–", "--"})
_OPENERS = frozenset({"when", "while", "as", "after", "if", "although", "though", "because", "since"})
_ADDS = frozenset({"which"})


def own_words(sheet: Sheet, piece: tuple[int, int], cue: tuple[int, int]) -> tuple[int, int]:
    """What somebody is said to have stated, without what the reporter adds behind it.

    Args:
        sheet: the text.
        piece: the words, as tokens.
        cue: the reporting words, as tokens; where they stand behind or within the piece, all of it is left.
    """
    first, end = piece
    if first < cue[1]:
        return piece
    end = min(end, _end_of_clause(sheet, first, cue))
    dashes = [i for i in range(first, end) if sheet.word[i] in _DASHES]
    for i in range(first + LEAST, end - 1):
        word = sheet.word[i]
        if (word == "," and (_adds_clause(sheet, i + 1, end) or _adds_noun(sheet, i + 1, end))) or (
            dashes == [i] and _turns(sheet, i + 1, end)
        ):
            return first, i
    return first, end


def _end_of_clause(sheet: Sheet, first: int, cue: tuple[int, int]) -> int:
    """`When she said X, he left`: X ends where the clause of its cue does."""
    verb = cue[1] - 1
    for i in range(cue[1] - 1, cue[0] - 1, -1):
        if sheet.dep[i] in ("advcl", "relcl"):
            verb = i
    up = sheet.head[verb]
    if sheet.dep[verb] == "relcl" and sheet.dep[up] in SUBJECT:  # "The man who said X was sent to prison"
        main = sheet.head[up]
        if main > first:
            return min([main, *(k for k in sheet.kids[main] if first < k < main and sheet.dep[k] in AUX)])
    if sheet.dep[verb] == "ROOT":
        return _before_main_clause(sheet, first, verb)
    if sheet.dep[verb] != "advcl" or up < first:
        return len(sheet)
    begin = min((sheet.edges(k)[0] for k in sheet.kids[up] if sheet.dep[k] in SUBJECT), default=up)
    comma = begin - 1
    return comma if comma > first and sheet.word[comma] == "," else len(sheet)


def _before_main_clause(sheet: Sheet, first: int, verb: int) -> int:
    """`When she said X, he left`, where the parser has taken "he left" for what she said."""
    low, high = sheet.sentence(verb)
    while low < verb and sheet.word[low].isspace():
        low += 1
    if sheet.word[low] not in _OPENERS or sheet.head[low] != verb:
        return len(sheet)
    begins = {sheet.edges(i)[0] for i in range(first, high) if sheet.dep[i] in SUBJECT}
    return max((i for i in range(first, high - 1) if sheet.word[i] == "," and i + 1 in begins), default=len(sheet))


def _turns(sheet: Sheet, at: int, end: int) -> bool:
    """Whether a clause of its own begins here with "and" or "but": `— and in some cases, he is right`."""
    if sheet.word[at] not in ("and", "but"):
        return False
    return any(sheet.dep[i] in SUBJECT and at < sheet.head[i] < end for i in range(at + 1, end))


def _adds_clause(sheet: Sheet, at: int, end: int) -> bool:
    """Whether `which …` runs on from here to the end."""
    if sheet.word[at] not in _ADDS or sheet.tag[at] != "WDT":
        return False
    verb = sheet.head[at]
    return at < verb < end and sheet.edges(verb)[1] >= end - 2


def _adds_noun(sheet: Sheet, at: int, end: int) -> bool:
    """Whether `a move that …`, `the singer who …` runs on from here to the end."""
    if sheet.word[at] not in ("a", "an", "the", "one"):
        return False
    noun = sheet.head[at] if sheet.dep[at] == "det" else at
    return (
        at <= noun < end
        and sheet.dep[noun] in ("appos", "npadvmod", "dep", "attr")
        and sheet.edges(noun)[1] >= end - 2
        and any(sheet.dep[k] == "relcl" for i in range(noun, end) for k in sheet.kids[i])
        and not any(sheet.dep[k] == "cc" for k in sheet.kids[noun])  # one of a list
    )
