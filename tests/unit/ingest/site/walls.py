"""Paywalls, consent walls, and pages that run in a browser only."""

# ruff: noqa: E501 - pages are data, and HTML has long lines

from __future__ import annotations

from bot.ingest.types import Kind
from tests.unit.ingest.site.newspaper import (
    PARAGRAPHS,
    STUB,
    TITLE,
    article,
    document,
    ld,
    page,
    paragraphs,
)

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
page(
    "grey-bars",
    Kind.JS_ONLY,
    '<html lang="en"><head><title>Bakery on the pier | The Port Alder Tide</title></head><body><header><a href="/">The Tide</a>'
    '<a href="/about">About us</a><a href="/give">Support us</a></header><main><div class="story skeleton" aria-busy="true">'
    "<i></i><i></i><i></i></div></main><footer>© The Port Alder Tide. Reprints with our leave.</footer>"
    '<script type="module">import("/app/start.js").then(k=>k.start())</script></body></html>',
)
page(
    "short-story-in-data",
    Kind.ARTICLE,
    "<html><head><title>"
    + TITLE
    + "</title>"
    + ld(articleBody="<p>" + "</p><p>".join(PARAGRAPHS[:2]) + "</p>")
    + '</head><body><noscript>Please turn on JavaScript.</noscript><div id="app"></div><script src="/app.js"></script></body></html>',
    holds=PARAGRAPHS[1].split(".")[0],
)
