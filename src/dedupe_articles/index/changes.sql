-- What the index is to hold when articles enter and others leave.
--
-- The tables without a schema are those of the entering articles, in the form of a scan, and what
-- the parts below make; `leaving` has the numbers of the leaving articles. Each part is kept as a
-- table of its name. Parameters in braces are integers or queries that restrict a table.

-- name: signature_keys
-- Whoever has the signature of an entering or a leaving article shares all band buckets with it.
SELECT key FROM bands JOIN articles ON no = article WHERE shingles > 0
UNION
SELECT key FROM archive.bands WHERE article IN (SELECT article FROM leaving)

-- name: possible_copies
SELECT DISTINCT article FROM {archive_bands_of_signature_keys} AS band

-- name: same
-- The articles of the changed index that have such a signature.
SELECT signature, article, id
FROM (
    SELECT article, signature FROM {archive_signatures_of_possible_copies} AS known
    WHERE article NOT IN (SELECT article FROM leaving)
    UNION ALL
    SELECT article, signature FROM signatures
) AS present
JOIN (
    SELECT no, id FROM {archive_articles_of_possible_copies} AS known
    UNION ALL
    SELECT no, id FROM articles WHERE shingles > 0
) AS named ON no = article
WHERE signature IN (
    SELECT signature FROM signatures
    UNION ALL
    SELECT signature FROM archive.signatures WHERE article IN (SELECT article FROM leaving)
)

-- name: copies_now
-- Of large groups of these, all behind the first id: copies, which take no part in the buckets.
SELECT first, article
FROM same
JOIN (
    SELECT signature, arg_min(article, id) AS first FROM same
    GROUP BY signature HAVING count(*) > {bucket_clique}
) AS large USING (signature)
WHERE article <> first

-- name: band_come
SELECT article FROM archive.collapsed
WHERE is_copy AND article IN (SELECT article FROM same)
      AND article NOT IN (SELECT article FROM copies_now)

-- name: band_gone
SELECT article
FROM (SELECT article FROM leaving UNION SELECT article FROM copies_now) AS going
WHERE article NOT IN (SELECT article FROM archive.collapsed WHERE is_copy)

-- name: copies_after
SELECT article FROM copies_now
UNION
SELECT article FROM archive.collapsed
WHERE is_copy AND article NOT IN (SELECT article FROM band_come UNION ALL SELECT article FROM leaving)

-- name: banded
SELECT no AS article FROM articles
WHERE shingles > 0 AND no NOT IN (SELECT article FROM copies_now)

-- name: touched_keys
-- The band buckets that change.
SELECT key FROM bands JOIN banded USING (article)
UNION
SELECT key FROM archive.bands
WHERE article IN (SELECT article FROM band_gone UNION ALL SELECT article FROM band_come)

-- name: mates
-- The articles of the changed index in these buckets.
SELECT DISTINCT article FROM {archive_bands_of_touched_keys} AS band
WHERE article NOT IN (SELECT article FROM leaving UNION ALL SELECT article FROM copies_after)
UNION ALL
SELECT article FROM banded

-- name: mate_keys
-- All their buckets.
SELECT key FROM archive.bands WHERE article IN (SELECT article FROM mates)
UNION
SELECT key FROM bands JOIN banded USING (article)

-- name: ordered_bands
SELECT key, article,
       row_number() OVER (PARTITION BY key ORDER BY id) AS place,
       count(*) OVER (PARTITION BY key) AS size
FROM (
    SELECT key, article, id
    FROM {archive_bands_of_mate_keys} AS band JOIN archive.articles ON no = article
    WHERE article NOT IN (SELECT article FROM leaving UNION ALL SELECT article FROM copies_after)
    UNION ALL
    SELECT key, article, id FROM bands JOIN banded USING (article) JOIN articles ON no = article
) AS present

-- name: touched_hashes
-- The shingles whose number of articles changes; `gone` and `come` are articles of the index that
-- cease or begin to take part, `collapsed_now` those that will not take part.
SELECT hash FROM postings WHERE article NOT IN (SELECT article FROM collapsed_now)
UNION
SELECT hash FROM archive.postings
WHERE article IN (SELECT article FROM gone UNION ALL SELECT article FROM come)

-- name: members
-- Who has these shingles: whether it took part before, and whether it will.
SELECT posting.hash AS hash, posting.article AS article,
       collapsed.article IS NULL AS was,
       (collapsed.article IS NULL AND gone.article IS NULL) OR come.article IS NOT NULL AS will
