"""Words said twice: a headline's quotation has the speaker of the whole one further down."""

from __future__ import annotations

import re

from bot.nlp.beside import Beside
from bot.nlp.setting import Attribution

_ENDINGS = frozenset(".!?…:,;")
_LOOSE = frozenset({"same paragraph", "next paragraph", "next mark", "named before", "second half"})
"""Rules that give what has no cue of its own to whoever spoke, or was named, before."""
_WORDS = re.compile(r"\w+(?:['’]\w+)*")


class Echoes(Beside):
    """Finds them among the quotations of one text."""

    def _echo(self) -> None:
        """Words that nobody is said to speak, in a headline above all, are whose they are where they stand whole."""
        weak = [
            n
            for n, found in enumerate(self.result)
            if n not in self.turns and (found is None or found.score < 5 or (found.rule in _LOOSE and self._heads(n)))
        ]
        if not weak:
            return
        whole = [
            (n, f" {self._plain(n)} ")
            for n, found in enumerate(self.result)
            if found is not None and found.score >= 6 and self.quoted[n].parent is None
        ]
        for n in weak:
            words = self._plain(n)
            if " " not in words or self.is_title(n) or not (self._in_heading(n) or words.count(" ") > 2):
                continue  # a term in marks is the article's own
            for m, other in whole:
                if m != n and m != self.quoted[n].parent and f" {words} " in other:
                    found = self.result[m]
                    assert found is not None
                    self.result[n] = Attribution(rule="echo", score=6.0, cue=None, subject=found.subject, echoes=m)
                    break

    def _in_heading(self, n: int) -> bool:
        """Whether a quotation stands in a line without a stop, or in somebody's own words."""
        start, end = self.paragraphs.spans[self.quoted[n].paragraph]
        line = self.sheet.text[start:end].rstrip("\"'”’» ")
        return self.quoted[n].parent is not None or (len(line) < 200 and line[-1:] not in _ENDINGS)

    def _heads(self, n: int) -> bool:
        """Whether a quotation is a heading of its own: all of a line, without a stop."""
        start, end = self.paragraphs.spans[self.quoted[n].paragraph]
        first, last = self.quoted[n].outer
        text = self.sheet.text
        alone = not text[start:first].strip() and not text[last:end].strip()
        return alone and self.quoted[n].carries is None and text[self.quoted[n].end - 1] not in _ENDINGS

    def _plain(self, n: int) -> str:
        """A quotation's words and nothing else, in small letters."""
        return " ".join(_WORDS.findall(self.sheet.text[self.quoted[n].start : self.quoted[n].end].lower()))
