"""What SARIF says of each relation: the rules of the tool."""

from __future__ import annotations

from typing import Final, NamedTuple

from dedupe_articles.model import Relation

_HELP: Final = (
    "The message links the other article; the marked block is the longest one that the two share."
    " `dedupe compare A B` shows them sentence by sentence. Whether it is a licence, a quotation or"
    " a theft is for a person to judge. What is allowed belongs into the baseline, with a reason."
)


class Rule(NamedTuple):
    """A rule as SARIF describes it; `level` is that of a finding which nobody accepted."""

    name: str
    level: str
    short: str
    full: str
    help: str = _HELP


RULES: Final = {
    Relation.EXACT: Rule(
        "ExactCopy",
        "error",
        "Exact copy of another article",
        "The article is the other one, but for white space.",
    ),
    Relation.NEAR_DUPLICATE: Rule(
        "NearDuplicate",
        "error",
        "Near-duplicate of another article",
        "The article is the other one with small changes.",
    ),
    Relation.DERIVED: Rule(
        "DerivedArticle",
        "error",
        "Derived from another article",
        "The article takes over much of the other one and rewrites it, or condenses it.",
    ),
    Relation.EXCERPT: Rule(
        "ArticleExcerpt",
        "warning",
        "Excerpt of another article",
        "One article is a part of the other, hardly changed.",
    ),
    Relation.SHARED_PASSAGES: Rule(
        "SharedPassages",
        "warning",
        "Passages in common with another article",
        "The article has passages in common with the other one, beside text of its own.",
    ),
    Relation.QUOTES_ONLY: Rule(
        "QuotesOnly",
        "note",
        "Quotations in common with another article",
        "What the two articles have in common stands inside quotation marks.",
    ),
    Relation.BOILERPLATE_ONLY: Rule(
        "BoilerplateOnly",
        "note",
        "Boilerplate in common with another article",
        "What the two articles have in common is a template that many articles share.",
    ),
}
"""The rule of each relation that a finding can have, strongest first."""
