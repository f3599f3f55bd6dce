"""Known edits: whether what is said of a sentence is what was done to it.

Each article is edited at one place in a known way, once for each kind of edit. *Said* is the share
of the edits whose match has the label, or is a split or a merge, and that are called out if they
alter the facts; *false* that of the edits with an alteration that was not made, anywhere in the
article. `--misses` prints the edits that were not said, or falsely.
"""

from __future__ import annotations

import random
import re
import sys
from collections import Counter
from collections.abc import Callable

from corpora import WMT_LANGUAGES, corpus_folder, evenly, read_articles, read_news, read_text
from tables import ordered_map, parser, print_table, share

from dedupe_articles import Article, compare
from dedupe_articles.text.quotations import quoted_ranges

SAMPLE = 100
LANGUAGES = ("en", "de", "zh", "ja")
New = str | Callable[[re.Match[str]], str]


def next_of(words: str) -> tuple[str, New]:
    """Return a pattern for any of some words, and the one that follows it in the list."""
    listed = words.split()
    following = dict(zip(listed, [*listed[1:], listed[0]], strict=True))
    return rf"\b(?:{'|'.join(listed)})\b", lambda found: following[found[0]]


def two_more(found: re.Match[str]) -> str:
    """Return a number that is greater by two."""
    return str(int(found[0]) + 2)


NUMBER = r"(?<![\d.,:/-])\d{1,4}(?![\d.,:/-]?\d)(?![KkMmBb]\b)"
GROUPED = r"(?<![\d.,:])(\d{1,3})[.,](\d{3})(?![\d.,]?\d)"
WORD = r"(?<=[a-zäöüß] )[a-zäöüß]{4,}(?= [a-zäöüß])"
BETWEEN = r"(?<=[a-zäöüß]) (?=[a-zäöüß])"
HAN = "[\u4e00-\u9fff]"
LONG = "[\u3040-\u9fff]{12}"
# What is to be said of each kind of edit: its label, and the kind of its alteration.
KINDS = {
    "another number": ("number", "fact"),
    "in words": ("number", "fact"),
    "ordinal": ("number", "fact"),
    "1,350 as 1350": ("number", ""),
    "month or weekday": ("number", "fact"),
    "negation added": ("negation", "negation"),
    "negation lost": ("negation", "negation"),
    "quoted word": ("quotation", "quotation"),
    "ending": ("inflection", ""),
    "word inserted": ("inserted", ""),
    "merged": ("merged", ""),
    "split": ("split", ""),
}
# What is replaced by what, in which language.
EDITS: tuple[tuple[str, str, str, New], ...] = (
    *(("another number", of, NUMBER, two_more) for of in LANGUAGES),
    ("in words", "en", *next_of("two three four five six seven eight nine ten")),
    ("in words", "de", *next_of("zwei drei vier fünf sechs acht neun zehn")),
    ("ordinal", "en", *next_of("first second third fourth fifth sixth")),
    ("ordinal", "de", *next_of("ersten zweiten dritten vierten fünften")),
    *(("1,350 as 1350", of, GROUPED, r"\1\2") for of in LANGUAGES),
    ("month or weekday", "en", *next_of("January March June October Monday Tuesday Friday")),
    ("month or weekday", "de", *next_of("Jänner März Juni Oktober Montag Dienstag Freitag")),
    ("month or weekday", "ja", "[月火水木金](?=曜)", "土"),
    ("negation added", "en", r"\b(is|was|are|will|could) (?!no|any)", r"\1 not "),
    ("negation added", "de", r"\beine?[nmr]?\b(?= [A-ZÄÖÜ])", r"k\g<0>"),
    ("negation added", "zh", f"(?<={HAN})(?<!不)[会會能](?={HAN})", r"不\g<0>"),
    ("negation added", "ja", "した。", "しなかった。"),
    ("negation lost", "en", r" not\b(?! only)", ""),
    ("negation lost", "de", r" nicht\b(?! nur)", ""),
    ("quoted word", "en", WORD, "marmalade"),
    ("quoted word", "de", WORD, "marmelade"),
    *(("quoted word", of, HAN, "某") for of in ("zh", "ja")),
    ("ending", "en", r"\b(?!thousand|hundred|without)[a-z]{6,}(?<!llion)(?<!s)\b", r"\g<0>s"),
    ("ending", "de", r"\b[a-zäöüß]{6,}e\b", r"\g<0>n"),
    ("word inserted", "en", BETWEEN, " allegedly "),
    ("word inserted", "de", BETWEEN, " angeblich "),
    ("word inserted", "zh", f"(?<={HAN})(?={HAN})", "据"),
    ("word inserted", "ja", f"(?<={HAN})(?=[のはを])", "又"),
    ("merged", "en", r"(?<=[a-z]{3} [a-z]{3})\. (?=[A-Z][a-z]+ [a-z ]{15})", ", and "),
    ("merged", "de", r"(?<=[a-z]{3})\. (?=[A-Z][a-z]+ [a-z]{3})", ", und "),
    ("merged", "zh", f"(?<={LONG})。(?={LONG})", "，"),
    ("split", "en", r"(?<=[a-z ]{20}), (?:and|but|who|which) (?=[a-z ]{25})", ". It "),
    ("split", "de", r"(?<=[a-zA-Z ]{20}), (?:und|aber|die|der) (?=[a-zA-Z ]{25})", ". Das "),
    *(("split", of, f"(?<={LONG})[，、](?={LONG})", "。") for of in ("zh", "ja")),
)
FACTS = {"number", "date"}


