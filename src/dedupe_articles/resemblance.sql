-- The resemblance channel, in the SQL that DuckDB and Spark have in common: see candidates.sql.
--
-- Parameters in braces are sizes, names of tables and what copies agree in; `steps` is 1 and up to
-- the largest distance of two articles of a bucket that are compared all to all.

-- name: copies
-- The articles of large groups with one signature, behind the first id of the group. They need no
-- band to be found, and a million of them would fill every one.
SELECT standing, article
FROM signatures
JOIN articles ON no = article
JOIN (
    SELECT {same}, min_by(no, id) AS standing
    FROM signatures JOIN articles ON no = article
    WHERE shingles > 0
    GROUP BY {same}
    HAVING count(*) > {clique}
) AS large USING ({same})
WHERE article <> standing

-- name: ordered_bands
SELECT key, article,
       row_number() OVER (PARTITION BY key ORDER BY id) AS place,
       count(*) OVER (PARTITION BY key) AS size
FROM {bands} AS band
JOIN articles ON no = article
WHERE shingles > 0
  AND NOT EXISTS (SELECT 1 FROM copies WHERE copies.article = band.article)
  AND key IN (SELECT key FROM {bands} GROUP BY key HAVING count(*) > 1)

-- name: neighbours
-- The pairs that share a band. Joined by place, so that a large bucket costs no more than its size.
SELECT DISTINCT least(p.article, q.article) AS a, greatest(p.article, q.article) AS b
FROM (
    SELECT key, article, place + step AS place
    FROM ordered_bands CROSS JOIN (VALUES {steps}) AS steps(step)
    WHERE size <= {clique} OR step <= {neighbours}
) AS p
JOIN ordered_bands AS q ON p.key = q.key AND p.place = q.place
