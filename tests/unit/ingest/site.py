"""A made-up newspaper's web site, with a page of every kind that a link may lead to.

Each `Page` says what it is meant to be; `serve` puts them all on a local server. The copy is the project's own sample
article. Nothing here is a rule of the reader's: pages are written as sites of each kind write them.
"""

# ruff: noqa: E501 - pages are data, and HTML has long lines

from __future__ import annotations

import gzip
import html
import json
import threading
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from bot.ingest.types import Kind

SAMPLES = Path(__file__).parents[3] / "bot" / "samples"
TITLE, _, _rest = (SAMPLES / "harbour-barrier.txt").read_text("utf-8").partition("\n")
STORY = _rest.strip().split("\n", 1)[1].strip()
PARAGRAPHS = [p.strip() for p in STORY.split("\n\n") if p.strip()]
FIRST_WORDS = "Council leader Margaret Aldous called the decision"
LAST_WORDS = " ".join(PARAGRAPHS[-2].split()[:6])

NAV = """<header class="masthead"><a href="/">The Port Alder Tide</a><nav><ul><li><a href="/news/">News</a></li>
<li><a href="/sport/">Sport</a></li><li><a href="/business/">Business</a></li><li><a href="/opinion/">Opinion</a></li>
<li><a href="/weather/">Weather</a></li><li><a href="/login">Log in</a></li><li><a href="/subscribe">Subscribe</a></li></ul></nav></header>"""
FOOTER = """<footer><p>© 2026 The Port Alder Tide. All rights reserved.</p><ul><li><a href="/terms">Terms of use</a></li>
<li><a href="/privacy">Privacy policy</a></li><li><a href="/cookies">Cookies</a></li><li><a href="/contact">Contact us</a></li></ul></footer>"""
ASIDE = """<aside class="most-read"><h2>Most read</h2><ol><li><a href="/n/1">Ferry crews call off the Friday strike</a></li>
<li><a href="/n/2">School roof to be mended before the winter term</a></li><li><a href="/n/3">Lost seal pup found in a car park</a></li>
<li><a href="/n/4">Market traders win a year’s delay on the rent</a></li></ol></aside>"""


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page: what it is to be read as, and what the server sends."""

    kind: Kind
    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    content_type: str | None = "text/html; charset=utf-8"
    handle: Callable[[BaseHTTPRequestHandler], None] | None = None
    cause: str | None = None
    holds: str | None = None  # words that the article's text must have
    lacks: str | None = None  # words that it must not have
    path: str | None = None  # where it is served, if not by its name


PAGES: dict[str, Page] = {}


def page(name: str, kind: Kind, body: str | bytes = b"", **options: object) -> None:
    """Adds a page to the site."""
    data = body.encode() if isinstance(body, str) else body
    PAGES[name] = Page(kind=kind, body=data, **options)  # type: ignore[arg-type]


def paragraphs(items: list[str] | None = None, tag: str = "p") -> str:
    return "\n".join(f"<{tag}>{html.escape(p, quote=False)}</{tag}>" for p in (PARAGRAPHS if items is None else items))


def document(
    main: str,
    *,
    title: str = TITLE,
    head: str = "",
    og: str = "article",
    nav: bool = True,
    aside: bool = True,
    body: str = "",
) -> str:
    """A page of the newspaper around `main`."""
    return f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} - The Port Alder Tide</title>
<meta property="og:type" content="{og}"><meta property="og:title" content="{title}">
<meta property="og:site_name" content="The Port Alder Tide">{head}<script>window.dataLayer=[];</script></head>
<body{body}>{NAV if nav else ""}<main>{main}</main>{ASIDE if aside else ""}{FOOTER if nav else ""}</body></html>"""


def article(items: list[str] | None = None, *, before: str = "", after: str = "", **options: str) -> str:
    """The sample article as a page."""
    return document(
        f"""<article><h1>{TITLE}</h1><p class="byline">By <a rel="author" href="/a">Nadia Ferreira</a> and
<a rel="author" href="/b">Tom Okafor</a></p><time datetime="2026-11-19T18:05:00Z">19 November 2026</time>{before}
<div class="article-body">{paragraphs(items)}</div>{after}</article>""",
        **options,  # type: ignore[arg-type]
    )


def ld(**fields: object) -> str:
    """JSON-LD of a news article."""
    node = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": TITLE, **fields}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


A = Kind.ARTICLE
STUB = PARAGRAPHS[:2]

# ---- articles, in every dress ------------------------------------------------------------------------------------

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

# ---- live blogs ---------------------------------------------------------------------------------------------------

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

# ---- paywalls -----------------------------------------------------------------------------------------------------

