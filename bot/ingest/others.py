"""Pages of a news site that people read and yet are no article: what is on, what to buy or cook, who we are.

They name themselves, in schema.org's types or in `og:type`. A page that calls itself an article as well, or has much
prose of its own (a review with a price, a recipe with a story), is one."""

from __future__ import annotations

import re

from bot.ingest.blocks import Block
from bot.ingest.evidence import Evidence
from bot.ingest.jsonld import ARTICLES
from bot.ingest.markup import Element
from bot.ingest.paywall import Verdict
from bot.ingest.types import Kind
from bot.ingest.wording import phrases

_PROSE_ENOUGH = 250  # words in paragraphs; with more, a page is worth reading whatever it calls itself
_OTHER = re.compile(
    r"(?:\w*event|product(?:group|model)?|individualproduct|vehicle|car|offer|aggregateoffer|recipe|jobposting"
    r"|course|courseinstance|hotel|restaurant"
    r"|localbusiness|store|realestatelisting|apartment|house|accommodation|place|touristattraction|qapage|faqpage"
    r"|quiz|contactpage|aboutpage"
    r"|checkoutpage|itempage|imagegallery|mediagallery|imageobject|podcast(?:episode|series|season)|audioobject"
    r"|radio(?:episode|series|clip)"
    r"|movie|tv(?:episode|series|season|clip)|book|musicalbum|musicrecording|musicgroup|softwareapplication"
    r"|mobileapplication|webapplication"
    r"|videogame|game|dataset|datacatalog|discussionforumposting|howto|menu|broadcastservice|sportsteam|exercisegym"
    r"|loanorcredit|financialproduct"
    r"|service|specialannouncement|obituary)"
)
_OG_OTHER = re.compile(
    r"(?:product|event|place|restaurant|business|hotel|recipe|music|books?|game|app|podcast|audio|property)\b"
)
_HOUSE = phrases(
    r"(?:our )?(?:privacy|cookies?|data protection|editorial|complaints?|corrections|comment(?:s|ing)?|community) "
    r"(?:policy|notice|statement|standards|guidelines|code|rules)",
    r"(?:website |general )?terms(?:(?: and|,| &) conditions)?(?: of (?:use|service|sale))?|terms & conditions",
    r"about(?: us| the [\w ]{3,30})?|contact(?: us)?|contacts|imprint|legal notice|accessibility(?: statement)?"
    r"|advertise(?: with us)?|careers|jobs|help(?: cent(?:re|er))?|faqs?"
    r"|frequently asked questions|site ?map|subscriptions?|press(?: releases)?|who we are",
    r"impressum|datenschutz(?:erklärung|hinweise?)?|agb|allgemeine geschäftsbedingungen|nutzungsbedingungen"
    r"|über uns|kontakt|mediadaten|hilfe|häufige fragen|karriere",
    r"mentions légales|politique de confidentialité|conditions générales(?: [\w’' ]{3,25})?|(?:qui sommes[- ]nous"
    r"|à propos|nous contacter|contact|aide)(?: \?)?|plan du site",
    r"aviso legal|política de (?:privacidad|privacidade|cookies)|condiciones (?:de uso|generales)|quiénes somos"
    r"|contacto|ayuda|termos (?:de uso|e condições)|quem somos|contato|contactos|sobre nós",
    r"informativa (?:sulla privacy|privacy|cookie)|note legali|chi siamo|contatti|condizioni (?:d[’']uso|generali)"
    r"|privacyverklaring|privacybeleid|algemene voorwaarden|over ons|colofon",
    r"om oss|om os|kontakta oss|kontakt oss|personvern\w*|integritetspolicy|polityka prywatności|regulamin|o nas"
    r"|tietosuoja\w*|yhteystiedot",
    before=r"^\W*",
    after=r"\W*(?:$|[|–—:·-].*)",
)
_BUY = phrases(
    r"\b(?:add to (?:cart|basket|bag)|buy (?:now|it now|tickets?)|book (?:now|tickets?|online)|order (?:now|online)"
    r"|in den (?:waren|einkaufs)korb|jetzt (?:kaufen|bestellen|buchen)"
    r"|ajouter au panier|acheter|réserver|añadir (?:al carrito|a la cesta)|comprar|aggiungi al carrello|acquista"
    r"|prenota|in winkelwagen|bestellen"
    r"|lägg i (?:varu)?korg(?:en)?|legg i handlekurv|læg i kurv|dodaj do koszyka|kup (?:teraz|bilet)"
    r"|lisää ostoskoriin|vložit do košíku|sepete ekle|apply now|jetzt bewerben|postuler)\b"
)


def other(page: Evidence) -> Verdict | None:
    """`EMPTY`, with its cause, where a page is of a type that holds no article."""
    if page.told_words >= 100:
        return None
    named = page.story_signs <= 2 and any(_OTHER.fullmatch(t) for t in page.said_types)
    prose = _prose(page)
    if page.said_types & ARTICLES:
        return None
    if (named or _OG_OTHER.match(page.og_type)) and prose < _PROSE_ENOUGH and page.og_type != "article":
        return Kind.EMPTY, "other"
    house = any(_HOUSE.search(h) and len(h) <= 60 for h in _tops(page)) and not (page.dated and page.signed)
    if house and (page.og_type != "article" or prose < _PROSE_ENOUGH):
        return Kind.EMPTY, "other"
    if page.story_signs <= 2 and prose < 120 and any(_BUY.search(b) for b in (*page.buttons, *_short(page))):
        return Kind.EMPTY, "other"
    return None


def _tops(page: Evidence) -> list[str]:
    """The page's headline; its title in the head where it has none."""
    tops = [" ".join(e.text_content().split()) for e in page.seen.iter("h1")]
    return tops[:1] or page.headings[:1]


def _short(page: Evidence) -> list[str]:
    return [b.text for b in page.told if b.count <= 4]


def _prose(page: Evidence) -> int:
    """Words of paragraphs: long blocks that are neither a list's nor a table's."""
    return sum(b.count for b in page.body_blocks if b.count >= 12 and not _is_listed(b))


def _is_listed(block: Block) -> bool:
    return any(a.tag in ("li", "td", "th", "dd", "dt", "label") for a in _up(block.element))


def _up(element: Element) -> list[Element]:
    return [element, *element.iterancestors()]
