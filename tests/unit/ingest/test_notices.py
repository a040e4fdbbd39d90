"""Notices are told by how they speak, in many languages; what looks like a story is read whatever it is about."""

# ruff: noqa: E501 - HTML has long lines

from __future__ import annotations

import pytest

from bot.ingest.controls import is_interposed
from bot.ingest.outcomes import NoArticle
from bot.ingest.page import read_page
from bot.ingest.reader import Reader
from bot.ingest.types import ArticleText, Kind
from tests.unit.ingest.making import ld, page
from tests.unit.ingest.site import PARAGRAPHS, paragraphs


def kind_of(body: str, title: str, head: str = "", url: str = "https://tide.example/n/18") -> Kind:
    return Reader(languages=None).read_page(page(body, head, title=title), url).kind


@pytest.mark.parametrize(
    ("body", "title", "kinds"),
    [
        ("<h1>Well, this is awkward</h1><p>The link you followed leads nowhere. <a href='/'>Home</a></p>", "Awkward", {Kind.NOT_FOUND}),
        ("<h1>Huch!</h1><p>Diese Meldung haben wir leider nicht mehr.</p>", "Huch", {Kind.NOT_FOUND}),
        ("<h1>Aïe</h1><p>L’adresse que vous avez saisie n’existe plus chez nous.</p>", "Aïe", {Kind.NOT_FOUND}),
        ("<h1>Vaya</h1><p>No encontramos la noticia que buscas. Puede que el enlace esté roto.</p>", "Vaya", {Kind.NOT_FOUND}),
        ("<h1>Ops</h1><p>Il contenuto che cerchi non è più qui.</p>", "Ops", {Kind.NOT_FOUND}),
        ("<h1>Hoppsan</h1><p>Sidan finns inte längre på vår webbplats, eller så har adressen flyttats.</p>", "Hoppsan", {Kind.NOT_FOUND}),
        ("<h1>O nie</h1><p>Strona, której szukasz, nie istnieje.</p>", "O nie", {Kind.NOT_FOUND}),
        ("<h1>お探しのページ</h1><p>お探しのページは見つかりませんでした。URLをご確認ください。</p>", "エラー", {Kind.NOT_FOUND}),
        ("<h1>Der Beitrag wurde entfernt</h1><p>Auf Wunsch der Angehörigen haben wir diesen Artikel gelöscht.</p>", "Entfernt", {Kind.GONE}),
        ("<h1>Kurze Pause</h1><p>Unsere Technik spielt neue Software ein; wir sind gleich zurück.</p>", "Pause", {Kind.SERVER_ERROR}),
        ("<h1>Volvemos enseguida</h1><p>Estamos en tareas de mantenimiento. Inténtelo más tarde.</p>", "Volvemos", {Kind.SERVER_ERROR}),
        ("<h1>Sind Sie ein Mensch?</h1><p>Wir haben ungewöhnliche Aktivitäten aus Ihrem Netz bemerkt.</p>", "Prüfung", {Kind.BLOCKED}),
        ("<h1>Un instant</h1><p>Confirmez que vous n’êtes pas un robot pour entrer.</p>", "Un instant", {Kind.BLOCKED}),
        ("<h1>Désolé</h1><p>Pour des raisons de droits, votre pays ne peut voir cette page.</p>", "Désolé", {Kind.BLOCKED, Kind.NOT_FOUND}),
        ("<h1>Hallo</h1><p>Für diesen Bereich brauchen Sie Ihr Kennwort.</p><form><input name=n><input type=password></form>", "Hallo", {Kind.FORBIDDEN}),
        ("<p>Zum Lesen bitte JavaScript einschalten, sonst bleibt diese Seite leer.</p>", "Tide", {Kind.JS_ONLY}),
    ],
)  # fmt: skip
def test_a_notice_in_any_language(body: str, title: str, kinds: set[Kind]) -> None:
    assert kind_of(body, title) in kinds


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("<h1>Før du går videre</h1><p>Vi og 42 partnere lagrer opplysninger på enheten din.</p><button>Godta alle</button><button>Tilpass</button>", ""),
        ("<h1>Prima di entrare</h1><p>Con il tuo consenso leggiamo dati dal tuo dispositivo per mostrarti pubblicità.</p><button>Accetto</button><button>Rifiuto</button>", ld(headline="Il porto riapre")),
        ("<h1>Hello there</h1><p>Some firms pay so that you can read. They would like to know you.</p><button>Yes, fine</button><button>No, let me choose</button>", ""),
        ("<h1>The Tide Group</h1><p>The Tide belongs to the Tide Group. When you open our sites, we keep small files on your device. They keep you signed in, guard the service against abuse and count how many come by; none of that can be turned off.</p><p>If you say yes, we and those who advertise with us will read them as well, to learn where you are and what you look at, and to choose adverts and stories that suit you. Your answer holds on all sites of the group, and may be changed at any time from the foot of the page.</p><form method=post><input type=hidden name=session value=1><button name=agree>Accept all</button><button name=no>Reject all</button><button>Manage</button></form>", ""),
    ],
)  # fmt: skip
def test_a_question_with_yes_and_no_asks_for_consent(body: str, head: str) -> None:
    assert kind_of(body, "Tide", head) is Kind.CONSENT


