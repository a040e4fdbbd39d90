"""Which language a text is in, as an ISO 639-1 code."""

from __future__ import annotations

from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_ENOUGH = 4000  # characters; more change nothing
_LEAST = 40  # characters; below, a guess is worth little
_SURE = 0.9


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def load_languages() -> None:
    """Loads the model now, which takes room on the disk for a moment; later there may be none."""
    _identifier()


def language(text: str) -> str:
    """The language of `text`; "en" where it is too short or too mixed to tell."""
    sample = " ".join(text[:_ENOUGH].split())
    if len(sample) < _LEAST:
        return "en"
    code, probability = _identifier().classify(sample)
    return str(code) if probability >= _SURE else "en"
