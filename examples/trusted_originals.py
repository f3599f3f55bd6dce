#!/usr/bin/env python3
"""List the articles that are derived from articles in a trusted folder.

    dedupe scan articles --format json | python3 trusted_originals.py articles/wire

Reads the JSON report of a scan from stdin and prints a line for each article outside the folder
that is derived from one inside it, worst first: score, relation, article, its source. A finding
whose direction is undecided counts, since the trusted side is taken to be first; one in which the
trusted article is the likely copy is left out. Exits with 1 if there is any line, with 2 if the
input is no such report, else with 0.
"""

from __future__ import annotations

import json
import sys
from pathlib import PurePath
from typing import Any

RELATIONS = ("exact", "near-duplicate", "derived", "excerpt")


def main() -> int:
    """Read the report and print the list."""
    if len(sys.argv) != 2:
        print(
            "usage: dedupe scan PATH... --format json | trusted_originals.py FOLDER",
            file=sys.stderr,
        )
        return 2
    try:
        report = json.load(sys.stdin)
    except ValueError:
        report = None
    if not isinstance(report, dict) or report.get("schema") != "dedupe/v1":
        print("expected a JSON report of the schema dedupe/v1 on stdin", file=sys.stderr)
        return 2
    derived = derived_from(report["findings"], PurePath(sys.argv[1]))
    for finding, copy, source in derived:
        print(f"{finding['score']:.2f}\t{finding['relation']}\t{shown(copy)}\t{shown(source)}")
    return 1 if derived else 0


def derived_from(
    findings: list[dict[str, Any]], trusted: PurePath
) -> list[tuple[dict[str, Any], str, str]]:
    """Return the findings with the derived article and its trusted source, worst first."""
    derived = []
    for finding in findings:
        inside = [s for s in ("a", "b") if PurePath(finding[s]["path"]).is_relative_to(trusted)]
        if len(inside) != 1 or finding["relation"] not in RELATIONS:
            continue
        source = inside[0]
        if finding["direction"]["original"] in (source, None):
            copy = "b" if source == "a" else "a"
            derived.append((finding, finding[copy]["id"], finding[source]["id"]))
    return sorted(derived, key=lambda item: (-item[0]["score"], item[1], item[2]))


def shown(name: str) -> str:
    """Return a name of a file, which may be hostile, as something safe to print."""
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in name)


if __name__ == "__main__":
    sys.exit(main())
