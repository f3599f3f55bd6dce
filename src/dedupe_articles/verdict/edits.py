"""Word-level edits of a sentence match, and what they change."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np
from rapidfuzz.distance import Indel, Prefix
from rapidfuzz.fuzz import ratio

from dedupe_articles.model import Edit, EditLabel
from dedupe_articles.text.hashes import STEM_LETTERS
from dedupe_articles.verdict.figures import FIGURE_REACH, find_figures, is_day_or_month
from dedupe_articles.verdict.negations import negations
from dedupe_articles.verdict.numeral_words import HAN_DIGITS, HAN_SCALES
from dedupe_articles.verdict.numerals import is_numeral
from dedupe_articles.verdict.ordinals import is_ordinal
from dedupe_articles.verdict.readings import VULGAR_FRACTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from dedupe_articles.align.pair import Pair
    from dedupe_articles.text.tokens import Tokens

Op = Literal["replace", "delete", "insert"]

# Two words this alike in letters (0..100) are spellings of one word: "Couzens", "Cousins" is 71.
SAME_WORD: Final = 65.0
# Letters to insert and delete between two spellings of a word whose first six are the same: one is
# replaced, or two change places.
_SLIP: Final = 2
# Letters of an ending that inflection puts in the place of another. With more, two words that begin
# alike are mostly others: “erfolg”, “erfolgreich”.
_LONGEST_ENDING: Final = 3
# How much more alike two sentences must be as bags of words than in order to be called reordered.
_REORDERED: Final = 0.12
_HAN_NUMERALS: Final = frozenset(HAN_DIGITS | HAN_SCALES)
_DIGIT: Final = re.compile(rf"[\d{VULGAR_FRACTIONS}]")


@dataclass(frozen=True, slots=True)
class WordEdit:
    """Words `a_start:a_end` of a became words `b_start:b_end` of b; one range may be empty."""

    op: Op
    a_start: int
    a_end: int
    b_start: int
    b_end: int

    def swapped(self) -> WordEdit:
        """Return the same edit seen from the other side."""
        op = _op(self.b_start, self.b_end, self.a_start, self.a_end)
        return WordEdit(op, self.b_start, self.b_end, self.a_start, self.a_end)


def word_edits(pair: Pair, a_words: tuple[int, int], b_words: tuple[int, int]) -> list[WordEdit]:
    """Return how the words of one range became those of another, by spelling, in order.

    Of several shortest ways one is chosen that does not depend on which side is a.
    """
    a = pair.a.tokens.spellings[a_words[0] : a_words[1]].tolist()
    b = pair.b.tokens.spellings[b_words[0] : b_words[1]].tolist()
    if a == b:
        return []
    if (len(a), a) < (len(b), b):
        return [edit.swapped() for edit in word_edits(pair.swapped(), b_words, a_words)]
    edits: list[WordEdit] = []
    for op in Indel.opcodes(a, b):
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
    """Return numbers as characters; those beyond the last character begin again."""
    return (numbers % 0x100000 + 0x10000).astype(np.uint32).tobytes().decode("utf-32-le")


def _op(a_start: int, a_end: int, b_start: int, b_end: int) -> Op:
    if a_start == a_end:
        return "insert"
    return "delete" if b_start == b_end else "replace"


def character_edits(
    pair: Pair, edits: Sequence[WordEdit], a_words: tuple[int, int], b_words: tuple[int, int]
) -> tuple[Edit, ...]:
    """Return the edits between two ranges of words as edits of characters inside them."""
    return tuple(
        Edit(
            edit.op,
            *_characters(pair.a.tokens, edit.a_start, edit.a_end, a_words[0]),
            *_characters(pair.b.tokens, edit.b_start, edit.b_end, b_words[0]),
        )
        for edit in edits
    )


def _characters(tokens: Tokens, first: int, last: int, begin: int) -> tuple[int, int]:
    """Return the characters of some words of a stretch that begins with the word `begin`.

    Those of no words are the place behind the word before them, or before the first of all.
    """
    if first < last:
        return tokens.characters(first, last)
    place = int(tokens.starts[first]) if first == begin else int(tokens.ends[first - 1])
    return place, place


def label_edits(
    pair: Pair, edits: Sequence[WordEdit], a_words: tuple[int, int], b_words: tuple[int, int]
) -> set[EditLabel]:
    """Return what the edits of a match change."""
    if not edits:
        is_same = _plain(pair.a.tokens, a_words) == _plain(pair.b.tokens, b_words)
        return set() if is_same else {EditLabel.PUNCTUATION}
    quoted_a, quoted_b = pair.a.tokens.quoted, pair.b.tokens.quoted
    labels: set[EditLabel] = set()
    for edit in edits:
        labels |= _labels(pair, edit)
        if quoted_a[edit.a_start : edit.a_end].any() or quoted_b[edit.b_start : edit.b_end].any():
            labels.add(EditLabel.QUOTATION)
    if any(changes_negations(pair, edit) for edit in edits) and (
        negations(pair.a.tokens, *a_words) != negations(pair.b.tokens, *b_words)
    ):  # else one only moved
        labels.add(EditLabel.NEGATION)
    if _is_reordered(pair, a_words, b_words):
        labels.add(EditLabel.REORDERED)
    return labels


def _plain(tokens: Tokens, words: tuple[int, int]) -> str:
    """Return the sentences of a range of words, with all white space alike."""
    first, last = int(tokens.sentences[words[0]]), int(tokens.sentences[words[1] - 1])
    start, end = tokens.sentence_characters(first, last + 1)
    return " ".join(tokens.text[start:end].split())


def _labels(pair: Pair, edit: WordEdit) -> set[EditLabel]:
    a, b = pair.a.tokens, pair.b.tokens
    old, new = a.words(edit.a_start, edit.a_end), b.words(edit.b_start, edit.b_end)
    labels: set[EditLabel] = set()
    if (
        _is_of_number(a, old, edit.a_start, edit.a_end)
        or _is_of_number(b, new, edit.b_start, edit.b_end)
        or (_has_ordinal(old, a.language) and _has_ordinal(new, b.language))
    ):
        labels.add(EditLabel.NUMBER)
    return labels | {_main_label(pair, edit, old, new)}


def _main_label(  # noqa: PLR0911 - one return for each label, the most telling first
    pair: Pair, edit: WordEdit, old: Sequence[str], new: Sequence[str]
) -> EditLabel:
    """Return what an edit does, whatever else it changes."""
    a, b = pair.a.tokens, pair.b.tokens
    if edit.op == "insert":
        return EditLabel.INSERTED
    if edit.op == "delete":
        return EditLabel.DELETED
    if _are_figures(old, a.language) and _are_figures(new, b.language):
        return EditLabel.NUMBER
    if _is_inflection(pair, edit):
        return EditLabel.INFLECTION
    if _is_respelled(old, new):
        return EditLabel.SPELLING
    if a.names[edit.a_start : edit.a_end].any() and b.names[edit.b_start : edit.b_end].any():
        return EditLabel.ENTITY_SWAP
    return EditLabel.SYNONYM


def _is_of_number(tokens: Tokens, words: Sequence[str], first: int, last: int) -> bool:
    """Whether the words `first:last` are numbers, or belong to one as 万 does to 850万."""
    if has_number(words, tokens.language):
        return True
    if _HAN_NUMERALS.isdisjoint("".join(words)):
        return False
    start, end = tokens.characters(first, last)
    around = max(start - FIGURE_REACH, 0), end + FIGURE_REACH
    return any(
        figure.start < end and start < figure.end and figure.sort != "name"
        for figure in find_figures(tokens.text, *around, tokens.language)
    )


def has_number(words: Sequence[str], language: str | None) -> bool:
    """Whether one of some words of a language has a digit, or is a number in words."""
    return any(_DIGIT.search(word) or is_numeral(word, language) for word in words)


def _are_figures(words: Sequence[str], language: str | None) -> bool:
    """Whether words are nothing but numbers, ordinals, days and months."""
    return all(
        has_number((word,), language) or is_ordinal(word, language) or is_day_or_month(word)
        for word in words
    )


def _has_ordinal(words: Sequence[str], language: str | None) -> bool:
    return any(is_ordinal(word, language) for word in words)


def changes_negations(pair: Pair, edit: WordEdit) -> bool:
    """Whether the words of an edit negate oftener on one side; not if they are only written so.

    “didn't” without its apostrophe is no word of the lists, and negates all the same.
    """
    a, b = pair.a.tokens, pair.b.tokens
    before = negations(a, edit.a_start, edit.a_end)
    after = negations(b, edit.b_start, edit.b_end)
    return before != after and _letters(a.words(edit.a_start, edit.a_end)) != _letters(
        b.words(edit.b_start, edit.b_end)
    )


def _is_respelled(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether words have the same letters, or one word nearly those of another."""
    a, b = _letters(old), _letters(new)
    if a == b or not len(old) == len(new) == 1:
        return a == b
    if Prefix.similarity(a, b) >= STEM_LETTERS:  # as alike as “internal” and “international”
        return Indel.distance(a, b) <= _SLIP
    return ratio(a, b) >= SAME_WORD


