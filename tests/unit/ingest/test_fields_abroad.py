"""Title, authors, day and text of stories in many languages, and of pages whose templates are broken or odd."""

# ruff: noqa: E501 - HTML has long lines

from __future__ import annotations

from datetime import date

import pytest

from bot.ingest.page import read_page
from bot.ingest.people import names_in
from bot.ingest.printed import find_day
from bot.ingest.types import ArticleText, Kind
from tests.unit.ingest.making import URL, ld, page
from tests.unit.ingest.site import PARAGRAPHS, TITLE, paragraphs
from tests.unit.ingest.world.frames import frame, head, story
from tests.unit.ingest.world.frames import ld as claims
from tests.unit.ingest.world.texts import TONGUES

STORY = paragraphs(PARAGRAPHS[:6])
LINK = "https://tide.example/most-abc"


def read(data: str | bytes, url: str = URL) -> ArticleText:
    return read_page(data.encode() if isinstance(data, str) else data, url)


@pytest.mark.parametrize("code", list(TONGUES))
@pytest.mark.parametrize("make", ["wp", "divs", "css", "table"])
def test_what_a_page_claims_is_read_in_any_language(code: str, make: str) -> None:
    tongue = TONGUES[code]
    found = read(
        frame(code, f"{tongue.title} - Aaa", story(tongue, tongue.story, make=make), head(tongue) + claims(tongue)),
        LINK,
    )
    assert (found.title, found.authors) == (tongue.title, (tongue.author,))
    assert found.published is not None
    assert found.published.date() == date(2026, 2, 14)
    assert found.text.split("\n") == "\n\n".join(tongue.story).split("\n")


@pytest.mark.parametrize("code", list(TONGUES))
def test_what_a_page_prints_is_read_in_any_language(code: str) -> None:
    tongue = TONGUES[code]
    found = read(frame(code, f"{tongue.title} - Aaa", story(tongue, tongue.story, make="wp"), ""), LINK)
    assert (found.title, found.authors) == (tongue.title, (tongue.author,))
    assert found.published is not None
    assert found.published.date() == date(2026, 2, 14)


@pytest.mark.parametrize("code", list(TONGUES))
def test_a_printed_day_is_read_in_any_language(code: str) -> None:
    found = find_day(f"x {TONGUES[code].day} y")
    assert found is not None
    assert found[0] == date(2026, 2, 14)


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("한지민 기자", ("한지민",)),
        ("記者 林雅文", ("林雅文",)),
        ("文／林雅文", ("林雅文",)),
        ("作者：张三", ("张三",)),
        ("森下あかね記者", ("森下あかね",)),
        ("सुनीता राणा", ("सुनीता राणा",)),
        ("ดวงใจ ศรีสุข", ("ดวงใจ ศรีสุข",)),
        ("Oleh Sri Lestari", ("Sri Lestari",)),
        ("편집부", ()),
        ("編集部", ()),
        ("朝日新聞社", ()),
        ("मुख्य संवाददाता", ()),
    ],
)
def test_names_of_other_scripts(byline: str, names: tuple[str, ...]) -> None:
    assert names_in([byline], single=True) == names


@pytest.mark.parametrize(
    "byline",
    [
        "<article><footer class='node__meta'><div>Submitted by <span>Ada Moreno</span> on Thu, 19/11/2026 - 13:05</div></footer>{}</article>",
        "<div class=by><strong>Ada Moreno</strong>, Harbour Correspondent <span>19 November 2026</span></div>{}",
        "<div class=m1>Ada Moreno · 19 November 2026</div>{}",
        "<div><p>Ada Moreno</p><p>19 November 2026</p></div>{}",
        "<p class=from>By Ada Moreno, The Tide — Port Alder</p>{}",
    ],
)
def test_bylines_told_by_where_they_stand(byline: str) -> None:
    found = read(page(f"<h1>{TITLE}</h1>{byline.format(STORY)}", title=f"{TITLE} | Port | The Tide"))
    assert found.authors == ("Ada Moreno",)


@pytest.mark.parametrize(
    "line",
    [
        "<div><a href='/news/port-alder'>Port Alder</a> <span>19 November 2026</span></div>",
        "<figure><img><figcaption>Jo Ash, 19 November 2026</figcaption></figure>",
        "<p>Picture: Jo Ash</p><p>19 November 2026</p>",
    ],
)
def test_what_stands_by_a_day_may_be_no_author(line: str) -> None:
    assert read(page(f"<h1>{TITLE}</h1>{line}{STORY}")).authors == ()


def test_a_story_named_in_data_is_the_one_with_the_pages_headline() -> None:
    others = "".join(
        ld(
            headline=f"Ferry fares rise again, part {i}",
            author={"@type": "Person", "name": "Jo Ash"},
            datePublished="2025-08-30",
        )
        for i in range(4)
    )
    own = ld(headline=TITLE, author={"@type": "Person", "name": "Ada Moreno"}, datePublished="2026-11-19")
    found = read(page(f"<h1>{TITLE}</h1>{STORY}", others + own))
    assert found.authors == ("Ada Moreno",)
    assert found.published is not None
    assert found.published.date() == date(2026, 11, 19)


def test_a_live_blog_in_microdata_is_read_newest_last() -> None:
    posts = "".join(
        f'<div itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting"><time itemprop="datePublished" datetime="2026-11-19T1{i}:00:00Z">1{i}:00</time>'
        f'<div itemprop="articleBody"><p>Update number {i}: the harbour master says the berth stays shut for now.</p></div></div>'
        for i in (3, 2, 1)
    )
    found = read(
        page(
            f'<div itemscope itemtype="https://schema.org/LiveBlogPosting"><h1 itemprop="headline">{TITLE}</h1>{posts}</div>'
        )
    )
    assert found.kind is Kind.LIVEBLOG
    places = [found.text.index(f"number {i}") for i in (1, 2, 3)]
    assert places == sorted(places)


def test_a_page_goes_on_after_its_broken_end() -> None:
    data = (
        f"<html><title>{TITLE}</title><body><div>Menu</div></body></html><div><h1>{TITLE}</h2><div>{STORY}</div></html>"
    )
    found = read(data)
    assert found.title == TITLE
    assert PARAGRAPHS[5] in found.text


def test_the_part_of_a_title_that_is_printed_is_the_headline() -> None:
    lines = "<br><br>".join(PARAGRAPHS[:6])
    data = f"<html><title>Port Tide: {TITLE}</title><table><tr><td>News | Sports | Church<br>Weather<br>Hi 71</td><td><b>{TITLE}</b><br><br>By Ada Moreno<br>Tide Staff Writer<br>Published November 19, 2026<br><br>{lines}</td></tr></table></html>"
    found = read(data)
    assert (found.title, found.authors) == (TITLE, ("Ada Moreno",))
    assert found.text.startswith(PARAGRAPHS[0][:40])


def test_a_labelled_link_and_a_line_elsewhere_are_no_part_of_the_text() -> None:
    body = f"<h1>{TITLE}</h1><div><div class=tx>{STORY}<p><b>Baca juga:</b> <a href=/x>Harga ikan naik dua kali lipat</a></p></div><div class=more>推荐阅读：地铁十号线今晨发车</div></div>"
    found = read(page(body))
    assert "Harga" not in found.text
    assert "推荐" not in found.text
