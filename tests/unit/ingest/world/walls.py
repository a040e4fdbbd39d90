"""Pages that stand before a story or in its place, as services and sites of many makes build them: (name, page, where it led)."""

# ruff: noqa: E501 - HTML has long lines

from __future__ import annotations

from collections.abc import Iterator

from tests.unit.ingest.world.frames import frame, head, ld
from tests.unit.ingest.world.texts import Tongue

Walls = Iterator[tuple[str, str, str | None]]
STORY = "https://tide.example/2026/02/most-abc"


def consent(t: Tongue, code: str) -> Walls:
    h1, a, b, yes, no = t.consent
    yield (
        "google",
        frame(
            code,
            h1,
            f'<div class="box"><h1>{h1}</h1><p>{a}</p><ul><li>{t.letter[1]}</li><li>{t.gate[1]}</li><li>{t.missing[1]}</li></ul><p>{b}</p><form action="https://consent.example/save" method="POST"><input type="hidden" name="gl" value="DK"><input type="hidden" name="continue" value="https://tide.example/2026/02/most-abc"><button>{no}</button></form><form action="https://consent.example/save" method="POST"><input type="hidden" name="set" value="1"><button>{yes}</button></form><a href="https://policies.example/privacy">x</a></div>',
            bare=True,
        ),
        "https://consent.tide.example/m?continue=https%3A%2F%2Ftide.example%2F2026%2F02%2Fmost-abc",
    )
    yield (
        "cmp-page",
        frame(
            code,
            h1,
            f'<div id="app"><div class="c"><h2>{h1}</h2><p>{a}</p><p>{b}</p><button class="a">{yes}</button><button class="b">{no}</button><a href="/datenschutz">x</a></div></div>',
            '<script src="https://cdn.privacy-mgmt.com/unified/wrapperMessagingWithoutDetection.js"></script><script>window.__tcfapi=function(){}</script>',
            bare=True,
        ),
        None,
    )
    yield (
        "iframe",
        frame(
            code,
            t.title,
            f'<iframe id="sp_message_iframe_1" src="https://cmp.tide.example/index.html?message_id=1" title="{h1}"></iframe>',
            head(t),
            bare=True,
        ),
        None,
    )
    yield (
        "dialog",
        frame(
            code,
            t.title,
            f'<div role="dialog" aria-modal="true" aria-labelledby="q"><h2 id="q">{h1}</h2><p>{a}</p><p>{b}</p><button>{no}</button><button>{yes}</button></div>',
            head(t, og="website"),
        ),
        None,
    )
    yield (
        "dialog-own",
        frame(
            code,
            t.title,
            f'<div class="overlay"><div class="modal"><h2>{h1}</h2><p>{a}</p><p>{b}</p><a role="button" href="#">{no}</a><a role="button" href="#">{yes}</a></div></div><main><h1>{t.title}</h1></main>',
            head(t) + ld(t),
        ),
        None,
    )
    yield (
        "form",
        frame(
            code,
            h1,
            f'<main><h1>{h1}</h1><p>{a}</p><p>{b}</p><form method="post" action="/cookie-consent"><input type="hidden" name="return" value="/2026/02/most-abc"><label><input type="checkbox" name="stat">{t.letter[0]}</label><label><input type="checkbox" name="mkt">{t.letter[2]}</label><button name="c" value="all">{yes}</button><button name="c" value="none">{no}</button></form></main>',
        ),
        None,
    )
    yield (
        "pur",
        frame(
            code,
            "Aaa",
            f'<div class="wrap"><div class="col"><h2>{h1}</h2><p>{a} {b}</p><button>{yes}</button></div><div class="col"><h2>{t.gate[0]}</h2><p>{t.gate[1]}</p><a class="btn" href="/pur/checkout">{t.gate[2]}</a></div><p><a href="/impressum">i</a> <a href="/privacy">d</a></p></div>',
            '<script src="https://cmp-cdn.example/sp.js"></script><script>window._sp_queue=[]</script>',
            bare=True,
        ),
        None,
    )
    yield (
        "redirect",
        frame(
            code,
            h1,
            f'<div><h1>{h1}</h1><p>{a}</p><p>{b}</p><a href="/ok?u=%2F2026%2F02%2Fmost-abc">{yes}</a></div>',
            bare=True,
        ),
        "https://tide.example/samtykke?u=%2F2026%2F02%2Fmost-abc",
    )