page(
    "paywall-marked",
    Kind.PAYWALL,
    article(
        STUB,
        head=ld(
            isAccessibleForFree=False,
            hasPart={"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paywall"},
        ),
        after='<div class="paywall"><h2>Subscribe to continue reading</h2><p>Get unlimited access from £1 a week.</p><a href="/subscribe">Subscribe now</a></div>',
    ),
)
page(
    "paywall-by-words",
    Kind.PAYWALL,
    article(
        STUB,
        after="<div class='wall'><p>This article is for subscribers only. Already a subscriber? <a href='/login'>Sign in</a></p></div>",
    ),
)
page(
    "paywall-cut-short",
    Kind.PAYWALL,
    article(
        [PARAGRAPHS[0], " ".join(PARAGRAPHS[1].split()[:12]) + "…"],
        after="<div class='gate'><p>To continue reading, register for free or log in.</p></div>",
    ),
)
page(
    "paywall-metered",
    Kind.PAYWALL,
    article(
        PARAGRAPHS[:1],
        after="<div><h3>You have reached your limit of 3 free articles this month.</h3><p>Choose a plan to read on.</p></div>",
    ),
)
page("paywall-word-count", Kind.PAYWALL, article(PARAGRAPHS[:4], head=ld(isAccessibleForFree="false", wordCount=1450)))
page(
    "paywall-german",
    Kind.PAYWALL,
    document(
        "<article><h1>Rat stimmt für das Sperrwerk</h1><p>Der Rat von Port Alder hat am Donnerstag für den Bau eines Sperrwerks gestimmt, nach neun Jahren Streit über den Schutz der Stadt.</p><p>Die Fischer fürchten, dass sie im Hafen bleiben müssen.</p><div class='paywall'><h2>Jetzt weiterlesen mit Tide Plus</h2><p>Nur für Abonnenten. Jetzt abonnieren und alle Artikel lesen.</p></div></article>",
        title="Rat stimmt für das Sperrwerk",
    ),
)
page(
    "paywall-402",
    Kind.PAYWALL,
    document("<h1>Payment required</h1><p>Subscribe to read.</p>", title="Payment required"),
    status=402,
)
page(
    "paywall-members",
    Kind.PAYWALL,
    article(
        STUB,
        og="article",
        after="<section><h2>The rest of this story is for members.</h2><p>Join us for £4 a month and unlock the full article.</p><p>Are you a member? Log in</p></section>",
    ),
)

# ---- consent walls ------------------------------------------------------------------------------------------------

page(
    "consent-page",
    Kind.CONSENT,
    document(
        "<h1>Before you continue</h1><p>We and our partners store and/or access information on a device, such as cookies, and process personal data for personalised ads and content.</p><p>With your consent we and our 734 partners may use precise geolocation data. You may change your choices at any time in our privacy policy. Some vendors process your personal data on the basis of legitimate interest.</p><form><button>Accept all</button><button>Reject all</button><button>Manage options</button></form>",
        title="We value your privacy",
        og="website",
        nav=False,
        aside=False,
    ),
)
page(
    "consent-overlay-only",
    Kind.CONSENT,
    f"<!doctype html><html><head><title>{TITLE}</title></head><body><div id='sp_message_container_1'><h2>We value your privacy</h2><p>We and our 734 partners use cookies and similar technologies to store and access personal data, show personalised ads and measure what you read. You can accept or refuse.</p><button>Accept all</button></div></body></html>",
)
page(
    "consent-german",
    Kind.CONSENT,
    "<!doctype html><html lang=de><head><title>Zustimmung erforderlich</title></head><body><h1>Mit Werbung weiterlesen</h1><p>Besuchen Sie uns wie gewohnt mit Werbung und Tracking. Details in der Datenschutzerklärung.</p><p>Ihre Zustimmung ist jederzeit widerrufbar. Wir und unsere bis zu 180 Partner verarbeiten personenbezogene Daten, zum Beispiel durch Cookies.</p><button>Akzeptieren und weiter</button><p>Pur-Abo für 3,99 Euro im Monat ohne Werbung und Tracking.</p></body></html>",
)
page(
    "consent-redirect", Kind.CONSENT, headers={"Location": "/consent/privacy-gate?return=/consent-redirect"}, status=302
)
page(
    "consent-gate",
    Kind.CONSENT,
    "<!doctype html><html><head><title>The Port Alder Tide</title></head><body><h1>Your privacy choices</h1><p>Please choose how we may use cookies and your data before you go on to the site.</p><button>Agree</button><button>Disagree</button></body></html>",
    path="/consent/privacy-gate",
)
page(
    "consent-long",
    Kind.CONSENT,
    document(
        "<h1>Your privacy is important to us</h1>"
        + paragraphs(
            [
                f"We and our partners process personal data such as your IP address and cookies for purpose {i}: personalised advertising, measurement, audience research and the development of services. You may give or refuse consent to our vendors here."
                for i in range(1, 12)
            ]
        )
        + "<button>Accept all cookies</button>",
        title="Privacy settings",
        og="website",
        nav=False,
        aside=False,
    ),
)
page(
    "consent-french",
    Kind.CONSENT,
    "<!doctype html><html lang=fr><head><title>Le respect de votre vie privée</title></head><body><h1>Le respect de votre vie privée est notre priorité</h1><p>Nous et nos partenaires stockons et accédons à des informations sur votre appareil, comme les cookies, avec votre consentement, pour des publicités personnalisées.</p><button>Tout accepter</button><button>Tout refuser</button></body></html>",
)

