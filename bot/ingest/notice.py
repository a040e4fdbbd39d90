"""Tells a notice (no such page, a check, a login, a fault) by how it speaks, where nothing looks like a story.

The fewer signs of a story a page has, the less a notice must say of itself. What it says is counted for each kind, with
what its form and its buttons ask for, and the most wins."""

from __future__ import annotations

import re

from bot.ingest import notices as said
from bot.ingest.blocks import count_words
from bot.ingest.controls import asks_password, email_fields, leads_to_till
from bot.ingest.evidence import Evidence
from bot.ingest.markup import Element
from bot.ingest.paywall import Verdict
from bot.ingest.types import Kind

MOST_WORDS = 260  # what a page says in all; a notice that is longer is told otherwise
_MOST_STORY = 40  # words of plain prose that may stand on a page which asks for consent
_MOST_SIGNS = 2  # of a story; with more, wording alone proves nothing
_MOST_HITS = 4
_BODY_WORDS = 40  # a body that long was found by its place, not for want of another
_CMP = re.compile(
    r"__tcfapi|sourcepoint|privacy-mgmt|privacy-center|didomi|onetrust|cookiebot|usercentrics|consentmanager"
    r"|quantcast|iubenda|trustarc"
    r"|axeptio|_sp_queue|sp_message|cmp(?:\.js|stub)|opencmp",
    re.IGNORECASE,
)
# Frames of a stack, and what servers print in place of a page.
_TRACE = re.compile(
    r"^\s*(?:at )?[\w$.<>]+\([\w$]+\.(?:java|kt|scala|groovy):\d+\)|\bat [\w$.<>\[\] ]+\(?(?:/|file:|[a-z]:\\"
    r"|webpack|node:)\S+:\d+"
    r"|\bFile \"[^\"\n]+\", line \d+|\S+\.(?:php|inc|module|phtml)(?:\(\d+\)|:\d+)|\bon line \d+|\S+\.rb:\d+:in\b"
    r"|\S+\.(?:go|rs|py|exs?):\d+\b"
    r"|\bat System\.\w|\bat [A-Z]\w+(?:\.[A-Z]\w+)+\(|\bin [a-z]:\\\S+:line \d+|^\s*#\d+ \S+",
    re.MULTILINE | re.IGNORECASE,
)
_TRACE_HEAD = re.compile(
    r"Traceback \(most recent call last\)|Stack ?trace\b|\b\w+(?:\.\w+)*(?:Exception|Error)\b\s*(?::|at\b|in\b|$)"
    r"|Fatal error:|Parse error:|Uncaught \w+"
    r"|\bSQLSTATE\[|\bORA-\d{5}\b|Whitelabel Error Page|Server Error in '|Unhandled \w+|\bException (?:in|at"
    r"|report)\b|goroutine \d+ \["
    r"|\bNo such file or directory in\b|(?:Warning|Notice): +\w+\(\)|\bpanic:|\bsegmentation fault\b"
    r"|Application error: a",
    re.MULTILINE,
)


def trace(page: Evidence) -> Verdict | None:
    """A program's own fault printed in place of the page: frames of a stack, names of exceptions."""
    if page.words >= 300 and page.says_article:
        return None
    text = page.shown[:20_000]
    pre = "\n".join(e.text_content() for e in page.tree.iter("pre", "code", "textarea"))[:20_000]
    frames = len(_TRACE.findall(f"{text}\n{pre}"))
    heads = len(_TRACE_HEAD.findall(f"{text}\n{pre}"))
    lines = max(len(page.blocks), 1)
    if (heads and (frames or (page.shown_words < 120 and not page.says_article))) or (
        frames >= 3 and frames * 2 >= lines - 4
    ):
        return (Kind.SERVER_ERROR, "trace") if page.story_signs <= _MOST_SIGNS else None
    return None


def asks_consent(page: Evidence) -> Verdict | None:
    """A page whose words are about data and partners, with buttons for yes and no, and no story to speak of."""
    if page.told_words >= 100:
        return None
    hits = _hits(said.CONSENT, page.told_text) + 2 * bool(page.consent_words)
    if hits < 2 or not (page.interposed or _agreed(page)):
        return None
    story = sum(b.count for b in page.told if b.count >= 12 and not _on_consent(b.text))
    share = len(said.CONSENT.findall(page.told_text)) / max(count_words(page.told_text), 1)
    if story < _MOST_STORY and (share > 0.03 or page.consent_words) and page.words < 2000:
        return Kind.CONSENT, None
    return None


