"""A scan as tables of Spark, and its result as reports know it."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Self

from dedupe_articles.boilerplate import listed_lines
from dedupe_articles.chance import SAMPLE, ChancePairs, chance_pairs, level_of, scores
from dedupe_articles.cluster import idle_preferences
from dedupe_articles.collecting import Collected, grouping_notices
from dedupe_articles.engine.spark.collection import collect_articles, group_articles
from dedupe_articles.engine.spark.findings import (
    PUBLIC,
    find_families,
    judge_candidates,
    unpickled,
)
from dedupe_articles.engine.spark.inputs import read_frame, read_inputs
from dedupe_articles.engine.spark.pairs import find_boilerplate, find_candidates
from dedupe_articles.engine.spark.session import EngineError, own_session, require_local
from dedupe_articles.engine.spark.tables import Tables
from dedupe_articles.model import (
    DEFAULTS,
    Boilerplate,
    ChanceLevel,
    Finding,
    Progress,
    ScanResult,
    Settings,
    Skipped,
)
from dedupe_articles.pipeline import Silent, assemble, notices_of_copies, report_order
from dedupe_articles.store import Totals

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import TracebackType

    from pyspark.sql import DataFrame, SparkSession

MOST_REPORTED: Final = 100_000
"""Findings that a report can hold; beyond that they can only be written as tables."""


class SparkScan:
    """What a scan found, as DataFrames; a context manager that removes what it has kept.

    `findings` has the columns of `findings.PUBLIC`, a row for each finding; `families` the
    `representative` and the sorted `members` of each family; `skipped` the `path`, `line` and
    `reason` of each input that is no article. The rows come in no order.
    """

    def __init__(
        self, tables: Tables, settings: Settings, progress: Progress | None = None
    ) -> None:
        self._tables = tables
        self._settings = settings
        self._progress = progress or Silent()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Remove what the scan has kept in its work folder; its frames have no rows then."""
        self._tables.close()

    @property
    def findings(self) -> DataFrame:
        """The findings."""
        names = [column.strip().split(" ")[0] for column in PUBLIC.split(",")]
        return self._tables.query("SELECT * FROM findings").select(*names)

    @property
    def families(self) -> DataFrame:
        """The families of the findings."""
        return find_families(self._tables, self._settings)

    @property
    def skipped(self) -> DataFrame:
        """The inputs that are no articles."""
        return self._tables.query(
            "SELECT path, line, reason FROM sketches WHERE reason IS NOT NULL"
        )

    def result(self, most: int = MOST_REPORTED) -> ScanResult:
        """Return everything as the engine of one machine does.

        Raises `EngineError` where there are more findings than `most`.
        """
        tables, settings = self._tables, self._settings
        count = tables.count("SELECT count(*) FROM findings")
        if count > most:
            raise EngineError(
                f"{count:,} findings are more than a report holds, which is {most:,};"
                " write them as tables: --tables FOLDER, or raise --min-score"
            )
        rows = tables.rows(tables.query("SELECT pickled FROM findings"), "length(pickled)")
        found = sorted((unpickled(row.pickled) for row in rows), key=report_order)
        self._progress.stage("chance", None)
        chance = self._chance_level()
        words = tables.query("SELECT count(*) AS n, sum(words) AS words FROM articles").collect()[0]
        return assemble(
            settings,
            self._collected(),
            Totals(words.n, int(words.words or 0)),
            tables.count("SELECT count(*) FROM candidates"),
            found,
            self._texts_of(found),
            chance,
            self._boilerplate(),
        )

    def _collected(self) -> Collected:
        """Return what was skipped and noted; of very much only the first by path."""
        tables = self._tables
        collected = Collected(
            [Skipped(row.path, row.reason, row.line) for row in self._some(self.skipped)], []
        )
        notes = tables.query(
            "SELECT DISTINCT explode(notices) AS note FROM sketches WHERE reason IS NULL"
        )
        collected.notices.extend(row.note for row in self._some(notes))
        spoken = tables.query(
            "SELECT coalesce(language, 'und') AS language, count(*) AS n FROM articles GROUP BY 1"
        )
        collected.languages.update({row.language: row.n for row in spoken.collect()})
        if self._settings.group_by is not None:
            seen = tables.query(
                "SELECT count(*) AS n, count_if(grp IS NULL) AS alone, count(DISTINCT grp) AS named"
                " FROM articles"
            ).collect()[0]
            collected.notices.extend(
                grouping_notices(self._settings, seen.n, seen.alone, seen.alone + seen.named)
            )
        collapsed = tables.count("SELECT count(*) FROM collapsed")
        collected.notices.extend(notices_of_copies(collapsed))
        paths = tables.rows(tables.query("SELECT DISTINCT path FROM articles"), "length(path)")
        collected.notices.extend(idle_preferences(self._settings, (row.path for row in paths)))
        return collected

    def _some(self, frame: DataFrame) -> Sequence[Any]:
        """Return the rows of a frame, up to as many as are reported."""
        columns = ", ".join(frame.columns)
        self._tables.view("noted", frame)
        total = self._tables.count("SELECT count(*) FROM noted")
        if total > MOST_REPORTED:
            raise EngineError(
                f"{total:,} inputs were skipped or noted, more than a report holds;"
                " write them as tables: --tables FOLDER"
            )
        listed = self._tables.query(f"SELECT {columns} FROM noted")
        return list(self._tables.rows(listed, "200"))

    def _texts_of(self, found: Sequence[Finding]) -> dict[str, str]:
        tables = self._tables
        if not found:
            return {}
        ids = "SELECT a AS id FROM findings UNION SELECT b AS id FROM findings"
        named = tables.query(f"SELECT id, text FROM texts WHERE id IN ({ids})")
        rows = tables.rows(named, "octet_length(text)")
        return dict(sorted((row.id, row.text) for row in rows))

    def _boilerplate(self) -> Boilerplate:
        """As `boilerplate.find_boilerplate`."""
        tables = self._tables
        if not self._settings.boilerplate_in:
            return Boilerplate()
        counts = tables.query("SELECT lines, articles FROM boilerplate_counts").collect()[0]
        listed = tables.query(
            "SELECT hash, articles, text FROM frequent_lines JOIN texts ON no = article"
        )
        found = tables.rows(listed, "octet_length(text)")
        rows = [(row.hash, row.articles, row.text) for row in found]
        return Boilerplate(counts.lines, counts.articles, listed_lines(rows))

    def _chance_level(self) -> ChanceLevel | None:
        """As `chance.chance_level`; the few pairs are aligned by the driver."""
        tables, settings = self._tables, self._settings
        sample = tables.query(SAMPLE).collect()
        ids = {row.no: row.id for row in sample}
        # The few numbers themselves: to join with a table of them would shuffle all texts.
        numbers = ", ".join(map(str, ids)) or "NULL"
        among = f"a IN ({numbers}) AND b IN ({numbers})"
        known = {
            (row.a, row.b)
            for row in tables.query(f"SELECT a, b FROM candidates WHERE {among}").collect()
        }
        members = None
        if settings.grouping is not None:
            chosen = f"SELECT article, grp FROM members WHERE article IN ({numbers})"
            members = {row.article: row.grp for row in tables.query(chosen).collect()}
        pairs = chance_pairs(ids, known, members, settings.grouping)
        if not pairs:
            return None
        chosen = (
            "SELECT no, text, keys FROM texts LEFT JOIN left_out ON article = no"
            f" WHERE no IN ({numbers})"
        )
        rows = list(tables.rows(tables.query(chosen), "octet_length(text)"))
        keys = frozenset(key for row in rows for key in row.keys or ())
        return level_of([scores(ChancePairs(pairs, {row.no: row.text for row in rows}, keys))])