# ---- listings -----------------------------------------------------------------------------------------------------

_CARDS = "".join(
    f"<article class='card'><h3><a href='/news/{i}'>{t}</a></h3><p>{p}</p><time>19 Nov</time></article>"
    for i, (t, p) in enumerate(
        zip(
            [
                "Ferry crews call off the Friday strike",
                "School roof to be mended by winter",
                "Lost seal pup found in a car park",
                "Market traders win a year’s delay",
                "Rugby club signs a new hooker",
                "Bakery wins the county pie prize",
                "Council to plant 400 street trees",
                "Night bus returns to the quays",
                "Swimmers warned of a strong ebb",
                "Choir sings for the lifeboat",
            ],
            [
                "Talks went on until four in the morning before both sides shook hands on a deal.",
                "Builders will start on Monday and work through the holidays, the head teacher said.",
                "A shopper heard it crying under a van and rang the sanctuary, which sent two helpers.",
                "The council’s landlord has agreed to put off the rise that was due in January.",
                "The player comes from the valley and has two caps for the under-20 side.",
                "Judges praised the crust, the gravy and the nerve of the filling.",
                "Limes and maples will go into the streets that lost elms to disease.",
                "The last bus will leave the town hall at ten past one on Fridays and Saturdays.",
                "The coastguard was called out four times in a week at the north beach.",
                "The evening raised £2,100 for a new engine.",
            ],
            strict=True,
        )
    )
)
page(
    "home",
    Kind.LISTING,
    document(
        f"<section>{_CARDS}</section>", title="The Port Alder Tide: news from the harbour", og="website", aside=False
    ),
    path="/",
)
page(
    "section",
    Kind.LISTING,
    document(
        f"<h1>Business</h1><section>{_CARDS}</section><a href='?page=2'>More stories</a>",
        title="Business news",
        og="website",
    ),
    path="/business/",
)
page(
    "tag",
    Kind.LISTING,
    document(
        f"<h1>Flood barrier</h1><p>All our stories on the flood barrier.</p>{_CARDS}",
        title="Flood barrier",
        og="website",
    ),
    path="/tag/flood-barrier",
)
page(
    "author-page",
    Kind.LISTING,
    document(
        f"<h1>Nadia Ferreira</h1><p>Nadia Ferreira is the Tide’s political correspondent. She has covered the council since 2014 and won the county press prize for her reports on the harbour dues.</p>{_CARDS}",
        title="Articles by Nadia Ferreira",
        og="profile",
    ),
    path="/author/nadia-ferreira",
)
page(
    "search",
    Kind.LISTING,
    document(
        "<h1>Search results for “barrier”</h1><form><input name=q value=barrier></form><ol>"
        + "".join(
            f"<li><a href='/news/{i}'>Barrier story number {i} of the search</a> <p>… the barrier was voted on in the year {2000 + i} and again …</p></li>"
            for i in range(12)
        )
        + "</ol>",
        title="Search results",
        og="website",
    ),
    path="/search?q=barrier",
)
page(
    "collection-json-ld",
    Kind.LISTING,
    document(
        f"<h1>Latest</h1>{_CARDS}",
        title="Latest news",
        og="website",
        head='<script type="application/ld+json">{"@context":"https://schema.org","@type":"CollectionPage","mainEntity":{"@type":"ItemList","itemListElement":[{"@type":"ListItem","position":1,"url":"/news/1"}]}}</script>',
    ),
)
page(
    "links-only",
    Kind.LISTING,
    "<html><head><title>The Port Alder Tide</title></head><body><h1>The Port Alder Tide</h1><ul>"
    + "".join(
        f"<li><a href='/n/{i}'>A headline with a fair number of words in it, the {i}th of the day</a></li>"
        for i in range(40)
    )
    + "</ul></body></html>",
    path="/index.html",
)
page(
    "archive-month",
    Kind.LISTING,
    document(
        "<h1>November 2026</h1><ul>"
        + "".join(
            f"<li>{d} Nov: <a href='/news/{d}'>What the council decided on the {d}th of the month</a></li>"
            for d in range(1, 25)
        )
        + "</ul>",
        title="Archive: November 2026",
        og="website",
    ),
    path="/archive/2026/11/",
)

