"""Articles, in every dress, and live blogs."""

# ruff: noqa: E501 - pages are data, and HTML has long lines

from __future__ import annotations

import gzip
import html
import json
import zlib

from bot.ingest.types import Kind
from tests.unit.ingest.site.newspaper import (
    LAST_WORDS,
    PARAGRAPHS,
    STORY,
    TITLE,
    A,
    article,
    document,
    ld,
    page,
    paragraphs,
)

page("plain", A, article(), holds=LAST_WORDS, lacks="Ferry crews call off")
page(
    "json-ld",
    A,
    article(head=ld(author=[{"@type": "Person", "name": "Nadia Ferreira"}], datePublished="2026-11-19T18:05:00Z")),
)
page(
    "divs-for-paragraphs",
    A,
    document(f"<h1>{TITLE}</h1><div class='txt'>{paragraphs(tag='div')}</div>"),
    holds=LAST_WORDS,
)
page(
    "line-breaks",
    A,
    document(f"<h1>{TITLE}</h1><div id='story'>" + "<br><br>".join(map(html.escape, PARAGRAPHS)) + "</div>"),
    holds=LAST_WORDS,
)
page(
    "old-table-layout",
    A,
    f"<html><head><title>{TITLE}</title></head><body><table width=760><tr><td width=150><a href=/>Home</a><br><a href=/n>News</a></td><td><font size=5>{TITLE}</font>{paragraphs()}</td></tr></table>",
    holds=LAST_WORDS,
)
page(
    "unclosed-elements",
    A,
    f"<html><title>{TITLE}</title><body><div><h1>{TITLE}</h2><p>" + "<p>".join(PARAGRAPHS) + "<div></span></b>",
    holds=LAST_WORDS,
)
page("no-head-at-all", A, f"<h1>{TITLE}</h1>{paragraphs()}", holds=LAST_WORDS)
page(
    "paywalled-in-full",
    A,
    article(
        head=ld(isAccessibleForFree=False, articleBody=STORY),
        after='<div class="paywall-hint">Thank you for being a subscriber.</div>',
    ),
    holds=LAST_WORDS,
)
page(
    "paywalled-in-full-with-prompt",
    A,
    article(
        head=ld(isAccessibleForFree="False"),
        after='<div class="promo"><p>Already a subscriber? <a href="/login">Log in</a></p><p>Subscribe to support our work from £1.</p></div>',
    ),
    holds=LAST_WORDS,
)
page(
    "article-with-cookie-bar",
    A,
    article(
        after='<div id="onetrust-banner-sdk" class="cookie-banner"><p>We value your privacy. We and our 812 partners store and access information on a device, such as cookies. You may accept or manage your choices.</p><button>Accept all</button></div>'
    ),
    holds=LAST_WORDS,
    lacks="812 partners",
)
page(
    "article-on-cookies",
    A,
    document(
        "<article><h1>Watchdog fines three sites over cookie banners</h1>"
        + paragraphs(
            [
                "The data protection watchdog fined three shopping sites on Monday for cookie banners that hid the button to refuse.",
                "“Consent has to be as easy to refuse as to give,” said the commissioner, Ada Moreno. “These banners were built to wear people down.”",
                "The sites set tracking cookies before anyone had clicked, the watchdog found, and shared personal data with 140 partners.",
                "One of the firms, Alder Shoes, said it had changed its privacy settings in May and would appeal.",
                "Campaigners welcomed the fines. Jan de Wit of the Open Net Society said that the sums were small but the message was clear.",
                "The watchdog will look at 200 more sites by the spring, among them newspapers and travel agents, and publish what it finds.",
                "Fines may reach four per cent of a company’s turnover, though none has come near to that so far.",
            ]
        )
        + "</article>",
        title="Watchdog fines three sites over cookie banners",
    ),
    holds="wear people down",
)
page(
    "article-on-a-404",
    A,
    document(
        "<article><h1>Town’s web site answered ‘page not found’ for a week, inquiry hears</h1>"
        + paragraphs(
            [
                "Residents who looked for flood warnings met the words “page not found” for seven days, an inquiry heard on Tuesday.",
                *PARAGRAPHS[2:9],
            ]
        )
        + "</article>",
        title="Town’s web site answered ‘page not found’ for a week, inquiry hears",
    ),
)
page(
    "amp",
    A,
    f'<!doctype html><html amp lang="en"><head><meta charset="utf-8"><title>{TITLE}</title><link rel="canonical" href="/news/flood-barrier-1842"><style amp-boilerplate>body{{-webkit-animation:-amp-start 8s steps(1,end) 0s 1 normal both;visibility:hidden}}</style><noscript><style amp-boilerplate>body{{visibility:visible}}</style></noscript></head><body><amp-sidebar id="side" hidden><ul><li><a href="/">Home</a></li></ul></amp-sidebar><article><h1>{TITLE}</h1>{paragraphs()}</article><amp-ad type="x"></amp-ad></body></html>',
    holds=LAST_WORDS,
    path="/amp/news/flood-barrier-1842",
)
page(
    "hidden-text",
    A,
    article(
        before='<div style="display:none"><p>Buy cheap barrier shares now, said nobody at all in this whole long sentence of hidden words.</p></div><p class="ghost">Ghost words that no reader of the page can see at all, said the phantom to the wall.</p><p hidden>Another unseen line that should never be read as a quote by anyone.</p>',
        head="<style>.ghost{display:none}</style>",
    ),
    holds=LAST_WORDS,
    lacks="said",
)
page(
    "hidden-by-offset",
    A,
    article(
        before='<p style="position:absolute;left:-9999px">Phantom words that stand off the screen for engines to find, and for nobody else.</p>'
    ),
    holds=LAST_WORDS,
    lacks="Phantom words",
)
page(
    "deeply-nested",
    A,
    f"<html><head><title>{TITLE}</title></head><body>"
    + "<div>" * 3000
    + f"<h1>{TITLE}</h1>{paragraphs()}"
    + "</div>" * 3000
    + "</body></html>",
    holds=LAST_WORDS,
)
page(
    "deeply-nested-spans",
    A,
    f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1>"
    + "<span><font>" * 2000
    + paragraphs()
    + "</font></span>" * 2000
    + "</article></body></html>",
    holds=LAST_WORDS,
)
page(
    "json-ld-body-of-a-script-page",
    A,
    f'<!doctype html><html><head><title>{TITLE}</title>{ld(articleBody=STORY, author={"@type": "Person", "name": "Nadia Ferreira"})}</head><body><div id="root"></div><noscript>You need to enable JavaScript to run this app.</noscript><script src="/main.js"></script></body></html>',
    holds=LAST_WORDS,
)
page("wrong-charset-header", A, article(), content_type="text/html; charset=iso-8859-1", holds="£412m")
page("utf-16", A, article().encode("utf-16"), content_type="text/html", holds="£412m")
page("utf-16-without-mark", A, article().encode("utf-16-le"), content_type="text/html; charset=utf-16le", holds="£412m")
page(
    "charset-in-meta-only",
    A,
    article()
    .replace('<meta charset="utf-8">', '<meta http-equiv="Content-Type" content="text/html; charset=windows-1252">')
    .encode("cp1252", "xmlcharrefreplace"),
    content_type="text/html",
    holds="£412m",
)
page(
    "latin-1-undeclared",
    A,
    article().replace('<meta charset="utf-8">', "").encode("cp1252", "xmlcharrefreplace"),
    content_type="text/html",
    holds="£412m",
)
page(
    "utf-8-header-for-latin-1",
    A,
    article().replace('<meta charset="utf-8">', "").encode("cp1252", "xmlcharrefreplace"),
    holds="£412m",
)
page("utf-8-with-a-broken-byte", A, article().encode().replace(b"</article>", b"\xff</article>"), holds="£412m")
page("gzip", A, gzip.compress(article().encode()), headers={"Content-Encoding": "gzip"}, holds=LAST_WORDS)
page("deflate", A, zlib.compress(article().encode()), headers={"Content-Encoding": "deflate"}, holds=LAST_WORDS)
page("no-content-type", A, article(), content_type=None, holds=LAST_WORDS)
page("html-as-plain-text", A, article(), content_type="text/plain", holds=LAST_WORDS)
page(
    "xhtml",
    A,
    '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'
    + article().split("<!doctype html>")[1],
    content_type="application/xhtml+xml",
    holds=LAST_WORDS,
)
page("plain-text", A, f"{TITLE}\n\n{STORY}", content_type="text/plain; charset=utf-8", holds=LAST_WORDS)
page(
    "many-teasers-below",
    A,
    article(
        after="<section class='more'>"
        + "".join(
            f"<div class='card'><h3><a href='/n/{i}'>Another story of the week, number {i}, for those who read on</a></h3><p>A line or two that tells what this other story is about, as sites do.</p></div>"
            for i in range(20)
        )
        + "</section>"
    ),
    holds=LAST_WORDS,
    lacks="Another story of the week",
)
page(
    "comments-below",
    A,
    article(
        after="<section id='comments' class='comments'><h2>23 comments</h2>"
        + "".join(
            f"<div class='comment'><p>I have lived here for {i + 20} years and never saw such a thing, what a waste of money this is.</p></div>"
            for i in range(12)
        )
        + "</section>"
    ),
    holds=LAST_WORDS,
    lacks="never saw such a thing",
)
page(
    "short-but-whole",
    A,
    document(
        "<article><h1>Ferry runs again after repairs</h1><p>The Alder ferry took its first passengers since March on Monday, after engineers had mended a cracked ramp.</p><p>“It’s good to have her back,” said the skipper, Jan de Wit, who has run the crossing for 21 years. The first boat left at 6.40 with 58 people on board.</p><p>The work cost £310,000, the council said.</p></article>",
        title="Ferry runs again after repairs",
    ),
    holds="good to have her back",
)
page("og-website-article", A, article(og="website"), holds=LAST_WORDS)
page(
    "video-above-an-article",
    A,
    article(
        before='<video src="/v.mp4" controls></video><p class="caption">The vote, in pictures</p>',
        head='<meta property="og:video" content="https://tide.example/v.mp4">',
    ),
    holds=LAST_WORDS,
)
page(
    "login-box-beside-article",
    A,
    article(
        before='<form action="/login"><input name="u"><input type="password" name="p"><button>Log in</button></form>'
    ),
    holds=LAST_WORDS,
)
page(
    "noscript-notice-beside-article",
    A,
    article(before="<noscript>Please enable JavaScript to see the comments.</noscript>"),
    holds=LAST_WORDS,
)
page(
    "interview",
    A,
    document(
        "<article><h1>Ten questions for a lock keeper</h1>"
        + "".join(
            f"<p><strong>Question {i}: what is the river like at that time of the year?</strong></p><p>“It is high, and cold, and it goes where it likes,” says Ada Moreno. “You learn to wait for it, and it never waits for you, not once in {i + 20} years.”</p>"
            for i in range(10)
        )
        + "</article>",
        title="Ten questions for a lock keeper",
    ),
    holds="goes where it likes",
)
page("feed-item-html-fragment", A, f"<p>{TITLE}</p>" + paragraphs(), holds=LAST_WORDS)

