"""One finding as text: what `scan` and `compare` both print of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rich.text import Text

from dedupe_articles.report.escape import visible
from dedupe_articles.report.lines import HEADING, QUIET, Lines, field, hanging, item
from dedupe_articles.report.summary import plural

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dedupe_articles.model import ArticleRef, Finding, Span, Substitution
    from dedupe_articles.report.page import Page

_EVIDENCE_SHOWN: Final = 5
_SUBSTITUTIONS_SHOWN: Final = 8
_ALTERATIONS_SHOWN: Final = 8
# Of a longer quotation only the two ends are shown.
_LONGEST_STATEMENT: Final = 60


def heading(finding: Finding, page: Page, number: int | None = None) -> Lines:
    """Return the line that says how the two articles are related, and how surely."""
    relation = Text(finding.relation.value, style=HEADING)
    figures = f" · score {finding.score:.2f} · confidence {finding.confidence:.2f}"
    first = "" if number is None else f"{number}  "
    return hanging(Text(first, style=HEADING), Text.assemble(relation, figures), page)


def account(finding: Finding, texts: Mapping[str, str], page: Page) -> Lines:
    """Return the fields of a finding, from its two articles to what was altered.

    `texts` maps the ids of the two articles to their texts.
    """
    return [
        *field("a", _article(finding.a), page),
        *field("b", _article(finding.b), page),
        *_disguised(finding, page),
        *_original(finding, page),
        *field("shared", _shared(finding), page),
        *field("covered", _covered(finding), page),
        *_replaced(finding.substitutions, page),
        *_altered(finding, texts, page),
    ]


def _article(ref: ArticleRef) -> Text:
    name = Text(visible(ref.id), style=HEADING)
    details = [] if ref.record is None else [f"line {ref.line:,}"]
    left_out = f", {ref.boilerplate_words:,} of boilerplate" if ref.boilerplate_words else ""
    details.append(plural(ref.words, "word") + left_out)
    if ref.language:
        details.append(visible(ref.language))
    if ref.date:
        details.append(visible(ref.date))
    if ref.title:
        details.append(f"“{visible(ref.title)}”")
    return Text.assemble(name, "".join(f" · {detail}" for detail in details))


def _disguised(finding: Finding, page: Page) -> Lines:
    """Say what either side hides from a comparison of characters."""
    hidden = [
        f"{side}: {', '.join(disguise.shown for disguise in ref.disguises)}"
        for side, ref in (("a", finding.a), ("b", finding.b))
        if ref.disguises
    ]
    return field("disguised", " · ".join(hidden), page) if hidden else []


def _original(finding: Finding, page: Page) -> Lines:
    direction = finding.direction
    if direction.original is None:
        lines = field("original", "undecided", page)
    else:
        ref = finding.a if direction.original == "a" else finding.b
        verdict = Text(f"likely {direction.original}, {visible(ref.id)}", style=HEADING)
        confidence = f" · confidence {direction.confidence:.2f}"
        lines = field("original", Text.assemble(verdict, confidence), page)
    ranked = sorted(direction.evidence, key=lambda reason: -reason.weight)
    for reason in ranked[:_EVIDENCE_SHOWN]:
        key = f"for {reason.favours} {reason.weight:.1f}  "
        lines += item(visible(reason.detail), page, key=key)
    return lines + _rest(len(ranked) - _EVIDENCE_SHOWN, "reason", page)


def _shared(finding: Finding) -> str:
    share = finding.containment
    return (
        f"{share.a_in_b:.0%} of a's word sequences are in b, {share.b_in_a:.0%} of b's in a"
        f" (Jaccard {finding.jaccard:.2f})"
    )


def _covered(finding: Finding) -> str:
    parts = [
        f"{finding.coverage_a:.0%} of a's words, {finding.coverage_b:.0%} of b's",
        f"longest verbatim run {plural(finding.longest_run, 'word')}",
    ]
    if finding.quoted_share:
        parts.append(f"{finding.quoted_share:.0%} inside quotation marks")
    return " · ".join(parts)


def _replaced(substitutions: tuple[Substitution, ...], page: Page) -> Lines:
    shown = [
        (f"{visible(swap.source)} → {visible(swap.target)}", swap)
        for swap in substitutions[:_SUBSTITUTIONS_SHOWN]
    ]
    width = max((Text(words).cell_len for words, _ in shown), default=0)
    lines: Lines = []
    for words, swap in shown:
        count = f"{'':{width - Text(words).cell_len}}  ×{swap.count}"
        text = Text.assemble(words, count, (f"  {swap.kind}", QUIET))
        lines += field("" if lines else "replaced", text, page)
    return lines + _rest(len(substitutions) - _SUBSTITUTIONS_SHOWN, "substitution", page)


def _altered(finding: Finding, texts: Mapping[str, str], page: Page) -> Lines:
    lines: Lines = []
    shown = finding.alterations[:_ALTERATIONS_SHOWN]
    width = max((len(change.kind) for change in shown), default=0)
    for change in shown:
        statements = [
            _statement(texts[finding.a.id], change.a),
            _statement(texts[finding.b.id], change.b),
        ]
        if finding.direction.original == "b":  # as what is replaced: from original to copy
            statements.reverse()
        where = f"a line {change.a.start_line:,}, b line {change.b.start_line:,}"
        text = Text.assemble(" → ".join(statements), (f"  {where}", QUIET))
        key = f"{change.kind:{width}}  "
        lines += field("" if lines else "altered", text, page, key=key)
    return lines + _rest(len(finding.alterations) - _ALTERATIONS_SHOWN, "alteration", page)


def _statement(text: str, span: Span) -> str:
    """Return what stands at a span, long ones cut in the middle."""
    words = visible(" ".join(text[span.start : span.end].split()))
    if len(words) > _LONGEST_STATEMENT:
        half = _LONGEST_STATEMENT // 2
        head, tail = words[:half].rpartition(" ")[0], words[-half:].partition(" ")[2]
        words = f"{head or words[:half]} … {tail or words[-half:]}"
    return words or "(nothing)"


def _rest(count: int, noun: str, page: Page) -> Lines:
    if count <= 0:
        return []
    return item(Text(f"{plural(count, f'more {noun}')} in --format json", style=QUIET), page)
