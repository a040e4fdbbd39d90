"""Which reporting words bring in a quotation, and who speaks: rules over marks, punctuation and the parse.

For each quotation a few candidates are looked for, each by a construction with a name: the cue right before it, the cue
right after it, a cue above it in the tree, a noun of saying, "according to", the speaker carried on from the quotation
before. The best one is taken. A quotation without any is a title, a nickname or a scare quote, unless it is long enough
to be somebody's words.
"""

from __future__ import annotations

from dataclasses import replace

from bot.nlp.cues import WEAK, WORKS, Cue, cue_at
from bot.nlp.echoes import Echoes
from bot.nlp.lexicon import is_person_noun, word_set
from bot.nlp.nearer import nearer, retold_within
from bot.nlp.setting import Attribution
from bot.nlp.sheet import AUX, FINITE, VERB
from bot.nlp.subjects import Subject, beside_after, is_passive, subject_of
from bot.nlp.turns import Voice

_JOINING = frozenset(
    {"and", "or", "but", ",", "also", "a", "an", "the", "as", "of", "for", "to", "not", "even", "then", "in",
     "are", "is", "was", "were"}
)  # fmt: skip
_GESTURES = word_set("gestures")
"""What somebody does who then speaks: `Moss shook her head. “…”`"""
_PAPERS = frozenset(
    {
        "affidavit",
        "complaint",
        "documents",
        "records",
        "filing",
        "filings",
        "indictment",
        "papers",
        "report",
        "transcript",
    }
)
_TITLED = frozenset({"titled", "entitled", "subtitled", "headlined", "named", "codenamed"})
_UTTERS = frozenset(
    {"chanted", "chanting", "chant", "shouted", "shouting", "yelled", "yelling", "read", "reads", "reading", "said"}
    | {"says", "saying", "wrote", "tweeted", "cried", "screamed", "added", "replied", "called", "calling", "dubbed"}
)


