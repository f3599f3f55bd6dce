"""Split texts into what the aligner reads: words and sentences."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import numpy as np

from dedupe_articles.text.language import languages_of
from dedupe_articles.text.line_hashes import line_hashes
from dedupe_articles.text.paragraphs import LINE_BREAK
from dedupe_articles.text.ranges import numbers_in
from dedupe_articles.text.sentences import split_sentences
from dedupe_articles.text.tokens import Tokens
from dedupe_articles.text.words import WordBatch, split_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from numpy.typing import NDArray

# A sentence of fewer words says too little to be matched by itself; it joins a neighbour.
MIN_SENTENCE_WORDS: Final = 3
# Nobody writes longer sentences: of 69,000 in news, Wikipedia and PAN 2013 none has more words, of
# 6,300 Chinese ones, whose words are characters, 42. What has more is a table, or a text that lost
# its full stops; it is cut into stretches as long as sentences that it may have been copied from.
MAX_SENTENCE_WORDS: Final = 150
STRETCH_WORDS: Final = 40
# So many words before or behind its place a stretch may end at a comma instead.
_BORDER_REACH: Final = STRETCH_WORDS // 4
_COMMA: Final = re.compile(r"[，、；：،؛]|[,;:]\s")
# Characters of texts that are split into words together; larger arrays fall out of the cache.
_CHARACTERS_AT_ONCE: Final = 200_000


def tokenise(text: str, boilerplate: Collection[int] = ()) -> Tokens:
    """Split a text into words and sentences, without the lines that have one of these keys."""
    return next(tokenise_all([text], boilerplate))


def tokenise_all(texts: Sequence[str], boilerplate: Collection[int] = ()) -> Iterator[Tokens]:
    """Yield what `tokenise` returns for each text; words are split many texts at a time."""
    first = 0
    while first < len(texts):
        size = len(texts[first])
        last = first + 1
        while last < len(texts) and size + len(texts[last]) <= _CHARACTERS_AT_ONCE:
            size += len(texts[last])
            last += 1
        batch = split_words(texts[first:last], spellings=True)
        languages = languages_of(batch)
        lines = line_hashes(batch).among(boilerplate)
        edges = np.searchsorted(lines.first, batch.bounds).tolist()
        for place, text in enumerate(texts[first:last]):
            tokens = _tokens(text, batch.part(place), languages[place])
            some = slice(*edges[place : place + 2])
            begin = batch.bounds[place]
            yield _without(tokens, lines.first[some] - begin, lines.last[some] - begin)
        first = last


def _tokens(text: str, batch: WordBatch, language: str | None) -> Tokens:
    bounds, spans = _sentences(text, batch)
    return Tokens(
        text=text,
        batch=batch,
        bounds=bounds,
        spans=spans,
        sentences=np.repeat(np.arange(len(spans)), np.diff(bounds)),
        language=language,
    )


def _without(tokens: Tokens, first: NDArray[np.int64], last: NDArray[np.int64]) -> Tokens:
    """Leave out the words `first:last` of some lines, and the sentences that have no others."""
    if not len(first):
        return tokens
    batch = tokens.batch
    kept = np.ones(len(tokens), dtype=np.bool_)
    kept[numbers_in(first, last - first)] = False
    places = np.append(0, np.cumsum(kept))  # that words have among those kept
    sizes = np.diff(places[tokens.bounds])
    remaining = sizes > 0
    bounds = np.append(0, np.cumsum(sizes[remaining]))
    starts, ends = batch.starts[first], batch.ends[last - 1]
    return Tokens(
        text=tokens.text,
        batch=replace(
            batch,
            starts=batch.starts[kept],
            ends=batch.ends[kept],
            stems=batch.stems[kept],
            single=batch.single[kept],
            bounds=places[batch.bounds],
            initials=batch.initials[kept],
            spellings=batch.spellings[kept],
            lines=np.unique(places[batch.lines]),
        ),
        bounds=bounds,
        spans=_tightened(tokens, np.flatnonzero(kept), bounds, np.flatnonzero(remaining)),
        sentences=np.repeat(np.arange(remaining.sum()), sizes[remaining]),
        language=tokens.language,
        left_out=tuple(zip(starts.tolist(), ends.tolist(), strict=True)),
        words_left_out=int((~kept).sum()),
    )


def _tightened(
    tokens: Tokens,
    words: NDArray[np.int64],
    bounds: NDArray[np.int64],
    sentences: NDArray[np.int64],
) -> NDArray[np.int64]:
    """Return the characters of some sentences of which only some words are left.

    `words[bounds[i]:bounds[i + 1]]` are those left of `sentences[i]`. A sentence of which the first
    or last words are left out begins or ends with those that are left.
    """
    spans = tokens.spans[sentences]
    first, last = words[bounds[:-1]], words[bounds[1:] - 1]
    cut = first != tokens.bounds[sentences]
    spans[cut, 0] = tokens.starts[first[cut]]
    cut = last != tokens.bounds[sentences + 1] - 1
    spans[cut, 1] = tokens.ends[last[cut]]
    return spans


def _sentences(text: str, batch: WordBatch) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the first word of every sentence, with the number of words last, and its characters.

    What is too short to stand alone joins its neighbour on the same line; a short line stays by
    itself, and what holds no word at all joins the sentence before.
    """
    starts = batch.starts
    pieces = split_sentences(text)
    words = _words_of(pieces, batch)
    if any(last - first > MAX_SENTENCE_WORDS for first, last in words):
        pieces = [piece for sentence in pieces for piece in _cut(sentence, batch, text)]
        words = _words_of(pieces, batch)
    bounds: list[int] = []
    spans: list[tuple[int, int]] = []
    for (start, end), (first, last) in zip(pieces, words, strict=True):
        is_short = bool(bounds) and min(first - bounds[-1], last - first) < MIN_SENTENCE_WORDS
        if is_short and (last == first or not LINE_BREAK.search(text, spans[-1][1], start)):
            spans[-1] = spans[-1][0], end
        elif last > first:
            bounds.append(first)
            spans.append((start, end))
    return (
        np.array([*bounds, len(starts)], dtype=np.int64),
        np.array(spans, dtype=np.int64).reshape(-1, 2),
    )


