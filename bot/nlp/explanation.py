"""Why a quote has the speaker it has: what `python -m bot explain FILE --quote N` says."""

from __future__ import annotations

from dataclasses import dataclass

from bot.nlp.types import Quote

RULES = {
    "cue before": "the reporting words stand right before the marks",
    "cue after": "the reporting words stand right after the marks",
    "cue above": "the reporting verb governs the words in marks",
    "same cue": "the same reporting words bring in the quotation before it",
    "second half": "it carries on after “…,” X said",
    "echo": "the same words stand in another quotation, whose speaker is told",
    "retold": "the sentence tells what one said to another",
    "next mark": "it follows a quotation with nothing between",
    "list": "it is joined to the quotation before it",
    "dash after": "a name stands behind a dash after it",
    "label": "a name and a colon stand before it",
    "turn": "it is a turn of a transcript, after a name and a colon",
    "answer": "it is an answer in an interview, and one person is interviewed",
    "according to": "“according to” brings it in",
    "carried by open marks": "the quotation before it was left open at the paragraph's end",
    "colon before": "the sentence before ends in a colon",
    "statement": "a noun that holds somebody's words brings it in",
    "noun above": "a noun that holds somebody's words governs it",
    "sentence before": "the sentence before says only that somebody spoke",
    "same paragraph": "the speaker of the paragraph goes on",
    "next paragraph": "the speaker of the paragraph before goes on",
    "same sentence": "the sentence has a speaker already",
    "cue in the sentence": "somebody says something elsewhere in the sentence",
    "acts in the sentence": "somebody acts in the sentence, and nobody is said to speak",
    "named before": "it is whole sentences, and somebody was named just before",
    "any verb after": "a verb with its subject stands right after the marks",
    "clause after": "a clause follows the reporting verb",
    "set in": "the reporting verb is set into the statement or closes it",
    "wish": "a verb of wishing or promising brings it in",
    "rest": "it is the rest of a statement that is partly in marks",
    "learned": "the trained component found it",
    "none": "it is whole sentences, and nothing tells who spoke",
}
"""What each rule means, in words for a journalist."""

OPINIONS = {
    "unasked": "",
    "agrees": "The trained component sees the same speaker.",
    "differs": "The trained component sees another speaker.",
    "chosen": "The trained component sees another speaker than the rules and was believed.",
    "nobody": "The trained component sees speech, and no speaker.",
    "silent": "The trained component sees no speech here.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why one quote came out as it did."""

    quote: Quote
    rule: str  # a key of `RULES`; "learned and …" where both found it
    score: float  # 0..10: how good the rule thinks the place is
    opinion: str  # a key of `OPINIONS`
    cue: str | None
    mention: str | None  # the words that name the speaker
    candidates: tuple[tuple[str, float], ...]  # whom the mention may mean, best first, with the share of the evidence

    def lines(self) -> list[str]:
        """The explanation in a few lines for a reader."""
        quote = self.quote
        speaker = quote.speaker or "nobody, being unsure"
        out = [f"{quote.kind.value}, paragraph {quote.paragraph}, confidence {quote.confidence:.2f}: “{quote.text}”"]
        out.append(f"Speaker: {speaker}")
        learned, _, rule = self.rule.rpartition(" and ")
        told = RULES.get(rule, rule)
        out.append(f"Rule: {told} ({self.rule}, score {self.score:.1f} of 10)")
        if learned:
            out.append("The trained component found it too.")
        if OPINIONS[self.opinion]:
            out.append(OPINIONS[self.opinion])
        out.append(f"Cue: {self.cue or 'none'}; named by: {self.mention or 'nobody'}")
        if self.candidates:
            shares = ", ".join(f"{name} {share:.2f}" for name, share in self.candidates)
            out.append(f"May mean: {shares}")
        return out
