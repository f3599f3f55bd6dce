"""The engine of a cluster: the plan of one machine as tables of Spark.

Sketching and alignment are the same functions over batches, the joins the same SQL text; only
what one machine does in memory beside them is written here as queries. Needs the extra `spark`.

    from dedupe_articles.engine.spark import scan_dataframe
    found = scan_dataframe(articles, id_column="url", text_column="body")
    found.findings.write.parquet("s3a://…/findings")
"""

from __future__ import annotations

from dedupe_articles.engine.spark.scan import SparkScan, scan_dataframe, scan_paths

__all__ = ["SparkScan", "scan_dataframe", "scan_paths"]
