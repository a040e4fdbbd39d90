"""Where a text breaks off and what stands there: the gate of a paid article, told by its form more than by its words.

A gate stands right after the last lines. It has a box of its own, a way to the till or a form, and speaks to the reader
of reading and of what that takes. The text before it often stops in mid-sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from bot.ingest.blocks import Block, blocks_of, place_of
from bot.ingest.controls import email_fields, leads_to_till
from bot.ingest.evidence import Evidence
from bot.ingest.markup import Element
from bot.ingest.notices import PAYWALL, speaks
from bot.ingest.prune import attributes
from bot.ingest.wording import CREDIT, POINTER, phrases

ENOUGH = 4
_STUB_WORDS = 220  # what sites show of a paid article at the most
_LONG_WORDS = 400  # a gate after so many would have let it all through
_LINES = 6  # after the text
_SHORT = 25  # words of a gate's line that speaks to nobody
_LONGEST = 60  # words of a gate's line
_QUOTE = re.compile(r"[\"“”„«»「」]")
_ENDED = re.compile(r"[.!?…:;。！？।؟]\W*$")
_WALL = re.compile(
    r"(?:^|[\s_-])(?:(?:pay|reg|abo|login|data|subscription)-?wall\w*|(?:pay-?)?gate[ds]?|wall|meter(?:ed|ing)?"
    r"|locked?|lock-?box"
    r"|piano\w*|tp-(?:modal|container\w*)|paid|premium|plus|abo|restricted|restringido|truncated|cut-?off|reste"
    r"|teaser-?(?:end|fade)"
    r"|fade-?(?:out)?|blur(?:red)?|registro|registration|subscriber-?only|barrier|muro|bloqueo|bloqueado"
    r"|conversion\w*)(?:$|[\s_-])",
    re.IGNORECASE,
)
_WALL_ITSELF = re.compile(
    r"(?:^|[\s_-])(?:(?:pay|reg|abo|login|subscription|meter)-?wall\w*|(?:pay-?)?gate[ds]?|meter-?(?:modal|box"
    r"|layer)?|piano\w*|tp-modal"
    r"|muro)(?:$|[\s_-])",
    re.IGNORECASE,
)
_READING = phrases(
    r"\b(?:read\w*|articles?|story|stories|content|access\w*|rest|unlock\w*|keep going|continu\w+|whole|everything"
    r"|\w*lesen|lies|artikel\w*|beitrag|inhalte?|text|zugang|zugriff|weiter\w*|vollständig\w*|ganze[nrs]?"
    r"|lire|lecture|reste|contenus?|accès|accéde\w+|suite|intégralité|texte"
    r"|leer|leyendo|lectura|resto|artículos?|contenidos?|acceso|acced\w+|noticias?|nota|segu(?:ir|e)|sigue"
    r"|ler|lendo|leitura|artigos?|conteúdos?|acesso|acess\w+|matérias?|notícias?"
    r"|legger\w+|lettura|articol[oi]|contenut[oi]|accesso|accedi|notizi[ae]|prosegu\w+"
    r"|lezen|toegang|verder|läsa|läs|innehåll\w*|åtkomst|tillgång|lese|saken|tilgang|læse?|adgang"
    r"|czyta\w*|treści|dostęp\w*|artykuł\w*|luke\w+|juttu|číst|čtěte|přístup|článk\w+|обзор|чита\w+|доступ\w*)\b",
    r"続き|記事|阅读|全文|전문|기사",
)
_JOIN = phrases(
    r"\b(?:regist\w+|account|sign(?:ing)? (?:up|in)|log(?:ging)? in|konto|anmeld\w+|registrier\w+|einlogg\w+|compte"
    r"|inscri\w+|connect\w+"
    r"|regístr\w+|cuenta|suscri\w+|inici\w+ sesión|cadastr\w+|conta|registra\w*|accedi|iscriv\w+|inloggen"
    r"|registreer\w*|konto|logga in"
    r"|logg inn|log ind|zaloguj|zarejestruj|kirjaudu|přihlas\w+|registruj\w*)\b"
)
# Says outright that the rest is not for all.
_RESERVED = phrases(
    r"\b(?:(?:reserved|only|just|exclusively|exclusive|available) (?:\w+ )?(?:for|to)\b|ends here|the preview"
    r"|rest of (?:this|the)"
    r"|vorbehalten|(?:nur|exklusiv|ausschließlich) (?:für|mit)|ende der (?:vorschau|leseprobe)|leseprobe"
    r"|geht es (?:nur )?(?:weiter|mit)"
    r"|wie es weitergeht|réservée?s?|exclusivement|fin de l[’']aperçu|la suite|reservad[oa]s?|(?:solo|sólo"
    r"|exclusiv\w+) (?:para|con|a)"
    r"|hasta aquí|(?:apenas|só|exclusiv\w+) (?:para|com)|riservat[oaie]|(?:solo|esclusiv\w+) (?:per|a)|voorbehouden"
    r"|alleen voor"
    r"|(?:endast|bara|kun|enbart) (?:för|for|til)|tylko dla|vain tilaajille|pouze pro|para (?:seguir|continuar)"
    r"|regístr\w+|para leer"
    r"|sigue leyendo|weiter ?lesen|seguir leyendo|continuar (?:leyendo|lendo|a ler)|continu\w+ a leggere"
    r"|lees verder|läs vidare|les videre)\b"
)
# What a gate asks for, or gives in turn.
_GIVES = phrases(
    r"\b(?:e-?mail|correo|free|gratis|kostenlos|gratuit\w*|gratuit[oa]s?|preview|vorschau|aperçu|vista previa"
    r"|anteprima|kund(?:e|en|in)"
    r"|customers?|clients?|clientes?|clienti|digital\w*|exclusiv\w+|exklusiv\w*|exclusif\w*|esclusiv\w+|lectores"
    r"|leitores|lettori|user|usuarios?)\b"
)
# Of other things that are offered or asked for below stories.
OFFER = re.compile(
    r"\bcomments?\b|kommentar\w*|comenta\w*|commentaires?|commenti|reacties|letters?\b|briefing|inbox|newsletter"
    r"|bolet[ií]n|infolettre|nieuwsbrief"
    r"|nyhetsbrev|nyhedsbrev|every (?:morning|evening|day)|\bdiscussion\b|conversation|follow us|whatsapp|telegram"
    r"|delivered|letterbox|magazine|\bissues\b|tell us"
    r"|\bapp\b|podcast"
    r"|\b(?:donat\w+|support (?:us|our|the)|chip in|spende\w*|unterstütz\w+|soutenez|apoya\w*|dona(?:r|tion|ción)?)\b",
    re.IGNORECASE,
)


def is_gated(page: Evidence) -> bool:
    """Whether the text breaks off at a gate."""
    text, lines = _parted(page)
    if not text:
        return False
    words = sum(b.count for b in text)
    if words >= _LONG_WORDS:
        return False
    enough = ENOUGH if words < _STUB_WORDS else ENOUGH + 2
    cut = _breaks_off(text)
    return any(_points(part, cut) >= enough for part in (*_parts(text, lines), *_walls(page, text)))


def _walls(page: Evidence, text: Sequence[Block]) -> list[tuple[list[Block], list[Element]]]:
    """Boxes that call themselves a wall, wherever they stand: many are laid over the page from its end."""
    own = {b.text for b in text}
    found: list[tuple[list[Block], list[Element]]] = []
    for element in page.tree.iter("div", "section", "aside", "dialog", "form"):
        laid = element.tag == "dialog" or element.get("aria-modal") == "true" or element.get("role") == "dialog"
        if len(found) >= 8 or not (laid or _WALL_ITSELF.search(attributes(element))):
            continue
        inside = blocks_of(element)
        if 0 < sum(b.count for b in inside) <= 150 and not any(b.text in own for b in inside):
            found.append((inside, [element]))
    return found


def _points(part: tuple[list[Block], list[Element]], cut: bool) -> int:
    """How much speaks for a gate in what stands together; 0 where its words speak of something else."""
    lines, boxes = part
    asked = [" ".join(e.text_content().split()) for box in boxes for e in box.iter("button", "a")]
    said = "\n".join([*(b.text for b in lines), *asked])[:1500]
    takes = len({m.lower() for m in (*PAYWALL.findall(said), *_JOIN.findall(said), *_GIVES.findall(said))})
    if not takes or OFFER.search(said) or any(b.count > _LONGEST for b in lines):
        return 0
    reading = bool(_READING.search(said))
    wall = any(_WALL.search(attributes(e)) for box in boxes for e in (box, *box.iterdescendants("div", "section", "p")))
    till = any(leads_to_till(a) for box in boxes for a in box.iter("a"))
    form = any(email_fields(box) for box in boxes)
    pressed = any(True for box in boxes for _ in box.iter("button"))
    reserved = bool(_RESERVED.search(said))
    if not (reading or cut or wall) or not (wall or cut or form or till or pressed or reserved):
        return 0
    return 2 * wall + 2 * cut + 2 * reserved + (till or pressed) + form + min(takes, 2) + reading + (speaks(said) > 0)


def _parts(text: Sequence[Block], lines: Sequence[Block]) -> list[tuple[list[Block], list[Element]]]:
    """The lines that stand together: those of one box, and loose ones that follow one another."""
    found: list[tuple[list[Block], list[Element]]] = []
    held = {a for b in text for a in (b.element, *b.element.iterancestors())}
    loose = False
    for line in lines:
        box = _box(line, held)
        bare = box is line.element and box.tag not in ("div", "section", "aside", "form")
        if found and ((bare and loose) or box in found[-1][1]):
            found[-1][0].append(line)
            found[-1][1].extend([box] if box not in found[-1][1] else [])
        else:
            found.append(([line], [box]))
        loose = bare
    return found


def _parted(page: Evidence) -> tuple[list[Block], list[Block]]:
    """The text and the lines of a gate, where the last blocks taken for the text are the gate's."""
    text = list(page.body_blocks)
    at = {id(b): i for i, b in enumerate(page.blocks)}
    words: Counter[Element | None] = Counter()
    for block in text:
        words[place_of(block)] += block.count
    home = words.most_common(1)[0][0] if words else None
    while len(text) > 1 and (
        _is_gates(text[-1]) or (place_of(text[-1]) is not home and not _QUOTE.search(text[-1].text))
    ):
        text.pop()
    if not text or id(text[-1]) not in at:
        return [], []
    last = at[id(text[-1])]
    lines = []
    for block in page.blocks[last + 1 : last + 1 + _LINES]:
        if any(a.tag in ("footer", "nav") for a in (block.element, *block.element.iterancestors())):
            break
        if (block.links > 0.9 and block.count > 6) or POINTER.match(block.text) or CREDIT.match(block.text):
            break  # teasers begin; the gate, if any, came before them
        lines.append(block)
    return text, lines


def _is_gates(block: Block) -> bool:
    if _QUOTE.search(block.text) or block.count > _LONGEST:
        return False
    asks = PAYWALL.search(block.text) or _JOIN.search(block.text)
    if _RESERVED.search(block.text) and _READING.search(block.text) and block.count <= _SHORT:
        return bool(asks or _GIVES.search(block.text))
    return speaks(block.text) > 0 and bool(asks)


def _breaks_off(text: Sequence[Block]) -> bool:
    """Whether the last paragraph stops in mid-sentence, or at dots."""
    last = text[-1]
    if last.count < 4 or last.tag in ("h1", "h2", "h3", "h4", "li", "td", "figcaption"):
        return False
    shown = last.text.rstrip()
    if shown.endswith(("…", "...", "[…]", "[...]")):
        return True
    # A line of a name or a credit has no full stop either, but ends with a capital or a number.
    return not _ENDED.search(shown) and shown.split()[-1][0].islower()


def _box(line: Block, held: set[Element]) -> Element:
    """What holds a line and none of the text."""
    box = line.element
    for step in line.element.iterancestors():
        if step in held:
            break
        box = step
    return box
