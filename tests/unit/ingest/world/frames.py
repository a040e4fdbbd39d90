"""How sites of many makes set a story and their walls: a page's frame, its story, and what follows."""

# ruff: noqa: E501 - HTML has long lines

from __future__ import annotations

import html
import json

from tests.unit.ingest.world.texts import Tongue

ISO = "2026-02-14T07:30:00+02:00"


def ps(items: tuple[str, ...] | list[str], tag: str = "p", attrs: str = "") -> str:
    return "".join(f"<{tag}{attrs}>{html.escape(i, quote=False)}</{tag}>" for i in items)


def ld(t: Tongue, **more: object) -> str:
    node = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": t.title,
        "datePublished": ISO,
        "author": {"@type": "Person", "name": t.author},
        **more,
    }
    return f'<script type="application/ld+json">{json.dumps(node, ensure_ascii=False)}</script>'


def head(t: Tongue, *, og: str = "article", more: str = "") -> str:
    return f'<meta property="og:type" content="{og}"><meta property="og:title" content="{html.escape(t.title)}">{more}'


def frame(code: str, title: str, main: str, head: str = "", *, body: str = "", bare: bool = False) -> str:
    """A whole page. `bare`: without menus, as notices come."""
    top = (
        ""
        if bare
        else '<header><a href="/">Aaa</a><nav><ul><li><a href="/a">Bbb</a></li><li><a href="/b">Ccc</a></li><li><a href="/c">Ddd</a></li>'
        '<li><a href="/login">Eee</a></li><li><a href="/abo">Fff</a></li></ul></nav></header>'
    )
    foot = "" if bare else '<footer><a href="/x">Ggg</a><a href="/y">Hhh</a><p>© 2026</p></footer>'
    return f'<!doctype html><html lang="{code}"><head><meta charset="utf-8"><title>{html.escape(title)}</title>{head}<script>window.dataLayer=[]</script></head><body{body}>{top}{main}{foot}</body></html>'


def story(t: Tongue, items: tuple[str, ...] | list[str], after: str = "", *, make: str = "wp", inside: str = "") -> str:
    """The story in one of several makes. `after` follows the text, `inside` stands at the end of the text's own box."""
    text = ps(items) + inside
    if make == "wp":
        return f'<main id="main"><article class="post type-post"><header class="entry-header"><h1 class="entry-title">{t.title}</h1><div class="entry-meta"><span class="author vcard"><a class="url fn n" href="/author/1">{t.author}</a></span> <time class="entry-date published" datetime="{ISO}">{t.day}</time></div></header><div class="entry-content">{text}</div>{after}</article></main>'
    if make == "divs":
        lines = "".join(f'<div class="txt">{i}</div>' for i in items)
        return f'<div id="page"><div class="col1"><div class="kop"><h1>{t.title}</h1></div><div class="inf">{t.author} · {t.day}</div><div class="body">{lines}{inside}</div>{after}</div></div>'
    if make == "css":
        return f'<div id="root"><div class="sc-1a2b css-9x"><h1 class="css-77">{t.title}</h1><div class="css-12"><address>{t.author}</address><time>{t.day}</time></div><section class="css-31">{text}</section>{after}</div></div>'
    return f'<table><tr><td><font size="5"><b>{t.title}</b></font><br><i>{t.author}, {t.day}</i><br><br>{"<br><br>".join(items)}{inside}</td></tr></table>{after}'


