"""A text that breaks off at a gate is a stub, told by the gate's form in any language; a whole text with an offer is not."""

# ruff: noqa: E501 - HTML has long lines

from __future__ import annotations

import pytest

from bot.ingest.reader import Reader
from bot.ingest.types import Kind
from tests.unit.ingest.making import URL, page

GERMAN = [
    "Im Rathaus von Kelm brennt noch Licht, als die Kämmerin die letzte Mappe schließt. Seit Wochen sucht sie nach drei Millionen Euro.",
    "Die Stadt hatte das Geld für die neue Schwimmhalle zurückgelegt, sagt sie, doch der Topf ist leer.",
]
SPANISH = [
    "La alcaldesa de Puerto Alder llegó con retraso y sin papeles. Dijo que el muelle costaría el doble de lo previsto.",
    "Los vecinos llevan cuatro años esperando una respuesta, y el ayuntamiento promete otra reunión en enero.",
]
ENGLISH = [
    "Three ferries out of Port Alder were cancelled on Monday after engineers found cracks in the ramp of the main berth.",
    "The port’s director, Ada Moreno, said passengers had never been in danger. The berth reopens on Thursday.",
]


def kind_of(items: list[str], gate: str) -> Kind:
    text = "".join(f"<p>{item}</p>" for item in items)
    body = f"<header><a href='/'>Tide</a><a href='/abo'>Abo</a></header><main><article><h1>A story of the quay</h1>{text}{gate}</article></main>"
    return Reader(languages=None).read_page(page(body, "<meta property='og:type' content='article'>"), URL).kind


@pytest.mark.parametrize(
    ("items", "gate"),
    [
        (GERMAN, "<div><h3>Wie geht es weiter?</h3><p>Das erfahren Sie mit dem Digitalpaket, vier Wochen für 1 Euro.</p><a href='/angebot'>Zum Angebot</a></div>"),
        (GERMAN, "<div><strong>Neugierig?</strong><p>Diesen Text lesen nur unsere Digitalkunden. Testen Sie uns einen Monat gratis.</p><button>Jetzt freischalten</button></div>"),
        (GERMAN, "<p>Der Rest dieses Textes ist Leserinnen und Lesern mit Digitalzugang vorbehalten.</p>"),
        ([GERMAN[0], "Die Stadt hatte das Geld für die"], "<div><p>Sie haben das Ende der Vorschau erreicht.</p><p>Bereits Kunde? Hier anmelden</p></div>"),
        (SPANISH, "<div><p>Para ver el resto, entre con su correo. No cuesta nada.</p><a href='/registro'>Registrarse</a></div>"),
        (SPANISH, "<div><h2>Sigue leyendo gratis</h2><p>Solo falta tu correo electrónico.</p><input type=email><button>Seguir</button></div>"),
        (ENGLISH, "<div class='regwall'><p>Enter your e-mail and carry on with this story, free.</p><input type=email></div>"),
        ([ENGLISH[0], "By Tuesday the queue had reached the"], "<div><p>Readers with a plan see the rest here.</p><a href='/plans'>Plans</a></div>"),
    ],
)  # fmt: skip
def test_a_gate_is_told_by_its_form(items: list[str], gate: str) -> None:
    assert kind_of(items, gate) is Kind.PAYWALL


@pytest.mark.parametrize(
    "promo",
    [
        "<div><h4>Stay in touch</h4><p>Our newsletter brings you five stories every Friday, free.</p><input type=email><button>Sign up</button></div>",
        "<div><p>Get Harbour Monthly delivered through your letterbox. 12 issues for £30.</p><a href='/subscribe'>Subscribe</a></div>",
        "<div><p>Support our reporting from £2 a month.</p><a href='/support'>Give</a></div>",
        "<div><p>Register to comment on this story.</p><a href='/login'>Log in</a></div>",
        "<p>Originally published on Harbour Science</p><p>Need more? Subscribe to our sister title.</p>",
        "<div><p>Lade unsere App und verpasse keine Meldung.</p><button>Zur App</button></div>",
    ],
)
def test_an_offer_below_a_short_story_is_no_gate(promo: str) -> None:
    assert (
        kind_of([*ENGLISH, "“We look every week,” she said, and the crane arrives on Wednesday."], promo)
        is Kind.ARTICLE
    )