def read_texts(language: str, sample: int) -> list[str]:
    """Return news or articles of a language that are neither short nor long."""
    if language == "ja":
        docs = corpus_folder(f"wmt21_news/{WMT_LANGUAGES[language]}") / "docs"
        texts = [read_text(path) for path in sorted(docs.glob("*ref-A*"))]
    elif language == "en":
        texts = [article.text for article in read_news()]
    else:
        name = {"de": "gnad10_test_de", "zh": "zhwiki_part"}[language]
        texts = [article.text for article in read_articles(name)]
    return evenly([text for text in texts if 500 <= len(text) <= 5000], sample)


def judge(number: int, text: str, edit: tuple[str, str, str, New]) -> tuple[bool, bool, str] | None:
    """Say of one edit whether it is said, whether anything is said falsely, and of what."""
    name, language, pattern, replacement = edit
    label, altered = KINDS[name]
    quoted = quoted_ranges(text)
    places = [
        found
        for found in re.finditer(pattern, text)
        if any(start < found.end() and found.start() < end for start, end in quoted)
        == (altered == "quotation")
    ]
    if not places:
        return None
    place = random.Random(f"{name} {number}").choice(places)  # noqa: S311 - no secret
    new = place.expand(replacement) if isinstance(replacement, str) else replacement(place)
    edited = f"{text[: place.start()]}{new}{text[place.end() :]}"
    finding = compare(Article("a", "a", text), Article("b", "b", edited)).finding
    match = next((m for m in finding.matches if m.a.start <= place.start() < m.a.end), None)
    said = {*match.labels, match.kind, ""} if match else {""}
    called = ["fact" if x.kind in FACTS else str(x.kind) for x in finding.alterations]
    around = text[max(place.start() - 80, 0) : place.end() + 40]
    return (
        label in said and altered in {*called, ""},
        called not in ([], [altered]),
        f"{language} {name} “{new}”, {called}: {around!r}",
    )


def main() -> int:
    """Edit and count."""
    options = parser(__doc__, "articles of each language")
    options.add_argument("--misses", action="store_true", help="print what is not said rightly")
    given = options.parse_args()
    texts = {of: read_texts(of, given.sample or SAMPLE) for of in LANGUAGES}
    items = [(edit, i) for edit, row in enumerate(EDITS) for i in range(len(texts[row[1]]))]
    results = ordered_map(
        lambda item: judge(item[1], texts[EDITS[item[0]][1]][item[1]], EDITS[item[0]]),
        items,
        given.workers,
    )
    counts: Counter[tuple[str, ...]] = Counter()
    for (edit, _), result in zip(items, results, strict=True):
        if result is not None:
            kind, (is_said, is_false, shown) = EDITS[edit][:2], result
            counts.update({(*kind, "all"): 1, (*kind, "said"): is_said, (*kind, "false"): is_false})
            if given.misses and (is_false or not is_said):
                print("false" if is_false else "not said", shown)
    columns = [(of, what) for of in LANGUAGES for what in ("said", "false")]
    rows = [
        [
            name,
            sum(counts[name, of, "all"] for of in LANGUAGES),
            *(share(counts[name, of, what], counts[name, of, "all"]) for of, what in columns),
        ]
        for name in KINDS
    ]
    print_table(["edit", "edits", *(" ".join(column) for column in columns)], rows)
    return 0


if __name__ == "__main__":
    sys.exit(main())