# ---- pages that run in a browser only -----------------------------------------------------------------------------

page(
    "js-root",
    Kind.JS_ONLY,
    "<!doctype html><html><head><title>The Port Alder Tide</title></head><body><noscript>You need to enable JavaScript to run this app.</noscript><div id='root'></div><script src='/static/js/main.8c2.js'></script></body></html>",
    path="/news/js-root",
)
page(
    "js-next",
    Kind.JS_ONLY,
    f"<!doctype html><html><head><title>{TITLE}</title></head><body><div id='__next'></div><script id='__NEXT_DATA__' type='application/json'>{{\"props\":{{}}}}</script><script src='/_next/x.js'></script></body></html>",
    path="/news/js-next",
)
page(
    "js-loading",
    Kind.JS_ONLY,
    f"<!doctype html><html><head><title>{TITLE}</title></head><body><div id='app'><p>Loading…</p></div><script src='/app.js'></script></body></html>",
    path="/news/js-loading",
)
page(
    "js-notice",
    Kind.JS_ONLY,
    f"<!doctype html><html><head><title>{TITLE}</title></head><body><p>This site requires JavaScript. Please turn on JavaScript in your browser and reload the page to read this story.</p><script src='/app.js'></script></body></html>",
    path="/news/js-notice",
)

# ---- not there ----------------------------------------------------------------------------------------------------

page("status-404", Kind.NOT_FOUND, document("<h1>Page not found</h1>", title="404"), status=404)
page(
    "soft-404",
    Kind.NOT_FOUND,
    document(
        "<h1>Page not found</h1><p>Sorry, we can’t find the page you are looking for. It may have moved. Try a search, or go to our front page.</p>",
        title="Page not found",
        og="website",
    ),
)
page(
    "soft-404-oops",
    Kind.NOT_FOUND,
    document(
        "<h1>Oops!</h1><p>That page doesn’t exist any more, or never did. Here is the news of the day instead.</p>",
        title="404 error",
        og="website",
    ),
)
page("status-410", Kind.GONE, "gone", status=410)
page(
    "soft-gone",
    Kind.GONE,
    document(
        "<h1>This article has been removed</h1><p>It is no longer available on our site for legal or editorial reasons.</p>",
        title="Article removed",
        og="website",
    ),
)

# ---- not for us ---------------------------------------------------------------------------------------------------

page(
    "status-401",
    Kind.FORBIDDEN,
    "<h1>Unauthorized</h1>",
    status=401,
    headers={"WWW-Authenticate": "Basic"},
    cause="login",
)
page(
    "status-403",
    Kind.FORBIDDEN,
    "<html><head><title>403 Forbidden</title></head><body><h1>Forbidden</h1><p>You don’t have permission to access this resource.</p></body></html>",
    status=403,
)
page(
    "login",
    Kind.FORBIDDEN,
    document(
        "<h1>Sign in</h1><form><label>E-mail</label><input name=e><label>Password</label><input type=password name=p><button>Sign in</button></form><p>Forgot your password?</p><p>Create an account</p>",
        title="Sign in",
        og="website",
    ),
    cause="login",
)
page(
    "access-denied-200",
    Kind.FORBIDDEN,
    "<html><head><title>Access Denied</title></head><body><h1>Access Denied</h1><p>You don’t have permission to access this page on this server.</p><p>Reference #18.2d3e.1763</p></body></html>",
)
page("status-451", Kind.BLOCKED, "<h1>Unavailable for legal reasons</h1>", status=451, cause="legal")
page(
    "bot-check-503",
    Kind.BLOCKED,
    "<!doctype html><html><head><title>Just a moment...</title></head><body><div id='cf-wrapper'><h1>Checking your browser before accessing tide.example</h1><p>This process is automatic. Your browser will redirect shortly.</p><div id='challenge-form'></div></div><script src='/cdn-cgi/challenge-platform/h/b/orchestrate.js'></script></body></html>",
    status=503,
    cause="bots",
)
page(
    "bot-check-403",
    Kind.BLOCKED,
    "<!doctype html><html><head><title>Attention Required! | Cloudflare</title></head><body><h1>Sorry, you have been blocked</h1><p>You are unable to access tide.example. Cloudflare Ray ID: 7d2</p></body></html>",
    status=403,
    cause="bots",
)
page(
    "bot-check-200",
    Kind.BLOCKED,
    "<!doctype html><html><head><title>Are you a robot?</title></head><body><h1>Please verify you are a human</h1><p>We have detected unusual activity from your network. Click the box below to go on.</p><div class='g-recaptcha'></div></body></html>",
    cause="bots",
)
page(
    "bot-check-captcha",
    Kind.BLOCKED,
    "<html><head><title>tide.example</title></head><body><p id='cmsg'>Please enable JS and disable any ad blocker</p><script src='https://ct.captcha-delivery.com/c.js'></script></body></html>",
    status=403,
    cause="bots",
)
page(
    "region",
    Kind.BLOCKED,
    document(
        "<h1>Unavailable in your region</h1><p>We recognise you are attempting to access this website from a country in the European Economic Area, including the EU, and therefore cannot grant you access at this time.</p>",
        title="Unavailable",
        og="website",
        nav=False,
        aside=False,
    ),
    cause="region",
)