def gates(t: Tongue) -> dict[str, tuple[str, str, str]]:
    """Gates, by make: (after the text, inside the text's box, in the head)."""
    top, pitch, press, login = t.gate
    return {
        "box-till": (f'<div class="x9"><h3>{top}</h3><p>{pitch}</p><a class="btn" href="/subscribe?from=1">{press}</a><p><a href="/login">{login}</a></p></div>', "", ""),
        "box-button": (f'<section><h2>{top}</h2><p>{pitch}</p><button type="button">{press}</button><a href="/account/login">{login}</a></section>', "", ""),
        "wall-class": (f'<div class="paywall-barrier"><p>{top}</p><a href="/z">{press}</a></div>', "", ""),
        "fade": (f'<div class="article-fade"></div><div><p>{top}</p><p>{pitch}</p><a href="/p">{press}</a></div>', "", ""),
        "inline-fade": (f'<div style="position:relative;margin-top:-80px;height:80px;background:linear-gradient(rgba(255,255,255,0),#fff)"></div><div><p>{top}</p><button>{press}</button></div>', "", ""),
        "inside-till": ("", f'<div class="b"><strong>{top}</strong><p>{pitch}</p><a href="/offers">{press}</a> <a href="/sso/login">{login}</a></div>', ""),
        "loose-lines": ("", f'<p><strong>{top}</strong></p><p>{pitch}</p><p><a href="https://shop.tide.example/digital">{press}</a></p>', ""),
        "ld-part": (f'<div class="offer"><p>{top}</p><a href="/o">{press}</a></div>', "", ld(t, isAccessibleForFree=False, hasPart={"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".locked-text"})),
        "ld-count": ("", "", ld(t, wordCount=812)),
        "ld-false": (f"<div><p>{top}</p></div>", "", ld(t, isAccessibleForFree="False")),
        "tier": (f"<div><p>{top}</p><button>{press}</button></div>", "", '<meta property="article:content_tier" content="locked">'),
        "tier-name": (f'<div id="cx"><p>{top}</p><a href="/k">{press}</a></div>', "", '<meta name="cXenseParse:pageclass" content="article"><meta name="paywall" content="hard"><meta name="content-access" content="premium">'),
        "swg": (f'<section subscriptions-section="content-not-granted"><h3>{top}</h3><button subscriptions-action="subscribe">{press}</button></section>', "", '<script async src="https://news.google.com/swg/js/v1/swg.js"></script>'),
        "piano-slot": (f'<div id="piano-inline-offer"></div><div class="note"><p>{top}</p><p>{pitch}</p></div>', "", '<script>(function(src){var a=document.createElement("script");a.src=src})("https://experience.tinypass.com/xbuilder/experience/load?aid=x")</script>'),
        "poool": (f'<div id="poool-widget"><p>{top}</p><button>{press}</button></div>', "", '<script>Poool("init","AAA");Poool("send","page-view",{context:"premium"});</script>'),
        "lock-badge": (f'<div class="k"><i class="icon-lock"></i><p>{top}</p><a href="/q">{press}</a></div>', "", ""),
        "login-form": (f'<div class="z"><p>{top}</p><form action="/session" method="post"><input type="email" name="u"><input type="password" name="p"><button>{login}</button></form></div>', "", ""),
        "price-list": (f'<div class="z"><h3>{top}</h3><ul><li>1 × {pitch}</li><li>12 × {pitch}</li></ul><a class="button" href="/k2">{press}</a></div>', "", ""),
    }  # fmt: skip


def promos(t: Tongue) -> dict[str, str]:
    """What stands below whole stories."""
    top, pitch, press = t.letter
    return {
        "none": "",
        "letter": f'<div class="newsletter"><h3>{top}</h3><p>{pitch}</p><form action="/nl"><input type="email" name="email"><button>{press}</button></form></div>',
        "letter-link": f'<div class="box"><strong>{top}</strong><p>{pitch}</p><a href="/newsletters">{press}</a></div>',
        "letter-aside": f"<aside><h4>{top}</h4><p>{pitch}</p><button>{press}</button></aside>",
        "tags": '<ul class="tags"><li><a href="/tag/1">Aaaa</a></li><li><a href="/tag/2">Bbbb bb</a></li></ul>',
        "comments": f'<section id="comments"><h3>3</h3><p>{t.story[2]}</p><p><a href="/login?next=comment">{t.gate[3]}</a></p></section>',
        "related": "<section class='more'><h2>Xxx</h2>"
        + "".join(f'<div class="card"><a href="/s/{i}"><h3>{t.title} {i}</h3></a></div>' for i in range(5))
        + "</section>",
        "share": '<div class="share"><a class="btn" href="https://facebook.com/sharer?u=1">Facebook</a><a class="btn" href="https://t.me/share">Telegram</a><button>Link</button></div>',
        "author": f'<div class="author-bio"><img alt=""><h4>{t.author}</h4><p>{t.letter[1]}</p><a href="/author/1">@{t.author}</a></div>',
        "donate": f'<div class="give"><p>{t.letter[1]}</p><a href="/donate">♥</a></div>',
        "app": '<div class="apps"><p>Aaa Bbb Ccc</p><a href="https://apps.apple.com/app/x">iOS</a><a href="https://play.google.com/store/apps/x">Android</a></div>',
    }