def _on_consent(text: str) -> bool:
    return bool(said.CONSENT.search(text)) or said.speaks(text) > 0


def _agreed(page: Evidence) -> bool:
    """Whether there are buttons to agree, and others to refuse or to look closer."""
    agree = [b for b in page.buttons if said.AGREE.search(b)]
    refuse = [b for b in page.buttons if said.REFUSE.search(b) and b not in agree[:1]]
    return bool(agree and refuse)


def notice(page: Evidence) -> Verdict | None:
    """The kind of notice that a page is; None where it is none, or says too little of which."""
    if page.told_words >= 100:
        return None
    text = page.told_text[:4000]
    if page.words >= _BODY_WORDS:  # then that is what the page says, and the rest stands around it
        text = "\n".join(page.body)[:4000]
    words = count_words(text)
    signs = page.story_signs
    if words > MOST_WORDS or (signs > _MOST_SIGNS and not page.interposed):
        return None
    if words >= 60 and not said.speaks(text) and not page.interposed:
        return None
    scores = _scores(page, text)
    if page.words >= _BODY_WORDS and not page.interposed:
        del scores[Kind.PAYWALL, None]  # how an article breaks off is told by its gate
    kind = max(scores, key=lambda k: scores[k])
    need = min(signs, _MOST_SIGNS) + 1 + (words >= 60 and signs > 0)
    return kind if scores[kind] >= need else None


def _scores(page: Evidence, text: str) -> dict[Verdict, int]:
    password = asks_password(page.tree)
    till = any(leads_to_till(a) for a in page.seen.iter("a") if not _in_frame(a))
    email = any(True for _ in email_fields(page.tree))
    removed = _hits(said.REMOVED, text, page) and not said.PERHAPS.search(text)
    missing = _hits(said.MISSING, text, page)
    missing += bool(missing) and _leads_home(page)
    agreed = _agreed(page)
    cmp = any(_CMP.search(f"{s.get('src') or ''} {(s.text or '')[:400]}") for s in page.tree.iter("script"))
    consent = _hits(said.CONSENT, text, page)
    # A question with yes and no and nothing else asks for consent, whatever its words.
    bare = page.story_signs == 0 and page.shown_words < 80
    asks = 2 * agreed + cmp if consent or (agreed and (cmp or page.interposed or bare)) else 0
    scripts = _hits(said.SCRIPTS, text) + _hits(said.SCRIPTS, _noscript(page))
    return {
        (Kind.BLOCKED, "bots"): _hits(said.BOTS, text, page),
        (Kind.BLOCKED, "region"): _hits(said.REGION, text, page) * 2 if said.speaks(text) else 0,
        (Kind.CONSENT, None): consent + asks + bool(page.consent_words),
        (Kind.FORBIDDEN, "login"): 3 * password + (_hits(said.LOGIN, text, page) if not till or password else 0),
        (Kind.PAYWALL, None): (pay + till + email if (pay := _hits(said.PAYWALL, text, page)) else 0),
        (Kind.GONE, None): missing + 1 if removed and missing else 2 * bool(removed),
        (Kind.NOT_FOUND, None): missing,
        (Kind.SERVER_ERROR, None): _hits(said.TROUBLE, text, page),
        (Kind.JS_ONLY, None): scripts,
    }


def _hits(pattern: re.Pattern[str], text: str, page: Evidence | None = None) -> int:
    """How many different things of a kind a text says; what stands in a heading counts once more."""
    found = len({m.lower() for m in pattern.findall(text)})
    top = page is not None and any(pattern.search(h) for h in page.headings[:2])
    return min(found, _MOST_HITS) + top


def _leads_home(page: Evidence) -> bool:
    """Whether the few words of a page, and not its menu, lead to the front page or to a search."""
    if page.shown_words > 120:
        return False
    return any((a.get("href") or "").rstrip("/") in ("", ".") for a in page.seen.iter("a") if not _in_frame(a))


def _in_frame(element: Element) -> bool:
    return any(a.tag in ("nav", "header", "footer", "aside") for a in element.iterancestors())


def _noscript(page: Evidence) -> str:
    return " ".join(" ".join(e.itertext()) for e in page.tree.iter("noscript"))[:2000]
