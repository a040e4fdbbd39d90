"""Bylines to names. A byline names people: never "Staff", an e-mail address, a job title or the outlet itself."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from bot.ingest.agencies import is_agency

_BY = re.compile(
    r"^\W*(?:(?:(?:written|posted|published|reported|submitted|article|review|opinion|analysis|interview"
    r"|(?:story|words|text)(?:\s+(?:and|&)\s+(?:photos?|photographs|pictures|images|video))?)\s+)?"
    r"(?:by|von|par|por|di|door|av|af|przez)|autor(?:in|en)?\s*:|authors?\s*:|auteurs?\s*:|publicado por:?|publié par:?"
    r"|geschrieben von|veröffentlicht von|verfasst von|from the"
    r"|oleh|penulis\s*:|yazan\s*:|írta\s*:|autor(?:ka|i)?\s*:|tekst\s*:|teksti\s*:|автор\s*:|текст\s*:"
    r"|מאת|بقلم|كتبت?|लेखक|द्वारा|โดย|tác giả\s*:"
    r"|γράφει (?:ο|η)|του|της)\s*:?\s+"
    r"|^\s*(?:作者|記者|记者|撰文|取材・文|執筆|文|글)\s*[:：/／・|｜]?\s*(?=[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2})",
    re.IGNORECASE,
)
# "Text: Ada Moreno"; whose the picture is, is another matter.
_LABEL = re.compile(
    r"^(?!(?:photos?|foto|bild|image|picture|video|фото)\b)[^\W\d_]{3,12}:\s+(?=[^\W\d_]+\s)", re.IGNORECASE
)
_SPLIT = re.compile(r"\s*(?:;|\||/|•|·|,|\s&\s|\s(?:and|und|et|y|e|och|en|with|mit)\s)\s*", re.IGNORECASE)
_AND = re.compile(r"^(?:&|(?:and|und|et|y|e|och|en|with|mit)\s)\s*", re.IGNORECASE)
_GOES_ON = re.compile(r"^(?:&|(?:and|und|et|y|by|with|mit)\s)|^,", re.IGNORECASE)
# "Moreno, Ada": the family name first, as catalogues have it; one person, not two.
_INVERTED = re.compile(r"([A-ZÀ-ÖØ-Þ][\w'’-]+), ([A-ZÀ-ÖØ-Þ][\w'’-]+(?: [A-Z]\.)?)")
_SUFFIX = re.compile(r",\s+((?:[JS]r|JR|SR)\b\.?|I{2,3}\b|IV\b)")
# What one person is; the words before it may be a name.
_BEATS = (
    "staff|senior|chief|contributing|freelance|special|deputy|associate|political|politics|crime|courts?|legal|sports?|business"
    "|science|health|education|environment|climate|economics|economy|city|foreign|diplomatic|technology|tech|arts|culture"
    "|media|money|national|world|local|features?|data|defence|defense|security|transport|investigative|lead|consumer|affairs"
)
_JOBS = "writer|reporter|correspondent|editor|columnist|critic|contributor|producer"
_JOB = re.compile(rf"\s+(?:(?:{_BEATS})\s+)*(?:{_JOBS})s?\b.*$", re.IGNORECASE)
_JOB_BEFORE = re.compile(rf"^(?:(?:{_BEATS}|the|our)\s+)*(?:{_JOBS})\s+(?=\S+\s+\S)", re.IGNORECASE)
# Words of jobs, of outlets and of the machinery around a byline; none is part of a name.
_NO_NAME_WORDS = """
international staff writers? reporters? correspondents? editors? editorial journalists? columnists? contributors?
contributing contributed producers? bureau desk newsroom team chief senior deputy managing executive associate
assistant director freelance special photographers? photojournalists? critic analyst anchor intern fellow
redaktion redakteur(?:in)? redaktör redacción redação rédaction redazione redactie toimitus autor author
admin(?:istrator)? webmaster root guest gast(?:autor)? user anonymous unknown news online media agency
agencies press wire service services magazine network university institute foundation company gmbh verein
verlag ltd inc llc corp blog posts? views? comments? updated published share follow read more subscribe
minutes? hours? ago today yesterday photo image video credit copyright tv radio e\\.\\s?v ag kg the reuters
afp xinhua dpa bloomberg efe ansa tass pti ap upi aap гость редакция админ
(?:mon|tues|wednes|thurs|fri|satur|sun)day\\s(?:morning|afternoon|evening|night)
"""
_ROLE = re.compile(rf"\b(?:{'|'.join(_NO_NAME_WORDS.split())})\b", re.IGNORECASE)
_ADDRESS = re.compile(
    r"\S+@\S+|(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|org|net|de|uk|fr|ru|at|ch|eu|info|io|it|es)\b\S*|[@#]\w+",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"\s*[(\[{][^)\]}]*[)\]}]?\s*")
_TAIL = re.compile(
    r"\s+(?:[-–—|]\s.*|(?:on|at|am|for|für|in|of|is|was|has|from|aus|vom)\s+.*|For (?:[Tt]he|[A-Z]\S+ [A-Z])\b.*"
    r"|(?i:(?:first |last )?(?:updated|published|posted|created|modified)\b).*"
    r"|(?:\d{1,2}\W|\d{4}).*)$"
)
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day,?", re.IGNORECASE)
# Letters with the signs that are written over, under and after them; those are no letters by themselves.
_SIGNS = (
    "\u0300-\u036f\u0591-\u05c7\u0610-\u065f\u0900-\u0903\u093a-\u094f\u0981-\u0983\u09bc-\u09cd\u0a01-\u0a4d"
    "\u0a81-\u0acd\u0b82-\u0bcd\u0c00-\u0c4d\u0c81-\u0ccd\u0d00-\u0d4d\u0e31\u0e34-\u0e4e\u0eb1-\u0ecd\u102b-\u103e"
    "\u17b4-\u17d3\u200c\u200d"
)
_NAME_WORD = re.compile(rf"(?:[^\W\d_]|[{_SIGNS}'’.\-‐‑]){{1,30}}")
# Names that are written without a space, and what stands by them.
_UNSPACED_NAME = re.compile(
    "[\uac00-\ud7af]{2,4}|[\u3400-\u9fff\u3040-\u30ff々]{2,8}|[\u30a0-\u30ff]{2,8}[・·][\u30a0-\u30ff]{2,8}"
)
_UNSPACED_JOB = re.compile(
    r"\s*(?:(?:선임|수석|전문|인턴)?기자|특파원|논설위원|앵커|칼럼니스트|記者|记者|特派員|論說委員|論説委員|編集委員|支局長|さん|氏)\s*$"
)
_HOUSE_ABROAD = re.compile(
    r"편집|뉴스|신문|방송|일보|기자단|취재|미디어|온라인|센터|팀$|부$|編集|编辑|編輯|新聞|新闻|通信|通訊|通讯|報|报|網|网|社$|班$|局$|部$|台$"
    r"|संवाददाता|डेस्क|ब्यूरो|टीम|एजेंसी|न्यूज|تحرير|وكال|مراسل|מערכת|סוכנות|กองบรรณาธิการ|ข่าว|ทีม"
    r"|テレビ|ニュース|オンライン|スタッフ|記者|记者|小編|小编|整理|綜合|综合|責任|责任|来源|來源"
)
_PARTICLES = frozenset(
    [
        "de",
        "da",
        "di",
        "del",
        "della",
        "der",
        "den",
        "van",
        "von",
        "vom",
        "zu",
        "zum",
        "zur",
        "la",
        "le",
        "du",
        "dos",
        "das",
        "do",
        "el",
        "al",
        "bin",
        "ibn",
        "ben",
        "y",
        "e",
        "ter",
        "ten",
        "af",
        "av",
        "st",
    ]
)
_NOT_NAMES = frozenset(
    [
        "by",
        "von",
        "par",
        "admin",
        "administrator",
        "staff",
        "editor",
        "redaktion",
        "home",
        "menu",
        "author",
        "autor",
        "contact",
        "about",
        "us",
        "kontakt",
        "impressum",
        "login",
        "share",
        "print",
        "email",
        "mail",
        "twitter",
        "facebook",
        "instagram",
        "none",
        "null",
        "undefined",
        "n/a",
        "na",
        "true",
        "false",
        "self",
        "team",
        "news",
    ]
)
_MOST = 8


def names_in(bylines: Iterable[str], *, outlet: str | None = None, single: bool = False) -> tuple[str, ...]:
    """The people that bylines name, in order, each once.

    Args:
        bylines: texts such as "By Ada Moreno and Jan de Wit, Staff Writers".
        outlet: the outlet's name, which is no author.
        single: whether a name of one word counts, as for a blog's authors.
    """
    found: dict[str, str] = {}
    for byline in bylines:
        named = False
        for at, part in enumerate(_parts(byline)):
            # After what is no name, a single word is a place or what is left of an outlet's name.
            name = _name(part, single and (at == 0 or named)) or (_name(_before_job(part), False) if at == 0 else None)
            named = name is not None
            if name and not _is_outlet(name, outlet) and _key(name) not in found:
                found[_key(name)] = name
    names = tuple(found.values())
    full = tuple(name for name in names if " " in name or _UNSPACED_NAME.fullmatch(name))
    names = full or names  # beside full names, a single word is an outlet or a place
    return () if len(names) > _MOST else names


def _parts(byline: str) -> list[str]:
    """What may be a name in a byline. Of several lines, the first with a name counts, and those that go on from it."""
    found: list[str] = []
    listing = True
    for line in html.unescape(byline).replace("\xa0", " ").split("\n"):
        parts = _parts_of_line(line)
        if not found or listing or _GOES_ON.match(line.strip()):
            found = found + parts if any(map(_is_full, [*found, *parts])) else (parts or found)
            listing = line.rstrip().endswith((",", "&", " and"))
    return found


def _is_full(part: str) -> bool:
    name = _name(part, False)
    return name is not None and " " in name


def _parts_of_line(line: str) -> list[str]:
    text = _BRACKETS.sub(" ", " ".join(line.split())).strip()
    text = _SUFFIX.sub(r" \1", _LABEL.sub("", text))
    text = re.sub(r"(?<=[^\W\d_]{3})\.\s+(?=[^\W\d_]{3})", ", ", _BY.sub("", text))
    text = "; ".join(_turned(piece) for piece in text.split(";"))
    parts = (_AND.sub("", piece) for piece in _SPLIT.split(text))
    return [part for piece in parts if (part := _BY.sub("", piece).strip())]


def _turned(piece: str) -> str:
    match = _INVERTED.fullmatch(piece.strip())
    if not match or _ROLE.search(piece):
        return piece
    return f"{match[2]} {match[1]}"


def _before_job(part: str) -> str:
    """What stands before a job or an agency: ADA MORENO of "ADA MORENO Associated Press"; empty where nothing does.

    "Tide Staff" and "Tide Newsroom" name nobody, so such words leave nothing.
    """
    cut = _JOB.sub("", part)
    if cut == part:
        words = part.split()
        at = next((i for i in range(2, len(words)) if is_agency(" ".join(words[i:]))), None)
        cut = " ".join(words[:at]) if at else ""
    return cut if 2 <= len(cut.split()) <= 4 else ""


def _name(part: str, single: bool) -> str | None:
    part = _JOB_BEFORE.sub("", _ADDRESS.sub(" ", part).strip())
    part = _TAIL.sub("", " ".join(part.split())).strip(" ,:;-–—|*\"“”'")
    part = part if re.search(r"\b(?:[JS]r|JR|SR)\.$", part) else part.strip(" .")
    part = re.sub(r"^(?:dr|prof|mr|mrs|ms|sir|herr|frau|mag|dipl)\.?\s+", "", part, flags=re.IGNORECASE)
    words = part.split()
    if len(words) >= 3 and _WEEKDAY.fullmatch(words[-1]):  # of two words, it may be the family name
        words = words[:-1]
        part = " ".join(words)
    if not words or len(words) > 5 or len(part) > 50 or part.casefold() in _NOT_NAMES:
        return None
    if _ROLE.search(part) or not all(_NAME_WORD.fullmatch(word) for word in words):
        return None
    unspaced = _UNSPACED_JOB.sub("", part)
    if not part.isascii() and _HOUSE_ABROAD.search(unspaced):
        return None
    if _UNSPACED_NAME.fullmatch(unspaced):
        return unspaced if single or unspaced != part else None
    if len(words) == 1:
        return part if single and len(part) > 2 and part[0].isupper() and not part.isupper() else None
    if not all(word[0].isupper() or word.casefold() in _PARTICLES or not word[0].isascii() for word in words):
        return None
    if re.fullmatch(r"[A-Z]{3,}", words[0]) and not words[1].isupper():
        return None  # "CNN Business"
    return _cased(words)


def _is_outlet(name: str, outlet: str | None) -> bool:
    own, theirs = _key(name), _key(outlet or "")
    return bool(theirs) and (own in theirs or (len(theirs) >= 3 and own.startswith(theirs)))


def _cased(words: list[str]) -> str:
    """ADA MORENO to Ada Moreno; initials and names written as such stay."""
    if not all(word.isupper() for word in words) or not any(len(word) >= 3 and "." not in word for word in words):
        return " ".join(words)
    return " ".join(
        word
        if "." in word or len(word) == 1
        else word.lower()
        if at and word.lower() in _PARTICLES
        else re.sub(r"[^\W\d_]+", lambda part: part[0].capitalize(), word)
        for at, word in enumerate(words)
    )


def _key(name: str) -> str:
    return "".join(re.findall(r"\w+", name.casefold()))
