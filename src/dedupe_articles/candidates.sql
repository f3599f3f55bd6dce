-- The join of the containment channel, in the SQL that DuckDB and Spark have in common.
--
-- Each part is one query, kept by the engine as a table of the part's name for the parts below.
-- Parameters in braces are integers, but for the name of the table of postings and the restriction,
-- which is empty or a join that leaves out pairs that are not to be compared. Weights are integers
-- too (thousandths of a natural logarithm), so that their sums do not depend on the order in which
-- an engine adds them.

-- name: rare
-- Shingles in 2..max_df articles, and what sharing one is worth: ln((N + prior) / df), as the
-- difference of two rounded logarithms, so that an index can follow N and df apart from each other.
SELECT hash,
       {worth_of_one} - CAST(round(1000 * ln(CAST(count(*) AS DOUBLE))) AS BIGINT) AS weight
FROM {postings} AS posting
WHERE NOT EXISTS (SELECT 1 FROM collapsed WHERE collapsed.article = posting.article)
GROUP BY hash
HAVING count(*) BETWEEN 2 AND {max_df}

-- name: rare_postings
SELECT posting.hash AS hash, posting.article AS article, rare.weight AS weight
FROM {postings} AS posting
JOIN rare ON posting.hash = rare.hash
WHERE NOT EXISTS (SELECT 1 FROM collapsed WHERE collapsed.article = posting.article)

-- name: pairs
-- Every pair of articles that share min_shared rare shingles.
SELECT p.article AS a, q.article AS b, count(*) AS shared, sum(p.weight) AS weight
FROM rare_postings p
JOIN rare_postings q ON p.hash = q.hash AND p.article < q.article
{restriction}
GROUP BY p.article, q.article
HAVING count(*) >= {min_shared}

-- name: ranked
-- Each pair seen from both of its articles, with its place among the article's pairs.
SELECT article, a, b, shared, weight,
       row_number() OVER (PARTITION BY article ORDER BY weight DESC, shared DESC, other_id) AS place
FROM (
    SELECT a AS article, other.id AS other_id, a, b, shared, weight
    FROM pairs JOIN articles other ON other.no = b
    UNION ALL
    SELECT b AS article, other.id AS other_id, a, b, shared, weight
    FROM pairs JOIN articles other ON other.no = a
) AS seen

-- name: backgrounds
-- What an article shares with its neighbours by habit: the weight of its pair in a given place.
SELECT article, weight AS background FROM ranked WHERE place = {background_place}

-- name: best
-- The best pairs of each article, and all that the other channel has found, the table `alike`.
SELECT ranked.a AS a, ranked.b AS b, max(shared) AS shared, max(weight) AS weight,
       least(coalesce(max(of_a.background), 0), coalesce(max(of_b.background), 0)) AS background
FROM ranked
LEFT JOIN backgrounds of_a ON of_a.article = ranked.a
LEFT JOIN backgrounds of_b ON of_b.article = ranked.b
LEFT JOIN alike ON alike.a = ranked.a AND alike.b = ranked.b
WHERE place <= {per_article} OR alike.a IS NOT NULL
GROUP BY ranked.a, ranked.b
