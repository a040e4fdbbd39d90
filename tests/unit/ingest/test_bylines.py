"""The authors of a page are the people in its byline, wherever that stands."""

# ruff: noqa: E501 - HTML has long lines

from __future__ import annotations

import json

import pytest

from tests.unit.ingest.making import ld, read
from tests.unit.ingest.site import TITLE, paragraphs


@pytest.mark.parametrize(
    ("head", "body", "authors"),
    [
        (ld(author={"@type": "Person", "name": "Ada Moreno"}), "", ("Ada Moreno",)),
        (ld(author=[{"name": "Ada Moreno"}, {"name": "Jan de Wit"}]), "", ("Ada Moreno", "Jan de Wit")),
        (ld(author="Ada Moreno, Jan de Wit"), "", ("Ada Moreno", "Jan de Wit")),
        (ld(author={"@type": "Organization", "name": "Harbour Press"}), "", ()),
        (ld(author={"@type": "Person", "name": "Tide Staff"}), "", ()),
        ('<meta name="author" content="Ada Moreno">', "", ("Ada Moreno",)),
        ('<meta name="author" content="webmaster@tide.example">', "", ()),
        ('<meta property="article:author" content="https://facebook.com/ada">', "", ()),
        ("", '<a rel="author" href="/a">Ada Moreno</a>', ("Ada Moreno",)),
        ("", '<p class="byline">By <b>Ada Moreno</b>, harbour correspondent</p>', ("Ada Moreno",)),
        (
            "",
            '<div class="author-box"><span class="author__name">Ada Moreno</span><span>Reporter</span></div>',
            ("Ada Moreno",),
        ),
        ("", '<span itemprop="author">Ada Moreno</span>', ("Ada Moreno",)),
        ("", "<p>By Ada Moreno</p>", ("Ada Moreno",)),
        ("", '<div class="comment-author">Jan de Wit</div>', ()),
        ("", '<aside><p class="author">Jan de Wit</p></aside>', ()),
        ("", "", ()),
    ],
)
def test_the_authors(head: str, body: str, authors: tuple[str, ...]) -> None:
    assert read(f"<h1>{TITLE}</h1>{body}{paragraphs()}", head).authors == authors


