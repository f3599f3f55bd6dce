"""The articles of a scan as tables: those that the SQL of the plan reads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

from dedupe_articles.article_table import packed, unpacked
from dedupe_articles.collecting import disguise_notice, in_language, too_short, with_disguises
from dedupe_articles.engine.spark.tables import Tables, mapped
from dedupe_articles.errors import InputError
from dedupe_articles.model import Article, Settings
from dedupe_articles.postings import BATCH_TEXTS
from dedupe_articles.resemblance import SEPARATED
from dedupe_articles.sketch import sketch

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyspark.sql import DataFrame

_LIGHT: Final = ("path", "line", "title", "date", "member", "record", "file_lines", "grp")
_SKETCHES: Final = (
    "id string, path string, line int, title string, date string, member string, record string,"
    " file_lines boolean, grp string, notices array<string>, reason string,"
    " language string, disguises string, words int, characters int,"
    " signature binary, bands array<bigint>, hashes array<bigint>, lines array<bigint>"
)


def collect_articles(tables: Tables, inputs: DataFrame, settings: Settings) -> None:
    """Sketch the articles and name the tables of the plan.

    `texts`, `articles`, `signatures`, `bands`, `postings` and `lines` are those of a store,
    `inputs` and `sketches` what was read. An article's number is a hash of its id, so that no task
    has to know of another. Raises `InputError` when two articles have the same id.
    """
    inputs = tables.keep("inputs", inputs)
    tables.keep("sketches", mapped(inputs, _sketched(settings), _SKETCHES))
    number = f"xxhash64(id, {_salt(tables)}L)"
    light = ", ".join(_LIGHT)
    tables.view(
        "articles",
        tables.query(
            f"SELECT {number} AS no, id, {light}, language, disguises, words, characters,"
            " size(hashes) AS shingles,"
            " signature AS signed, bands AS keys, hashes, lines AS line_keys"
            " FROM sketches WHERE reason IS NULL"
        ),
    )
    tables.view(
        "signatures", tables.query("SELECT no AS article, signed AS signature FROM articles")
    )
    tables.view("bands", tables.query("SELECT explode(keys) AS key, no AS article FROM articles"))
    tables.view(
        "postings", tables.query("SELECT explode(hashes) AS hash, no AS article FROM articles")
    )
    tables.view(
        "lines", tables.query("SELECT explode(line_keys) AS hash, no AS article FROM articles")
    )
    tables.view(
        "texts",
        tables.query(f"SELECT {number} AS no, id, text FROM inputs WHERE reason IS NULL"),
    )


def _sketched(settings: Settings) -> Any:  # noqa: ANN401 - a function for `mapped`
    def work(columns: Mapping[str, list[Any]]) -> Mapping[str, Any]:
        texts = [text or "" for text in columns["text"]]
        sketched = _sketches(texts, columns["disguises"], settings)
        found = {name: columns[name] for name in ("id", *_LIGHT, "notices", "reason")}
        _refuse_short(found, columns["text"], sketched["words"], settings.min_words)
        for row, reason in enumerate(found["reason"]):
            if reason is not None:
                for name in ("bands", "hashes", "lines"):
                    sketched[name][row] = sketched[name][row][:0]
            elif disguises := sketched["disguises"][row]:
                found["notices"][row] += [disguise_notice(columns["id"][row], disguises)]
        sketched["disguises"] = [packed(seen) for seen in sketched["disguises"]]
        return {**found, **sketched, "characters": [len(text) for text in texts]}

    return work


def _sketches(
    texts: Sequence[str], further: Sequence[str | None], settings: Settings
) -> dict[str, list[Any]]:
    """Return what sketches say of each text, by column; `further` is what its source hides."""
    names = ("words", "language", "disguises", "signature", "bands", "hashes", "lines")
    columns: dict[str, list[Any]] = {name: [] for name in names}
    for first in range(0, len(texts), BATCH_TEXTS):
        some = slice(first, first + BATCH_TEXTS)
        batch = in_language(sketch(texts[some]), settings.language)
        batch = with_disguises(batch, [unpacked(more) for more in further[some]])
        columns["words"] += batch.words.tolist()
        columns["language"] += batch.languages
        columns["disguises"] += batch.disguises
        columns["signature"] += [row.tobytes() for row in batch.signatures]
        columns["bands"] += list(batch.band_keys)
        columns["hashes"] += batch.shingles()
        columns["lines"] += np.split(batch.lines, batch.line_bounds[1:-1])
    return columns


def _refuse_short(
    found: Mapping[str, list[Any]], texts: Sequence[str | None], words: Sequence[int], least: int
) -> None:
    """Give articles of too few words a reason, and the place that is shown with it."""
    for row, (text, count) in enumerate(zip(texts, words, strict=True)):
        if text is None or count >= least:
            continue
        fields = {name: found[name][row] for name in ("id", "path", "line", "member", "record")}
        skipped = too_short(Article(text="", **fields), count, least)
        found["reason"][row] = skipped.reason
        found["path"][row], found["line"][row] = skipped.path, skipped.line


def _salt(tables: Tables) -> int:
    """Return what makes the hashes of all ids different; 0 nearly always.

    Raises `InputError` if two ids are the same.
    """
    salt = 0
    while True:
        same = tables.query(
            "SELECT min(id) AS low, max(id) AS high FROM sketches WHERE id IS NOT NULL"
            f" GROUP BY xxhash64(id, {salt}L) HAVING count(*) > 1 ORDER BY low <> high LIMIT 1"
        ).collect()
        if not same:
            return salt
        if same[0].low == same[0].high:
            raise InputError(
                f"two articles have the id {same[0].low!r}; a finding could mean either"
            )
        salt += 1


def group_articles(tables: Tables, settings: Settings) -> None:
    """Name the tables that a scan across or within groups needs; see `store.Store.groups`."""
    group = "CASE WHEN grp IS NULL THEN concat('no ', no) ELSE concat('= ', grp) END"
    members = tables.query(f"SELECT no AS article, {group} AS grp FROM articles")
    tables.view("members", members)
    if settings.groups == "within":
        salted = tables.query(
            f"SELECT no, keys, hashes, shiftrightunsigned(xxhash64({group}), 8) AS salt"
            " FROM articles"
        )
        tables.view("salted", salted)
        for name, source, column in (
            (SEPARATED.postings, "hashes", "hash"),
            (SEPARATED.bands, "keys", "key"),
        ):
            exploded = f"SELECT explode({source}) AS {column}, no AS article, salt FROM salted"
            query = f"SELECT {column} - salt AS {column}, article FROM ({exploded})"
            tables.view(name, tables.query(query))
