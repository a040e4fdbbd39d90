"""What is easily taken for something else."""

# ruff: noqa: E501 - pages are data, and HTML has long lines

from __future__ import annotations

import html

from bot.ingest.types import Kind
from tests.unit.ingest.site.listings import CARDS
from tests.unit.ingest.site.newspaper import (
    PARAGRAPHS,
    STUB,
    TITLE,
    A,
    article,
    document,
    ld,
    page,
    paragraphs,
)

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
        "<h1>Sorry, this page could not be found</h1><p>You may like these stories:</p>" + CARDS,
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