FROM {archive_postings_of_touched_hashes} AS posting
LEFT JOIN archive.collapsed ON collapsed.article = posting.article
LEFT JOIN gone ON gone.article = posting.article
LEFT JOIN come ON come.article = posting.article
UNION ALL
SELECT hash, article, FALSE AS was, TRUE AS will FROM postings
WHERE article NOT IN (SELECT article FROM collapsed_now)

-- name: frequencies
-- How often a shingle counts, and its logarithm; 0 and 0 where it is not rare.
SELECT hash,
       CASE WHEN before BETWEEN 2 AND {max_df} THEN 1 ELSE 0 END AS counted,
       CASE WHEN before BETWEEN 2 AND {max_df}
            THEN CAST(round(1000 * ln(CAST(before AS DOUBLE))) AS BIGINT) ELSE 0 END AS log_before,
       CASE WHEN after BETWEEN 2 AND {max_df} THEN 1 ELSE 0 END AS counts,
       CASE WHEN after BETWEEN 2 AND {max_df}
            THEN CAST(round(1000 * ln(CAST(after AS DOUBLE))) AS BIGINT) ELSE 0 END AS log_after
FROM (
    SELECT hash, count_if(was) AS before, count_if(will) AS after FROM members GROUP BY hash
) AS counted_members
WHERE before BETWEEN 2 AND {max_df} OR after BETWEEN 2 AND {max_df}

-- name: rare_members
SELECT hash, article, was AND counted = 1 AS was, will AND counts = 1 AS will, log_before, log_after
FROM members JOIN frequencies USING (hash)
WHERE (was AND counted = 1) OR (will AND counts = 1)

-- name: differences
-- What each pair gains and loses.
SELECT p.article AS a, q.article AS b,
       sum(CAST(p.will AND q.will AS INTEGER) - CAST(p.was AND q.was AS INTEGER)) AS shared,
       sum(CASE WHEN p.will AND q.will THEN p.log_after ELSE 0 END
           - CASE WHEN p.was AND q.was THEN p.log_before ELSE 0 END) AS logs
FROM rare_members p
JOIN rare_members q ON p.hash = q.hash AND p.article < q.article
GROUP BY p.article, q.article

-- name: standing
-- Of these, the pairs of articles that took part before and will.
SELECT a, b, shared, logs FROM differences
WHERE a NOT IN (SELECT article FROM passing) AND b NOT IN (SELECT article FROM passing)
      AND (shared <> 0 OR logs <> 0)

-- name: changed
-- Pairs of the index whose row changes.
SELECT a, b, pairs.shared + standing.shared AS shared, pairs.logs + standing.logs AS logs
FROM archive.pairs JOIN standing USING (a, b)

-- name: unknown
-- Pairs that share more than before, since a shingle became rare again, and may now share enough.
SELECT a, b FROM standing ANTI JOIN changed USING (a, b) WHERE shared > 0

-- name: recounted
-- What those share, counted anew.
SELECT a, b, count(*) AS shared, sum(CAST(round(1000 * ln(CAST(df AS DOUBLE))) AS BIGINT)) AS logs
FROM (
    SELECT unknown.a, unknown.b, p.hash
    FROM unknown
    JOIN archive.postings p ON p.article = unknown.a
    JOIN archive.postings q ON q.article = unknown.b AND q.hash = p.hash
) AS common
JOIN (
    SELECT hash, count(*) AS df
    FROM (
        SELECT hash, article FROM archive.postings
        WHERE article NOT IN (SELECT article FROM leaving)
        UNION ALL
        SELECT hash, article FROM postings
    ) AS present
    WHERE article NOT IN (SELECT article FROM collapsed_now)
          AND hash IN (
              SELECT hash FROM archive.postings
              WHERE article IN (SELECT a FROM unknown UNION ALL SELECT b FROM unknown)
          )
    GROUP BY hash
    HAVING count(*) BETWEEN 2 AND {max_df}
) AS frequent USING (hash)
GROUP BY a, b
HAVING count(*) >= {min_shared}

-- name: fresh
-- Pairs with an article that did not take part before: all that they share is among the differences.
SELECT a, b, shared, logs FROM differences
WHERE shared >= {min_shared}
      AND (a IN (SELECT article FROM entering) OR b IN (SELECT article FROM entering))
      AND a NOT IN (SELECT article FROM gone) AND b NOT IN (SELECT article FROM gone)
