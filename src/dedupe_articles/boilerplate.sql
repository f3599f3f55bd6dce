-- Lines that say nothing of who has copied from whom, in the SQL that DuckDB and Spark have in common.
--
-- Each part is one query, kept by the engine as a table of the part's name for the parts below.
-- `estimated_pairs` is what the engine makes of `line_pairs`: its distinct pairs, each with the
-- resemblance that the signatures show. Parameters in braces are numbers and names of tables.

-- name: common_lines
-- Lines in many articles; a large group of copies counts as one.
SELECT hash, count(*) AS articles
FROM {lines} AS line
WHERE NOT EXISTS (SELECT 1 FROM collapsed WHERE collapsed.article = line.article)
GROUP BY hash
HAVING count(*) >= {least}

-- name: line_sample
-- A few of the articles that have each, whatever the order in which they came.
SELECT hash, article
FROM (
    SELECT line.hash AS hash, line.article AS article,
           row_number() OVER (PARTITION BY line.hash ORDER BY md5(named.id), named.id) AS place
    FROM {lines} AS line
    JOIN common_lines ON common_lines.hash = line.hash
    JOIN {articles} AS named ON named.no = line.article
    WHERE NOT EXISTS (SELECT 1 FROM collapsed WHERE collapsed.article = line.article)
) AS ordered
WHERE place <= {sample}

-- name: line_pairs
SELECT p.hash AS hash, p.article AS a, q.article AS b
FROM line_sample p
JOIN line_sample q ON p.hash = q.hash AND p.article < q.article

-- name: strangers
-- Pairs that share little: of r and their numbers of shingles p and q follow r(p + q) / (1 + r) in
-- common.
SELECT a, b
FROM estimated_pairs
JOIN {articles} AS of_a ON of_a.no = a
JOIN {articles} AS of_b ON of_b.no = b
WHERE estimate * (of_a.shingles + of_b.shingles)
      < CAST({share} AS DOUBLE) * (1 + estimate) * least(of_a.shingles, of_b.shingles)

-- name: boilerplate
-- Common lines of which most pairs of the sample share little.
SELECT common_lines.hash AS hash, max(common_lines.articles) AS articles
FROM common_lines
JOIN line_pairs ON line_pairs.hash = common_lines.hash
LEFT JOIN strangers ON strangers.a = line_pairs.a AND strangers.b = line_pairs.b
GROUP BY common_lines.hash
HAVING 2 * count(strangers.a) > count(*)

-- name: boilerplate_counts
SELECT count(DISTINCT lines.hash) AS lines, count(DISTINCT article) AS articles
FROM lines JOIN boilerplate ON boilerplate.hash = lines.hash

-- name: frequent_lines
-- The most frequent lines, each with an article that has it.
SELECT boilerplate.hash AS hash, max(boilerplate.articles) AS articles, min_by(no, id) AS article
FROM boilerplate
JOIN lines ON lines.hash = boilerplate.hash
JOIN articles ON no = lines.article
GROUP BY boilerplate.hash
ORDER BY articles DESC, hash
LIMIT {listed}