def scan_dataframe(
    articles: DataFrame,
    id_column: str = "id",
    text_column: str = "text",
    settings: Settings = DEFAULTS,
    *,
    work_folder: str | None = None,
) -> SparkScan:
    """Find the copied and derived articles among the rows of a DataFrame, in its session.

    The tables and settings of the session are left alone. Ids must be unique; what the ids and
    texts are is the same as for `scan_articles`, of which each row makes an article. Between its
    steps the scan keeps tables in `work_folder`, which all executors have to share; of a session
    on this machine only, the folder for temporary files. Raises
    `InputError` for a column that is not there and for an id that comes twice.
    """
    session = own_session(articles.sparkSession)
    inputs = read_frame(articles, id_column, text_column, settings)
    return _scan(session, inputs, settings, Silent(), work_folder)


def scan_paths(  # noqa: PLR0913 - one for each way to say where and how
    session: SparkSession,
    paths: Sequence[str | Path],
    settings: Settings = DEFAULTS,
    *,
    read_as: str | None = None,
    work_folder: str | None = None,
    progress: Progress | None = None,
    apart: Iterable[Path] = (),
) -> SparkScan:
    """Find the copied and derived articles among files, folders and URLs, see `inputs`."""
    own = own_session(session)
    progress = progress or Silent()
    progress.stage("load", None)
    inputs = read_inputs(own, paths, settings, read_as, apart)
    return _scan(own, inputs, settings, progress, work_folder)


def _scan(
    session: SparkSession,
    inputs: DataFrame,
    settings: Settings,
    progress: Progress,
    folder: str | None,
) -> SparkScan:
    if folder is None:
        require_local(session)
        folder = Path(tempfile.gettempdir()).as_uri()
    tables = Tables(session, folder)
    try:
        collect_articles(tables, tables.adopted(inputs), settings)
        if settings.group_by is not None:
            group_articles(tables, settings)
        progress.stage("candidates", None)
        find_candidates(tables, settings)
        find_boilerplate(tables, settings)
        progress.stage("align", tables.count("SELECT count(*) FROM candidates"))
        judge_candidates(tables, settings)
    except BaseException:
        tables.close()
        raise
    return SparkScan(tables, settings, progress)
