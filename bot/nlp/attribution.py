"""Which reporting words bring in a quotation, and who speaks: rules over marks, punctuation and the parse.

For each quotation a few candidates are looked for, each by a construction with a name: the cue right before it, the cue
right after it, a cue above it in the tree, a noun of saying, "according to", the speaker carried on from the quotation
before. The best one is taken. A quotation without any is a title, a nickname or a scare quote, unless it is long enough
to be somebody's words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bot.nlp.cues import STATEMENT, WEAK, Cue, cue_at
from bot.nlp.marks import Paragraphs, Quoted
from bot.nlp.sheet import NOUN, VERB, Sheet
from bot.nlp.subjects import Subject, beside_after, beside_before, is_nominal, is_passive, subject_of

_STOPS = frozenset({".", "?", "!", ";"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_AUX = frozenset({"aux", "auxpass"})
_BETWEEN = frozenset(
    {
        "RB",
        "IN",
        "PRP",
        "PRP$",
        "DT",
        "NN",
        "NNS",
        "NNP",
        "NNPS",
        "JJ",
        "TO",
        "CD",
        "POS",
        "HYPH",
        "CC",
        "RP",
        "WDT",
        ",",
        ":",
    }
)
_JOINING = frozenset(
    {
        "and",
        "or",
        "but",
        ",",
        "also",
        "a",
        "an",
        "the",
        "as",
        "of",
        "for",
        "to",
        "not",
        "even",
        "then",
        "in",
        "are",
        "is",
        "was",
        "were",
    }
)
_DASH_NAME = re.compile(r"\s*(?:[-–—―]|--)\s?(?=[A-Z])(\S)")
_UTTERS = frozenset(
    {"chanted", "chanting", "chant", "shouted", "shouting", "yelled", "yelling", "read", "reads", "reading", "said"}
    | {"says", "saying", "wrote", "tweeted", "cried", "screamed", "added", "replied", "called", "calling", "dubbed"}
)
_TELLING = frozenset(
    {"told", "tell", "tells", "telling", "asked", "reminded", "assured", "informed", "warned", "urged"}
)
_SKIP = frozenset({",", "-", "–", "—", "--", ")", "]", "…", "..."})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """How one quotation came by its speaker."""

    rule: str
    score: float
    cue: tuple[int, int] | None = None  # first and last token of the reporting words
    subject: Subject | None = None
    addressee: int | None = None  # head of the words that name who was told
    carried: int | None = None  # the quotation whose speaker goes on
    continues: int | None = None  # the quotation that this one carries on, by whatever its speaker was found


class Attributor:
    """The quotations of one text with their attributions."""

    def __init__(self, sheet: Sheet, quoted: list[Quoted], paragraphs: Paragraphs) -> None:
        self.sheet = sheet
        self.quoted = quoted
        self.paragraphs = paragraphs
        self.inner = [sheet.tokens(q.start, q.end) for q in quoted]
        self.outer = [sheet.tokens(*q.outer) for q in quoted]
        self.covered = [-1] * len(sheet)
        for n, (first, last) in enumerate(self.outer):  # an outer quotation comes before those inside it
            for i in range(first, last):
                self.covered[i] = n
        self.bounds = [sheet.tokens(*span) for span in paragraphs.spans]
        self.result: list[Attribution | None] = [None] * len(quoted)

    def run(self) -> list[Attribution | None]:
        """One attribution or None for each quotation, in their order."""
        for n in range(len(self.quoted)):
            found = self._candidates(n)
            best = max(found, key=lambda a: a.score, default=None)
            self.result[n] = best
        self._carry()
        for n in range(len(self.quoted)):
            if self.result[n] is None and self.quoted[n].parent is None:
                self.result[n] = self._around(n)
        return self.result

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
                    return Attribution(rule="acts in the sentence", score=4.2, cue=None, subject=subject)
        for m in range(n - 1, -1, -1):
            if self.quoted[m].paragraph == self.quoted[n].paragraph and self.result[m] is not None:
                return self._carried(n, m, "same paragraph", 4.0)
        subject = self._speaker_of_paragraph(self.bounds[self.quoted[n].paragraph][0], self.outer[n][0])
        return None if subject is None else Attribution(rule="named before", score=3.9, subject=subject)

    def _may_speak(self, head: int) -> bool:
        """Whether a noun names somebody: a person, an organisation, a pronoun of one."""
        sheet = self.sheet
        return (
            sheet.ent_type[head] in ("PERSON", "ORG", "GPE", "NORP")
            or sheet.word[head] in ("he", "she", "they", "we", "i", "who")
            or sheet.tag[head] in ("NNP", "NNPS")
        )

    # -- the window of a quotation -------------------------------------------------------------------------------

    def _window(self, n: int) -> tuple[int, int, int, int]:
        """Tokens before (first, end) and after (first, end) a quotation, up to its neighbours on the same level."""
        quoted = self.quoted[n]
        first, end = self.outer[n]
        if quoted.parent is not None:
            low, high = self.inner[quoted.parent]
        else:
            low, high = self.bounds[quoted.paragraph]
        for m in range(n - 1, -1, -1):
            if self.quoted[m].parent == quoted.parent:
                if self.quoted[m].paragraph == quoted.paragraph:
                    low = max(low, self.outer[m][1])
                break
            if self.quoted[m].paragraph != quoted.paragraph:
                break
        for m in range(n + 1, len(self.quoted)):
            if self.quoted[m].paragraph != quoted.paragraph:
                break
            if self.quoted[m].parent == quoted.parent:
                high = min(high, self.outer[m][0])
                break
        return low, max(low, first), end, max(end, high)

    def _candidates(self, n: int) -> list[Attribution]:
        before, first, end, after = self._window(n)
        if self.inner[n][0] >= self.inner[n][1]:
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
        if self.is_title(n):  # a book, a programme, a song: only a cue right beside it makes it speech
            out = [a for a in out if self._shows_title_as_speech(n, a, first)]
        return out

    def _shows_title_as_speech(self, n: int, found: Attribution, first: int) -> bool:
        """Whether words written as a title are speech all the same: `chanted “Red for Ed”`, but not `told “Pose”`."""
        if found.rule == "cue after":
            return found.score >= 9.0
        if found.rule == "statement":
            return found.score >= 7.5
        if found.rule == "label":
            return True
        if found.rule != "cue before" or found.score < 9.3 or found.cue is None:
            return False
        before = self.sheet.word[first - 1]
        return before in (",", ":") or (first - 1 == found.cue[1] and before in _UTTERS)

    def _dash_after(self, n: int) -> Attribution | None:
        """`“…” — Name, role`, and the same on a line of its own below."""
        sheet, quoted, text = self.sheet, self.quoted[n], self.sheet.text
        if not self.is_sentence(n):
            return None
        match = _DASH_NAME.match(text, quoted.outer[1])
        if match is None:
            return None
        first = sheet.first_from(match.start(1))
        stop = first
        end = self.bounds[self.paragraphs.at(match.start(1))][1]
        while stop < end and not sheet.word[stop].isspace() and sheet.word[stop] not in ("“", '"', "''"):
            if sheet.tag[stop] in _FINITE or stop - first > 25:
                return None
            stop += 1
        if first >= stop or self.covered[first] != -1:
            return None
        subject = beside_after(sheet, first - 1, stop, self.covered)
        return None if subject is None else Attribution(rule="dash after", score=8.0, cue=None, subject=subject)

    def _according_before(self, n: int, low: int, first: int) -> Attribution | None:
        """`According to X, “…”`, `According to X, the plan is “…”`."""
        sheet, level = self.sheet, self._level(n)
        for i in range(first - 2, max(low, first - 40) - 1, -1):
            if sheet.word[i] in _STOPS or self.covered[i] != level:
                return None
            if sheet.word[i] == "according" and sheet.word[i + 1] == "to":
                found = self._according(n, i, "")
                if found is None or found.subject is None:
                    return None
                edge = max(sheet.edges(found.subject.head)[1], found.subject.head)
                return _scored(found, 8.6 if first - edge <= 3 else 5.5, "according to")
        return None

    def _colon_before(self, n: int, low: int, first: int) -> Attribution | None:
        """`Clinton: “…”`, and `She was blunt in her findings: “…”`, where no verb of saying is near."""
        sheet = self.sheet
        level = self._level(n)
        colon = first - 1
        while colon > low and sheet.word[colon].isspace():
            colon -= 1
        if colon <= low or sheet.word[colon] != ":":
            return None
        begin = colon
        while begin > low and sheet.word[begin - 1] not in _STOPS and self.covered[begin - 1] == level:
            begin -= 1
        while begin < colon and (sheet.word[begin].isspace() or sheet.word[begin] in _SKIP):
            begin += 1
        verbs = [i for i in range(begin, colon) if sheet.tag[i] in _FINITE and sheet.dep[i] not in _AUX]
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
        named = next((i for i in heads if sheet.ent_type[i] in ("PERSON", "ORG")), heads[0])
        while (
            named + 1 < colon
            and sheet.ent_type[named + 1] == sheet.ent_type[named] != ""
            and is_nominal(sheet, named + 1)
        ):
            named += 1
        return Attribution(rule="label", score=7.0, cue=None, subject=Subject(head=named))

    def _level(self, n: int) -> int:
        """What `covered` holds for the words around a quotation."""
        parent = self.quoted[n].parent
        return -1 if parent is None else parent

    def _sentence_before(self, n: int, low: int, first: int) -> Attribution | None:
        """`X said in a statement. “…”`: a sentence that says only that somebody spoke."""
        sheet = self.sheet
        i = first - 1
        while i > low and sheet.word[i].isspace():
            i -= 1
        if i <= low or sheet.word[i] != "." or not self.is_sentence(n):
            return None
        for j in range(i - 1, max(low, i - 25) - 1, -1):
            if sheet.word[j] in _STOPS or self.covered[j] != self.covered[i]:
                return None
            cue = cue_at(sheet, j)
            if cue is not None and sheet.tag[j] in _FINITE and cue[1] is Cue.SAY and cue[0] not in WEAK:
                subject = subject_of(sheet, j, self.covered)
                if j > low and sheet.word[j - 1] in (",", '"', "”", "''"):  # "…, said a statement. “…”"
                    subject = beside_after(sheet, j, i, self.covered)
                elif subject is None or not self._bare(j, i) or subject.head > j:
                    return None
                if subject is None:
                    return None
                return Attribution(rule="sentence before", score=6.0, cue=(j, j), subject=subject)
        return None

    # -- constructions ---------------------------------------------------------------------------------------------

    def _last_mark(self, n: int) -> str:
        """The punctuation that ends a quotation, inside or right after its closing mark; '' where there is none."""
        text, quoted = self.sheet.text, self.quoted[n]
        last = quoted.end - 1
        while last > quoted.start and text[last] in "'’”\"":  # of a quotation inside this one
            last -= 1
        if text[last] in ",.?!…—–-":
            return text[last]
        behind = text[quoted.outer[1] : quoted.outer[1] + 1]
        return behind if behind and behind in ",.?!:;" else ""

    def _right_before(self, n: int, low: int, first: int) -> Attribution | None:
        """`X said: “…”`, `X told Y that “…”`, `saying “…”`, with nothing but connecting words between."""
        sheet, covered = self.sheet, self.covered
        level = self._level(n)
        i = first - 1
        gap = 0
        colon = False
        addressee = None
        while i >= low and gap <= 14:
            word, tag = sheet.word[i], sheet.tag[i]
            if covered[i] != level or word in _STOPS:
                return None
            if word == ":":
                colon = True
            cue = cue_at(sheet, i)
            if cue is not None and sheet.dep[i] not in _AUX:
                if gap > 0 and sheet.dep[i] == "amod":
                    return None
                return self._before_cue(n, i, cue, gap, colon=colon, addressee=addressee, low=low)
            if word == "to" and i - 1 >= low and sheet.word[i - 1] == "according":
                return None
            if word in STATEMENT and (colon or gap <= 1) and tag in NOUN:
                found = self._statement(n, i, colon=colon)
                if found is not None:
                    return found
            if tag in VERB and sheet.dep[i] not in _AUX and gap > 0 and not colon:
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
        if is_passive(sheet, verb) and sheet.word[verb] not in ("quoted",):
            agent = subject_of(sheet, verb, self.covered) if sheet.dep[verb] not in ("acl", "relcl") else None
            if agent is None or sheet.dep[agent.head] in ("nsubjpass",):
                return None
        subject = subject_of(sheet, verb, self.covered)
        if subject is None and colon:
            subject = beside_after(sheet, verb, self.outer[n][0], self.covered)
        subject = subject or beside_before(sheet, verb, low, self.covered)
        inner = kind is not Cue.SAY or lemma in WEAK or lemma == "conclude" or sheet.tag[verb] == "VB"
        if subject is not None and inner:
            outer = self._outer_cue(verb, subject)
            if outer is not None:
                return Attribution(rule="cue before", score=9.0 - 0.35 * gap, cue=outer[0], subject=outer[1])
        score = 10.0 - 0.35 * gap
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

    def _statement(self, n: int, noun: int, *, colon: bool) -> Attribution | None:
        """`in a statement: “…”`, `his claim that “…”`, `the caption: “…”`."""
        sheet, covered = self.sheet, self.covered
        if noun > 0 and sheet.ent_type[noun - 1] == "PERSON" and covered[noun - 1] == covered[noun]:
            return Attribution(rule="statement", score=8.5, cue=(noun, noun), subject=Subject(head=noun - 1))
        up = noun
        for _ in range(5):
            up_next = sheet.head[up]
            if up_next == up:
                break
            up = up_next
            cue = cue_at(sheet, up)
            if cue is not None and covered[up] == covered[noun]:
                subject = subject_of(sheet, up, covered)
                if subject is not None:
                    return Attribution(rule="statement", score=8.5, cue=(up, up), subject=subject)
        owner = next((k for k in sheet.kids[noun] if sheet.dep[k] == "poss"), None)
        if owner is not None:
            return Attribution(rule="statement", score=7.0 + colon, cue=(noun, noun), subject=Subject(head=owner))
        for kid in sheet.kids[noun]:
            if sheet.dep[kid] == "prep" and sheet.word[kid] in ("from", "by", "of"):
                owner = next(
                    (k for k in sheet.kids[kid] if sheet.dep[k] == "pobj" and covered[k] == covered[noun]), None
                )
                if owner is not None:
                    return Attribution(
                        rule="statement", score=7.0 + colon, cue=(noun, noun), subject=Subject(head=owner)
                    )
        up = sheet.head[noun]
        while sheet.tag[up] not in VERB and sheet.head[up] != up:
            up = sheet.head[up]
        if colon and sheet.tag[up] in VERB and covered[up] == covered[noun]:
            subject = subject_of(sheet, up, covered)
            if subject is not None:
                return Attribution(rule="statement", score=7.5, cue=(noun, noun), subject=subject)
        return None

    def _right_after(self, n: int, low: int, high: int) -> Attribution | None:
        """`“…,” X said`, `“…,” said X, the chair of …`, `“…,” according to X`."""
        sheet, covered = self.sheet, self.covered
        level = self._level(n)
        i = low
        while i < high and (sheet.word[i] in _SKIP or sheet.word[i].isspace()):
            i += 1
        if i >= high or sheet.word[i] in _STOPS or covered[i] != level:
            return None
        end_mark = self._last_mark(n)
        begun = i
        if sheet.tag[i] == "VBG" and sheet.word[i] != "according":
            return None
        limit = min(high, i + 45)
        commas = 0
        while i < limit and covered[i] == level:
            word, tag = sheet.word[i], sheet.tag[i]
            if word in _STOPS or word == ":":
                break
            if word == "according" and i + 1 < high and sheet.word[i + 1] == "to" and i - begun <= 4:
                return self._according(n, i, end_mark)
            if word == "as" and i == begun:
                i += 1
                begun = i
                continue
            cue = cue_at(sheet, i)
            if cue is not None and tag != "VB" and sheet.dep[i] not in _AUX | {"amod"}:
                found = self._after_cue(n, i, cue, begun, high, commas, end_mark)
                if found is not None:
                    return found
                if tag in _FINITE and not self._in_aside(i):
                    return None
            elif tag in _FINITE and sheet.dep[i] not in _AUX and not self._in_aside(i):
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
            subject = own if own is not None and own.head > verb else beside
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
        score -= 0.1 * commas
        return Attribution(
            rule="cue after", score=score, cue=(verb, verb), subject=subject, addressee=self._told(verb, subject)
        )

    def _complement_starts(self, begun: int, head: int) -> bool:
        """Whether the clause after a quotation is a new one: `“…” and he`, `“…” because they`."""
        return (
            self.sheet.word[begun] in ("and", "but", "because", "while", "when", "if", "that", "which", "who")
            and head > begun
        )

    def _phrase_start(self, head: int, low: int) -> int:
        """The first token of the noun phrase around `head`, not before `low`."""
        return max(low, min(self.sheet.edges(head)[0], head))

    def _bare(self, verb: int, high: int) -> bool:
        """Whether a reporting verb has no content of its own: `X said.`, `X said on Monday.`"""
        sheet = self.sheet
        leads_on = verb + 1 < high and sheet.word[verb + 1] == ":"
        told = self.sheet.word[verb] in _TELLING
        contents = ("ccomp", "xcomp") if told else ("ccomp", "xcomp", "dobj")
        return not leads_on and not any(
            sheet.dep[k] in contents and k > verb and self.covered[k] == self.covered[verb] for k in sheet.kids[verb]
        )

    def _told(self, verb: int, subject: Subject | None) -> int | None:
        """Who was told: the object of "told", the "to" of "said to"."""
        sheet = self.sheet
        for kid in sheet.kids[verb]:
            if kid > verb and sheet.dep[kid] in ("dobj", "dative", "iobj") and self.covered[kid] == self.covered[verb]:
                if sheet.dep[kid] == "dative" and sheet.word[kid] == "to":
                    return next((k for k in sheet.kids[kid] if sheet.dep[k] == "pobj"), None)
                if sheet.word[verb] in _TELLING and (subject is None or kid != subject.head):
                    return kid
        return None

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

    def _above(self, n: int) -> list[Attribution]:
        """Cues above the quotation in the tree: `called it a “…”`, `denounced the West for “…”`."""
        sheet, covered = self.sheet, self.covered
        first, end = self.inner[n]
        level = self._level(n)
        tops = [i for i in range(first, end) if not first <= sheet.head[i] < end]
        out: list[Attribution] = []
        for top in tops[:3]:
            at = top
            for steps in range(1, 9):
                up = sheet.head[at]
                if up == at:
                    break
                relation, at = sheet.dep[at], up
                if covered[at] != level:
                    continue
                found = self._cue_above(n, at, relation, steps, top)
                if found is not None:
                    out.append(found)
                    break
        return out

    def _cue_above(self, n: int, at: int, relation: str, steps: int, top: int) -> Attribution | None:
        sheet, covered = self.sheet, self.covered
        word, tag = sheet.word[at], sheet.tag[at]
        cue = cue_at(sheet, at)
        if cue is None or sheet.dep[at] in _AUX | {"amod"}:
            if word in STATEMENT and tag in NOUN and relation in ("acl", "ccomp", "relcl", "prep", "appos"):
                found = self._statement(n, at, colon=False)
                return None if found is None else _scored(found, 6.5 - 0.4 * steps, "noun above")
            return None
        lemma, kind = cue
        if relation in ("nsubj", "nsubjpass") and not self.is_sentence(n):
            return None
        subject = subject_of(sheet, at, covered)
        if is_passive(sheet, at) and (subject is None or sheet.dep[subject.head] != "pobj") and word != "quoted":
            return None
        if subject is None:
            return None
        between = range(min(at, top) + 1, max(at, top))
        if any(sheet.word[i] in (".", "?", "!") and covered[i] == covered[at] for i in between):
            return None
        score = 8.0 - 0.45 * steps
        if relation == "advcl" and top > at:
            score -= 2.0
        if kind is Cue.THINK or (kind is Cue.SAY and lemma in WEAK):
            score -= 2.5
        if at > top and relation not in ("ccomp", "parataxis", "dobj", "nsubj"):
            score -= 1.5
        if kind is not Cue.SAY or lemma in WEAK or tag == "VB" or lemma == "conclude":
            outer = self._outer_cue(at, subject)
            if outer is not None:
                return Attribution(rule="cue above", score=max(score, 6.0), cue=outer[0], subject=outer[1])
        return Attribution(
            rule="cue above", score=score, cue=(at, at), subject=subject, addressee=self._told(at, subject)
        )

    def _outer_cue(self, verb: int, subject: Subject) -> tuple[tuple[int, int], Subject] | None:
        """`said she admired them for “…”`: where a pronoun is the subject, the one who said so is the speaker."""
        sheet = self.sheet
        named = sheet.tag[subject.head] in ("NNP", "NNPS") or sheet.ent_type[subject.head] != ""
        if named and sheet.tag[verb] != "VB" and not self._thinks(verb):
            return None
        at = verb
        for _ in range(7):
            up = sheet.head[at]
            if up == at:
                return None
            at = up
            cue = cue_at(sheet, at)
            if cue is not None and cue[1] is not Cue.THINK and cue[0] not in WEAK and not is_passive(sheet, at):
                speaker = subject_of(sheet, at, self.covered)
                return None if speaker is None else ((at, at), speaker)
        return None

    def _thinks(self, verb: int) -> bool:
        cue = cue_at(self.sheet, verb)
        return cue is not None and (cue[1] is Cue.THINK or cue[0] in ("conclude", "find", "remember"))

    def is_title(self, n: int) -> bool:
        """Whether a quotation is written as a title: a few words, each of weight with a capital, and no stop."""
        first, end = self.inner[n]
        words = [i for i in range(first, end) if self.sheet.word[i][0].isalnum()]
        text = self.sheet.text
        if not words or len(words) > 10 or self._last_mark(n) in ("?", "!"):
            return False
        heavy = [i for i in words if len(self.sheet.word[i]) > 3 or i == words[0]]
        return all(not text[self.sheet.start[i]].islower() for i in heavy) and (
            len(heavy) > 1 or self.sheet.tag[heavy[0]] in ("NNP", "NNPS", "NN", "FW")
        )

    # -- carrying on -------------------------------------------------------------------------------------------------

    def _carry(self) -> None:
        """Gives what has no cue of its own the speaker of the quotation it goes on from."""
        for n, quoted in enumerate(self.quoted):
            if quoted.parent is not None:
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
        for m in range(n - 1, -1, -1):
            if self.quoted[m].parent == self.quoted[n].parent:
                return m
        return None

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
        elif whole and self.result[before] is not None and self.is_long(n):
            subject = self._actor_between(low, high)
            if subject is not None and stops >= 1 and not cue_between:
                self.result[n] = Attribution(rule="named before", score=4.6, subject=subject)
            else:
                self.result[n] = self._carried(n, before, "same paragraph", 6.0)

    def _joined(self, between: list[str]) -> bool:
        """`“A” and “B”`, `“A,” but also a “B”`."""
        return (
            0 < len(between) <= 5
            and all(w in _JOINING for w in between)
            and any(w in ("and", "or", "but", ",") for w in between)
        )

    def _actor_between(self, low: int, high: int) -> Subject | None:
        """The subject of the last sentence between two quotations."""
        sheet = self.sheet
        for i in range(high - 1, low - 1, -1):
            if (
                sheet.dep[i] == "nsubj"
                and self.covered[i] == -1
                and sheet.head[i] > i
                and sheet.dep[sheet.head[i]] in ("ROOT", "conj")
            ):
                return Subject(head=i)
        return None

    def is_sentence(self, n: int) -> bool:
        """Whether a quotation reads as whole sentences: it starts as one and ends with a stop."""
        quoted, text = self.quoted[n], self.sheet.text
        start = text[quoted.start : quoted.start + 1]
        mark = self._last_mark(n)
        return (
            (start.isupper() or start in "[…." or start.isdigit())
            and (mark in (".", "?", "!", "…", ",", "—") or not quoted.closed)
            and mark != ""
        )

    def is_clause(self, n: int) -> bool:
        """Whether a quotation holds a clause of its own: a verb that governs the rest, with its subject."""
        first, end = self.inner[n]
        sheet = self.sheet
        for i in range(first, end):
            top = sheet.head[i] == i or not first <= sheet.head[i] < end
            if (
                top
                and sheet.tag[i] in VERB
                and any(sheet.dep[k] in _SUBJECTS and first <= k < end for k in sheet.kids[i])
            ):
                return True
        return False

    def is_long(self, n: int) -> bool:
        """Whether a quotation has a verb and five words: somebody said that."""
        first, end = self.inner[n]
        return end - first >= 5 and (
            any(self.sheet.tag[i] in _FINITE or self.sheet.tag[i] in ("MD", "VB") for i in range(first, end))
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
            if cue_at(sheet, i) is not None and sheet.dep[i] not in _AUX:
                subject = subject_of(sheet, i, self.covered)
                subject = subject or beside_after(sheet, i, last, self.covered)
                if subject is not None:
                    return Attribution(rule="colon before", score=8.0, cue=(i, i), subject=subject)
        for i in range(last - 1, max(first, last - 40) - 1, -1):
            if sheet.word[i] in (".", "?", "!"):
                break
            if sheet.tag[i] in _FINITE and self.covered[i] == -1:
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
                        return subject
        return self._actor_between(first, end)


def _scored(found: Attribution, score: float, rule: str) -> Attribution:
    return Attribution(rule=rule, score=score, cue=found.cue, subject=found.subject, addressee=found.addressee)
