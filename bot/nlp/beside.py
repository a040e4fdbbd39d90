"""Cues that stand beside a quotation: right before it, right after it, or in a lead-in with a colon or a dash."""

from __future__ import annotations

import re

from bot.nlp.above import Above
from bot.nlp.cues import STATEMENT, WEAK, Cue, cue_at
from bot.nlp.lexicon import is_person_noun
from bot.nlp.setting import Attribution, scored
from bot.nlp.sheet import AUX, FINITE, NOUN, STOPS, SUBJECT, VERB
from bot.nlp.subjects import Subject, beside_after, beside_before, is_nominal, is_passive, subject_of

_BETWEEN = frozenset(
    {"RB", "IN", "PRP", "PRP$", "DT", "NN", "NNS", "NNP", "NNPS", "JJ", "TO", "CD", "POS", "HYPH", "CC", "RP",
     "WDT", ",", ":"}
)  # fmt: skip
_SKIP = frozenset({",", "-", "–", "—", "--", ")", "]", "…", "..."})

_DASH_NAME = re.compile(r"\s*(?:[-–—―]|--)\s?(?=[A-Z])(\S)")
_POST = re.compile(r"\s*(?:[-–—―]|--)\s?(?:(?P<name>[^\n@()“”\"]{2,50}?)\s\(@\w{1,30}\)|(?P<at>@\w{1,30}\b))")
"""The signature of a post: `— Ann Lee (@annlee)`."""
_HOLDS = frozenset({"caption", "message", "comment", "words", "note", "post", "tweet", "text", "reply"})
"""Nouns of what is written and nothing else: right before whole sentences in marks, they hold them."""


