"""Files are read by what their bytes are: PDF, Word, RTF, e-mail and text; the rest is named."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from bot.ingest.pdf import read_pdf
from bot.ingest.reader import Reader
from bot.ingest.types import ArticleText, Kind, NotAnArticle
from tests.unit.ingest.site import PARAGRAPHS, STORY, TITLE

FILES = Path(__file__).parents[2] / "data" / "files"
BYLINE = "By Nadia Ferreira and Tom Okafor"


def read(data: bytes, name: str = "story") -> ArticleText | NotAnArticle:
    return Reader().read_file(data, name)


@pytest.mark.parametrize("name", ["barrier-one-column.pdf", "barrier-two-columns.pdf"])
def test_a_pdf_comes_out_paragraph_by_paragraph(name: str) -> None:
    """No running head, no page number, no parted word, no paragraph cut by a column or a page."""
    text = read_pdf((FILES / name).read_bytes()).text
    assert text.split("\n\n") == [TITLE, BYLINE, *(" ".join(p.split()) for p in PARAGRAPHS)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("barrier-two-columns.pdf", Kind.PDF), ("barrier.docx", Kind.DOCUMENT), ("barrier.rtf", Kind.DOCUMENT)],
)
def test_a_file_of_libreoffice_is_an_article(name: str, kind: Kind) -> None:
    reading = read((FILES / name).read_bytes(), name)
    assert isinstance(reading, ArticleText)
    assert reading.kind is kind
    assert reading.title == TITLE
    assert reading.authors == ("Nadia Ferreira", "Tom Okafor")
    assert reading.dateline == "PORT ALDER"
    assert reading.language == "en"


@pytest.mark.parametrize("name", ["barrier.docx", "barrier.rtf"])
def test_tables_are_kept_where_they_stand(name: str) -> None:
    reading = read((FILES / name).read_bytes())
    assert isinstance(reading, ArticleText)
    assert reading.text.index("particular design") < reading.text.index("Votes for\t31")
    assert reading.text.index("Votes against\t26") < reading.text.index("Work is to begin")


def test_words_inserted_with_changes_tracked_are_kept() -> None:
    reading = read(_with_tracked_changes((FILES / "barrier.docx").read_bytes()))
    assert isinstance(reading, ArticleText)
    assert "Work is soon to begin in May." in reading.text


def _with_tracked_changes(data: bytes) -> bytes:
    """The same file with a word put in and one taken out, as Word notes it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "word/document.xml":
                text = content.decode().replace(
                    "Work is to begin in April.",
                    'Work is </w:t></w:r><w:ins w:id="1" w:author="a"><w:r><w:t xml:space="preserve">soon </w:t></w:r>'
                    '</w:ins><w:r><w:t xml:space="preserve">to begin in </w:t></w:r><w:del w:id="2" w:author="a"><w:r>'
                    '<w:delText>April</w:delText></w:r></w:del><w:ins w:id="3" w:author="a"><w:r><w:t>May</w:t></w:r>'
                    "</w:ins><w:r><w:t>.",
                )
                assert "<w:ins" in text
                content = text.encode()
            new.writestr(entry, content)
    return out.getvalue()