@pytest.mark.parametrize(
    ("head", "body", "authors"),
    [
        (ld(author={"@type": "Person", "givenName": "Ada", "familyName": "Moreno"}), "", ("Ada Moreno",)),
        (ld(author={"@type": "Person", "name": ["Ada Moreno", "Jan de Wit"]}), "", ("Ada Moreno", "Jan de Wit")),
        (ld(author="Ada Moreno, Jan de Wit and Lu Chen in Paris"), "", ("Ada Moreno", "Jan de Wit", "Lu Chen")),
        # What is no name gives way to the byline that is printed
        (
            ld(author={"@type": "Organization", "name": "The Tide"}),
            '<p class="byline">By Ada Moreno</p>',
            ("Ada Moreno",),
        ),
        (ld(author={"@type": "Person", "name": "amoreno"}), '<p class="byline">By Ada Moreno</p>', ("Ada Moreno",)),
        (ld(author={"@type": "Person", "name": "https://tide.example/a"}), "<p>By Ada Moreno</p>", ("Ada Moreno",)),
        ('<meta name="author" content="tide.example">', "<p>By Ada Moreno</p>", ("Ada Moreno",)),
        ('<meta name="author" content="Moreno, Ada">', "", ("Ada Moreno",)),
        (
            '<meta name="citation_author" content="Moreno, Ada"><meta name="citation_author" content="Wit, Jan">',
            "",
            ("Ada Moreno", "Jan Wit"),
        ),
        ("<meta name='parsely-page' content='{\"authors\": [\"Ada Moreno\"]}'>", "", ("Ada Moreno",)),
        (
            '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Ada Moreno">',
            "",
            ("Ada Moreno",),
        ),
        ('<meta name="twitter:label1" content="Reading time"><meta name="twitter:data1" content="4 minutes">', "", ()),
        # A link to the author's page, and no more
        (
            '<meta property="article:author" content="https://tide.example/author/ada">',
            '<div><a href="/author/ada">Ada Moreno</a> 19 Nov</div>',
            ("Ada Moreno",),
        ),
        # Microdata: the name alone
        (
            "",
            '<span itemprop="author" itemscope><span itemprop="name">Ada Moreno</span><span>Reporter</span></span>',
            ("Ada Moreno",),
        ),
        ("", '<div itemprop="author"><meta itemprop="name" content="Ada Moreno"></div>', ("Ada Moreno",)),
        ("", '<div class="comments"><p itemprop="author">Jan de Wit</p></div>', ()),
        # Lines of a byline
        ("", '<div class="byline">Ada Moreno<br>Environment editor</div>', ("Ada Moreno",)),
        ("", '<div class="byline">Ada Moreno<br>BBC News, Paris</div>', ("Ada Moreno",)),
        ("", '<h3 class="byline">by Ada Moreno<br>Thursday, November 19, 2026</h3>', ("Ada Moreno",)),
        ("", '<p class="byline">By ADA MORENO<br>Associated Press</p>', ("Ada Moreno",)),
        (
            "",
            '<p class="byline">By Ada Moreno,<br>Jan de Wit<br>and Lu Chen</p>',
            ("Ada Moreno", "Jan de Wit", "Lu Chen"),
        ),
        ("", '<div class="has-sidebar"><h1>x</h1><p class="byline">By Ada Moreno</p></div>', ("Ada Moreno",)),
        (
            "",
            '<div class="Author-nameAndSocial"><a class="Author-authorName">Ada Moreno<i class="Author-authorUnderline"></i></a></div>',
            ("Ada Moreno",),
        ),
        # Said by the headline
        ("", "<div>Posted by Ada Moreno on November 19, 2026</div>", ("Ada Moreno",)),
        ("", "<small>05/10/2018 - Publicado por: Ada Moreno - Categoria: Saúde</small>", ("Ada Moreno",)),
        ("", "<div>Author: Ada Moreno</div>", ("Ada Moreno",)),
        ("", "<div>Words by Ada Moreno</div>", ("Ada Moreno",)),
        ("", "<address><div>Ada Moreno <span>Political correspondent</span></div></address>", ("Ada Moreno",)),
        # Nobody
        ("", '<div class="recommended"><a class="author" href="/author/jan">Jan de Wit</a></div>', ()),
        ("", "<div>Photo by Jan de Wit</div>", ()),
        ("", "<p>By Friday Morning</p>", ()),
        ("", "<p>By The Associated Press</p>", ()),
        ("", "<p>By Tide Staff</p>", ()),
        ("", "<footer><p>By Jan de Wit</p></footer>", ()),
    ],
)
def test_bylines_in_many_places(head: str, body: str, authors: tuple[str, ...]) -> None:
    assert read(f"<h1>{TITLE}</h1>{body}{paragraphs()}", head).authors == authors


def test_the_authors_of_listed_articles_are_not_the_pages_own() -> None:
    items = [{"@type": "NewsArticle", "headline": "Another", "author": {"@type": "Person", "name": "Jan de Wit"}}]
    listed = json.dumps({"@type": "ItemList", "itemListElement": items})
    head = f'<script type="application/ld+json">{listed}</script><meta name="author" content="Ada Moreno">'
    assert read(head=head).authors == ("Ada Moreno",)


def test_an_author_named_elsewhere_in_the_graph_is_found() -> None:
    graph = {
        "@graph": [
            {"@type": "NewsArticle", "author": {"@id": "#a"}},
            {"@type": "Person", "@id": "#a", "name": "Ada Moreno"},
        ]
    }
    assert read(head=f'<script type="application/ld+json">{json.dumps(graph)}</script>').authors == ("Ada Moreno",)