@pytest.mark.parametrize(
    "trace",
    [
        "<h1>Error</h1><pre>java.lang.IllegalStateException: no row\n  at example.tide.Story.load(Story.java:88)\n  at example.tide.Web.get(Web.java:12)</pre>",
        "<br><b>Fatal error</b>: Uncaught Error: Call to undefined function get_story() in /srv/tide/single.php:14\nStack trace:\n#0 /srv/tide/index.php(9): main()<br>",
        '<p>Traceback (most recent call last):<br>File "/srv/tide/views.py", line 40, in story<br>KeyError: 18</p>',
        "<h2>Server Error in '/' Application.</h2><p>Object reference not set to an instance of an object.</p><code>[NullReferenceException] Tide.Story.Load() in c:\\tide\\Story.cs:line 31</code>",
        "<h1>Whitelabel Error Page</h1><p>This application has no explicit mapping for /error.</p>",
        "<p>SQLSTATE[HY000] [2002] Connection refused</p>",
    ],
)
def test_a_program_that_fell_over_is_no_article(trace: str) -> None:
    assert kind_of(trace, "Tide") is Kind.SERVER_ERROR


@pytest.mark.parametrize(
    ("body", "head"),
    [
        ("<h1>Lantern walk</h1><p>Sat 5 Dec, 6pm. From the old quay, with hot soup for everybody who comes along.</p><p>Children walk free and dogs are welcome. Wear boots.</p>", '<script type="application/ld+json">{"@type":"Festival","@id":"x"}</script><script type="application/ld+json">{"@type":"SocialEvent","name":"Lantern walk"}</script>'),
        ("<div itemscope itemtype='https://schema.org/Product'><h1>Oilskin coat</h1><p>Our waxed coat keeps out the worst of the weather and is cut long for those who stand on deck all day in the wind and rain.</p><p>£89</p><button>Add to basket</button></div>", ""),
        ("<h1>Fish pie</h1><ul><li>600 g of smoked haddock, skinned</li><li>a litre of milk, a bay leaf</li></ul><ol><li>Warm the milk with the leaf and poach the fish in it for ten minutes.</li><li>Mash the potatoes and brown the pie.</li></ol>", '<script type="application/ld+json">{"@type":"Recipe","name":"Fish pie"}</script>'),
        ("<h1>Datenschutzerklärung</h1><p>Wir nehmen den Schutz Ihrer Daten ernst und erheben nur, was wir brauchen, um Ihnen die Zeitung zu bringen. Näheres lesen Sie hier in zwölf Abschnitten.</p><p>Sie können der Verarbeitung jederzeit widersprechen und Auskunft über alles verlangen, was wir über Sie gespeichert haben.</p>", ""),
        ("<h1>Deckhand wanted</h1><p>We are looking for a deckhand for the Alder ferry, to start in May. You like the sea and get up early.</p><a class='btn'>Apply now</a>", '<script type="application/ld+json">{"@type":"JobPosting","title":"Deckhand"}</script>'),
    ],
)  # fmt: skip
def test_pages_that_sell_or_announce_are_no_articles(body: str, head: str) -> None:
    assert kind_of(body, "Tide", head) not in (Kind.ARTICLE, Kind.LIVEBLOG)