def missing(t: Tongue, code: str) -> Walls:
    h1, p, home = t.missing
    yield "plain", frame(code, h1, f'<main><h1>{h1}</h1><p>{p}</p><a href="/">{home}</a></main>'), None
    yield "code", frame(code, "404", f'<main><div class="error-404"><h1>404</h1><p>{p}</p></div></main>'), None
    yield (
        "class",
        frame(
            code,
            h1,
            f'<section class="error-404 not-found"><header><h1>{h1}</h1></header><p>{p}</p><form role="search" action="/"><input type="search" name="s"></form></section>',
            body=' class="error404"',
        ),
        None,
    )
    yield (
        "teasers",
        frame(
            code,
            h1,
            f'<main class="page-404"><h1>{h1}</h1><p>{p}</p><h2>{t.letter[0]}</h2>'
            + "".join(
                f'<div class="card"><a href="/s/{i}"><h3>{t.title} {i}</h3></a><p>{t.story[i % 5]}</p></div>'
                for i in range(6)
            )
            + "</main>",
        ),
        None,
    )
    yield "alert", frame(code, "Aaa", f'<script>alert("{p}");history.back();</script>', bare=True), None
    yield "alert2", f'<script>alert("{p}");location.href="/";</script>', None
    yield (
        "robots",
        frame(
            code,
            "Aaa",
            f'<div id="content"><h2>{h1}</h2><p>{p}</p><p><a href="/">{home}</a></p></div>',
            '<meta name="robots" content="noindex">',
        ),
        None,
    )


def check(t: Tongue, code: str) -> Walls:
    h1, p = t.check
    yield (
        "turnstile",
        frame(
            code, h1, f'<div><h1>{h1}</h1><p>{p}</p><div class="cf-turnstile" data-sitekey="x"></div></div>', bare=True
        ),
        None,
    )
    yield (
        "captcha-img",
        frame(
            code,
            h1,
            f'<div><h1>{h1}</h1><p>{p}</p><form action="/captcha/verify" method="post"><img src="/captcha.png"><input name="captcha"><button>OK</button></form></div>',
            bare=True,
        ),
        None,
    )
    yield (
        "incapsula",
        '<html style="height:100%"><head><META NAME="ROBOTS" CONTENT="NOINDEX, NOFOLLOW"><meta name="format-detection" content="telephone=no"><script type="text/javascript" src="/_Incapsula_Resource?SWJIYLWA=719d34d31c8e3a6e6fffd425f7e032f3"></script></head><body style="margin:0px;height:100%"><iframe id="main-iframe" src="/_Incapsula_Resource?CWUDNSAI=24&xinfo=1" frameborder=0 width="100%" height="100%">Request unsuccessful. Incapsula incident ID: 1-2</iframe></body></html>',
        None,
    )
    yield (
        "dd",
        frame(
            code,
            "tide.example",
            f'<p id="cmsg">{p}</p><script>var dd={{"rt":"c","cid":"x","host":"geo.captcha-delivery.com"}}</script><script src="https://ct.captcha-delivery.com/c.js"></script>',
            bare=True,
        ),
        None,
    )
    yield (
        "px",
        frame(
            code,
            h1,
            f'<div class="px-captcha-container"><div class="px-captcha-header">{h1}</div><p>{p}</p><div id="px-captcha"></div></div><script>window._pxAppId="PX1";</script>',
            bare=True,
        ),
        None,
    )
    yield (
        "pow",
        frame(
            code,
            h1,
            f'<main><h1 id="title">{h1}</h1><p id="status">{p}</p></main><script src="/.within.website/x/cmd/anubis/static/js/main.mjs" type="module"></script>',
            bare=True,
        ),
        None,
    )
    yield (
        "cookie-js",
        '<html><script>var arg1="3000";function setCookie(n,v){document.cookie=n+"="+v;location.reload();}setCookie("acw_sc__v2",arg1)</script></html>',
        None,
    )


def login(t: Tongue, code: str) -> Walls:
    h1, p, b = t.login
    yield (
        "form",
        frame(
            code,
            h1,
            f'<main><h1>{h1}</h1><p>{p}</p><form action="/session" method="post"><input name="user"><input type="password" name="pw"><button>{b}</button></form></main>',
        ),
        None,
    )
    yield (
        "sso",
        frame(
            code,
            h1,
            f'<main><h1>{h1}</h1><p>{p}</p><a class="btn" href="/auth/google">Google</a><a class="btn" href="/auth/apple">Apple</a></main>',
        ),
        "https://login.tide.example/?return=https%3A%2F%2Ftide.example%2F2026%2F02%2Fmost-abc",
    )
    yield (
        "email",
        frame(
            code,
            h1,
            f'<main><h1>{h1}</h1><p>{p}</p><form action="/login/magic" method="post"><input type="email" name="email"><button>{b}</button></form></main>',
            bare=True,
        ),
        None,
    )
