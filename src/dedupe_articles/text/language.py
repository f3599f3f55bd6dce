"""The language of a text, by its script and its commonest words.

A script that one language is written in decides alone. Among the languages of the Latin, Cyrillic,
Arabic and Devanagari scripts the words decide that hold every text together: each counts for the
languages that have it, the less for one the more there are. A text that has too few of them, or
fits two languages alike, has no language here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.text.common_words import COMMON_WORDS
from dedupe_articles.text.hashes import STEM_LETTERS
from dedupe_articles.text.ranges import numbers_in
from dedupe_articles.text.words import split_words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from dedupe_articles.text.words import WordBatch

# So many words from the beginning of a text decide, and more where these do not.
_WORDS: Final = 64
_MORE_WORDS: Final = 500
# Least share of words that belong to the best language, and how far it must be ahead of the next.
# In running text of a language that is listed the share is .2 to .4, of others below .05.
_LEAST_SHARE: Final = 0.08
_LEAD: Final = 1.25
# Han characters are Japanese where so much of the text is kana.
_KANA_SHARE: Final = 0.15

_SHARED: Final = ("Latin", "Cyrillic", "Arabic", "Devanagari")
# First and last code point of what a word may begin with, and the language or the script of it.
_RANGES: Final = (
    (0x0060, 0x024F, "Latin"),
    (0x0370, 0x03FF, "el"),
    (0x0400, 0x052F, "Cyrillic"),
    (0x0530, 0x058F, "hy"),
    (0x0590, 0x05FF, "he"),
    (0x0600, 0x08FF, "Arabic"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "bn"),
    (0x0A00, 0x0A7F, "pa"),
    (0x0A80, 0x0AFF, "gu"),
    (0x0B00, 0x0B7F, "or"),
    (0x0B80, 0x0BFF, "ta"),
    (0x0C00, 0x0C7F, "te"),
    (0x0C80, 0x0CFF, "kn"),
    (0x0D00, 0x0D7F, "ml"),
    (0x0D80, 0x0DFF, "si"),
    (0x0E00, 0x0E7F, "th"),
    (0x0E80, 0x0EFF, "lo"),
    (0x0F00, 0x0FFF, "bo"),
    (0x1000, 0x109F, "my"),
    (0x10A0, 0x10FF, "ka"),
    (0x1100, 0x11FF, "ko"),
    (0x1200, 0x139F, "am"),
    (0x1780, 0x17FF, "km"),
    (0x1E00, 0x1EFF, "Latin"),
    (0x1F00, 0x1FFF, "el"),
    (0x3040, 0x30FF, "kana"),
    (0x3400, 0x9FFF, "zh"),
    (0xAC00, 0xD7A3, "ko"),
    (0x20000, 0x3FFFF, "zh"),
)

_SLOTS: Final = np.uint64((1 << 18) - 1)
_NAMES: Final = tuple(dict.fromkeys(name for *_, name in _RANGES))
_FINE: Final = 16  # no range begins or ends inside so many code points
_NOWHERE: Final = len(_NAMES)


@dataclass(frozen=True, slots=True)
class _Lexicon:
    """Stems of common words, ascending, and what each counts for the languages that have it.

    `slots` has the place of a stem by its last bits; the few that share them with another are lost.
    The languages of stem `i` are `has[bounds[i]:bounds[i + 1]]`, and for each of them it counts
    `weights[i]`. `scripts` has the place in `_NAMES` of the script of each language.
    """

    languages: tuple[str, ...]
    scripts: NDArray[np.int64]
    stems: NDArray[np.uint64]
    slots: NDArray[np.uint16]
    has: NDArray[np.int64]
    bounds: NDArray[np.int64]
    weights: NDArray[np.float64]


@cache
def _lexicon() -> _Lexicon:
    languages = tuple(COMMON_WORDS)
    batch = split_words([COMMON_WORDS[language] for language in languages])
    short = batch.ends - batch.starts < STEM_LETTERS
    owners = np.repeat(np.arange(len(languages)), np.diff(batch.bounds))[short]
    pairs = np.unique(np.stack([batch.stems[short], owners.astype(np.uint64)]), axis=1)
    stems, bounds, counts = np.unique(pairs[0], return_index=True, return_counts=True)
    scripts = _scripts()[batch.initials[batch.bounds[:-1]] // _FINE].astype(np.int64)
    slots = np.zeros(int(_SLOTS) + 1, dtype=np.uint16)  # small, so that they stay in the cache
    slots[stems & _SLOTS] = np.arange(len(stems))
    return _Lexicon(
        languages=languages,
        scripts=scripts,
        stems=stems,
        slots=slots,
        has=pairs[1].astype(np.int64),
        bounds=np.append(bounds, len(pairs[1])),
        weights=1.0 / counts,
    )


@cache
def _scripts() -> NDArray[np.uint8]:
    """Return for each stretch of `_FINE` code points the place of its range's name."""
    scripts = np.full(0x110000 // _FINE, _NOWHERE, dtype=np.uint8)
    for first, last, name in _RANGES:
        scripts[first // _FINE : last // _FINE + 1] = _NAMES.index(name)
    return scripts


def languages_of(batch: WordBatch) -> list[str | None]:
    """Return the language of every text of a batch, as an ISO 639-1 code."""
    found = _languages(batch, np.arange(len(batch.bounds) - 1), _WORDS)
    unsure = np.array([i for i, language in enumerate(found) if language is None], dtype=np.int64)
    for i, language in zip(unsure.tolist(), _languages(batch, unsure, _MORE_WORDS), strict=True):
        found[i] = language
    return found


def _languages(batch: WordBatch, texts: NDArray[np.int64], limit: int) -> list[str | None]:
    """Return the language of some texts by their first words."""
    lengths = np.minimum(batch.bounds[texts + 1] - batch.bounds[texts], limit)
    owners = np.repeat(np.arange(len(texts)), lengths)
    words = numbers_in(batch.bounds[texts], lengths)
    scripts = _scripts()[batch.initials[words] // _FINE]
    counts = np.bincount(
        owners * (_NOWHERE + 1) + scripts, minlength=len(texts) * (_NOWHERE + 1)
    ).reshape(len(texts), _NOWHERE + 1)[:, :_NOWHERE]
    han, kana = _NAMES.index("zh"), _NAMES.index("kana")
    in_kana = counts[:, kana] > _KANA_SHARE * (counts[:, kana] + counts[:, han])
    counts[:, han] += counts[:, kana]
    counts[:, kana] = 0
    script = counts.argmax(axis=1)
    japanese = in_kana & (script == han)
    scores = _scores(batch.stems[words], owners, script)
    rows = np.arange(len(texts))
    most = counts[rows, script]
    best = scores.argmax(axis=1)
    top = scores[rows, best]
    scores[rows, best] = 0.0
    second = scores.max(axis=1, initial=0.0)
    told = (top >= _LEAST_SHARE * most) & (top >= _LEAD * second)
    known = _lexicon().languages
    by_script = ["ja" if japanese[i] else _NAMES[script[i]] for i in rows.tolist()]
    return [
        None if not count else name if name not in _SHARED else known[language] if sure else None
        for name, count, language, sure in zip(
            by_script, most.tolist(), best.tolist(), told.tolist(), strict=True
        )
    ]


def _scores(
    stems: NDArray[np.uint64], owners: NDArray[np.int64], script: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Return what the common words of each text count for each language of its script."""
    lexicon = _lexicon()
    places = lexicon.slots[stems & _SLOTS]
    known = np.flatnonzero(lexicon.stems[places] == stems)
    places = places[known]
    first = lexicon.bounds[places]
    counts = lexicon.bounds[places + 1] - first
    entries = numbers_in(first, counts)
    width = len(lexicon.languages)
    cells = np.repeat(owners[known] * width, counts) + lexicon.has[entries]
    weights = np.repeat(lexicon.weights[places], counts)
    scores = np.bincount(cells, weights, len(script) * width).reshape(-1, width)
    return np.asarray(scores * (lexicon.scripts == script[:, None]))
