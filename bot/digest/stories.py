"""Which articles are one story: copies of one wire text, and follow-ups.

Copies are known from storing (`Source.copy_group`); two articles that carry the same long quote are of one story; and
an article follows another up where headline and key people are much the same within a few days. A follow-up is held
against the article that opened the story, not against its latest, so a story cannot creep from one subject to the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.digest.strength import in_order, speaker_key
from bot.digest.types import Line, Said, Source, Story
from bot.digest.words import fingerprint, plain_words

FOLLOW_UP = timedelta(days=4)
SHARED_QUOTE_WORDS = 6

_STOP_WORDS = """
    a about after again against all amid an and are as at back be been before but by can could for from had has have
    he her his how if in into is it its just live may more new no not of off on one or out over says said say she so
    some than that the their them they this to two under up us was we were what when where who why will with would you
    report exclusive breaking update watch video analysis opinion first latest"""
_STOP = frozenset(_STOP_WORDS.split())


def group(sources: Sequence[Source], said: Sequence[Said]) -> tuple[Story, ...]:
    """The stories of some articles, each article in exactly one; the most widely told first."""
    by_article: dict[int, list[Said]] = defaultdict(list)
    for quote in said:
        by_article[quote.article_id].append(quote)
    sets = _Sets(s.article_id for s in sources)
    for members in (*_copies(sources), *_sharing_a_quote(sources, by_article)):
        for other in members[1:]:
            sets.join(members[0], other)
    _join_follow_ups(sources, sets)
    grouped: dict[int, list[Source]] = defaultdict(list)
    for source in sources:
        grouped[sets.of(source.article_id)].append(source)
    stories = [_story(members, by_article) for members in grouped.values()]
    stories.sort(key=lambda s: (-len(s.outlets), -len(s.lines), s.sources[0].added_at, s.sources[0].article_id))
    return tuple(stories)


def _copies(sources: Iterable[Source]) -> Iterable[list[int]]:
    groups: dict[int, list[int]] = defaultdict(list)
    for source in sources:
        if source.copy_group is not None:
            groups[source.copy_group].append(source.article_id)
    return groups.values()


def _sharing_a_quote(sources: Iterable[Source], by_article: dict[int, list[Said]]) -> Iterable[list[int]]:
    carriers: dict[tuple[str, ...], dict[int, None]] = defaultdict(dict)
    for source in sources:
        for quote in by_article.get(source.article_id, ()):
            words = plain_words(quote.text)
            if len(words) >= SHARED_QUOTE_WORDS:
                carriers[words][source.article_id] = None
    return [list(articles) for articles in carriers.values() if len(articles) > 1]


def _join_follow_ups(sources: Sequence[Source], sets: _Sets) -> None:
    """Joins each article to the first earlier story whose opening article it takes further."""
    openers: dict[int, Source] = {}
    index: dict[object, list[int]] = defaultdict(list)  # key person or headline word -> opening articles
    titles = {s.article_id: _title_words(s.title) for s in sources}
    for source in sorted(sources, key=lambda s: (s.published or s.added_at, s.article_id)):
        keys: list[object] = [*source.people, *titles[source.article_id]]
        near = dict.fromkeys(a for key in keys for a in index[key])
        for article_id in near:
            if _follows(source, openers[article_id], titles):
                sets.join(article_id, source.article_id)
                break
        else:
            openers[source.article_id] = source
            for key in keys:
                index[key].append(source.article_id)


def _follows(later: Source, opener: Source, titles: dict[int, frozenset[str]]) -> bool:
    if (later.published or later.added_at) - (opener.published or opener.added_at) > FOLLOW_UP:
        return False
    a, b = titles[later.article_id], titles[opener.article_id]
    alike = len(a & b) / max(1, min(len(a), len(b))) if a and b else 0.0
    shared = len(later.people & opener.people)
    if shared >= 2:
        return alike >= 0.3 and len(a & b) >= 2
    if shared == 1:
        return alike >= 0.45 and len(a & b) >= 2
    return alike >= 0.75 and len(a & b) >= 4


def _title_words(title: str) -> frozenset[str]:
    return frozenset(_stem(w) for w in plain_words(title) if w not in _STOP and len(w) > 2)


def _stem(word: str) -> str:
    for ending in ("'s", "ies", "ing", "ure", "ed", "es", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word.removesuffix(ending)
    return word


def _story(members: list[Source], by_article: dict[int, list[Said]]) -> Story:
    quotes = {m.article_id: len(by_article.get(m.article_id, ())) for m in members}
    members.sort(key=lambda m: (-quotes[m.article_id], m.published or m.added_at, m.article_id))
    lead = members[0]
    seen: set[int] = set()
    copies = 0
    for member in members:
        if member.copy_group is not None:
            copies += member.copy_group in seen
            seen.add(member.copy_group)
    return Story(
        title=lead.title,
        url=lead.url,
        sources=tuple(members),
        lines=tuple(in_order(lines_of(members, by_article))),
        copies=copies,
    )


def lines_of(members: Sequence[Source], by_article: dict[int, list[Said]]) -> Iterable[Line]:
    """The quotes of one story, those with the same words by the same speaker as one line."""
    story = str(min(m.article_id for m in members))
    carried: dict[str, list[tuple[Said, Source]]] = defaultdict(list)
    for member in members:
        for quote in by_article.get(member.article_id, ()):
            carried[fingerprint(quote.text, speaker_key(quote), story)].append((quote, member))
    for key, places in carried.items():
        said, taken_from = max(places, key=lambda p: (p[0].confidence, p[0].salience, -p[0].quote_id))
        others = [source for _, source in places if source is not taken_from]
        yield Line(said=said, fingerprint=key, sources=(taken_from, *others))


class _Sets:
    """Disjoint sets of article ids; a set is known by its smallest."""

    def __init__(self, ids: Iterable[int]) -> None:
        self._parent = {i: i for i in ids}

    def of(self, item: int) -> int:
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def join(self, a: int, b: int) -> None:
        low, high = sorted((self.of(a), self.of(b)))
        self._parent[high] = low
