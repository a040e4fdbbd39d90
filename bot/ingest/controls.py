"""What a page asks its reader to do: its buttons, forms and links to a till or a login.

Their names and addresses are much the same in every language, so they tell where wording does not."""

from __future__ import annotations

import re
from collections.abc import Container
from urllib.parse import parse_qsl, unquote, urlsplit

from bot.ingest.blocks import count_words
from bot.ingest.markup import Element

_BUTTON_CLASS = re.compile(r"(?:^|[\s_-])(?:btn|button|cta)(?:$|[\s_-])", re.IGNORECASE)
_NEWSLETTER = re.compile(
    r"newsletter|mailing|subscribe-?form|signup-?form|mc4wp|mailchimp|boletin|infolettre", re.IGNORECASE
)
# Where a link to a till, to an account or to a login leads.
_TILL = re.compile(
    r"/(?:[\w-]*(?:subscri|abonn|abbon|suscri|subscrev|assin|prenumer|paywall|checkout|premium|membership|elofizet"
    r"|predplat|pretplat|prenumerata|tilaus|langgan|abonare|abonelik|podpisk|peredplat|tellimus|tellimine)[\w-]*"
    r"|abos?|plus|digital|tilaa|unlock|meter|upgrade|zugang|acces|kop|kaufen|buy"
    r"|offers?|angebote?|offres?"
    r"|ofertas?|plans?|pricing|join|members?|regist(?:er|ration|rieren|ro|rati|rar|reer)|sign-?(?:in|up)|log-?in"
    r"|anmelden|anmeldung|konto"
    r"|account|mon-compte|cuenta|connexion|inscription|iniciar-sesion|acceso|accedi|inloggen|sso|auth|oauth2?"
    r"|user)(?:[/?#.]|$)"
    r"|//(?:abo|shop|account|login|subscribe|id|my|plus)\.",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"/(?:log-?in|sign-?in|sso|auth|oauth2?|session|anmelden|anmeldung|connexion|iniciar-sesion|acceso|accedi|entrar"
    r"|inloggen|logga-in|logg-inn|log-ind|kirjaudu|prihlas\w*|zaloguj|bejelentkezes|giris|autentificare|prijava|masuk"
    r"|dang-nhap|vhod|vkhid)(?:[/?#._-]|$)|//(?:login|sso|auth|id|accounts?)\.",
    re.IGNORECASE,
)
_BACK_KEY = re.compile(
    r"^(?:.*(?:return|redirect|callback|continue|next|done|dest|target|orig|goto|back|forward|referr?er|siteurl"
    r"|retour|zurueck)"
    r"\w*|url|uri|u|r|to|from|ref|page|path|site|rd|ru|cb|s)$",
    re.IGNORECASE,
)
_INTERPOSED_HOST = re.compile(
    r"^(?:consent|guce|privacy|myprivacy|cmp|login|auth|sso|accounts?|id|signin|idp|zustimmung)\.", re.IGNORECASE
)


def buttons_of(tree: Element, *, frames: bool = True) -> list[str]:
    """What a page's buttons say, links dressed as buttons among them, each as one line.

    Args:
        tree: the page, or a part of it.
        frames: whether those of its menus, head and foot count.
    """
    found: list[str] = []
    for element in tree.iter("button", "input", "a", "label", "div", "span"):
        if not frames and any(a.tag in ("nav", "header", "footer", "aside") for a in element.iterancestors()):
            continue
        if element.tag == "input":
            text = element.get("value") or "" if (element.get("type") or "").lower() in ("submit", "button") else ""
        elif element.tag == "button" or element.get("role") == "button" or _looks_pressed(element):
            text = " ".join(element.text_content().split()) or element.get("aria-label") or element.get("title") or ""
        else:
            continue
        if 0 < len(text) <= 60:
            found.append(text)
    return found[:60]


def _looks_pressed(element: Element) -> bool:
    """Whether a link is one in name only: it leads nowhere, or is dressed as a button."""
    if element.tag != "a":
        return False
    href = (element.get("href") or "").strip().lower()
    return not href or href.startswith(("#", "javascript:")) or bool(_BUTTON_CLASS.search(element.get("class") or ""))


def asks_password(tree: Element) -> bool:
    """Whether the page has a field for a password."""
    return bool(tree.xpath("boolean(//input[@type='password' or @autocomplete='current-password'])"))


def leads_to_till(element: Element) -> bool:
    """Whether a link leads to where one subscribes, registers or logs in."""
    return element.tag == "a" and bool(_TILL.search(element.get("href") or ""))


def leads_to_login(element: Element) -> bool:
    """Whether a link leads to where one logs in."""
    return element.tag == "a" and bool(_LOGIN.search(element.get("href") or ""))


def form_box(field: Element, held: Container[Element] = (), most: int = 60) -> Element | None:
    """What holds a field for an e-mail address with the few words around it; None where it is no box of its own.

    Args:
        field: the field.
        held: what holds the story, and so is no box.
        most: words that the box may have.
    """
    box: Element | None = None
    for step in field.iterancestors():
        if step.tag in ("body", "html", "main", "article") or step in held or count_words(step.text_content()) > most:
            break
        if step.tag in ("div", "section", "aside", "form", "fieldset", "li", "td", "figure"):
            box = step
    return box


def email_fields(tree: Element) -> list[Element]:
    """The fields that ask for an e-mail address, as letters and registrations do."""
    return [e for e in tree.iter("input") if is_email_field(e)]


def is_email_field(element: Element) -> bool:
    """Whether a field asks for an e-mail address."""
    named = f"{element.get('name') or ''} {element.get('id') or ''} {element.get('placeholder') or ''}"
    return (element.get("type") or "").lower() == "email" or re.search(r"e-?mail", named, re.IGNORECASE) is not None


def is_interposed(asked: str | None, got: str | None) -> bool:
    """Whether a link was led to a page that keeps it for later, as notices and logins do: `/x?return=%2Fstory`."""
    if not asked or not got or asked.partition("#")[0] == got.partition("#")[0]:
        return False
    try:
        wanted, there = urlsplit(asked), urlsplit(got)
    except ValueError:
        return False
    if wanted.path.rstrip("/") == there.path.rstrip("/"):
        return False
    if there.hostname != wanted.hostname and _INTERPOSED_HOST.match(there.hostname or ""):
        return True
    path = unquote(wanted.path).rstrip("/")
    if len(path) < 4:
        return False
    for key, value in (*parse_qsl(there.query), *parse_qsl(there.fragment)):
        kept = unquote(unquote(value)).rstrip("/")
        if path in kept and (_BACK_KEY.match(key) or kept.startswith(("http", "/"))):
            return True
    return False
