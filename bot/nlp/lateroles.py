"""Roles that can be read only once it is known whom pronouns mean: "his wife X", "its president, X", "she chairs …".

Whose wife or whose president somebody is, is put into words with the name: "Peter Dunn's wife". These and
counterparts are the only roles of which not every word stands in the article side by side.
"""

from __future__ import annotations

from bot.nlp.candidates import HE, IT, SHE, sure
from bot.nlp.coreference import Tracker
from bot.nlp.entities import Entity
from bot.nlp.leads import Leads
from bot.nlp.names import parse_name
from bot.nlp.roles import RoleReader

_SURE, _SURER = 0.7, 0.85
_FARTHEST = 7
_MORE = 0.05  # than the same role without its owner


def read_late(reader: RoleReader, tracker: Tracker, skipped: list[bool]) -> None:
    """Adds to the roles of the entities what the tracker's answers tell; `skipped`: headlines and credits, by token."""
    mark = "’s" if "’" in tracker.sheet.text else "'s"
    for entity, worth, text, token in reader.owned:
        owner = _owner(tracker, token, entity)
        if owner is not None:
            entity.roles.append((worth + _MORE, f"{_short(owner, entity)}{mark} {text}"))
    sheet = tracker.sheet
    for event in tracker.events:
        entity = tracker.entities[event.entity]
        if entity.is_person and not entity.roles and sheet.tag[event.token] == "PRP" and not event.inside:
            reader.trades.main(entity, event.token)
    Leads(sheet, reader.entities, tracker, skipped).read()


def _owner(tracker: Tracker, token: int, entity: Entity) -> Entity | None:
    """Whom "his", "her" or "its" means before somebody's kin or office."""
    word = tracker.sheet.word[token]
    if tracker.inside[token]:
        return None
    beside = _joined(tracker, token)
    if beside is not None and beside is not entity:
        return beside
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


def _short(owner: Entity, of: Entity) -> str:
    """The family name, or the full name before somebody who bears it too; of a body, its acronym where it has one."""
    words = owner.name.split()
    if not owner.is_person:
        acronyms = [form for form in owner.forms if form.isupper() and 2 < len(form) < 8]
        return acronyms[0] if acronyms and len(words) > 2 else owner.name
    family = words[-len(parse_name(owner.name).family.split()) :]
    return owner.name if len(words) == 2 and of.name.split()[-1] == words[-1] else " ".join(family)