# ---- the server's own trouble -------------------------------------------------------------------------------------

page("status-429", Kind.SERVER_ERROR, "slow down", status=429, headers={"Retry-After": "120"}, cause="busy")
page("status-500", Kind.SERVER_ERROR, "<h1>Internal Server Error</h1>", status=500)
page("status-502", Kind.SERVER_ERROR, "<h1>Bad gateway</h1>", status=502)
page("status-503", Kind.SERVER_ERROR, "<h1>Down for maintenance</h1>", status=503, headers={"Retry-After": "3600"})
page("status-504", Kind.SERVER_ERROR, "", status=504)

# ---- ways round ---------------------------------------------------------------------------------------------------

page("redirect", A, status=301, headers={"Location": "/plain"}, holds=LAST_WORDS)
page("redirect-relative-to-query", A, status=302, headers={"Location": "plain?from=short#top"}, holds=LAST_WORDS)
page("redirect-loop", Kind.REDIRECT_LOOP, status=302, headers={"Location": "/redirect-loop"})
page("redirect-pair", Kind.REDIRECT_LOOP, status=302, headers={"Location": "/redirect-pair-b"})
page("redirect-pair-b", Kind.REDIRECT_LOOP, status=307, headers={"Location": "/redirect-pair"})
page(
    "refresh",
    A,
    '<html><head><meta http-equiv="refresh" content="0; url=/plain"></head><body>One moment</body></html>',
    holds=LAST_WORDS,
)
page(
    "refresh-quoted",
    A,
    "<html><head><META HTTP-EQUIV='Refresh' CONTENT=\"1;URL='/plain'\"></head><body></body></html>",
    holds=LAST_WORDS,
)
page("refresh-to-itself", A, article(head='<meta http-equiv="refresh" content="300">'), holds=LAST_WORDS)
page(
    "refresh-inside",
    Kind.UNSAFE,
    '<html><head><meta http-equiv="refresh" content="0; url=http://127.0.0.1:9/"></head></html>',
)
page("redirect-inside", Kind.UNSAFE, status=302, headers={"Location": "http://169.254.169.254/latest/meta-data/"})
page("redirect-to-a-file", Kind.UNSAFE, status=302, headers={"Location": "file:///etc/passwd"})


def _cookie_wall(handler: BaseHTTPRequestHandler) -> None:
    """Sends round until the cookie comes back, as many sites do on a first visit."""
    if "seen=1" in handler.headers.get("Cookie", ""):
        _send(handler, 200, article().encode(), {"Content-Type": "text/html"})
    else:
        _send(handler, 302, b"", {"Location": handler.path, "Set-Cookie": "seen=1; Path=/"})


def _cookie_loop(handler: BaseHTTPRequestHandler) -> None:
    """Sends round for ever, with another cookie each time."""
    count = handler.headers.get("Cookie", "").count("x") + 1
    _send(handler, 302, b"", {"Location": handler.path, "Set-Cookie": f"n={'x' * count}; Path=/"})


def _hops(handler: BaseHTTPRequestHandler) -> None:
    """Five redirects, then the article: as far as is followed."""
    left = int(handler.path.rpartition("=")[2]) if "=" in handler.path else 5
    if left:
        _send(handler, 302, b"", {"Location": f"/five-hops?left={left - 1}"})
    else:
        _send(handler, 200, article().encode(), {"Content-Type": "text/html"})


