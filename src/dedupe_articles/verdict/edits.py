"""Word-level edits of a sentence match, and what they change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.fuzz import ratio

from dedupe_articles.model import Edit, EditLabel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dedupe_articles.align.pair import Pair
    from dedupe_articles.text.tokens import Tokens

Op = Literal["replace", "delete", "insert"]
_OPS: Final[tuple[Op, Op, Op]] = ("replace", "delete", "insert")

# Two words this alike in letters (0..100) are spellings of one word: "Couzens", "Cousins" is 71.
SAME_WORD: Final = 65.0
# How much more alike two sentences must be as bags of words than in order to be called reordered.
_REORDERED: Final = 0.12
_DIGIT: Final = re.compile(r"\d")
# Negations of widely written languages: words whose coming or going turns a statement round.
_NEGATIONS: Final = frozenset(
    [
        *("not", "no", "never", "none", "nor", "cannot", "without"),
        *("nicht", "kein", "keine", "keinen", "keiner", "nie", "niet", "geen", "nooit"),
        *("ne", "pas", "jamais", "sans", "non", "mai", "senza", "nunca", "sin", "não", "sem"),
        *("inte", "ikke", "ei", "не", "нет", "ни", "никогда", "без", "nie", "bez", "değil"),
        *("لا", "لم", "لن", "ليس", "नहीं", "不", "没", "無", "ない"),
    ]
)


@dataclass(frozen=True, slots=True)
class WordEdit:
    """Words `a_start:a_end` of a became words `b_start:b_end` of b; one range may be empty."""

    op: Op
    a_start: int
    a_end: int
    b_start: int
    b_end: int


def word_edits(pair: Pair, a_words: tuple[int, int], b_words: tuple[int, int]) -> list[WordEdit]:
    """Return how the words of one range became those of another, by spelling, in order."""
    a = pair.a.tokens.spellings[a_words[0] : a_words[1]]
    b = pair.b.tokens.spellings[b_words[0] : b_words[1]]
    distinct, numbers = np.unique(np.concatenate([a, b]), return_inverse=True)
    del distinct
    edits: list[WordEdit] = []
    for op in Indel.opcodes(_as_string(numbers[: len(a)]), _as_string(numbers[len(a) :])):
        if op.tag == "equal":
            continue
        a_start, a_end = op.src_start + a_words[0], op.src_end + a_words[0]
        b_start, b_end = op.dest_start + b_words[0], op.dest_end + b_words[0]
        if edits and edits[-1].a_end == a_start and edits[-1].b_end == b_start:
            last = edits.pop()
            a_start, b_start = last.a_start, last.b_start
        edits.append(WordEdit(_op(a_start, a_end, b_start, b_end), a_start, a_end, b_start, b_end))
    return edits


def _as_string(numbers: NDArray[np.int64]) -> str:
    return (numbers + 0x10000).astype(np.uint32).tobytes().decode("utf-32-le")


def _op(a_start: int, a_end: int, b_start: int, b_end: int) -> Op:
    if a_start == a_end:
        return "insert"
    return "delete" if b_start == b_end else "replace"


def character_edits(pair: Pair, edits: Sequence[WordEdit]) -> tuple[Edit, ...]:
    """Return word edits as edits of characters."""
    return tuple(
        Edit(
            edit.op,
            *_characters(pair.a.tokens, edit.a_start, edit.a_end),
            *_characters(pair.b.tokens, edit.b_start, edit.b_end),
        )
        for edit in edits
    )


def _characters(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """Return the characters of a range of words; of an empty one the place before its word."""
    if first < last:
        return tokens.characters(first, last)
    place = int(tokens.starts[first]) if first < len(tokens) else int(tokens.ends[-1])
    return place, place


def label_edits(
    pair: Pair,
    edits: Sequence[WordEdit],
    a_words: tuple[int, int],
    b_words: tuple[int, int],
    quoted: tuple[NDArray[np.bool_], NDArray[np.bool_]],
) -> set[EditLabel]:
    """Return what the edits of a match change. `quoted` says of every word whether it is quoted."""
    labels: set[EditLabel] = set()
    for edit in edits:
        labels |= _labels(pair, edit)
        if quoted[0][edit.a_start : edit.a_end].any() or quoted[1][edit.b_start : edit.b_end].any():
            labels.add(EditLabel.QUOTATION)
    if not edits and _plain(pair.a.tokens, a_words) != _plain(pair.b.tokens, b_words):
        labels.add(EditLabel.PUNCTUATION)
    if _is_reordered(pair, a_words, b_words):
        labels.add(EditLabel.REORDERED)
    return labels


def _plain(tokens: Tokens, words: tuple[int, int]) -> str:
    start, end = tokens.characters(*words)
    return " ".join(tokens.text[start:end].split())


def _labels(pair: Pair, edit: WordEdit) -> set[EditLabel]:
    old = [pair.a.tokens.word(i) for i in range(edit.a_start, edit.a_end)]
    new = [pair.b.tokens.word(i) for i in range(edit.b_start, edit.b_end)]
    labels: set[EditLabel] = set()
    if any(_DIGIT.search(word) for word in old + new):
        labels.add(EditLabel.NUMBER)
    if _negations(old) != _negations(new):
        labels.add(EditLabel.NEGATION)
    if edit.op == "insert":
        return labels | {EditLabel.INSERTED}
    if edit.op == "delete":
        return labels | {EditLabel.DELETED}
    return labels | _replacement(pair, edit, old, new)


def _negations(words: Sequence[str]) -> int:
    return sum(word.casefold() in _NEGATIONS for word in words)


def _replacement(
    pair: Pair, edit: WordEdit, old: Sequence[str], new: Sequence[str]
) -> set[EditLabel]:
    stems_a = pair.a.tokens.stems[edit.a_start : edit.a_end]
    stems_b = pair.b.tokens.stems[edit.b_start : edit.b_end]
    if np.array_equal(np.sort(stems_a), np.sort(stems_b)):
        return {EditLabel.INFLECTION}
    if len(old) == len(new) == 1 and ratio(old[0].casefold(), new[0].casefold()) >= SAME_WORD:
        return {EditLabel.SPELLING}
    if any(_is_name(word) for word in old) and any(_is_name(word) for word in new):
        return {EditLabel.ENTITY_SWAP}
    return {EditLabel.SYNONYM}


def _is_name(word: str) -> bool:
    return word[:1].isupper()


def _is_reordered(pair: Pair, a_words: tuple[int, int], b_words: tuple[int, int]) -> bool:
    a = pair.a.words[a_words[0] : a_words[1]]
    b = pair.b.words[b_words[0] : b_words[1]]
    size = len(pair.weights)
    common = np.minimum(np.bincount(a, minlength=size), np.bincount(b, minlength=size)).sum()
    as_bags = 2 * int(common) / max(len(a) + len(b), 1)
    return as_bags - Indel.normalized_similarity(_as_string(a), _as_string(b)) > _REORDERED
