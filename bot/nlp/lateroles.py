"""Roles that can be read only once it is known whom pronouns mean: "his wife X", "its president, X", "she chairs …".

Whose wife or whose president somebody is, is put into words with the name: "Peter Dunn's wife". These and
counterparts are the only roles of which not every word stands in the article side by side.
"""

from __future__ import annotations

import re

from bot.nlp.candidates import HE, IT, SHE, sure
from bot.nlp.coreference import Tracker
from bot.nlp.entities import Entity
from bot.nlp.leads import Leads
from bot.nlp.lexicon import is_person_noun, nouns, word_set
from bot.nlp.names import parse_name
from bot.nlp.roles import FOLLOWING, RoleReader
from bot.nlp.sheet import SUBJECT
from bot.nlp.types import ActorType

_SURE, _SURER = 0.7, 0.85
_FARTHEST = 7
_MORE = 0.05  # than the same role without its owner
_OFFICE = 0.3  # an office tells more than "successor"
_FORMER = re.compile(r"^(?:former|ex-|outgoing|retired|one-time|onetime)\s*", re.IGNORECASE)
_BEFORE_NOUN = frozenset({"DT", "JJ", "JJR", "JJS", "RB", "NN", "NNP", "HYPH", "CD", "VBN", "POS"})
_BEING = frozenset({"is", "was", "'s", "’s", "became"})
_TELLS_NOTHING = (
    word_set("tells nothing") | word_set("related") | word_set("kin") | {"child", "woman", "baby", "teenager"}
)


def read_late(reader: RoleReader, tracker: Tracker, skipped: list[bool]) -> None:
    """Adds to the roles of the entities what the tracker's answers tell; `skipped`: headlines and credits, by token."""
    mark = "’s" if "’" in tracker.sheet.text else "'s"
    for entity, worth, text, token in reader.owned:
        owner = _owner(tracker, token, entity)
        if owner is None:
            continue
        if text.split()[-1].lower() in FOLLOWING:
            if owner.roles:  # "Her successor, X": has her office
                entity.roles.append((worth + _OFFICE, _FORMER.sub("", max(owner.roles)[1])))
        else:
            entity.roles.append((worth + _MORE, f"{_short(owner, entity, token)}{mark} {text}"))
    sheet = tracker.sheet
    for event in tracker.events:
        entity = tracker.entities[event.entity]
        untold = entity.is_person and not entity.roles and sheet.tag[event.token] == "PRP" and not event.inside
        if untold and not reader.trades.main(entity, event.token):
            _predicate(reader, entity, event.token)
    _of_several(reader)
    _named_after(reader, tracker)
    Leads(sheet, reader.entities, tracker, skipped).read()


def _predicate(reader: RoleReader, entity: Entity, token: int) -> None:
    """ "She was secretary of state": what a pronoun is said to be, where nothing else tells it."""
    sheet = reader.sheet
    if token + 2 >= len(sheet) or sheet.word[token + 1] not in _BEING or sheet.dep[token] not in SUBJECT:
        return
    at = token + 2
    while at + 1 < len(sheet) and sheet.tag[at] in _BEFORE_NOUN and at < token + 8:
        noun = sheet.word[at]
        if is_person_noun(noun) and sheet.tag[at + 1] not in ("NN", "NNS", "HYPH", "POS"):
            if noun not in _TELLS_NOTHING:
                reader.description(entity, token + 2, 0.45)
            return
        at += 1


