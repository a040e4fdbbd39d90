"""More stubs, and more whole stories that look like one: (name, page, address)."""

# ruff: noqa: E501 - HTML has long lines

from __future__ import annotations

from tests.unit.ingest.world.frames import frame, head, ld, ps, story
from tests.unit.ingest.world.kinds import Pages, U, cards
from tests.unit.ingest.world.texts import Tongue


def stubs(t: Tongue, c: str) -> Pages:
    top, pitch, press, login = t.gate
    desc = f'<meta property="og:description" content="{t.story[0]} {t.story[1]} {t.story[2] if chr(34) not in t.story[2] else t.story[3]} {t.story[3]}">'
    cut = t.story[1][: len(t.story[1]) * 2 // 3].rstrip()
    yield (
        "cut-dots",
        frame(
            c, t.title, story(t, [t.story[0], cut + "…"], f'<div><p>{top}</p><a href="/z">{press}</a></div>'), head(t)
        ),
        U,
    )
    yield (
        "cut-desc",
        frame(
            c,
            t.title,
            story(t, [t.story[0], cut], f'<div><p>{top}</p><a href="/z">{press}</a></div>'),
            head(t, more=desc),
        ),
        U,
    )
    yield (
        "trunc-class",
        frame(
            c,
            t.title,
            story(t, t.story[:2], f"<div><p>{top}</p><button>{press}</button></div>").replace(
                "entry-content", "entry-content truncated"
            ),
            head(t),
        ),
        U,
    )
    yield (
        "minutes",
        frame(
            c,
            t.title,
            story(t, t.story[:2], f'<div><p>{top}</p><a class="btn" href="/z">{press}</a></div>'),
            head(t, more='<meta name="twitter:label2" content="x"><meta name="twitter:data2" content="7 min">'),
        ),
        U,
    )
    yield (
        "dialog-el",
        frame(
            c,
            t.title,
            story(t, t.story[:2])
            + f'<dialog open class="offer"><h2>{top}</h2><p>{pitch}</p><a href="/subscribe">{press}</a><a href="/login">{login}</a></dialog>',
            head(t),
        ),
        U,
    )
    yield (
        "overlay",
        frame(
            c,
            t.title,
            story(t, t.story[:2])
            + f'<div class="modal paywall-modal" role="dialog"><h2>{top}</h2><p>{pitch}</p><a href="/subscribe">{press}</a></div>',
            head(t),
        ),
        U,
    )
    yield (
        "after-share",
        frame(
            c,
            t.title,
            story(
                t,
                t.story[:2],
                f'<div class="share"><a href="https://facebook.com/x">f</a></div><div class="pw"><h3>{top}</h3><p>{pitch}</p><a href="/abo/digital">{press}</a></div>',
            ),
            head(t),
        ),
        U,
    )
    yield (
        "related-below",
        frame(
            c,
            t.title,
            story(
                t,
                t.story[:2],
                f'<div class="z"><h3>{top}</h3><p>{pitch}</p><a href="/offer">{press}</a></div><section class="rel">{cards(t, 6, mk=1)}</section>',
            ),
            head(t),
        ),
        U,
    )
    yield (
        "iframe-offer",
        frame(
            c,
            t.title,
            story(
                t,
                t.story[:2],
                '<div class="tp-container-inner"><iframe src="https://buy.tinypass.com/checkout/template/show?x=1"></iframe></div>',
            ),
            head(t),
        ),
        U,
    )
    yield (
        "percent",
        frame(
            c,
            t.title,
            story(t, t.story[:2], f'<p class="reste">{top} 78 %</p><div><p>{pitch}</p><button>{press}</button></div>'),
            head(t),
        ),
        U,
    )
    yield "ld-false-only", frame(c, t.title, story(t, t.story[:2]), head(t) + ld(t, isAccessibleForFree=False)), U
    yield (
        "ld-cut-body",
        frame(
            c,
            t.title,
            story(t, t.story[:2], f'<div><h4>{top}</h4><p>{pitch}</p><a href="/j">{press}</a></div>'),
            head(t) + ld(t, articleBody=" ".join(t.story[:2])[:100] + "...", isAccessibleForFree=False),
        ),
        U,
    )
    yield (
        "blurred",
        frame(
            c,
            t.title,
            story(
                t,
                t.story[:2],
                f'<div class="blur-sm" aria-hidden="true"><p>Lorem ipsum dolor sit amet consectetur adipiscing elit sed do.</p></div><div><p>{top}</p><a class="btn" href="/z">{press}</a></div>',
            ),
            head(t),
        ),
        U,
    )
    yield (
        "svg-lock",
        frame(
            c,
            t.title,
            story(
                t,
                t.story[:2],
                f'<div class="z"><svg class="icon icon-lock"></svg><p>{top}</p><a href="/z">{press}</a></div>',
            ),
            head(t),
        ),
        U,
    )
    yield (
        "regform",
        frame(
            c,
            t.title,
            story(
                t,
                t.story[:2],
                f'<div class="reg"><p>{top}</p><form action="/registration" method="post"><input type="email" name="email"><button>{press}</button></form><p><a href="/login">{login}</a></p></div>',
            ),
            head(t),
        ),
        U,
    )


def wholes(t: Tongue, c: str) -> Pages:
    top, pitch, press, login = t.gate
    yield (
        "paid-full-part",
        frame(
            c,
            t.title,
            story(t, t.story).replace("entry-content", "entry-content paywall"),
            head(t)
            + ld(
                t,
                isAccessibleForFree=False,
                hasPart={"@type": "WebPageElement", "isAccessibleForFree": False, "cssSelector": ".paywall"},
            ),
        ),
        U,
    )
    yield (
        "consent-over",
        frame(
            c,
            t.title,
            f'<div class="cmp" role="dialog" aria-modal="true"><h2>{t.consent[0]}</h2><p>{t.consent[1]}</p><p>{t.consent[2]}</p><button>{t.consent[3]}</button><button>{t.consent[4]}</button></div>'
            + story(t, t.story),
            head(t),
        ),
        U,
    )
    yield (
        "letter-modal",
        frame(
            c,
            t.title,
            story(t, t.story)
            + f'<div class="modal newsletter-popup"><h3>{t.letter[0]}</h3><p>{t.letter[1]}</p><form><input type="email"><button>{t.letter[2]}</button></form></div>',
            head(t),
        ),
        U,
    )
    yield (
        "header-sub",
        frame(
            c,
            t.title,
            f'<div class="top"><a class="btn" href="/subscribe">{press}</a><a href="/login">{login}</a></div>'
            + story(t, t.story),
            head(t),
        ),
        U,
    )
    yield (
        "mid-promo",
        frame(
            c,
            t.title,
            story(t, [t.story[0], t.story[1]], "").replace(
                "</div></article>",
                f'<div class="promo"><h4>{top}</h4><p>{pitch}</p><a href="/subscribe">{press}</a></div>{ps(t.story[2:])}</div></article>',
            ),
            head(t),
        ),
        U,
    )
    yield "nometa", frame(c, t.title, story(t, t.story, make="css"), ""), U
    yield (
        "amp",
        frame(
            c,
            t.title,
            f'<amp-consent id="c" layout="nodisplay"><div id="ui"><p>{t.consent[1]}</p><button on="tap:c.accept">{t.consent[3]}</button></div></amp-consent>'
            + story(t, t.story)
            + "<amp-ad></amp-ad>",
            head(t) + ld(t),
        ).replace("<html", "<html amp"),
        U,
    )
    yield (
        "video-art",
        frame(
            c,
            t.title,
            story(t, t.story).replace(
                '<div class="entry-content">',
                '<div class="entry-content"><iframe src="https://www.youtube.com/embed/x"></iframe>',
            ),
            head(t),
        ),
        U,
    )
    yield (
        "captcha-comments",
        frame(
            c,
            t.title,
            story(
                t,
                t.story,
                '<div class="g-recaptcha"></div><form id="commentform"><textarea></textarea><input type="email" name="email"><button>ok</button></form>',
            ),
            head(t),
        ),
        U,
    )