def _endless_hops(handler: BaseHTTPRequestHandler) -> None:
    number = int(handler.path.rpartition("=")[2]) if "=" in handler.path else 0
    _send(handler, 302, b"", {"Location": f"/endless-hops?n={number + 1}"})


page("cookie-wall", A, handle=_cookie_wall, holds=LAST_WORDS)
page("cookie-loop", Kind.REDIRECT_LOOP, handle=_cookie_loop)
page("five-hops", A, handle=_hops, holds=LAST_WORDS)
page("endless-hops", Kind.REDIRECT_LOOP, handle=_endless_hops)

# ---- too much, too slow -------------------------------------------------------------------------------------------


def _drip(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then: never done, never idle for long."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    stop = handler.server.stopping  # type: ignore[attr-defined]
    while not stop.wait(0.05):
        handler.wfile.write(b"x")


def _drip_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    stop = handler.server.stopping  # type: ignore[attr-defined]
    while not stop.wait(0.05):
        handler.wfile.write(b"x")


def _silence(handler: BaseHTTPRequestHandler) -> None:
    handler.server.stopping.wait()  # type: ignore[attr-defined]


def _bomb(handler: BaseHTTPRequestHandler) -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    body = b"".join(packer.compress(b"\0" * (1 << 20)) for _ in range(30)) + packer.flush()
    _send(handler, 200, body, {"Content-Type": "text/html", "Content-Encoding": "gzip"})


def _endless(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while not handler.server.stopping.is_set():  # type: ignore[attr-defined]
        handler.wfile.write(b"<p>again and again</p>" * 3000)


def _broken_off(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Content-Length", "500000")
    handler.end_headers()
    handler.wfile.write(article().encode()[:900])


def _rubbish(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"\x00\x01\x02 this is no HTTP\r\n\r\n")


page("slow-body", Kind.SLOW, handle=_drip)
page("slow-headers", Kind.SLOW, handle=_drip_headers)
page("silence", Kind.SLOW, handle=_silence)
page(
    "twelve-megabytes",
    Kind.TOO_LARGE,
    document(f"<h1>{TITLE}</h1>" + paragraphs() * (12_000_000 // len(paragraphs().encode()) + 1)),
)
page("bomb", Kind.TOO_LARGE, handle=_bomb)
page("endless", Kind.TOO_LARGE, handle=_endless)
page("broken-off", Kind.ERROR, handle=_broken_off, cause="connection")
page("no-http", Kind.ERROR, handle=_rubbish, cause="connection")

# ---- other things than pages --------------------------------------------------------------------------------------

page("picture", Kind.NOT_HTML, b"\x89PNG\r\n\x1a\n" + bytes(200), content_type="image/png", cause="picture")
page("picture-called-html", Kind.NOT_HTML, b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)), cause="picture")
page(
    "json", Kind.NOT_HTML, json.dumps({"headline": TITLE, "body": STORY}), content_type="application/json", cause="data"
)
page(
    "feed",
    Kind.NOT_HTML,
    f'<?xml version="1.0"?><rss version="2.0"><channel><title>Tide</title><item><title>{TITLE}</title><description>x</description></item></channel></rss>',
    content_type="application/rss+xml",
    cause="data",
)
page(
    "style-sheet",
    Kind.NOT_HTML,
    ".masthead {\n  color: navy;\n  margin: 0 auto;\n}\n\n.article-body p {\n  line-height: 1.5;\n  max-width: 40em;\n}\n"
    * 6,
    content_type="text/css",
    cause="data",
)
page(
    "table-of-values",
    Kind.NOT_HTML,
    "ward,votes for,votes against,turnout\n" + "".join(f"Ward {i},{i * 31},{i * 26},{i}.5\n" for i in range(40)),
    content_type="text/csv",
    cause="data",
)
page("text-of-two-words", Kind.EMPTY, "All fine.", content_type="text/plain")
page("zip", Kind.NOT_HTML, b"PK\x05\x06" + bytes(18), content_type="application/zip")
page("mp4", Kind.NOT_HTML, b"\x00\x00\x00\x18ftypmp42" + bytes(64), content_type="video/mp4", cause="media")
page("binary", Kind.NOT_HTML, bytes(range(256)) * 8, content_type="application/octet-stream")
page("pdf-damaged", Kind.PDF, b"%PDF-1.7\nthis is not a PDF after all", content_type="text/html")
page("empty", Kind.EMPTY, b"")
page("empty-page", Kind.EMPTY, "<html><head><title></title></head><body></body></html>", path="/news/empty-page")
page(
    "one-line",
    Kind.EMPTY,
    "<html><head><title>Test</title></head><body><p>Hello, world.</p></body></html>",
    path="/news/one-line",
)
page("no-content", Kind.EMPTY, b"", status=204)
page(
    "video-og",
    Kind.VIDEO,
    document(
        "<h1>Watch: the vote in ninety seconds</h1><video controls src='/v.mp4'></video><p>How the council voted on the flood barrier, and what was said in the gallery, in a minute and a half.</p>",
        title="Watch: the vote in ninety seconds",
        og="video.other",
    ),
    path="/video/1842",
)
page(
    "video-json-ld",
    Kind.VIDEO,
    document(
        "<h1>The vote in ninety seconds</h1><iframe src='https://player.example/embed/1'></iframe><p>Our reporter was in the chamber.</p>",
        title="The vote in ninety seconds",
        og="website",
        head='<script type="application/ld+json">{"@context":"https://schema.org","@type":"VideoObject","name":"The vote","description":"The vote in ninety seconds","uploadDate":"2026-11-19"}</script>',
    ),
)


# ---- what is easily taken for something else ----------------------------------------------------------------------

page(
    "opinion-on-consent",
    A,
    document(
        "<article><h1>Why I changed my mind on cookies and consent</h1>"
        + paragraphs(
            [
                f"{p} I consent to cookies every day, and click through privacy policy after privacy policy."
                for p in PARAGRAPHS[:6]
            ]
        )
        + "</article>",
        title="Why I changed my mind on cookies and consent",
        og="website",
    ),
    holds="stand in Quay Street",
)
page(
    "article-on-a-paywall",
    A,
    document(
        "<article><h1>Paper drops its paywall</h1>"
        + paragraphs(
            [f"{p} Readers no longer need to subscribe to read the news, the publisher said." for p in PARAGRAPHS[:3]]
        )
        + "</article>",
        title="Paper drops its paywall",
    ),
    holds="no longer need to subscribe",
)
page(
    "paid-text-within-the-wall",
    A,
    document(
        f"<article><h1>{TITLE}</h1><div class='paywall'>{paragraphs(PARAGRAPHS[:6])}</div></article>",
        head=ld(
            isAccessibleForFree=False,
            hasPart={"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paywall"},
        ),
    ),
    holds="stand in Quay Street",
)
page(
    "refrain",
    A,
    document(
        "<article><h1>The ferryman’s song</h1>"
        + paragraphs(
            [
                "The boat goes out and the boat comes in, and the river takes its toll from everyone.",
                *PARAGRAPHS[1:5],
                "The boat goes out and the boat comes in, and the river takes its toll from everyone.",
            ]
        )
        + "</article>",
        title="The ferryman’s song",
    ),
    holds="takes its toll",
)
page(
    "japanese",
    A,
    document(
        "<article><h1>市議会が予算案を可決</h1>"
        + "".join(
            f"<p>市議会は{d}曜日、深夜まで続いた討論の末に新しい予算案を可決した。市長は「私たちは耳を傾け、方針を変えた」と記者団に語った。</p>"
            for d in "火水木金"
        )
        + "</article>",
        title="市議会が予算案を可決",
    ),
    holds="方針を変えた",
)
page(
    "shift-jis",
    A,
    (
        "<html><head><meta charset='shift_jis'><title>市議会が予算案を可決</title></head><body><h1>市議会が予算案を可決</h1>"
        + "".join(
            f"<p>市議会は{d}曜日、深夜まで続いた討論の末に新しい予算案を可決した。市長は「私たちは耳を傾け、方針を変えた」と語った。</p>"
            for d in "火水木金"
        )
    ).encode("shift_jis"),
    content_type="text/html",
    holds="方針を変えた",
)
page(
    "cyrillic-by-header",
    A,
    (
        "<html><head><title>Совет одобрил бюджет</title></head><body><h1>Совет одобрил бюджет</h1>"
        + "".join(
            f"<p>Городской совет в {y} году одобрил новый бюджет после дебатов, которые продолжались за полночь. «Мы услышали», — сказала мэр.</p>"
            for y in range(2020, 2025)
        )
    ).encode("cp1251"),
    content_type="text/html; charset=windows-1251",
    holds="Мы услышали",
)
page(
    "cyrillic-under-a-false-flag",
    A,
    (
        "<html><head><meta charset='utf-8'><title>Совет одобрил бюджет</title></head><body><h1>Совет одобрил бюджет</h1>"
        + "".join(
            f"<p>Городской совет в {y} году одобрил новый бюджет после дебатов, которые продолжались за полночь. «Мы услышали», — сказала мэр.</p>"
            for y in range(2020, 2025)
        )
    ).encode("cp1251"),
    content_type="text/html",
    holds="Мы услышали",
)
page(
    "front-of-bare-links",
    Kind.LISTING,
    "<html><head><title>The Port Alder Tide - News, Sport, Weather</title></head><body><a href=/a>News</a><br>"
    + "".join(f"<a href='/n/{i}'>{html.escape(p)}</a><br>" for i, p in enumerate(PARAGRAPHS))
    + "</body></html>",
    path="/front-of-bare-links",
)
page(
    "missing-with-teasers",
    Kind.NOT_FOUND,
    document(
        "<h1>Sorry, this page could not be found</h1><p>You may like these stories:</p>" + _CARDS,
        og="website",
        title="Page not found",
    ),
)
page(
    "paywall-continue-reading",
    Kind.PAYWALL,
    article(
        STUB,
        after="<div class='offer'><h3>Continue reading with a Tide subscription</h3><p>£1 for six months. Cancel any time.</p></div>",
    ),
)
page(
    "maintenance",
    Kind.SERVER_ERROR,
    document(
        "<h1>We’ll be back soon</h1><p>The Tide is down for scheduled maintenance. Please try again in a few minutes.</p>",
        title="Maintenance",
        og="website",
        aside=False,
    ),
)
page(
    "script-redirect",
    Kind.JS_ONLY,
    "<html><head><title>Tide</title></head><body><script>window.location.replace('/elsewhere');</script></body></html>",
)
page(
    "refresh-round",
    Kind.REDIRECT_LOOP,
    '<html><head><meta http-equiv="refresh" content="0;url=/refresh-round-b"></head><body><p>Redirecting</p></body></html>',
)
page(
    "refresh-round-b",
    Kind.REDIRECT_LOOP,
    '<html><head><meta http-equiv="refresh" content="0;url=/refresh-round"></head><body><p>Redirecting</p></body></html>',
)
page(
    "video-by-its-place",
    Kind.VIDEO,
    document(
        f"<h1>The vote in full</h1><div class='player'><video><source src='v.mp4'></video></div><p>{PARAGRAPHS[0][:150]}</p><h3>More videos</h3>"
        + "".join(f"<a href='/video/{i}'>Another video of the harbour, number {i}</a>" for i in range(8)),
        title="The vote in full",
        og="website",
    ),
    path="/video/vote-in-full",
)
page(
    "script-file",
    Kind.NOT_HTML,
    "function a(){\n  var x = 1;\n  return x;\n}\nwindow.onload = function(){\n  a();\n};\n" * 5,
    content_type="application/javascript",
    cause="data",
)
page(
    "svg",
    Kind.NOT_HTML,
    '<svg xmlns="http://www.w3.org/2000/svg"><text>Hello there, dear reader of this picture</text></svg>',
    content_type="image/svg+xml",
)


# ---- the server ---------------------------------------------------------------------------------------------------


def _send(handler: BaseHTTPRequestHandler, status: int, body: bytes, headers: dict[str, str]) -> None:
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name, value)
    handler.end_headers()
    if status not in (204, 304):
        handler.wfile.write(body)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        site: Site = self.server.site  # type: ignore[attr-defined]
        site.asked.append((self.path, dict(self.headers.items())))
        found = site.find(self.path)
        self.close_connection = True
        try:
            if found is None:
                _send(self, 404, b"", {})
            elif found.handle:
                found.handle(self)
            else:
                kind = {"Content-Type": found.content_type} if found.content_type else {}
                _send(self, found.status, found.body, {**kind, **found.headers})
        except OSError:  # the reader has had enough
            return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name in the base class
        """Silence."""


class Site:
    """The running server: where its pages are, and what was asked of it."""

    def __init__(self, pages: dict[str, Page], port: int) -> None:
        self.pages = pages
        self.port = port
        self.asked: list[tuple[str, dict[str, str]]] = []
        self._by_path = {(p.path or f"/{name}").partition("?")[0]: p for name, p in pages.items()}

    def find(self, path: str) -> Page | None:
        return self._by_path.get(path.partition("?")[0])

    def url(self, name: str) -> str:
        return f"http://127.0.0.1:{self.port}{self.pages[name].path or '/' + name}"

    @property
    def allow(self) -> frozenset[tuple[str, int]]:
        return frozenset({("127.0.0.1", self.port)})


@contextmanager
def serve(pages: dict[str, Page] | None = None) -> Iterator[Site]:
    """The site on a free local port, until the end of the block."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    server.stopping = threading.Event()  # type: ignore[attr-defined]
    server.site = site = Site(PAGES if pages is None else pages, server.server_address[1])  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.stopping.set()  # type: ignore[attr-defined]
        server.shutdown()
        server.server_close()