def _words_of(pieces: Sequence[tuple[int, int]], batch: WordBatch) -> list[tuple[int, int]]:
    """Return the first word of every piece of a text, and the first of the next one."""
    firsts = batch.starts.searchsorted([start for start, _ in pieces]).tolist()
    return list(pairwise([*firsts, len(batch.starts)]))


def _cut(sentence: tuple[int, int], batch: WordBatch, text: str) -> Iterator[tuple[int, int]]:
    """Yield a sentence, or the stretches of one that nobody would call so."""
    start, end = sentence
    first, last = np.searchsorted(batch.starts, sentence).tolist()
    if last - first > MAX_SENTENCE_WORDS:
        word = first
        while word + STRETCH_WORDS < last - STRETCH_WORDS // 2:
            word = _border(batch, text, word + STRETCH_WORDS)
            gap = text[batch.ends[word - 1] : batch.starts[word]]
            opening = gap.split()[-1] if gap and not gap[-1].isspace() and " " in gap else ""
            begin = int(batch.starts[word]) - len(opening)
            yield start, start + len(text[start:begin].rstrip())
            start = begin
    yield start, end


def _border(batch: WordBatch, text: str, word: int) -> int:
    """Return the word behind the comma nearest to a word, or the word itself.

    So a version with one word more is cut at the same places.
    """
    for away in range(_BORDER_REACH):
        for place in (word - away, word + away):
            if _COMMA.search(text, batch.ends[place - 1], batch.starts[place]):
                return place
    return word
