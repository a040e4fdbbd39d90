"""Pages of next to no words that run something: checks for bots, notices that pop up, frames that ask for consent."""

from __future__ import annotations

import re

from bot.ingest.controls import asks_password
from bot.ingest.evidence import Evidence
from bot.ingest.names import CONSENT_NAMES
from bot.ingest.notices import LOGIN, REMOVED
from bot.ingest.paywall import Verdict
from bot.ingest.prune import attributes
from bot.ingest.types import Kind

# What services against bots call their scripts, frames and cookies; none of them is on pages that hold an article.
_CHECKS = re.compile(
    r"_Incapsula_|/cdn-cgi/challenge|__cf_chl|captcha-delivery|px-captcha"
    r"|/149e9513|kpsdk|ak_bmsc|bm-verify|sec-if-cpt|sec_chlg|awswaf|aws-waf|within\.website|anubis|ddos-?guard|sucuri_"
    r"|sucuri\.net|geetest|arkoselabs|funcaptcha|acw_sc__|wzws|yundun|aliyun_waf|reblaze|validate\.perfdrive"
    r"|stormcaster|shieldsquare|friendlycaptcha|altcha|mcaptcha|bot-?challenge|botdetect|jschl",
    re.IGNORECASE,
)
_CHECK_FORM = re.compile(
    r"captcha|challenge|verify-?(?:human|robot)|are-?you-?(?:a-?)?human|not-?(?:a-?)?robot", re.IGNORECASE
)
_COOKIE_SET = re.compile(r"document\.cookie\s*=|setCookie\s*\(")
_AGAIN = re.compile(
    r"location\.(?:reload|replace|assign)|location(?:\.href)?\s*=|\.submit\(\)|history\.(?:back|go)|location\[",
    re.IGNORECASE,
)
_ALERT = re.compile(r"\balert\s*\(\s*[\"'`]([^\"'`]{2,300})[\"'`]", re.IGNORECASE)
_MOST_WORDS = 60  # of a body
_MOST_SHOWN = 120
_NOTHING = 15  # words of a page that shows nothing
_STORY = 25


def checks(page: Evidence) -> Verdict | None:
    """The kind of a page that shows little and runs something; None where it does not."""
    if page.words >= _MOST_WORDS or page.told_words >= 40 or (page.says_article and page.words >= _STORY):
        return None
    inline = [s.text or "" for s in page.tree.iter("script") if "json" not in (s.get("type") or "")]
    if page.shown_words < _MOST_SHOWN and not asks_password(page.tree) and _is_check(page, inline):
        return Kind.BLOCKED, "bots"
    return _runs(page, inline) if page.shown_words < _NOTHING else None


def _is_check(page: Evidence, inline: list[str]) -> bool:
    used = [e.get("src") or e.get("href") or "" for e in page.tree.iter("script", "iframe", "link", "img")]
    used += [e.get("content") or "" for e in page.tree.iter("meta") if (e.get("http-equiv") or "").lower() == "refresh"]
    used += [attributes(e) for e in page.tree.iter("div", "form", "body", "iframe", "main")]
    if _CHECKS.search("\n".join((*used, *(script[:1500] for script in inline)))):
        return True
    for form in page.tree.iter("form"):
        fields = (f"{e.get('src') or ''} {e.get('name') or ''}" for e in form.iter("img", "input"))
        if not page.says_article and _CHECK_FORM.search(" ".join((form.get("action") or "", *fields))):
            return True
    return False


def _runs(page: Evidence, inline: list[str]) -> Verdict | None:
    """A word in a box that pops up before the reader is sent away, a cookie set before the page is asked for again."""
    for script in inline:
        said = _ALERT.search(script)
        if said and _AGAIN.search(script):
            if LOGIN.search(said[1]):
                return Kind.FORBIDDEN, "login"
            return (Kind.GONE if REMOVED.search(said[1]) else Kind.NOT_FOUND), None
        if _COOKIE_SET.search(script) and _AGAIN.search(script) and len(page.tree.xpath("//script[@src]")) < 3:
            return Kind.BLOCKED, "bots"
    frames = (f"{attributes(e)} {e.get('src') or ''} {e.get('name') or ''}" for e in page.tree.iter("iframe"))
    # Every page of a site with a consent manager has a frame by which it is found.
    asks = any(CONSENT_NAMES.search(f) and not re.search(r"locator", f, re.IGNORECASE) for f in frames)
    return (Kind.CONSENT, None) if asks else None
