"""The pipeline from files to findings, and the seed pair sentence by sentence."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import product
from multiprocessing import active_children
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from dedupe_articles.errors import InputError
from dedupe_articles.load import load
from dedupe_articles.model import Article, EditLabel, Family, Relation, Settings, Skipped
from dedupe_articles.pipeline import compare, scan_articles
from dedupe_articles.report import render
from dedupe_articles.scanning import scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dedupe_articles.model import Finding, ScanResult

SEEDS = Path(__file__).parents[1] / "seeds"
ORIGINAL = SEEDS / "000_c5e7cf671d4e869a.txt"
DERIVED = SEEDS / "004_3c6cc98886f52436.txt"
ALIGNMENT = Path(__file__).with_name("seed_alignment.tsv")
UNALIGNED = (
    (ORIGINAL, "Amir Khan: Three men arrested after boxer"),
    (ORIGINAL, "Two Metropolitan Police officers facing rape allegations"),
    (ORIGINAL, "Partygate: Dominic Cummings says"),
    (DERIVED, "More about the Sofia Police"),
    (DERIVED, "Add Comment"),
)
SYLLABLES = ("ba", "do", "ki", "le", "mu", "na", "po", "ri", "sta", "tre", "vo", "zi", "gan", "hel")
ALONE = Settings(workers=1)


@pytest.fixture(scope="module")
def seeds() -> ScanResult:
    return scan([SEEDS], ALONE)


@pytest.fixture(scope="module")
def pair(seeds: ScanResult) -> Finding:
    (finding,) = seeds.findings
    return finding


def text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def sentence_pairs(finding: Finding) -> set[tuple[tuple[int, int], tuple[int, int]]]:
    """Return line and first character of both sides of every match."""
    return {((m.a.start_line, m.a.start), (m.b.start_line, m.b.start)) for m in finding.matches}


def expected_pairs() -> set[tuple[tuple[int, int], tuple[int, int]]]:
    """Return line and first character of both sides of every sentence that was rewritten."""
    expected = set()
    for row in text_of(ALIGNMENT).splitlines():
        if row.startswith("#"):
            continue
        line_a, words_a, line_b, words_b = row.split("\t")
        for path, words in ((ORIGINAL, words_a), (DERIVED, words_b)):
            assert text_of(path).count(words) == 1, words
        expected.add(
            (
                (int(line_a), text_of(ORIGINAL).index(words_a)),
                (int(line_b), text_of(DERIVED).index(words_b)),
            )
        )
    assert len(expected) == 28
    return expected


def test_the_seed_pair_is_aligned_as_by_hand(pair: Finding) -> None:
    found, expected = sentence_pairs(pair), expected_pairs()
    assert found - expected == set()
    assert len(expected & found) >= 26


def test_the_seed_pair_is_one_finding_derived(seeds: ScanResult, pair: Finding) -> None:
    assert pair.relation is Relation.DERIVED
    assert pair.score > 0.8
    assert pair.confidence > 0.95
    assert (pair.a.path, pair.b.path) == (str(ORIGINAL), str(DERIVED))
    assert seeds.summary.articles == 2
    assert seeds.summary.findings == {"derived": 1}
    assert seeds.skipped == []
    assert seeds.notices == []
    assert seeds.texts == {str(path): text_of(path) for path in (ORIGINAL, DERIVED)}


def test_the_original_of_the_seed_pair_is_named_with_evidence(pair: Finding) -> None:
    assert pair.direction.original == "a"
    assert pair.direction.confidence > 0.9
    details = " ".join(e.detail for e in pair.direction.evidence if e.favours == "a")
    for residue in ("Metropolitan", "HMICFRS", "IOPC", "Add Comment"):
        assert residue in details


def test_the_swaps_of_the_seed_pair_are_listed(pair: Finding) -> None:
    swaps = {(swap.source, swap.target): swap.count for swap in pair.substitutions}
    assert swaps[("Metropolitan Police", "Sofia police")] >= 4
    assert swaps[("Couzens", "Cousins")] == 2
    assert swaps[("Dame Cressida", "Lady Cressida")] == 2


@pytest.mark.parametrize(("path", "words"), UNALIGNED)
def test_page_furniture_of_the_seed_pair_is_not_aligned(
    pair: Finding, path: Path, words: str
) -> None:
    text = text_of(path)
    place = text.index(words)
    line = text.count("\n", 0, place) + 1
    assert pair.matches
    for match in pair.matches:
        span = match.a if path == ORIGINAL else match.b
        assert not span.start_line <= line <= span.end_line


def test_what_the_finding_says_of_the_texts_holds(pair: Finding) -> None:
    """Offsets and lines point at the text, without the white space around it."""
    texts = text_of(ORIGINAL), text_of(DERIVED)
    assert pair.matches
    assert pair.passages
    for match in pair.matches:
        for text, span in zip(texts, (match.a, match.b), strict=True):
            part = text[span.start : span.end]
            assert part == part.strip() != ""
            assert span.start_line == text.count("\n", 0, span.start) + 1
            assert span.end_line == text.count("\n", 0, span.end) + 1
    for passage in pair.passages:
        assert texts[0][passage.a.start : passage.a.end].strip()
        assert texts[1][passage.b.start : passage.b.end].strip()


def test_edits_lie_inside_their_match(pair: Finding) -> None:
    assert any(match.edits for match in pair.matches)
    for match in pair.matches:
        for edit in match.edits:
            assert match.a.start <= edit.a_start <= edit.a_end <= match.a.end
            assert match.b.start <= edit.b_start <= edit.b_end <= match.b.end


def test_the_two_articles_of_the_seed_pair_are_a_family(seeds: ScanResult) -> None:
    assert seeds.families == [Family((str(ORIGINAL), str(DERIVED)), str(ORIGINAL))]


@pytest.mark.parametrize(("least", "reported"), [(3, True), (4, False)])
def test_a_comparison_says_that_a_scan_skips_articles_of_too_few_words(
    least: int,
    reported: bool,  # noqa: FBT001 - parametrised
) -> None:
    settings = Settings(min_words=least)
    a, b = (Article(name, name, "Rain is forecast.") for name in "ab")
    assert bool(scan_articles([a, b], settings).findings) == reported
    assert compare(a, b, settings).reported == reported
    assert compare(a, b, settings).finding.relation is Relation.EXACT


def test_comparing_two_files_tells_what_a_scan_of_them_tells(pair: Finding) -> None:
    comparison = compare(ORIGINAL, DERIVED)
    assert comparison.reported
    assert comparison.finding.matches == pair.matches
    assert comparison.finding.passages == pair.passages
    assert replace(comparison.finding, confidence=pair.confidence) == pair
    assert comparison.finding.confidence == pytest.approx(pair.confidence, abs=0.001)
    assert comparison.texts == {str(path): text_of(path) for path in (ORIGINAL, DERIVED)}


def test_the_other_way_round_a_comparison_is_mirrored(pair: Finding) -> None:
    mirrored = compare(DERIVED, ORIGINAL).finding
    assert (mirrored.a, mirrored.b) == (pair.b, pair.a)
    assert mirrored.relation is pair.relation
    assert mirrored.score == pytest.approx(pair.score, abs=0.01)
    assert mirrored.direction.original == "b"
    assert mirrored.fingerprint == pair.fingerprint
    assert sentence_pairs(mirrored) == {(b, a) for a, b in sentence_pairs(pair)}
    assert mirrored.containment.a_in_b == pair.containment.b_in_a


class Writer:
    """Writes articles of made-up words; the same seed, the same article."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._words = ["".join(syllables) for syllables in product(SYLLABLES, repeat=3)]

    def sentences(self, count: int) -> list[str]:
        return [self._sentence(self._pick(self._random.randint(9, 16))) for _ in range(count)]

    def rewrite(self, sentences: Iterable[str], share: float) -> list[str]:
        """Put another word in the place of a share of the words."""
        return [
            self._sentence(
                self._pick(1)[0] if self._random.random() < share else word
                for word in sentence.rstrip(".").split()
            )
            for sentence in sentences
        ]

    def _pick(self, count: int) -> list[str]:
        return self._random.choices(self._words, k=count)

    def _sentence(self, words: Iterable[str]) -> str:
        return " ".join(words).capitalize() + "."


