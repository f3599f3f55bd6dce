"""A scan of articles that were written to harm whoever looks at the report."""

from __future__ import annotations

from dataclasses import replace

from dedupe_articles.model import (
    Acceptance,
    ArticleRef,
    Boilerplate,
    CommonLine,
    Comparison,
    Composition,
    Direction,
    EditLabel,
    Evidence,
    Fact,
    Family,
    ScanResult,
    Skipped,
    SourceShare,
    Substitution,
    SubstitutionKind,
)

from .builders import finding_of, line_match, result_of

ANSI = "\x1b[31m\x1b[2J"
LINK = "\x1b]8;;http://evil.example\x07here\x1b]8;;\x07"
BIDI = "\u202etxt.exe\u202c"
HIDDEN = "\u200b\xad\u2060\U000e0041\u180e\u3164\u115f\uffa0\u034f"
MARKUP = "[red]alarm[/red] [link=http://evil.example]x[/link] :skull:"
FORMULA = '=HYPERLINK("http://evil.example";"click");+1'
COMMAND = "::warning file=x::gotcha ##[add-mask]a ##vso[task.setvariable]b %0A::error::c"
PAGE = "a | b `c` </script><img src=x onerror=alert(1)> @user #1 www.evil.example ]]> &lt; [x](y)"

TEXT_A = f"The mayor {ANSI} said that {LINK} the bridge {MARKUP} would be closed.\n"
TEXT_B = f"The governor \x9b31m said that {BIDI} the bri{HIDDEN}dge {MARKUP} would be\r closed.\n"
PATH_A = f"news/{ANSI}\n{MARKUP} {PAGE}.txt"
PATH_B = f"{COMMAND}/{BIDI}{HIDDEN}\u2028\ufeff.txt"


def hostile_result() -> ScanResult:
    """Return a scan in which every string that comes from outside is hostile."""
    finding = finding_of(
        PATH_A,
        TEXT_A,
        PATH_B,
        TEXT_B,
        [line_match(TEXT_A, 1, TEXT_B, 1, EditLabel.ENTITY_SWAP)],
        a=ArticleRef(
            id=f"{PATH_A}#{ANSI}",
            path=PATH_A,
            words=12,
            line=3,
            title=f"{FORMULA} {LINK}",
            date=f"@2024 {ANSI}",
            member=ANSI,
            record=ANSI,
            file_lines=False,
            group=f"{COMMAND} {LINK}",
            language=ANSI,
        ),
        substitutions=(
            Substitution(
                f"mayor {ANSI} {PAGE}", f"governor {BIDI} {HIDDEN}", 2, SubstitutionKind.NAME
            ),
        ),
        direction=Direction("a", 0.8, (Evidence("residue", "a", 1.0, f"{COMMAND} {LINK}"),)),
    )
    accepted = replace(
        finding, accepted=Acceptance(f"-agreed {ANSI} {PAGE}", f"+desk {BIDI}\n{COMMAND}")
    )
    result = result_of([finding, accepted], {finding.a.id: TEXT_A, finding.b.id: TEXT_B})
    footer = CommonLine(f"{COMMAND} {FORMULA} {ANSI} {LINK} {BIDI}{HIDDEN} {PAGE}", 12)
    return replace(
        result,
        summary=replace(result.summary, boilerplate=Boilerplate(1, 12, (footer,))),
        skipped=(Skipped(f"x\r{ANSI}", f"{COMMAND}: {LINK} {PAGE}"),),
        notices=(f"{PATH_B} was read as cp1252 {ANSI}",),
        families=(Family((finding.a.id, finding.b.id), finding.a.id),),
        compositions=(
            Composition(
                finding.b.id,
                (SourceShare(finding.a.id, 0.5), SourceShare(f"x {LINK} {BIDI}", 0.25)),
                covered=0.75,
            ),
        ),
    )


def hostile_comparison() -> Comparison:
    """Return the comparison of the two hostile articles."""
    result = hostile_result()
    facts = (Fact("candidates", f"name {ANSI}", f"value {LINK}", f"more {BIDI}", passed=True),)
    return Comparison(result.findings[0], reported=True, explanation=facts, texts=result.texts)
