"""`dedupe evaluate` for a reader at a terminal."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from dedupe_articles.report.escape import visible
from dedupe_articles.report.lines import HEADING, QUIET, Lines, hanging, to_string, wrap
from dedupe_articles.report.summary import plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dedupe_articles.evaluate import Evaluation
    from dedupe_articles.evaluate.losses import MissedPair
    from dedupe_articles.evaluate.scores import Counts, DoubtfulFinding, Sweep
    from dedupe_articles.model import Finding, Skipped
    from dedupe_articles.report.page import Page

_SHOWN: Final = 20
_LABEL_WIDTHS: Final = (12, 32)
# The other columns beside a label, with little room for the last.
_BESIDE_LABEL: Final = 50
_LEAST_LAST_COLUMN: Final = 20
_HEAD_WIDTH: Final = 18
_SETTING_NAMES: Final = {"min_confidence": "confidence", "min_score": "score"}


def render_evaluation_text(evaluation: Evaluation, page: Page) -> str:
    """Return figures, missed pairs, false and other findings and the sweeps, set for `page`."""
    scores = evaluation.scores
    lines: Lines = []
    for section in (
        _overall(evaluation, page),
        _labels(evaluation, page),
        _relations(evaluation, page),
        _missed(evaluation.missed, page),
        _doubtful("False", scores.false, page),
        _doubtful("Without a label", scores.unlabelled, page),
        *(_sweep(sweep, page) for sweep in scores.sweeps),
        _skipped(evaluation.skipped, page),
        _listed("Notices", evaluation.notices, page),
    ):
        if section:
            lines += [*section, Text()]
    return to_string(lines[:-1], page)


def _overall(evaluation: Evaluation, page: Page) -> Lines:
    counts = evaluation.scores.overall
    which = "" if evaluation.complete else " on labelled pairs"
    right = f"{counts.right:,} of {plural(counts.findings, 'finding')}{which}"
    met = f"{counts.met:,} of {plural(counts.expected, 'pair')} to be reported"
    return [
        *hanging("", Text(_what_was_done(evaluation), HEADING), page),
        Text(),
        *_figure("precision", counts.precision, right, page),
        *_figure("recall", counts.recall, met, page),
        *_figure("F1", counts.f1, "", page),
        *_uncounted(evaluation.scores.unlabelled, page),
    ]


def _uncounted(findings: Sequence[DoubtfulFinding], page: Page) -> Lines:
    if not findings:
        return []
    joined = sum(item.joined for item in findings)
    which = f", {joined:,} of them joined by labelled pairs through others" if joined else ""
    said = f"not counted: {plural(len(findings), 'finding')} on pairs without a label{which}"
    return hanging("  ", Text(f"{said}; --complete counts them as false", QUIET), page)


def _what_was_done(evaluation: Evaluation) -> str:
    compared = f"{plural(evaluation.candidates, 'pair')} of them compared"
    scanned = f"{plural(evaluation.articles, 'article')}, {compared}"
    return f"{plural(evaluation.pairs, 'labelled pair')} · {scanned}"


def _figure(name: str, value: float | None, text: str, page: Page) -> Lines:
    head = Text.assemble((f"  {name:<11}", QUIET), (f"{_share(value):>5}", HEADING))
    return hanging(Text.assemble(head, "   "), text, page)


def _labels(evaluation: Evaluation, page: Page) -> Lines:
    rows = []
    for row in evaluation.scores.labels:
        found = [f"{relation} {count:,}" for relation, count in row.found_as.items()]
        unreported = row.pairs - row.reported
        found += [f"not reported {unreported:,}"] if unreported else []
        figures = [f"{row.pairs:,}", f"{row.reported:,}", _share(row.recall)]
        rows.append([_cropped(row.label, page), *figures, ", ".join(found)])
    header = ["label", "pairs", "reported", "recall", "as"]
    return [Text("By label", HEADING), *_table(header, rows, page)]


def _relations(evaluation: Evaluation, page: Page) -> Lines:
    rows = [
        [row.relation.value, f"{row.counts.expected:,}", *_figures(row.counts), ""]
        for row in evaluation.scores.relations
    ]
    if not rows:
        return []
    header = ["relation", "expected", "findings", "precision", "recall", "F1", ""]
    return [Text("By relation", HEADING), *_table(header, rows, page)]


def _sweep(sweep: Sweep, page: Page) -> Lines:
    rows = []
    for row in sweep.rows:
        notes = ["current"] if row.threshold == sweep.current else []
        notes += ["best"] if row.threshold == sweep.best else []
        rows.append([f"{row.threshold:g}", *_figures(row.counts), ", ".join(notes)])
    name = _SETTING_NAMES[sweep.setting]
    option = f"--{sweep.setting.replace('_', '-')}"
    best = "" if sweep.best is None else f": the highest F1 is at {option} {sweep.best:g}"
    return [
        *hanging("", Text(f"Thresholds of {name}{best}", HEADING), page),
        *_table(["at least", "findings", "precision", "recall", "F1", ""], rows, page),
    ]


def _missed(missed: Sequence[MissedPair], page: Page) -> Lines:
    if not missed:
        return []
    stages = Counter(miss.stage for miss in missed)
    lost = ", ".join(f"{stage} {count:,}" for stage, count in stages.items())
    lines = hanging("", Text(f"Missed: {plural(len(missed), 'pair')} ({lost})", HEADING), page)
    for miss in missed[:_SHOWN]:
        said = [f"label {visible(miss.pair.label)} · {visible(miss.reason)}"]
        if miss.finding is not None:
            aligned = "aligned all the same: " if miss.stage == "candidates" else ""
            said.append(f"{aligned}{miss.finding.relation} · {_sureness(miss.finding)}")
        lines += _entry(miss.stage, [visible(miss.pair.a), visible(miss.pair.b), *said], page)
    lines += _more(len(missed), page)
    how = "dedupe compare A B --explain says what each stage sees of a pair by itself"
    return [*lines, *hanging("  ", Text(how, QUIET), page)]


def _doubtful(title: str, findings: Sequence[DoubtfulFinding], page: Page) -> Lines:
    if not findings:
        return []
    lines = hanging("", Text(f"{title}: {plural(len(findings), 'finding')}", HEADING), page)
    for item in findings[:_SHOWN]:
        label = "no label" if item.label is None else f"label {visible(item.label)}"
        joined = ", but joined by labelled pairs through others" if item.joined else ""
        said = f"{label}{joined} · {_sureness(item.finding)}"
        ids = (visible(item.finding.a.id), visible(item.finding.b.id))
        lines += _entry(item.finding.relation.value, [*ids, said], page)
    return [*lines, *_more(len(findings), page)]


def _skipped(skipped: Sequence[Skipped], page: Page) -> Lines:
    return _listed("Skipped", [f"{item.place}: {item.reason}" for item in skipped], page)


def _listed(title: str, texts: Sequence[str], page: Page) -> Lines:
    if not texts:
        return []
    shown = [line for text in texts[:_SHOWN] for line in hanging("  ", visible(text), page)]
    return [Text(title, HEADING), *shown, *_more(len(texts), page)]


def _entry(head: str, texts: Iterable[str], page: Page) -> Lines:
    """Return texts below each other, what they are about at the left of the first."""
    lines: Lines = []
    for text in texts:
        lines += hanging(Text(f"  {head:<{_HEAD_WIDTH}}"), text, page)
        head = ""
    return lines


def _more(count: int, page: Page) -> Lines:
    if count <= _SHOWN:
        return []
    return hanging("  ", Text(f"{count - _SHOWN:,} more in --format json", QUIET), page)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]], page: Page) -> Lines:
    """Return rows of cells: the first column to the left, figures, the last as wide as it gets."""
    widths = [max(map(cell_len, cells)) for cells in zip(header, *rows, strict=True)][:-1]
    lines: Lines = []
    for number, row in enumerate([header, *rows]):
        first, *figures = row[:-1]
        cells = [first + " " * (widths[0] - cell_len(first))]
        cells += [cell.rjust(width) for cell, width in zip(figures, widths[1:], strict=True)]
        style = QUIET if number == 0 else ""
        head, last = Text("  " + "  ".join(cells) + "  ", style), Text(row[-1], style)
        if page.columns - head.cell_len >= _LEAST_LAST_COLUMN:
            lines += hanging(head, last, page)
        else:
            head.rstrip()
            lines += [*wrap(head, page.columns), *(hanging("      ", last, page) if last else [])]
    return lines


def _cropped(label: str, page: Page) -> str:
    shown = visible(label)
    least, most = _LABEL_WIDTHS
    width = max(least, min(most, page.columns - _BESIDE_LABEL))
    return shown if cell_len(shown) <= width else set_cell_size(shown, width - 1) + "…"


def _figures(counts: Counts) -> list[str]:
    shares = counts.precision, counts.recall, counts.f1
    return [f"{counts.findings:,}", *map(_share, shares)]


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def _sureness(finding: Finding) -> str:
    return f"score {finding.score:.3f} · confidence {finding.confidence:.3f}"
