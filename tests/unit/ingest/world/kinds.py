"""Lists, videos, shells and galleries: (name, page, address)."""

# ruff: noqa: E501 - HTML has long lines

from __future__ import annotations

import json
from collections.abc import Iterator

from tests.unit.ingest.world.frames import ISO, frame, head
from tests.unit.ingest.world.texts import Tongue

Pages = Iterator[tuple[str, str, str]]
U = "https://tide.example/2026/02/most-abc"


def cards(t: Tongue, n: int = 8, long: bool = False, mk: int = 0) -> str:
    out = ""
    for i in range(n):
        p = t.story[i % 5] + (" " + t.story[(i + 1) % 5] if long else "")
        if mk == 0:
            out += f'<article class="teaser"><h2><a href="/s/{i}">{t.title} {i}</a></h2><p>{p}</p><time>{t.day}</time></article>'
        elif mk == 1:
            out += f'<div class="c"><a href="/s/{i}"><div><div class="t">{t.title} {i}</div><div class="d">{p}</div></div></a></div>'
        elif mk == 2:
            out += f'<li><a href="/s/{i}">{t.title} {i}</a> <span>{t.day}</span><p>{p}</p></li>'
        else:
            out += f'<tr><td><b><a href="/s/{i}">{t.title} {i}</a></b><br>{p}<hr></td></tr>'
    return {2: f"<ul>{out}</ul>", 3: f"<table>{out}</table>"}.get(mk, out)


def listing(t: Tongue, c: str) -> Pages:
    for mk in range(4):
        yield (
            f"section{mk}",
            frame(
                c,
                t.letter[0],
                f"<main><h1>{t.letter[0]}</h1>{cards(t, mk=mk)}</main>",
                '<meta property="og:type" content="website">',
            ),
            "https://tide.example/news/",
        )
        yield (
            f"long-wrongog{mk}",
            frame(
                c,
                t.letter[0],
                f"<main><h1>{t.letter[0]}</h1><p>{t.letter[1]}</p>{cards(t, 10, True, mk=mk)}</main>",
                '<meta property="og:type" content="article">',
            ),
            "https://tide.example/tag/x-y",
        )
        yield f"front{mk}", frame(c, "Aaa", f"<main>{cards(t, 12, mk=mk)}</main>", ""), "https://tide.example/"
    yield (
        "author",
        frame(
            c,
            t.author,
            f"<main><h1>{t.author}</h1><p>{t.story[0]} {t.story[1]}</p>{cards(t, 9)}</main>",
            '<meta property="og:type" content="profile">',
        ),
        "https://tide.example/x/ab",
    )
    yield (
        "search",
        frame(
            c,
            t.missing[0],
            f'<main><form action="/find"><input type="search" name="q" value="x"></form>{cards(t, 10, mk=1)}</main>',
            "",
        ),
        "https://tide.example/find?q=x",
    )
    yield (
        "titles",
        frame(
            c,
            t.letter[0],
            "<main><h1>"
            + t.letter[0]
            + "</h1>"
            + "".join(f'<h3><a href="/s/{i}">{t.title} {i}</a></h3>' for i in range(14))
            + "</main>",
            "",
        ),
        "https://tide.example/rubrik/a",
    )
    yield (
        "dossier",
        frame(
            c,
            t.letter[0],
            f"<main><h1>{t.letter[0]}</h1><p>{t.story[0]}</p><p>{t.story[1]}</p>{cards(t, 7)}</main>",
            '<meta property="og:type" content="article">',
        ),
        "https://tide.example/dossier/a",
    )


def video(t: Tongue, c: str) -> Pages:
    vo = (
        '<script type="application/ld+json">'
        + json.dumps(
            {
                "@type": "VideoObject",
                "name": t.title,
                "description": t.story[0],
                "uploadDate": ISO,
                "duration": "PT2M",
                "contentUrl": "/v.mp4",
            }
        )
        + "</script>"
    )
    yield (
        "ld",
        frame(
            c,
            t.title,
            f'<main><h1>{t.title}</h1><div class="player"><video src="/v.mp4"></video></div><p>{t.story[0]}</p></main>',
            vo,
        ),
        U,
    )
    yield (
        "og",
        frame(
            c,
            t.title,
            f'<main><h1>{t.title}</h1><iframe src="https://www.youtube.com/embed/x"></iframe><p>{t.story[0]}</p><p>{t.story[1]}</p></main>',
            '<meta property="og:type" content="video.other">',
        ),
        U,
    )
    yield (
        "tag",
        frame(
            c, t.title, f'<main><h1>{t.title}</h1><video controls src="/v.mp4"></video><p>{t.story[0]}</p></main>', ""
        ),
        "https://tide.example/video/a",
    )
    yield (
        "embed",
        frame(
            c,
            t.title,
            f'<main><h1>{t.title}</h1><div data-jw-id="x"><iframe src="https://cdn.example/player/1"></iframe></div><p>{t.letter[1]}</p></main>'
            + f"<section>{cards(t, 6, mk=1)}</section>",
            vo + head(t, og="video"),
        ),
        U,
    )
    yield (
        "ld-list",
        frame(
            c,
            t.title,
            f'<main><h1>{t.title}</h1><div class="vjs"><video></video></div><p>{t.story[0]}</p><ul>'
            + "".join(f'<li><a href="/v/{i}">{t.title} {i}</a> 02:1{i}</li>' for i in range(6))
            + "</ul></main>",
            vo,
        ),
        "https://tide.example/v/123",
    )


def shell(t: Tongue, c: str) -> Pages:
    yield "root", frame(c, t.title, '<div id="root"></div><script src="/a.js"></script>', head(t), bare=True), U
    yield (
        "next",
        frame(
            c,
            t.title,
            '<div id="__next"><div class="spinner"></div></div><script src="/_next/a.js"></script><noscript>x</noscript>',
            head(t),
            bare=True,
        ),
        U,
    )
    yield (
        "custom",
        frame(c, t.title, '<news-app></news-app><script type="module" src="/a.js"></script>', head(t), bare=True),
        U,
    )
    yield (
        "skeleton",
        frame(
            c,
            t.title,
            '<main><div class="skeleton"></div><div class="skeleton"></div></main><script src="/a.js"></script><script src="/b.js"></script>',
            head(t),
        ),
        U,
    )
    yield (
        "frame",
        frame(
            c,
            t.title,
            f'<main><h1>{t.title}</h1><div id="article-body" data-id="1"></div></main><script src="/a.js" defer></script><script src="/b.js" defer></script>',
            head(t),
        ),
        U,
    )
    yield (
        "noscript",
        frame(
            c,
            t.title,
            f'<div id="app"></div><noscript><strong>{t.check[1]} JavaScript.</strong></noscript><script src="/a.js"></script>',
            head(t),
            bare=True,
        ),
        U,
    )


def gallery(t: Tongue, c: str) -> Pages:
    yield (
        "gal",
        frame(
            c,
            t.title,
            f"<main><h1>{t.title}</h1>"
            + "".join(
                f'<figure><img src="/{i}.jpg"><figcaption>{t.story[i % 5]}</figcaption></figure>' for i in range(8)
            )
            + "</main>",
            '<script type="application/ld+json">{"@type":"ImageGallery"}</script>',
        ),
        "https://tide.example/foto/x",
    )