class Beside(Above):
    """Looks for the cue next to a quotation, by punctuation and the words between."""

    def _right_before(self, n: int, low: int, first: int) -> Attribution | None:
        """`X said: “…”`, `X told Y that “…”`, `saying “…”`, with nothing but connecting words between."""
        sheet, covered = self.sheet, self.covered
        level = self.level(n)
        i = first - 1
        gap = 0
        colon = False
        addressee = None
        while i >= low and gap <= 14:
            word, tag = sheet.word[i], sheet.tag[i]
            if covered[i] != level or word in STOPS:
                return None
            if word == ":":
                colon = True
            cue = cue_at(sheet, i)
            if cue is not None and sheet.dep[i] not in AUX:
                if gap > 0 and sheet.dep[i] == "amod":
                    return None
                return self._before_cue(n, i, cue, gap, colon=colon, addressee=addressee, low=low)
            if word == "to" and i - 1 >= low and sheet.word[i - 1] == "according":
                return None
            if word in STATEMENT and (colon or gap <= 1) and tag in NOUN:
                held = gap == 0 and word in _HOLDS and self.is_sentence(n)  # `with the caption “…”`
                found = self._statement(n, i, colon=colon or held)
                if found is not None:
                    return found
            if tag in VERB and sheet.dep[i] not in AUX and gap > 0 and not colon:
                return None
            if tag in NOUN and addressee is None and sheet.dep[i] in ("dobj", "dative", "iobj", "pobj", "nsubj"):
                addressee = i
            if tag not in _BETWEEN and word not in _SKIP and not colon and tag not in VERB and not word.isspace():
                return None
            gap += 0 if word in (",", ":", "that", "-", "—", "–") or word.isspace() else 1
            i -= 1
        return None

    def _before_cue(
        self, n: int, verb: int, cue: tuple[str, Cue], gap: int, *, colon: bool, addressee: int | None, low: int
    ) -> Attribution | None:
        sheet = self.sheet
        lemma, kind = cue
        caller = self._caller(verb) if gap == 0 else None
        if caller is None and is_passive(sheet, verb) and sheet.word[verb] not in ("quoted",):
            agent = subject_of(sheet, verb, self.covered) if sheet.dep[verb] not in ("acl", "relcl") else None
            if agent is None or sheet.dep[agent.head] in ("nsubjpass",):
                return None
        subject = caller or subject_of(sheet, verb, self.covered)
        if subject is None and colon:
            subject = beside_after(sheet, verb, self.outer[n][0], self.covered)
        subject = subject or beside_before(sheet, verb, low, self.covered) or self._name_before(verb, low)
        inner = kind is not Cue.SAY or lemma in WEAK or lemma == "conclude" or sheet.tag[verb] == "VB"
        if subject is not None and inner:
            outer = self._outer_cue(verb, subject)
            if outer is not None:
                return Attribution(rule="cue before", score=9.0 - 0.35 * gap, cue=outer[0], subject=outer[1])
        score = 10.0 - 0.35 * gap
        if (
            lemma == "put" and (mark := self._as_put(verb, low)) is not None
        ):  # "As X put it in a letter, the plan is “…”"
            beside = beside_before(sheet, verb, mark + 1, self.covered)
            return Attribution(rule="cue before", score=max(7.5, score), cue=(verb, verb), subject=beside or subject)
        if kind is Cue.THINK:
            score -= 3.5
        elif kind is Cue.URGE or kind is Cue.JUDGE:
            score -= 1.0
        elif lemma in WEAK and not colon:
            score -= 2.5 if gap == 0 else 4.0
        if colon:
            score += 0.5
        elif sheet.word[self.outer[n][0] - 1] in ("—", "–", "-", "--"):
            score -= 1.5
        if subject is None:
            score -= 2.0
        told = addressee if addressee is not None and sheet.head[addressee] == verb else None
        return Attribution(rule="cue before", score=score, cue=(verb, verb), subject=subject, addressee=told)

    def _as_put(self, verb: int, low: int) -> int | None:
        """The "as" of `as X put it` and `as X, the chair of Y, put it`."""
        word = self.sheet.word
        if verb + 1 >= len(word) or word[verb + 1] != "it":
            return None
        return next((i for i in range(verb - 1, max(low, verb - 20) - 1, -1) if word[i] == "as"), None)

    def _caller(self, verb: int) -> Subject | None:
        """`which the club's chair, Petra Lind, called “…”`, where the parse takes "called" for a passive."""
        sheet = self.sheet
        noun = sheet.head[verb]
        if (
            sheet.tag[verb] != "VBN"
            or sheet.dep[verb] != "acl"
            or noun > verb
            or self.covered[noun] != self.covered[verb]
        ):
            return None
        asked = any(sheet.tag[k] in ("WDT", "WP") and k < noun for k in sheet.kids[noun])
        return Subject(head=noun) if asked else None

    def _name_before(self, verb: int, low: int) -> Subject | None:
        """`In an interview Lind declared “…”`: a name right before the verb, whatever the parse hangs it on."""
        sheet = self.sheet
        i = verb - 1
        if sheet.tag[verb] == "VBG":
            return self._subject_around(verb)
        named = i >= low and sheet.tag[i] in ("NNP", "NNPS") and sheet.tag[verb] == "VBD"
        return Subject(head=i, sure=False) if named else None

    def _subject_around(self, verb: int) -> Subject | None:
        """`After saying it was “…,” she was “…”`: who acts in the sentence, where their own verb is in marks."""
        sheet, covered = self.sheet, self.covered
        low, high = sheet.sentence(verb)
        heads = [
            i
            for i in range(low, high)
            if sheet.dep[i] in SUBJECT
            and covered[i] == covered[verb]
            and self._may_speak(i)
            and not sheet.is_under(i, verb)
        ]
        before = [i for i in heads if i < verb]
        found = before[-1:] or heads[:1]
        return Subject(head=found[0], sure=False) if found else None

    def _right_after(self, n: int, low: int, high: int) -> Attribution | None:
        """`“…,” X said`, `“…,” said X, the chair of …`, `“…,” according to X`."""
        sheet, covered = self.sheet, self.covered
        level = self.level(n)
        i = low
        while i < high and (sheet.word[i] in _SKIP or sheet.word[i].isspace()):
            i += 1
        if i >= high or sheet.word[i] in STOPS or covered[i] != level:
            return None
        end_mark = self._last_mark(n)
        begun = i
        if sheet.tag[i] == "VBG" and sheet.word[i] != "according":
            return None
        limit = min(high, i + 45)
        commas = 0
        while i < limit and covered[i] == level:
            word, tag = sheet.word[i], sheet.tag[i]
            if word in STOPS or word == ":":
                break
            if word == "according" and i + 1 < high and sheet.word[i + 1] == "to" and i - begun <= 4:
                return self._according(n, i, end_mark)
            if word == "as" and i == begun:
                i += 1
                begun = i
                continue
            cue = cue_at(sheet, i)
            if cue is not None and tag != "VB" and sheet.dep[i] not in AUX | {"amod"}:
                found = self._after_cue(n, i, cue, begun, high, commas, end_mark)
                if found is not None:
                    return found
                if tag in FINITE and not self._in_aside(i):
                    return None
            elif tag in FINITE and sheet.dep[i] not in AUX and not self._in_aside(i):
                return self._any_verb(n, i, begun, high, end_mark)
            commas += word == ","
            i += 1
        return None

    def _in_aside(self, verb: int) -> bool:
        """Whether a verb stands in a relative clause, as in `Smith, who leads the club, said`."""
        top = verb
        for _ in range(3):
            if self.sheet.dep[top] in ("relcl", "acl", "advcl"):
                return True
            if self.sheet.dep[top] not in ("conj", "ccomp"):
                return False
            top = self.sheet.head[top]
        return False

    def _after_cue(
        self, n: int, verb: int, cue: tuple[str, Cue], begun: int, high: int, commas: int, end_mark: str
    ) -> Attribution | None:
        sheet, covered = self.sheet, self.covered
        lemma, kind = cue
        subject: Subject | None
        if verb == begun:  # said X
            if sheet.tag[verb] == "VBG":
                return None
            own = subject_of(sheet, verb, covered, hops=0)
            beside = beside_after(sheet, verb, high, covered)
            subject = self._last_of(own, verb) if own is not None and own.head > verb else beside
            if subject is None:
                return None
        else:
            if is_passive(sheet, verb):
                return None
            subject = subject_of(sheet, verb, covered)
            if subject is not None and not (begun <= subject.head < high):
                subject = None
            if subject is not None and self._complement_starts(begun, subject.head):
                return None
            if subject is None:
                if sheet.tag[verb] == "VBG":
                    return None
                subject = beside_before(sheet, verb, begun, covered)
            if subject is None:
                return None
            start = self._phrase_start(subject.head, begun)
            if start - begun > 3 and end_mark != ",":
                return None
        if end_mark == "" and lemma in WEAK:
            return None
        score = 9.4 if end_mark == "," else 9.0 if end_mark in ("?", "!", "—", "–", "-", "…") and end_mark else 6.0
        if verb == begun and score >= 9.0:
            score += 0.7
        if end_mark == "," and not self._bare(verb, high):
            score -= 2.5
        if end_mark == ".":
            close = verb - begun <= 6 and lemma not in WEAK and kind is Cue.SAY
            score = 7.5 if close and self._bare(verb, high) else 2.0
        if end_mark == "":
            score = 5.0 if self._bare(verb, high) else 3.0
        if kind is Cue.THINK or kind is Cue.URGE or kind is Cue.JUDGE:
            score -= 1.0
        elif lemma in WEAK:
            score -= 0.8
        if kind is Cue.THINK and self._in_aside(verb) and not self.is_sentence(n):
            return None  # "near misses", a category that families had wanted
        score -= 0.1 * commas
        return Attribution(
            rule="cue after", score=score, cue=(verb, verb), subject=subject, addressee=self._told(verb, subject)
        )

    def _last_of(self, own: Subject, verb: int) -> Subject:
        """`said Acme co-founder Ann Lee`, which the parser may take for several subjects: the last one, unbroken."""
        sheet = self.sheet
        last = max((k for k in sheet.kids[verb] if k > verb and sheet.dep[k] == "nsubj"), default=own.head)
        if (
            own.relative is None
            and last > own.head
            and all(
                sheet.tag[i] in ("NNP", "NN", "HYPH", "NNPS") or sheet.word[i] == "-" for i in range(own.head, last + 1)
            )
        ):
            return Subject(head=last)
        return own

    def _complement_starts(self, begun: int, head: int) -> bool:
        """Whether the clause after a quotation is a new one: `“…” and he`, `“…” because they`."""
        return (
            self.sheet.word[begun] in ("and", "but", "because", "while", "when", "if", "that", "which", "who")
            and head > begun
        )

    def _any_verb(self, n: int, verb: int, begun: int, high: int, end_mark: str) -> Attribution | None:
        """`“…,” Smith shrugged`: after a comma inside the marks, any verb with its subject in front reports."""
        sheet, covered = self.sheet, self.covered
        if end_mark != "," or self.quoted[n].end - self.quoted[n].start < 12:
            return None
        if self.sheet.text[self.quoted[n].end - 1] != ",":
            return None
        subject = subject_of(sheet, verb, covered, hops=0)
        if subject is None or not (begun <= subject.head < verb) or self._phrase_start(subject.head, begun) - begun > 1:
            return None
        return Attribution(rule="any verb after", score=4.5, cue=(verb, verb), subject=subject)

    def _according(self, n: int, at: int, end_mark: str) -> Attribution | None:
        sheet, covered = self.sheet, self.covered
        source = next((k for k in sheet.kids[at + 1] if sheet.dep[k] == "pobj" and covered[k] == covered[at]), None)
        if source is None:
            found = beside_after(sheet, at + 1, len(sheet), covered)
            if found is None:
                return None
            source = found.head
        score = 8.0 if end_mark in (",", "", "?", "!") else 6.0
        return Attribution(rule="according to", score=score, cue=(at, at + 1), subject=Subject(head=source))

    def _according_before(self, n: int, low: int, first: int) -> Attribution | None:
        """`According to X, “…”`, `According to X, the plan is “…”`."""
        sheet, level = self.sheet, self.level(n)
        for i in range(first - 2, max(low, first - 40) - 1, -1):
            if sheet.word[i] in STOPS or self.covered[i] != level:
                return None
            if sheet.word[i] == "according" and sheet.word[i + 1] == "to":
                found = self._according(n, i, "")
                if found is None or found.subject is None:
                    return None
                edge = max(sheet.edges(found.subject.head)[1], found.subject.head)
                return scored(found, 8.6 if first - edge <= 3 else 5.5, "according to")
        return None

    def _dash_after(self, n: int) -> Attribution | None:
        """`“…” — Name, role`, and the same on a line of its own below."""
        sheet, quoted, text = self.sheet, self.quoted[n], self.sheet.text
        post = _POST.match(text, quoted.outer[1])
        if post is not None:
            return Attribution(
                rule="dash after", score=9.0, cue=None, label=post.span("name" if post["name"] else "at")
            )
        if not self.is_sentence(n):
            return None
        match = _DASH_NAME.match(text, quoted.outer[1])
        if match is None:
            return None
        first = sheet.first_from(match.start(1))
        stop = first
        end = self.bounds[self.paragraphs.at(match.start(1))][1]
        while stop < end and not sheet.word[stop].isspace() and sheet.word[stop] not in ("“", '"', "''"):
            if sheet.tag[stop] in FINITE or stop - first > 25:
                return None
            stop += 1
        if first >= stop or self.covered[first] != -1:
            return None
        # The dash may be one token with the closing mark, and so inside the quotation.
        subject = beside_after(sheet, first - 1, stop, self.covered, level=-1)
        return None if subject is None else Attribution(rule="dash after", score=8.0, cue=None, subject=subject)

    def _colon_before(self, n: int, low: int, first: int) -> Attribution | None:
        """`Clinton: “…”`, and `She was blunt in her findings: “…”`, where no verb of saying is near."""
        sheet = self.sheet
        level = self.level(n)
        colon = first - 1
        while colon > low and sheet.word[colon].isspace():
            colon -= 1
        if colon <= low or sheet.word[colon] != ":":
            return None
        begin = colon
        while begin > low and sheet.word[begin - 1] not in STOPS and self.covered[begin - 1] == level:
            begin -= 1
        while begin < colon and (sheet.word[begin].isspace() or sheet.word[begin] in _SKIP):
            begin += 1
        verbs = [i for i in range(begin, colon) if sheet.tag[i] in FINITE and sheet.dep[i] not in AUX]
        if verbs:
            for verb in verbs:
                subject = subject_of(sheet, verb, self.covered, hops=0)
                if subject is not None and begin <= subject.head < colon:
                    return Attribution(rule="colon before", score=6.0, cue=None, subject=subject)
            return None
        if colon - begin > 12:
            return None
        heads = [i for i in range(begin, colon) if is_nominal(sheet, i)]
        if not heads or not sheet.text[sheet.start[begin]].isupper():
            return None
        named = self._whole_label(heads[0], colon)
        if not self._may_speak(named) and not is_person_noun(sheet.word[named]):
            named = next((i for i in heads if sheet.ent_type[i] in ("PERSON", "ORG")), named)
        while (
            named + 1 < colon
            and sheet.ent_type[named + 1] == sheet.ent_type[named] != ""
            and is_nominal(sheet, named + 1)
        ):
            named += 1
        return Attribution(rule="label", score=7.0, cue=None, subject=Subject(head=named))

    def _whole_label(self, first: int, colon: int) -> int:
        """The head of the noun phrase that opens a label: of `Housing minister:` the minister."""
        sheet = self.sheet
        at = first
        while sheet.dep[at] in ("compound", "nmod", "amod", "poss") and at < sheet.head[at] < colon:
            at = sheet.head[at]
        return at

    def _sentence_before(self, n: int, low: int, first: int) -> Attribution | None:
        """`X said in a statement. “…”`: a sentence that says only that somebody spoke."""
        sheet = self.sheet
        i = first - 1
        while i > low and sheet.word[i].isspace():
            i -= 1
        if i <= low or sheet.word[i] != "." or not self.is_sentence(n):
            return None
        for j in range(i - 1, max(low, i - 25) - 1, -1):
            if sheet.word[j] in STOPS or self.covered[j] != self.covered[i]:
                return None
            cue = cue_at(sheet, j)
            if cue is not None and sheet.tag[j] in FINITE and cue[1] is Cue.SAY and cue[0] not in WEAK:
                subject = subject_of(sheet, j, self.covered)
                if j > low and sheet.word[j - 1] in (",", '"', "”", "''"):  # "…, said a statement. “…”"
                    subject = beside_after(sheet, j, i, self.covered)
                elif subject is None or not self._bare(j, i) or subject.head > j:
                    return None
                if subject is None:
                    return None
                return Attribution(rule="sentence before", score=6.0, cue=(j, j), subject=subject)
        return None