def article(id_: str, sentences: Iterable[str]) -> Article:
    return Article(id_, id_, "\n".join(sentences) + "\n")


def relations(articles: Iterable[Article | Skipped]) -> dict[tuple[str, str], Relation]:
    found = scan_articles(articles, ALONE).findings
    return {(finding.a.id, finding.b.id): finding.relation for finding in found}


def test_every_kind_of_copy_is_found_for_what_it_is_among_unrelated_articles() -> None:
    writer = Writer(1)
    story, long, other = (writer.sentences(count) for count in (30, 60, 30))
    corpus = {
        "story": story,
        "copied": story,
        "respaced": [sentence.replace(" ", "  ") for sentence in story],
        "retouched": writer.rewrite(story, 0.03),
        "rewritten": writer.rewrite(story, 0.25),
        "long": long,
        "part": long[20:35],
        "other": other[:15] + long[40:46] + other[15:],
        **{f"unrelated{i}": writer.sentences(30) for i in range(20)},
    }
    found = relations(article(id_, sentences) for id_, sentences in corpus.items())
    assert found == {
        ("copied", "story"): Relation.EXACT,
        ("copied", "respaced"): Relation.EXACT,
        ("respaced", "story"): Relation.EXACT,
        ("copied", "retouched"): Relation.NEAR_DUPLICATE,
        ("respaced", "retouched"): Relation.NEAR_DUPLICATE,
        ("retouched", "story"): Relation.NEAR_DUPLICATE,
        ("copied", "rewritten"): Relation.DERIVED,
        ("respaced", "rewritten"): Relation.DERIVED,
        ("retouched", "rewritten"): Relation.DERIVED,
        ("rewritten", "story"): Relation.DERIVED,
        ("long", "part"): Relation.EXCERPT,
        ("long", "other"): Relation.SHARED_PASSAGES,
    }