class Attributor(Echoes):
    """The quotations of one text with their attributions."""

    def run(self) -> list[Attribution | None]:
        """One attribution or None for each quotation, in their order."""
        for n in range(len(self.quoted)):
            if n in self.turns:
                self.result[n] = self._turn(n)
                continue
            found = self._candidates(n)
            self.result[n] = self._inner(n, max(found, key=lambda a: a.score, default=None), found)
        self._carry()
        self._echo()
        for n in range(len(self.quoted)):
            if self.result[n] is None and self.quoted[n].parent is None and n not in self.turns:
                self.result[n] = self._around(n)
        return self.result

    def _inner(self, n: int, best: Attribution | None, found: list[Attribution]) -> Attribution | None:
        """`He told police he “…,” the affidavit says`: a paper only holds what somebody in it says.

        `An officer told her the bend was “safe”, she said`: of a few words in marks, whom they are told of, too.
        """
        if best is None or best.subject is None:
            return best
        retold = self._is_retold(n, best, found)
        if self.sheet.word[best.subject.head] not in _PAPERS and not retold:
            return best
        inner = [
            a
            for a in found
            if a.rule in ("cue before", "cue above", "retold")
            and a.cue is not None
            and a.cue != best.cue
            and self.sheet.word[a.cue[0]] in _UTTERS | {"told"}
            and a.subject is not None
            and (
                self.sheet.tag[a.subject.head] == "PRP"
                or self._may_speak(a.subject.head)
                or is_person_noun(self.sheet.word[a.subject.head])
            )
        ]
        found_inner = max(inner, key=lambda a: a.score, default=best)
        return replace(found_inner, rule="retold") if retold and found_inner is not best else found_inner

    def _is_retold(self, n: int, best: Attribution, found: list[Attribution]) -> bool:
        """Whether a sentence that tells what one said to another ends in whom it is told by."""
        if best.rule != "cue after" or best.cue is None or best.subject is None:
            return False
        retold = next(
            (a for a in found if a.rule in ("cue before", "cue above", "retold") and a.cue and a.subject), None
        )
        if retold is None or retold.cue is None or self.sheet.word[retold.cue[0]] not in ("told", "warned", "assured"):
            return False
        told = self.sheet.child(retold.cue[0], {"dobj", "dative"})
        return told is not None and self.outer[n][0] > told and not self.is_sentence(n)

    def _turn(self, n: int) -> Attribution | None:
        """`SMITH: I never said that.`: the label tells who speaks; nobody is quoted by `Q:`."""
        turn, carries = self.turns[n], self.quoted[n].carries
        if turn.voice is Voice.ASK:
            return None
        rule = "answer" if turn.voice is Voice.ANSWER else "turn"
        return Attribution(rule=rule, score=9.0, label=turn.label, carried=carries)

    def _candidates(self, n: int) -> list[Attribution]:
        before, first, end, after = self._window(n)
        if self.inner[n][0] >= self.inner[n][1]:
            return []
        if self.sheet.word[self.outer[n][0] - 1] in _TITLED and self.outer[n][0] > 0:
            return []
        out = []
        for found in (
            self._right_before(n, before, first),
            self._right_after(n, end, after),
            self._dash_after(n),
            self._sentence_before(n, before, first),
            self._colon_before(n, before, first),
            self._according_before(n, before, first),
        ):
            if found is not None:
                out.append(found)
        out.extend(self._above(n))
        out = [nearer(self, n, found) for found in out]
        within = retold_within(self, n)
        if within is not None:
            out.append(within)
        if self.is_title(n):  # a book, a programme, a song: only a cue right beside it makes it speech
            out = [a for a in out if self._shows_title_as_speech(n, a, first)]
        return out

    def _shows_title_as_speech(self, n: int, found: Attribution, first: int) -> bool:
        """Whether words written as a title are speech all the same: `chanted “Red for Ed”`, but not `told “Pose”`."""
        if found.rule == "cue after":
            return found.score >= 9.0 and not self.is_work(n)
        if found.rule == "statement":
            return found.score >= 8.0
        if found.rule == "label":
            return True
        if found.rule != "cue before" or found.score < 9.3 or found.cue is None:
            return False
        before = self.sheet.word[first - 1]
        return before in (",", ":") or (first - 1 == found.cue[1] and before in _UTTERS)

    def is_work(self, n: int) -> bool:
        """Whether words in marks are the title of what is named before them: `In her book, “The Long Tide,” she`."""
        word = self.sheet.word
        at = self.outer[n][0] - 1
        while at >= 0 and (word[at] == "," or word[at].isspace()):
            at -= 1
        return at >= 0 and word[at] in WORKS and self.is_title(n)

    def _around(self, n: int) -> Attribution | None:
        """Four words in marks or more are seldom scare quotes: those of whoever acts in the sentence, or spoke last."""
        first, end = self.inner[n]
        sheet = self.sheet
        if sum(sheet.word[i][0].isalnum() for i in range(first, end)) < 4 or self.is_title(n):
            return None
        for m in range(n - 1, -1, -1):
            if self.quoted[m].paragraph != self.quoted[n].paragraph:
                break
            low, high = self.outer[m][1], self.outer[n][0]
            if self.result[m] is not None and not any(sheet.word[i] in (".", "?", "!") for i in range(low, high)):
                return self._carried(n, m, "same sentence", 5.0)
        low, high = sheet.sentence(first)
        low = max(low, self.bounds[self.quoted[n].paragraph][0])
        for i in (*range(first - 1, low - 1, -1), *range(end, min(high, len(sheet)))):
            cue = cue_at(sheet, i) if self.covered[i] == -1 else None
            if cue is not None and cue[1] is Cue.SAY and cue[0] not in WEAK and not is_passive(sheet, i):
                subject = subject_of(sheet, i, self.covered)
                if subject is not None:
                    return Attribution(rule="cue in the sentence", score=4.5, cue=(i, i), subject=subject)
        at = first
        for _ in range(10):
            up = sheet.head[at]
            if up == at:
                break
            at = up
            if sheet.tag[at] in VERB and self.covered[at] == -1 and low <= at < high:
                subject = subject_of(sheet, at, self.covered)
                if subject is not None and self._may_speak(subject.head):
                    if (told := self._told_before(n, at)) is not None:
                        return told
                    return Attribution(rule="acts in the sentence", score=4.2, cue=None, subject=subject)
        for m in range(n - 1, -1, -1):
            if self.quoted[m].paragraph == self.quoted[n].paragraph and self.result[m] is not None:
                return self._carried(n, m, "same paragraph", 4.0)
        subject = self._speaker_of_paragraph(self.bounds[self.quoted[n].paragraph][0], self.outer[n][0])
        return None if subject is None else Attribution(rule="named before", score=3.9, subject=subject)

    def _told_before(self, n: int, verb: int) -> Attribution | None:
        """`“A,” his lawyer told them. Mr Lee had gone there “for work”`: what had been, the lawyer goes on to tell."""
        sheet = self.sheet
        backward = any(sheet.word[k] == "had" and sheet.dep[k] == "aux" for k in sheet.kids[verb])
        m = self._before_on_level(n)
        if not backward or m is None or self.quoted[m].paragraph != self.quoted[n].paragraph:
            return None
        given = self.result[m]
        if given is None or given.cue is None or sheet.sent[given.cue[0]] != sheet.sent[verb] - 1:
            return None
        return self._carried(n, m, "same paragraph", 4.4)

    def _carry(self) -> None:
        """Gives what has no cue of its own the speaker of the quotation it goes on from."""
        for n, quoted in enumerate(self.quoted):
            if quoted.parent is not None or n in self.turns:
                continue
            own = self.result[n]
            if quoted.carries is not None:
                self._carry_open(n, quoted.carries)
                if self.result[n] is not None:
                    continue
            before = self._before_on_level(n)
            if before is not None and self.quoted[before].paragraph == quoted.paragraph:
                self._carry_within(n, before)
            elif own is None or own.score < 5:
                self._carry_across(n, before)

    def _carry_open(self, n: int, before: int) -> None:
        """A quotation over several paragraphs: one speaker, told wherever the surest words for it stand."""
        own, given = self.result[n], self.result[before]
        if own is None or (own.score < 7 and given is not None):
            self.result[n] = self._carried(n, before, "carried by open marks", 8.5)
            return
        self.result[n] = replace(own, continues=before)
        first = before
        while given is None or given.score < 7:
            self.result[first] = replace(
                own, rule="carried by open marks", carried=None, continues=self.quoted[first].carries
            )
            earlier = self.quoted[first].carries
            if earlier is None:
                break
            first, given = earlier, self.result[earlier]

    def _before_on_level(self, n: int) -> int | None:
        """The quotation before; in its own paragraph titles and terms, which nobody speaks, are passed over."""
        nearest = None
        for m in range(n - 1, -1, -1):
            if self.quoted[m].parent == self.quoted[n].parent:
                nearest = m if nearest is None else nearest
                if self.quoted[m].paragraph != self.quoted[n].paragraph:
                    return nearest
                if self.result[m] is not None:
                    return m
        return nearest

    def _carried(self, n: int, source: int, rule: str, score: float) -> Attribution | None:
        given = self.result[source]
        if given is None:
            return None
        return Attribution(
            rule=rule,
            score=min(score, given.score),
            cue=given.cue,
            subject=given.subject,
            addressee=given.addressee,
            carried=source,
        )

    def _carry_within(self, n: int, before: int) -> None:
        """`“A,” he said. “B.”` and `“A,” he said, “B.”`"""
        given, own = self.result[before], self.result[n]
        if given is None:
            return
        sheet = self.sheet
        low, high = self.outer[before][1], self.outer[n][0]
        between = [sheet.word[i] for i in range(low, high)]
        cue_between = given.cue is not None and low <= given.cue[0] < high
        if own is not None and own.cue is not None and given.cue is not None and own.cue == given.cue:
            self.result[n] = self._carried(n, before, "same cue", max(own.score, given.score))
            return
        broken_off = cue_between and not any(w in (".", "?", "!") for w in between) and self._last_mark(before) == ","
        if own is None and between and between[-1][-1].isalnum() and self.is_title(n):
            return  # “…,” she said on the channel's “Morning Hour”
        if broken_off and given.rule == "cue after" and (own is None or own.rule != "cue before" or own.score < 9.3):
            self.result[n] = self._carried(n, before, "second half", 8.8)
            return
        if own is not None and own.score >= 5:
            return
        if self._joined(between) and given.score >= 4 and not self.is_title(n):
            self.result[n] = self._carried(n, before, "list", min(7.5, given.score))
            return
        whole = self.is_sentence(n)
        stops = sum(w in (".", "?", "!") for w in between)
        if cue_between and whole and stops <= 1:
            self.result[n] = self._carried(n, before, "second half", 8.8)
        elif whole and not between and given.score >= 5:
            self.result[n] = self._carried(n, before, "next mark", 7.0)
        elif whole and self.is_long(n) and not self.is_title(n):
            subject = self._actor_between(low, high)
            if subject is not None and stops >= 1 and not cue_between:
                gesture = sheet.word[sheet.head[subject.head]] in _GESTURES and stops == 1 + (sheet.word[low] in ".?!")
                rule = "retold" if gesture else "named before"
                self.result[n] = Attribution(rule=rule, score=4.6, subject=subject)
            else:
                self.result[n] = self._carried(n, before, "same paragraph", 6.0)

    def _joined(self, between: list[str]) -> bool:
        """`“A” and “B”`, `“A,” but also a “B”`."""
        return (
            0 < len(between) <= 5
            and all(w in _JOINING for w in between)
            and any(w in ("and", "or", "but", ",") for w in between)
        )

    def _carry_across(self, n: int, before: int | None) -> None:
        """A paragraph that begins with words in marks and says of nobody that he spoke them."""
        quoted, sheet = self.quoted[n], self.sheet
        low, _ = self.bounds[quoted.paragraph]
        starts = all(sheet.word[i].isspace() for i in range(low, self.outer[n][0]))
        if not starts or not (self.is_sentence(n) or self.is_long(n)) or self.is_title(n):
            return
        if quoted.paragraph == 0:
            return
        earlier = quoted.paragraph - 1
        first, end = self.bounds[earlier]
        lead = self._lead_in(first, end)
        if lead is not None:
            self.result[n] = lead
            return
        if before is not None and self.quoted[before].paragraph == earlier:
            given = self.result[before]
            if given is not None:
                after = range(self.outer[before][1], end)
                words = [i for i in after if not sheet.word[i].isspace()]
                cue_after = given.cue is not None and given.cue[0] in after
                subject = self._actor_between(self.outer[before][1], end) if not cue_after and len(words) > 3 else None
                if subject is not None:
                    self.result[n] = Attribution(rule="named before", score=4.6, subject=subject)
                else:
                    self.result[n] = self._carried(n, before, "next paragraph", 6.2)
                return
        speaking = self._speaker_of_paragraph(first, end)
        if speaking is not None:
            self.result[n] = Attribution(rule="named before", score=4.8, subject=speaking)

    def _lead_in(self, first: int, end: int) -> Attribution | None:
        """A paragraph before that ends in a colon, or in a reporting verb: `Caddell continued:`"""
        sheet = self.sheet
        last = end - 1
        while last > first and sheet.word[last].isspace():
            last -= 1
        if last <= first or sheet.word[last] not in (":", ",", "—", "–"):
            return None
        for i in range(last - 1, max(first, last - 40) - 1, -1):
            if self.covered[i] != -1 or sheet.word[i] in (".", "?", "!"):
                if sheet.word[i] in (".", "?", "!"):
                    break
                continue
            if cue_at(sheet, i) is not None and sheet.dep[i] not in AUX:
                subject = subject_of(sheet, i, self.covered)
                subject = subject or beside_after(sheet, i, last, self.covered)
                if subject is not None:
                    return Attribution(rule="colon before", score=8.0, cue=(i, i), subject=subject)
        for i in range(last - 1, max(first, last - 40) - 1, -1):
            if sheet.word[i] in (".", "?", "!"):
                break
            if sheet.tag[i] in FINITE and self.covered[i] == -1:
                subject = subject_of(sheet, i, self.covered)
                if subject is not None:
                    return Attribution(rule="colon before", score=6.5, cue=None, subject=subject)
        return None

    def _speaker_of_paragraph(self, first: int, end: int) -> Subject | None:
        """The last one in a paragraph who says something, else the subject of its last sentence."""
        sheet = self.sheet
        for i in range(end - 1, first - 1, -1):
            if self.covered[i] == -1:
                cue = cue_at(sheet, i)
                if cue is not None and cue[1] is Cue.SAY and cue[0] not in WEAK and not is_passive(sheet, i):
                    subject = subject_of(sheet, i, self.covered)
                    if subject is not None:
                        outer = self._outer_cue(i, Subject(head=i))  # "X said that critics had predicted": X
                        return subject if outer is None else outer[1]
        return self._actor_between(first, end)
