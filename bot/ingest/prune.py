"""Takes out of a page what a reader does not see or did not come for: scripts, hidden text, consent layers, forms.

Hidden text has to go before any extractor looks: they know no style sheets, and words that no reader of the page
can see must never become a quote."""

from __future__ import annotations

import re

from bot.ingest.markup import Element

_ALWAYS = (
    "script", "style", "noscript", "template", "svg", "iframe", "object", "embed", "canvas", "dialog", "amp-ad",
    "amp-sidebar", "amp-sticky-ad",
)  # fmt: skip
_AMP_CONSENT = ("amp-consent", "amp-user-notification")
_INLINE_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|em|rem|pt|%)?\s*(?:;|!|$)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)"
    r"|(?:left|top|text-indent)\s*:\s*-\d{4,}px|(?:^|;)\s*(?:max-)?(?:height|width)\s*:\s*[01](?:px)?\s*;.*overflow\s*:\s*hidden"
    r"|clip\s*:\s*rect\(\s*[01](?:px)?[\s,]+[01](?:px)?",
    re.IGNORECASE,
)
_HIDDEN_CLASS = re.compile(
    r"(?:^|\s)(?:sr-only|screen-reader(?:-text|-only|s)?|visually-?hidden|visuallyhidden|a11y-hidden|u-hidden|is-hidden|hide-text)(?:$|\s)",
    re.IGNORECASE,
)
_SHEET_RULE = re.compile(r"([^{}]{1,500})\{([^{}]{0,2000})\}")
_SIMPLE = re.compile(r"(?:[a-z]+)?([.#])(-?[A-Za-z_][\w-]*)")
_CONSENT = re.compile(
    r"(?:^|[\s_-])(?:onetrust[\w-]*|cookie-?(?:consent|banner|notice|law|wall|bar|popup|policy)[\w-]*|cookies?-?(?:modal|overlay|layer)"
    r"|didomi[\w-]*|qc-cmp[\w-]*|sp_message[\w-]*|gdpr[\w-]*|fc-consent[\w-]*|truste?[_-][\w-]*|usercentrics[\w-]*|cookiebot[\w-]*"
    r"|cybot[\w-]*|consent-?(?:banner|layer|overlay|modal|wall|popup|manager|screen)[\w-]*|cmp-?(?:banner|container|root|box|layer)[\w-]*)(?:$|[\s_-])",
    re.IGNORECASE,
)


def attributes(element: Element) -> str:
    """The class and id of an element, as one string."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def prune(tree: Element) -> int:
    """Takes the unseen out of `tree`, in place.

    Returns:
        How many words of consent layers went.
    """
    sheets = _hidden_by_sheets(tree)
    consent_words = 0
    gone: list[Element] = []
    for element in tree.iter():
        if not isinstance(element.tag, str) or element.tag in ("html", "body", "head"):
            continue
        if element.tag in _ALWAYS or _is_hidden(element, sheets):
            gone.append(element)
        elif element.tag in _AMP_CONSENT or (
            element.tag not in ("main", "article") and _CONSENT.search(attributes(element))
        ):
            gone.append(element)
            consent_words += len(element.text_content().split())
    for element in gone:
        if element.getparent() is not None:
            element.drop_tree()
    return consent_words


def _is_hidden(element: Element, sheets: frozenset[str]) -> bool:
    get = element.get
    if get("hidden") is not None and (get("hidden") or "").lower() != "until-found":
        return True
    if get("aria-hidden") == "true" and element.tag not in ("article", "main", "section"):
        return True
    style = get("style")
    if style and _INLINE_HIDDEN.search(style):
        return True
    classes = get("class")
    if classes:
        if _HIDDEN_CLASS.search(classes):
            return True
        if sheets and not sheets.isdisjoint(f".{name}" for name in classes.split()):
            return True
    return bool(sheets) and f"#{get('id')}" in sheets


def _hidden_by_sheets(tree: Element) -> frozenset[str]:
    """The `.class` and `#id` that the page's own style sheets hide, by rules with that one selector alone.

    A rule for print or for a narrow screen says nothing of what a reader sees, so `@` rules are passed over.
    """
    found: set[str] = set()
    for sheet in tree.iter("style"):
        text = sheet.text or ""
        if "display" not in text and "visibility" not in text:
            continue
        for selectors, declarations in _SHEET_RULE.findall(_without_at_rules(text[:200_000])):
            if re.search(r"display\s*:\s*none|visibility\s*:\s*hidden", declarations):
                for selector in selectors.split(","):
                    match = _SIMPLE.fullmatch(selector.strip())
                    if match:
                        found.add(match[1] + match[2])
    return frozenset(found)


def _without_at_rules(sheet: str) -> str:
    sheet = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    out: list[str] = []
    depth = 0
    skipping_from: int | None = None
    for part in re.split(r"([{}])", sheet):
        if part == "{":
            depth += 1
        elif part == "}":
            depth = max(depth - 1, 0)
            if skipping_from is not None and depth <= skipping_from:
                skipping_from = None
                continue
        elif skipping_from is None and part.lstrip().startswith("@"):
            statement, _, rest = part.rpartition(";")  # "@import url(x); .a" is a rule of .a
            if rest.lstrip().startswith("@") or not statement:
                skipping_from = depth
            else:
                part = rest
        if skipping_from is None:
            out.append(part)
    return "".join(out)