def _of_several(reader: RoleReader) -> None:
    """ "Local fishermen came first. One of them, X, …": X is a local fisherman."""
    sheet, plurals = reader.sheet, nouns().plurals
    for entity in reader.entities:
        if not entity.is_person or entity.roles:
            continue
        at = entity.mentions[0].start if entity.mentions else 0
        back = [] if at < 3 else sheet.word[max(0, at - 4) : at]
        another = back[-2:] == ["another", ","] and sheet.sentence(at)[0] == at - 2
        if back != ["one", "of", "them", ","] and back[-3:] != ["among", "them", "was"] and not another:
            continue
        first = sheet.sentence(at)[0]
        low = sheet.sentence(first - 1)[0] if first else 0
        while another and low and "\n" not in sheet.word[low - 1]:
            low -= 1
        told = [i for i in range(low, at) if sheet.word[i] in plurals and sheet.dep[i] not in ("compound", "poss")]
        if another and not told and (noun := _one_told(reader, low, at)) is not None:
            start = reader.phrases.reach_back(noun)
            entity.roles.append((0.6, reader.phrases.text(start, noun + 1)))
            reader.note(entity, sheet.word[noun])
            continue
        subject = next((i for i in told if sheet.dep[i] in SUBJECT), told[0] if told else None)
        if subject is None:
            continue
        start = reader.phrases.reach_back(subject)
        while start < subject and sheet.tag[start] == "CD":
            start += 1
        before = reader.phrases.text(start, subject)
        if before and start == low and sheet.tag[start] not in ("NNP", "NNPS"):
            before = before[0].lower() + before[1:]
        entity.roles.append((0.6, f"{before} {plurals[sheet.word[subject]]}".strip()))
        reader.note(entity, plurals[sheet.word[subject]])


def _one_told(reader: RoleReader, low: int, high: int) -> int | None:
    """The one person spoken of without a name: "A neighbour said … Another, X, said"."""
    sheet = reader.sheet
    people = [
        i
        for i in range(low, high)
        if sheet.dep[i] == "nsubj" and sheet.tag[i] == "NN" and is_person_noun(sheet.word[i])
        if any(sheet.word[k] in ("a", "an", "one") for k in sheet.kids[i])
    ]
    return people[0] if people else None


def _named_after(reader: RoleReader, tracker: Tracker) -> None:
    """ "A former manager, who gave only her first name, Lori": what she was called before her name."""
    for noun, number in tracker.ahead.items():
        entity = tracker.entities[number]
        if entity.is_person and not entity.roles and reader.sheet.word[noun] not in _TELLS_NOTHING:
            reader.description(entity, reader.phrases.reach_back(noun), 0.6)


def _owner(tracker: Tracker, token: int, entity: Entity) -> Entity | None:
    """Whom "his", "her" or "its" means before somebody's kin or office."""
    word = tracker.sheet.word[token]
    if tracker.inside[token]:
        return None
    beside = _joined(tracker, token)
    if beside is not None and beside is not entity:
        return beside
    if word == "whose":
        event = tracker.at_token.get(token - 2 if token and tracker.sheet.word[token - 1] == "," else token - 1)
        found = None if event is None else tracker.entities[event.entity]
        return found if found is not entity else None
    if word not in HE | SHE | IT:
        return None
    answers = tracker.pronoun(token)
    owner = tracker.entities[answers[0].entity] if sure(answers) > _SURE else None
    if owner is not None and word not in IT and not (owner.sure_gender or owner.known_gender):
        return owner if sure(answers) > _SURER and owner is not entity else None
    return owner if owner is not entity and owner is not None and owner.mentions else None


def _joined(tracker: Tracker, token: int) -> Entity | None:
    """Who stands right before ", his wife" or "(45) and his son", and so is whose kin it is."""
    sheet = tracker.sheet
    at = token - 1
    first = max(sheet.sentence(token)[0], token - _FARTHEST)
    if at < first or sheet.word[at] not in ("and", ","):
        return None
    while at > first and (sheet.word[at] in ("and", ",", "(", ")") or sheet.word[at].isdigit()):
        at -= 1
    event = tracker.at_token.get(at)
    if event is None or sheet.tag[at] == "PRP$":
        return None
    entity = tracker.entities[event.entity]
    return entity if entity.is_person else None


def _short(owner: Entity, of: Entity, token: int) -> str:
    """The family name, or the full name before somebody who bears it too; of a body, what it was called last."""
    words = owner.name.split()
    if not owner.is_person:
        before = [name for name in owner.mentions if name.start < token]
        last = " ".join(before[-1].words) if before and owner.type is not ActorType.PLACE else owner.name
        acronyms = [form for form in owner.forms if form.isupper() and 2 < len(form) < 8]
        return acronyms[0] if acronyms and len(words) > 2 else last
    family = words[-len(parse_name(owner.name).family.split()) :]
    return owner.name if len(words) == 2 and of.name.split()[-1] == words[-1] else " ".join(family)