def test_families_hold_what_descends_and_no_more() -> None:
    writer = Writer(2)
    story, other = writer.sentences(20), writer.sentences(20)
    articles = [
        article("a", story),
        article("b", writer.rewrite(story, 0.2)),
        article("c", story),
        article("x", other),
        article("y", other),
        article("z", [*writer.sentences(30), *other[:4]]),
    ]
    found = scan_articles(articles, ALONE)
    assert [family.members for family in found.families] == [("a", "b", "c"), ("x", "y")]
    assert found.summary.families == 2


def test_a_story_with_many_copies_is_one_family_with_what_is_derived_from_it() -> None:
    writer = Writer(3)
    story = writer.sentences(12)
    copies = [article(f"copy{i:03}", story) for i in range(60)]
    found = scan_articles([*copies, article("derived", writer.rewrite(story, 0.2))], ALONE)
    assert len(found.families) == 1
    assert len(found.families[0].members) == 61


def test_two_reports_of_one_event_are_not_derived_from_one_another() -> None:
    first = (
        "A fire broke out in a warehouse on the Thames early on Monday. Some sixty firefighters "
        "needed four hours to bring it under control, and nobody was hurt.\n"
        "The roof of the building has collapsed. The owner stores furniture there, and puts the "
        "damage at two million pounds. What started the blaze is not known yet.\n"
    )
    second = (
        "Residents of Rotherhithe were woken by sirens at dawn when flames rose from a depot by "
        "the river. The fire brigade sent ten engines; crews were still damping down at noon.\n"
        "No one had been inside, a spokeswoman told reporters. Investigators will enter the ruin "
        "once engineers declare it safe.\n"
    )
    comparison = compare(Article("first", "first", first), Article("second", "second", second))
    assert comparison.finding.relation is Relation.UNRELATED
    assert not comparison.reported
    assert relations([Article("1", "1", first), Article("2", "2", second)]) == {}


def test_a_paragraph_that_was_moved_is_said_to_be_moved() -> None:
    story = Writer(4).sentences(20)
    finding = compare(article("a", story), article("b", story[12:] + story[:12])).finding
    assert finding.score == 1.0
    assert sum(EditLabel.MOVED in match.labels for match in finding.matches) == 8