def _letters(words: Sequence[str]) -> str:
    """Return words as one: e-mail and email, U.S. and US have the same letters."""
    return "".join(words).casefold()


def _is_inflection(pair: Pair, edit: WordEdit) -> bool:
    """Whether words became others of the same stems, with other endings."""
    a, b = pair.a.tokens, pair.b.tokens
    stems_a = a.stems[edit.a_start : edit.a_end].tolist()
    stems_b = b.stems[edit.b_start : edit.b_end].tolist()
    if sorted(stems_a) != sorted(stems_b):
        return False
    old, new = a.words(edit.a_start, edit.a_end), b.words(edit.b_start, edit.b_end)
    by_stem = sorted(zip(stems_a, old, strict=True)), sorted(zip(stems_b, new, strict=True))
    return all(
        _are_forms(before.casefold(), after.casefold())
        for (_, before), (_, after) in zip(*by_stem, strict=True)
    )


def _are_forms(a: str, b: str) -> bool:
    """Whether words of one stem differ in their endings only; long words may go on otherwise.

    Words that do not begin alike have their stem behind an article or a conjunction.
    """
    alike = Prefix.similarity(a, b)
    return alike < STEM_LETTERS or max(len(a), len(b)) - alike <= _LONGEST_ENDING


def _is_reordered(pair: Pair, a_words: tuple[int, int], b_words: tuple[int, int]) -> bool:
    a = pair.a.words[a_words[0] : a_words[1]]
    b = pair.b.words[b_words[0] : b_words[1]]
    size = len(pair.weights)
    common = np.minimum(np.bincount(a, minlength=size), np.bincount(b, minlength=size)).sum()
    as_bags = 2 * int(common) / max(len(a) + len(b), 1)
    return as_bags - Indel.normalized_similarity(_as_string(a), _as_string(b)) > _REORDERED
