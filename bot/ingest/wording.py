"""The words around an article that are none of it, as lists of phrases (regular expressions, in any case of letters).

They are general: what sites of one kind say in many places, in the languages that news comes in most. None is the
wording of one site alone."""

from __future__ import annotations

import re


def phrases(*given: str, before: str = "", after: str = "") -> re.Pattern[str]:
    """One pattern for any of the phrases, in any case of letters."""
    return re.compile(f"{before}(?:{'|'.join(given)}){after}", re.IGNORECASE)


# Leads elsewhere: "Related: …", "You may also like".
POINTER = phrases(
    r"you (?:may|might) (?:also )?(?:like|be interested)",
    r"(?:read|see|find|learn|discover|watch)(?: also| more| next|:)",
    r"more(?: (?:from|on|about|in|like|stories|news|coverage|reading)\b.*|:)",
    r"also (?:read|see|on|in)\b",
    r"read (?:the )?(?:full|next)",
    r"related(?: \w+){0,3}:?",
    r"don[’']t miss",
    r"must[- ]read",
    r"in case you missed",
    r"recommended",
    r"top stories",
    r"most (?:read|popular|viewed)",
    r"click here",
    r"further reading",
    r"see also",
    r"editor[’']s picks?",
    r"trending",
    r"what to read next",
    r"up next",
    r"latest (?:news|stories)",
    r"lesen sie (?:auch|mehr)",
    r"mehr zum thema",
    r"lire aussi",
    r"à lire",
    r"voir aussi",
    r"leia (?:também|mais)",
    r"lee también",
    r"ver también",
    r"leggi anche",
    r"lees ook",
    r"читайте также",
    before=r"\W*",
)
# Asks the reader for something.
PROMPT = phrases(
    r"sign up (?:for|to|here|today|now)",
    r"subscribe (?:to|now|today|here|for)",
    r"(?:our|free|daily|weekly) newsletters?",
    r"get (?:the|our|your) .{0,40}(?:newsletter|inbox|delivered|app\b)",
    r"delivered (?:to|through|straight)",
    r"follow (?:us|me|him|her|\w+(?: \w+)?) on",
    r"like us on",
    r"join (?:us|our|the conversation)",
    r"download (?:the|our) .{0,20}app",
    r"support our",
    r"donate (?:to|now)",
    r"become a (?:member|subscriber|patron)",
    r"get access to",
    r"tell us what you think",
    r"let us know",
    r"leave (?:a|your) comment",
    r"share (?:this|your)",
    r"send us (?:your|a)",
    r"e-?mail (?:us|the author|him|her) at",
    r"reach (?:the )?(?:reporters?|him|her|us|\w+ \w+) (?:at|on)",
    r"contact (?:the )?(?:reporter|writer|author|us)",
    r"(?:click|tap) here",
    r"affiliate",
    r"all rights reserved",
    r"moderat(?:e|ing) (?:all )?comments",
    r"terms (?:of use|and conditions)",
    r"privacy policy",
    before=r"\b",
    after=r"\b",
)
# Credits and notes around an article.
CREDIT = phrases(
    r"reporting (?:by|from)",
    r"(?:additional |further )?(?:reporting|writing|editing) by",
    r"edited by",
    r"writing by",
    r"source\s*:",
    r"sources\s*:",
    r"photos? (?:by|credit|courtesy)",
    r"(?:image|photo|picture|video)s?(?: credits?)?\s*[:/(]",
    r"copyright\b",
    r"©",
    r"\(c\) \d{4}",
    r"filed under",
    r"tags?\s*:",
    r"tagged\b",
    r"categor(?:y|ies)\s*:",
    r"posted (?:in|on|by)",
    r"published (?:on|by|in)",
    r"updated (?:at|on)",
    r"first published",
    r"printed (?:from|by|on)",
    r"last updated",
    r"(?:\w+\W+){1,6}contributed (?:reporting|to this)",
    r"this (?:article|story|post) (?:was|has been|originally|first)",
    r"(?:with )?(?:files|reporting) from",
    r"\(?additional reporting",
    r"view (?:all )?comments?",
    r"\d+ (?:comments?|min(?:ute)?s? read|shares?)",
    r"comments?\b\W*(?:\d+\W*)?$",
    r"share\W*$",
    r"print\W*$",
    r"advertisement\b",
    r"read time",
    r"reading time",
    r"tempo de leitura",
    r"lesezeit",
    before=r"\W*",
)
# Classes and ids of what stands under a picture.
CAPTION = phrases(
    r"wp-caption",
    r"captions?",
    r"figcaption",
    r"photo-?credit",
    r"image-?credit",
    r"credits?",
    before=r"(?:^|[\s_-])",
    after=r"(?:$|[\s_-]|-text)",
)
