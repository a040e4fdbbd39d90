"""Cues that govern a quotation in the parse: `called it a “…”`, `denounced the West for “…”`, `his claim that “…”`."""

from __future__ import annotations

from bot.nlp.cues import STATEMENT, WEAK, Cue, cue_at
from bot.nlp.setting import Attribution, Setting, scored
from bot.nlp.sheet import AUX, NOUN, VERB
from bot.nlp.subjects import Subject, is_passive, subject_of


class Above(Setting):
    """Looks for the cue above a quotation in the tree."""

    def _above(self, n: int) -> list[Attribution]:
        """Cues above the quotation in the tree: `called it a “…”`, `denounced the West for “…”`."""
        sheet, covered = self.sheet, self.covered
        first, end = self.inner[n]
        level = self.level(n)
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
        if cue is None or sheet.dep[at] in AUX | {"amod"}:
            if word in STATEMENT and tag in NOUN and relation in ("acl", "ccomp", "relcl", "prep", "appos"):
                found = self._statement(n, at, colon=False)
                return None if found is None else scored(found, 6.5 - 0.4 * steps, "noun above")
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