def test_scripts_without_spaces_are_compared_too() -> None:
    story = (
        "東京都は火曜日、来年度の予算案を発表した。総額は八兆円を超え、過去最大となる。"
        "知事は記者会見で、子育て支援と防災対策に重点を置いたと述べた。"
        "野党は財源の説明が足りないと批判している。採決は来月の予定だ。"
    )
    rewritten = story.replace("火曜日", "水曜日").replace("批判している", "反発している")
    assert set(relations([Article("a", "a", story), Article("b", "b", rewritten)])) == {("a", "b")}


STORIES = 70


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of articles, half of them rewritten from the other half."""
    folder = tmp_path_factory.mktemp("corpus")
    writer = Writer(5)
    for i in range(STORIES):
        story = writer.sentences(40)
        for name, sentences in (("a", story), ("b", writer.rewrite(story, 0.15))):
            text = "\n".join(sentences)
            (folder / f"{i:03}{name}.txt").write_text(text, encoding="utf-8")
    (folder / "short.txt").write_text("Too short.", encoding="utf-8")
    return folder


class Watcher:
    """Progress that notes the stages, the steps and the most processes it has seen."""

    def __init__(self) -> None:
        self.stages: list[tuple[str, int | None]] = []
        self.steps: dict[str, int] = {}
        self.processes = 0

    def stage(self, name: str, total: int | None) -> None:
        self.stages.append((name, total))

    def advance(self, steps: int = 1) -> None:
        name = self.stages[-1][0]
        self.steps[name] = self.steps.get(name, 0) + steps
        self.processes = max(self.processes, len(active_children()))


@pytest.fixture(scope="module")
def alone(corpus: Path) -> tuple[ScanResult, Watcher]:
    """Return what a scan without other processes finds, and what its progress showed."""
    watcher = Watcher()
    return scan([corpus], ALONE, progress=watcher), watcher


@pytest.mark.usefixtures("_all_by_workers")
def test_results_do_not_depend_on_the_workers_nor_on_the_order_of_the_paths(
    corpus: Path, alone: tuple[ScanResult, Watcher]
) -> None:
    """The same report, byte for byte."""
    watcher = Watcher()
    paths = sorted(corpus.iterdir(), reverse=True)
    pooled = scan(paths, Settings(workers=2), progress=watcher)
    assert render(pooled, "json") == render(alone[0], "json")
    assert watcher.processes > 0
    assert alone[1].processes == 0
    assert active_children() == []


def test_results_do_not_depend_on_the_order_of_the_articles(
    corpus: Path, alone: tuple[ScanResult, Watcher]
) -> None:
    articles = list(load([corpus], ALONE))
    random.Random(6).shuffle(articles)
    assert render(scan_articles(articles, ALONE), "json") == render(alone[0], "json")


def test_progress_is_told_of_every_article_and_candidate(
    alone: tuple[ScanResult, Watcher],
) -> None:
    result, watcher = alone
    assert [name for name, _ in watcher.stages][:3] == ["load", "candidates", "align"]
    assert watcher.steps["load"] == result.summary.articles + 1  # and the one that is too short
    assert watcher.steps["align"] == dict(watcher.stages)["align"] == result.summary.candidates
    assert len(result.findings) == STORIES


def test_findings_are_sorted_by_score_then_confidence_then_ids(
    alone: tuple[ScanResult, Watcher],
) -> None:
    findings = alone[0].findings
    order = [(-f.score, -f.confidence, f.a.id, f.b.id) for f in findings]
    assert order == sorted(order)
    assert all(f.a.id < f.b.id for f in findings)


def test_articles_that_are_empty_or_too_short_are_skipped_with_a_reason(tmp_path: Path) -> None:
    story = " ".join(Writer(7).sentences(5))
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "blank.txt").write_text(" \n\n")
    (tmp_path / "one.txt").write_text("Word.\n")
    (tmp_path / "seven.txt").write_text("one two three four five six seven")
    (tmp_path / "eight.txt").write_text("one two three four five six seven eight")
    (tmp_path / "marks.txt").write_text("* * * — …")
    (tmp_path / "story.txt").write_text(story)
    (tmp_path / "corpus.jsonl").write_text(f'{{"text": "{story}"}}\n{{"text": "Short."}}\n')
    result = scan([tmp_path], ALONE)
    short = "too short: {}, --min-words is 8"
    assert [(Path(s.path).name, s.line, s.reason) for s in result.skipped] == [
        ("blank.txt", None, "empty"),
        ("corpus.jsonl", 2, short.format("1 word")),
        ("empty.txt", None, "empty"),
        ("marks.txt", None, short.format("0 words")),
        ("one.txt", None, short.format("1 word")),
        ("seven.txt", None, short.format("7 words")),
    ]
    assert result.summary.articles == 3
    assert result.summary.skipped == 6
    assert [f.relation for f in result.findings] == [Relation.EXACT]


def test_an_article_of_one_word_can_be_asked_for() -> None:
    articles = [Article(id_, id_, text) for id_, text in (("a", "Word"), ("b", "word"), ("c", ""))]
    result = scan_articles(articles, replace(ALONE, min_words=1))
    assert result.summary.articles == 2
    assert [s.path for s in result.skipped] == ["c"]


def test_a_file_that_is_deleted_during_the_scan_is_listed(tmp_path: Path) -> None:
    story = Writer(8).sentences(10)
    for name in "abc":
        (tmp_path / f"{name}.txt").write_text("\n".join(story))

    def while_deleting() -> Iterator[Article | Skipped]:
        for item in load([tmp_path], ALONE):
            (tmp_path / "b.txt").unlink(missing_ok=True)
            yield item

    result = scan_articles(while_deleting(), ALONE)
    assert [(Path(s.path).name, s.reason) for s in result.skipped] == [
        ("b.txt", "No such file or directory")
    ]
    assert [(Path(f.a.id).name, Path(f.b.id).name) for f in result.findings] == [("a.txt", "c.txt")]


def test_notices_of_loading_are_passed_on(tmp_path: Path) -> None:
    text = " ".join(Writer(9).sentences(3))
    (tmp_path / "latin.txt").write_bytes(f"Café {text}".encode("latin-1"))
    (notice,) = scan([tmp_path], ALONE).notices
    assert notice.startswith(f"{tmp_path / 'latin.txt'}: ")


def test_nothing_to_scan_is_an_empty_result(tmp_path: Path) -> None:
    result = scan([tmp_path], ALONE)
    assert result.summary.articles == result.summary.candidates == 0
    assert result.findings == []
    assert result.families == []


def test_thresholds_and_relations_limit_the_findings_and_nothing_else(pair: Finding) -> None:
    def findings(**changes: object) -> list[Finding]:
        return list(scan([SEEDS], replace(ALONE, **changes)).findings)  # type: ignore[arg-type] # any setting

    assert findings(min_score=pair.score) == [pair]
    assert findings(min_score=pair.score + 0.001) == []
    assert findings(min_confidence=pair.confidence) == [pair]
    assert findings(relations=(Relation.EXACT, Relation.DERIVED)) == [pair]
    assert findings(relations=(Relation.EXACT,)) == []


def test_a_path_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"missing\.txt"):
        scan([SEEDS, tmp_path / "missing.txt"], ALONE)


def test_comparing_takes_one_article_on_each_side(tmp_path: Path) -> None:
    many = tmp_path / "many.jsonl"
    many.write_text('{"text": "one"}\n{"text": "two"}\n')
    empty = tmp_path / "empty.txt"
    empty.touch()
    with pytest.raises(InputError, match="holds 2 articles"):
        compare(ORIGINAL, many)
    with pytest.raises(InputError, match=r"empty\.txt: empty"):
        compare(empty, ORIGINAL)
    with pytest.raises(InputError, match="missing"):
        compare(tmp_path / "missing", ORIGINAL)


@pytest.mark.parametrize("text", ["", "word", "* * *", "\n\n"])
def test_a_text_with_next_to_nothing_in_it_can_be_compared(text: str) -> None:
    comparison = compare(Article("a", "a", text), ORIGINAL)
    assert comparison.finding.relation is Relation.UNRELATED
    assert not comparison.reported
    assert comparison.finding.matches == ()


def test_two_articles_of_one_id_are_refused() -> None:
    articles = [Article("one", "a.txt", "some words"), Article("one", "b.txt", "other words")]
    with pytest.raises(InputError, match="two articles have the id 'one'"):
        scan_articles(articles)


@pytest.mark.parametrize("name", ["text", "id", "path", "title", "date"])
def test_half_a_surrogate_pair_is_refused_in_words(name: str) -> None:
    broken: dict[str, Any] = {name: "text \ud800 text"}
    article = replace(Article("one", "a.txt", "text"), **broken)
    with pytest.raises(InputError, match=f"the {name} of .* half a surrogate pair at character 5"):
        scan_articles([article])


@pytest.mark.parametrize(("id_", "text"), [(7, "text"), ("one", None), ("one", float("nan"))])
def test_what_a_table_has_instead_of_a_text_is_refused_in_words(id_: Any, text: Any) -> None:  # noqa: ANN401 - what callers pass
    with pytest.raises(InputError, match=f"of article {id_!r} is no text, but"):
        scan_articles([Article(id_, "a.txt", text)])


def grouped(tmp_path: Path, **changes: object) -> ScanResult:
    """Scan copies of the seed pair: both sides in one folder, the original in another one too."""
    for name in ("desk/a.txt", "wire/a.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text_of(ORIGINAL), encoding="utf-8")
    (tmp_path / "desk/b.txt").write_text(text_of(DERIVED), encoding="utf-8")
    return scan([tmp_path], replace(ALONE, **changes))  # type: ignore[arg-type] # any setting


def test_only_articles_of_different_groups_are_compared(tmp_path: Path) -> None:
    result = grouped(tmp_path, group_by="folder")
    found = {(Path(f.a.path).name, Path(f.b.path).name) for f in result.findings}
    assert found == {("a.txt", "a.txt"), ("b.txt", "a.txt")}
    desk, wire = str(tmp_path / "desk"), str(tmp_path / "wire")
    assert {(f.a.group, f.b.group) for f in result.findings} == {(desk, wire)}
    assert result.notices == []


def test_only_articles_of_one_group_are_compared(tmp_path: Path) -> None:
    result = grouped(tmp_path, group_by="folder", groups="within")
    (finding,) = result.findings
    assert finding.a.group == finding.b.group == str(tmp_path / "desk")


def test_articles_without_a_group_are_counted(tmp_path: Path) -> None:
    across = grouped(tmp_path, group_by="author")
    assert across.notices == [
        "--group-by author: 3 articles have no such group and are compared with all"
    ]
    assert len(across.findings) == 3
    within = grouped(tmp_path, group_by="author", groups="within")
    assert within.notices[0].endswith("are compared with none")
    assert within.findings == []


def test_a_grouping_that_leaves_nothing_to_compare_is_said(tmp_path: Path) -> None:
    grouped(tmp_path)
    result = scan([tmp_path / "desk"], replace(ALONE, group_by="folder"))
    assert result.findings == []
    assert result.notices == [
        "--group-by folder: all articles are of one group; nothing is compared"
    ]


def test_only_pairs_that_touch_a_change_are_aligned_and_found() -> None:
    """The same findings as of all articles, as far as they have a changed article."""
    texts = {
        name: " ".join(f"{name}{a} {name}{b} {name}{a}{b}." for a, b in product("abcd", "efgh"))
        for name in ("north", "south")
    }
    articles = [
        Article(f"{folder}/{name}.txt", f"{folder}/{name}.txt", text)
        for folder in ("old", "older", "new")
        for name, text in texts.items()
        if (folder, name) != ("new", "south")
    ]
    whole = scan_articles(articles)
    part = scan_articles(articles, is_changed=lambda path: path.startswith("new/"))
    touching = [f for f in whole.findings if "new/north.txt" in (f.a.id, f.b.id)]
    assert len(touching) == 2
    assert list(part.findings) == touching
    assert part.summary.candidates < whole.summary.candidates
    assert (whole.summary.changed, part.summary.changed) == (None, 1)
    nothing = scan_articles(articles, is_changed=lambda _: False)
    assert (list(nothing.findings), nothing.summary.candidates) == ([], 0)
