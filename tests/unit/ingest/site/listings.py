"""Home pages, sections and other lists of links."""

# ruff: noqa: E501 - pages are data, and HTML has long lines

from __future__ import annotations

from bot.ingest.types import Kind
from tests.unit.ingest.site.newspaper import (
    document,
    page,
)

CARDS = "".join(
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
        f"<section>{CARDS}</section>", title="The Port Alder Tide: news from the harbour", og="website", aside=False
    ),
    path="/",
)
page(
    "section",
    Kind.LISTING,
    document(
        f"<h1>Business</h1><section>{CARDS}</section><a href='?page=2'>More stories</a>",
        title="Business news",
        og="website",
    ),
    path="/business/",
)
page(
    "tag",
    Kind.LISTING,
    document(
        f"<h1>Flood barrier</h1><p>All our stories on the flood barrier.</p>{CARDS}",
        title="Flood barrier",
        og="website",
    ),
    path="/tag/flood-barrier",
)
page(
    "author-page",
    Kind.LISTING,
    document(
        f"<h1>Nadia Ferreira</h1><p>Nadia Ferreira is the Tide’s political correspondent. She has covered the council since 2014 and won the county press prize for her reports on the harbour dues.</p>{CARDS}",
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
        f"<h1>Latest</h1>{CARDS}",
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