@pytest.mark.parametrize(
    ("headline", "first"),
    [
        ("Page not found: how the council lost its archive", "The archive of the council cannot be found, and nobody knows who deleted it."),
        ("Are you a robot? Bank locks out its own customers", "A check for robots kept 4,000 customers out of their accounts on Monday."),
        ("Cookies, consent and the law", "Partners, vendors and advertisers must ask for consent before they track anyone, a court said."),
        ("Site back after maintenance that took a week", "The ferry’s booking site is back after technical problems and a week of maintenance."),
    ],
)  # fmt: skip
def test_a_story_about_such_things_is_read(headline: str, first: str) -> None:
    body = f"<h1>{headline}</h1>{paragraphs([first, *PARAGRAPHS[2:6]])}"
    assert kind_of(body, headline) is Kind.ARTICLE


def test_a_story_with_a_price_or_a_recipe_is_read() -> None:
    body = f"<h1>The pie that saved a pub</h1>{paragraphs()}"
    head = '<script type="application/ld+json">{"@type":"Recipe","name":"Pie"}</script>'
    assert kind_of(body, "The pie that saved a pub", head) is Kind.ARTICLE


@pytest.mark.parametrize(
    ("asked", "got", "interposed"),
    [
        ("https://t.example/news/quay-18", "https://t.example/consent?return=%2Fnews%2Fquay-18", True),
        ("https://t.example/news/quay-18", "https://t.example/x?cb=https%3A%2F%2Ft.example%2Fnews%2Fquay-18", True),
        ("https://t.example/news/quay-18", "https://consent.other.example/?id=7", True),
        ("https://t.example/news/quay-18", "https://t.example/news/quay-18/?utm=1", False),
        ("https://s.example/a8", "https://t.example/news/quay-18?from=s", False),
        ("https://t.example/news/quay-18", "https://www.t.example/news/quay-18", False),
    ],
)
def test_a_page_between_is_known_by_the_link_it_keeps(asked: str, got: str, interposed: bool) -> None:
    assert is_interposed(asked, got) is interposed


def test_what_a_site_puts_between_is_never_stored() -> None:
    body = "<h1>Welcome</h1><p>The Tide has been read on this coast since 1888, by skippers and by those who wait for them.</p>"
    with pytest.raises(NoArticle) as caught:
        read_page(
            page(body, title="Welcome"),
            "https://t.example/door?next=%2Fnews%2Fquay-18",
            asked="https://t.example/news/quay-18",
        )
    assert caught.value.kind is Kind.FORBIDDEN


def test_an_author_is_a_listing_even_with_a_life_told() -> None:
    items = "".join(
        f"<li class='c'><a href='/s/{i}'>What the harbour said, part {i}</a> <span>{PARAGRAPHS[i][:90]}</span></li>"
        for i in range(9)
    )
    life = "Ada Moreno writes on ships. She joined from the Kelm Post, where she covered the courts, and lives by the sea with two dogs and a loom."
    body = f"<h1>Ada Moreno</h1><p>{life}</p><ul>{items}</ul>"
    head = '<script type="application/ld+json">{"@type":"ProfilePage"}</script>'
    assert kind_of(body, "Ada Moreno", head, "https://tide.example/who/ada") is Kind.LISTING


def test_an_article_with_many_teasers_below_is_read() -> None:
    items = "".join(
        f"<div class='c'><a href='/s/{i}'>{p[:60]}</a><p>{p}</p></div>" for i, p in enumerate(PARAGRAPHS[:9])
    )
    body = f"<article><h1>Quay to close</h1>{paragraphs(PARAGRAPHS[2:7])}</article><section>{items}</section>"
    reading = Reader(languages=None).read_page(page(body, ld(headline="Quay to close")), "https://tide.example/n/19")
    assert isinstance(reading, ArticleText), reading


def test_an_address_of_consent_says_enough() -> None:
    body = "<div id='app'></div><script src='/wall.js'></script>"
    with pytest.raises(NoArticle) as caught:
        read_page(page(body), "https://t.example/consent/", asked="https://t.example/news/quay-18")
    assert caught.value.kind is Kind.CONSENT