_UPDATES = [
    {
        "@type": "BlogPosting",
        "headline": f"Update {i}",
        "datePublished": f"2026-11-19T{10 + i}:00:00Z",
        "articleBody": f"At {10 + i} o’clock the chamber heard speaker number {i}. “We go on,” said the clerk, Ada Moreno, for the {i} time.",
    }
    for i in (5, 4, 3, 2, 1)
]
page(
    "live-blog",
    Kind.LIVEBLOG,
    document(
        "<h1>Flood barrier vote: live</h1>"
        + "".join(f"<article><h2>{u['headline']}</h2><p>{u['articleBody']}</p></article>" for u in _UPDATES),
        title="Flood barrier vote: live",
        head=f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", "@type": "LiveBlogPosting", "headline": "Flood barrier vote: live", "liveBlogUpdate": _UPDATES})}</script>',
    ),
    holds="speaker number 5",
)
page(
    "live-blog-in-a-graph",
    Kind.LIVEBLOG,
    document(
        "<h1>Vote live</h1><div id='app'></div>",
        title="Vote live",
        head=f'<script type="application/ld+json">{json.dumps({"@context": "https://schema.org", "@graph": [{"@type": "WebPage"}, {"@type": ["LiveBlogPosting"], "liveBlogUpdate": _UPDATES}]})}</script>',
    ),
    holds="speaker number 1",
)
