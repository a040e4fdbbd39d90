"""Finds the wire copy that another outlet carries too, as an article is stored, and keeps what was found.

One shingle in four is kept for each article, in an indexed table; those decide which articles are likely and, for
texts long enough, whether they are copies. A short text has too few of them, so there the whole texts decide as well.
Shingles are kept for `KEPT`: a copy comes within days, and what was found then stays. One that stands in `TOO_MANY`
articles is nobody's own and is not written again, so no look-up meets a boilerplate line of ten thousand articles.

Called within a transaction of one team; what is found is never of another.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from itertools import batched

from sqlalchemy import delete, select

from bot.ingest.copies import SAMPLE_RATE, Kinship, Likeness, common, compare, fingerprint, likely, sampled
from bot.services.desk import Desk
from storage.database import TeamSession
from storage.models import Article, ArticleCopy, ArticleShingle, Workspace

KEPT = timedelta(days=180)
TOO_MANY = 50
FEW = 60
"""Kept shingles; with fewer, chance says too much, and the whole texts have to agree."""

MOST = 10
"""Copies that one article is compared with and that its card may name."""

_LOT = 400
_LOOKED_AT = 200


def shingles_of(text: str) -> frozenset[int]:
    """What is kept of a text; it takes some milliseconds, so it is made before a transaction begins."""
    return sampled(fingerprint(text))


def note(session: TeamSession, article: Article, own: frozenset[int]) -> None:
    """Notes which stored articles are copies of this one; anew where it was read again.

    Args:
        own: `shingles_of` the article's text.
    """
    _forget(session, article)
    rows = _articles_with(session, own, apart_from=article.id)
    carried_by = Counter(shingle for shingle, _ in rows)
    session.add_all(
        ArticleShingle(shingle=shingle, article_id=article.id)
        for shingle in sorted(own)
        if carried_by[shingle] < TOO_MANY
    )
    for other, likeness in _alike(session, article, own, rows):
        for one, two in ((article.id, other), (other, article.id)):
            session.add(
                ArticleCopy(
                    article_id=one,
                    other_id=two,
                    share=likeness.share,
                    certain=likeness.kinship is Kinship.COPY,
                )
            )
    session.flush()


def of(session: TeamSession, article_id: int) -> list[tuple[Article, bool]]:
    """The copies of an article, and whether each surely is one: sure ones first, the most alike first."""
    rows = session.execute(
        select(Article, ArticleCopy.certain)
        .join(ArticleCopy, (ArticleCopy.team_id == Article.team_id) & (ArticleCopy.other_id == Article.id))
        .where(ArticleCopy.article_id == article_id)
        .order_by(ArticleCopy.certain.desc(), ArticleCopy.share.desc(), ArticleCopy.other_id)
        .limit(MOST)
    )
    return [(other, certain) for other, certain in rows]


def tidy(desk: Desk) -> int:
    """Removes the shingles of articles older than `KEPT`, for every workspace. Returns of how many articles."""
    before, tidied = desk.clock.now() - KEPT, 0
    with desk.database.read_across_teams() as across:
        teams = across.scalars(select(Workspace.team_id).order_by(Workspace.team_id)).all()
    for team in teams:
        while some := _tidy_some(desk, team, before):
            tidied += some
    return tidied


def _tidy_some(desk: Desk, team: str, before: datetime) -> int:
    with desk.database.write(team) as session:
        first = session.scalar(select(ArticleShingle.article_id).order_by(ArticleShingle.article_id).limit(1))
        if first is None:
            return 0
        lot = session.execute(
            select(Article.id, Article.added_at).where(Article.id >= first).order_by(Article.id).limit(_LOT)
        ).all()
        old = [article for article, added_at in lot if added_at < before]
        if first not in old:
            return 0
        session.execute(delete(ArticleShingle).where(ArticleShingle.article_id.in_(old)), execution_options=_AT_ONCE)
        return len(old)


def _forget(session: TeamSession, article: Article) -> None:
    for of_it in (
        delete(ArticleShingle).where(ArticleShingle.article_id == article.id),
        delete(ArticleCopy).where(ArticleCopy.article_id == article.id),
        delete(ArticleCopy).where(ArticleCopy.other_id == article.id),
    ):
        session.execute(of_it, execution_options=_AT_ONCE)


def _alike(
    session: TeamSession, article: Article, own: frozenset[int], rows: Sequence[tuple[int, int]]
) -> Iterable[tuple[int, Likeness]]:
    """Each stored article that is a copy of this one or related to it."""
    nearest = [other for other, _ in Counter(other for _, other in rows).most_common(_LOOKED_AT)]
    group_of = _groups(session, nearest)
    itself = [(shingle, article.id) for shingle in own]
    dull = common([*rows, *itself], group_of)
    candidates = likely(own, [row for row in rows if row[0] not in dull], MOST, rate=SAMPLE_RATE)
    if not candidates:
        return
    theirs = _shingles_of(session, candidates)
    beyond = frozenset().union(*theirs.values()) - own
    dull |= common(_articles_with(session, beyond, apart_from=article.id), group_of)
    for other in candidates:
        likeness = compare(own, theirs[other], dull, rate=SAMPLE_RATE)
        if likeness.kinship is not Kinship.APART and likeness.rare < FEW:
            likeness = min(likeness, _of_whole_texts(session, article, other), key=lambda each: each.share)
        if likeness.kinship is not Kinship.APART:
            yield other, likeness


def _of_whole_texts(session: TeamSession, article: Article, other_id: int) -> Likeness:
    other = session.get_one(Article, other_id)
    return compare(fingerprint(article.text), fingerprint(other.text))


def _articles_with(session: TeamSession, shingles: Collection[int], *, apart_from: int) -> list[tuple[int, int]]:
    """(shingle, article) for each article that has any of these."""
    found: list[tuple[int, int]] = []
    for some in batched(sorted(shingles), _LOT):
        found += [
            (shingle, article)
            for shingle, article in session.execute(
                select(ArticleShingle.shingle, ArticleShingle.article_id).where(ArticleShingle.shingle.in_(some))
            )
            if article != apart_from
        ]
    return found


def _shingles_of(session: TeamSession, articles: Sequence[int]) -> dict[int, frozenset[int]]:
    found: dict[int, set[int]] = {article: set() for article in articles}
    for article, shingle in session.execute(
        select(ArticleShingle.article_id, ArticleShingle.shingle).where(ArticleShingle.article_id.in_(articles))
    ):
        found[article].add(shingle)
    return {article: frozenset(shingles) for article, shingles in found.items()}


def _groups(session: TeamSession, articles: Sequence[int]) -> dict[int, int]:
    """The group of each of these that is one of several copies: a story counts once, however many outlets carry it."""
    if not articles:
        return {}
    pairs = session.execute(
        select(ArticleCopy.article_id, ArticleCopy.other_id).where(
            ArticleCopy.article_id.in_(articles), ArticleCopy.certain.is_(True)
        )
    )
    return grouped((one, two) for one, two in pairs)


def grouped(pairs: Iterable[tuple[int, int]]) -> dict[int, int]:
    """The least id of each group that pairs of copies hold together, by article."""
    leader: dict[int, int] = {}

    def of(article: int) -> int:
        while leader.setdefault(article, article) != article:
            article = leader[article]
        return article

    for one, two in pairs:
        low, high = sorted((of(one), of(two)))
        leader[high] = low
    return {article: of(article) for article in leader}


_AT_ONCE = {"synchronize_session": False}