def test_a_locked_pdf_says_so() -> None:
    writer = PdfWriter(clone_from=PdfReader(FILES / "barrier-one-column.pdf"))
    writer.encrypt("secret", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    reading = read(out.getvalue())
    assert isinstance(reading, NotAnArticle)
    assert reading.kind is Kind.LOCKED


def test_a_pdf_locked_against_printing_only_is_read() -> None:
    writer = PdfWriter(clone_from=PdfReader(FILES / "barrier-one-column.pdf"))
    writer.encrypt("", owner_password="owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    assert isinstance(read(out.getvalue()), ArticleText)


def test_a_scan_says_so() -> None:
    out = io.BytesIO()
    Image.new("L", (200, 300), 255).save(out, "PDF")
    reading = read(out.getvalue())
    assert isinstance(reading, NotAnArticle)
    assert reading.kind is Kind.SCAN


def test_a_pdf_of_nothing_is_empty() -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 300)
    out = io.BytesIO()
    writer.write(out)
    reading = read(out.getvalue())
    assert isinstance(reading, NotAnArticle)
    assert reading.kind is Kind.EMPTY


@pytest.mark.parametrize(
    ("cut", "kind"),
    [
        ("barrier-one-column.pdf", Kind.PDF),
        ("barrier.docx", Kind.DOCUMENT),
    ],
)
def test_half_a_file_is_called_damaged(cut: str, kind: Kind) -> None:
    data = (FILES / cut).read_bytes()
    reading = read(data[: len(data) // 2])
    assert isinstance(reading, NotAnArticle)
    assert reading.kind is kind


@pytest.mark.parametrize(
    "charset",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_text_is_read_in_any_charset(charset: str) -> None:
    story = STORY.replace('"', "“", 1).replace('"', "”", 1).replace(" - ", " – ")
    reading = read(story.encode(charset), "story.txt")
    assert isinstance(reading, ArticleText)
    assert reading.text == story


def test_text_in_cyrillic_windows_letters_is_read() -> None:
    story = (
        "Губернатор заявил в среду, что порт останется закрытым до пятницы. «Никто не выйдет в море», — сказал он. " * 4
    )
    reading = Reader(languages=None).read_file(story.encode("cp1251"), "story.txt")
    assert isinstance(reading, ArticleText)
    assert reading.text == story
    assert reading.language == "ru"


MAIL = f"""From: Desk <desk@tide.example>
To: news@tide.example
Subject: Fwd: {TITLE}
Date: Thu, 19 Nov 2026 18:05:00 +0000
MIME-Version: 1.0
Content-Type: %s; charset=utf-8

%s
"""


def test_an_email_is_read_with_its_subject_and_date() -> None:
    reading = read((MAIL % ("text/plain", STORY)).encode())
    assert isinstance(reading, ArticleText)
    assert reading.kind is Kind.DOCUMENT
    assert reading.title == TITLE
    assert reading.published is not None
    assert reading.published.isoformat() == "2026-11-19T18:05:00+00:00"
    assert STORY.strip() in reading.text


def test_an_email_in_html_is_read_as_text() -> None:
    body = "<html><body>" + "".join(f"<p>{p}</p>" for p in PARAGRAPHS) + "<script>no()</script></body></html>"
    reading = read((MAIL % ("text/html", body)).encode())
    assert isinstance(reading, ArticleText)
    assert reading.text.split("\n\n") == [" ".join(p.split()) for p in PARAGRAPHS]


def test_an_html_file_is_read_as_a_page() -> None:
    page = f"<!doctype html><html><head><title>{TITLE}</title></head><body><h1>{TITLE}</h1>" + "".join(
        f"<p>{p}</p>" for p in PARAGRAPHS
    )
    reading = read(page.encode(), "story.html")
    assert isinstance(reading, ArticleText)
    assert reading.title == TITLE


@pytest.mark.parametrize(
    ("data", "kind", "cause"),
    [
        (b"", Kind.EMPTY, None),
        (b" \r\n\t ", Kind.EMPTY, None),
        (b"Hello.", Kind.EMPTY, None),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), Kind.NOT_HTML, "old_word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), Kind.LOCKED, None),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), Kind.NOT_HTML, "picture"),
        (b"ID3\x03" + bytes(50), Kind.NOT_HTML, "media"),
        (b"RIFF\x00\x00\x00\x00WAVEfmt ", Kind.NOT_HTML, "media"),
        (b'{"a": 1, "b": ["c"]}', Kind.NOT_HTML, "data"),
        (bytes(range(256)) * 20, Kind.NOT_HTML, None),
        (b"\x00" * 500, Kind.EMPTY, None),
        (b"word " * 420_000, Kind.TOO_LARGE, None),  # 2 MB
        (b"%PDF-1.4" + bytes(26_000_000), Kind.TOO_LARGE, None),
    ],
)
def test_what_is_no_article_is_named(data: bytes, kind: Kind, cause: str | None) -> None:
    reading = read(data)
    assert isinstance(reading, NotAnArticle)
    assert (reading.kind, reading.cause) == (kind, cause)


def test_a_spreadsheet_is_told_from_a_word_file() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    reading = read(out.getvalue())
    assert isinstance(reading, NotAnArticle)
    assert reading.cause == "office"


def test_a_file_in_another_language_says_so() -> None:
    reading = read(
        "Der Rat hat am Donnerstag für den Bau gestimmt, nach neun Jahren Streit über den Schutz. ".encode() * 4
    )
    assert isinstance(reading, NotAnArticle)
    assert reading.kind is Kind.NOT_ENGLISH
