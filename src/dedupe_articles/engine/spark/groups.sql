-- What one machine does in memory about large groups of copies (see resemblance.py), as queries
-- of Spark. Parameters in braces are thresholds and sizes.

-- name: close
SELECT a, b FROM estimated WHERE estimate >= CAST({collapse} AS DOUBLE)

-- name: resembling
SELECT a, b FROM estimated WHERE estimate >= CAST({resemblance} AS DOUBLE)

-- name: large
-- The members of large components, in the order of their ids.
SELECT article, component, grp, place,
       first_value(grp) OVER (PARTITION BY component ORDER BY place) AS first_grp
FROM (
    SELECT membership.article AS article, component, {grp} AS grp,
           row_number() OVER (PARTITION BY component ORDER BY id) AS place,
           count(*) OVER (PARTITION BY component) AS size
    FROM membership JOIN articles ON no = membership.article {members}
) AS sized
WHERE size > {clique}

-- name: standing
-- The first of each group stands for it; where only pairs across groups of articles count, the
-- first of another group does too.
SELECT article, component FROM (
    SELECT article, component,
           row_number() OVER (PARTITION BY component, grp <> first_grp ORDER BY place) AS rank
    FROM large
) AS ranked
WHERE rank = 1

-- name: stars
SELECT large.article AS article, large.component AS component,
       least(large.article, standing.article) AS a, greatest(large.article, standing.article) AS b
FROM large JOIN standing ON large.component = standing.component
WHERE large.article <> standing.article

-- name: near
-- Members of a group that resemble the one that stands for it, and that one.
SELECT article, component FROM standing
UNION ALL
SELECT article, component FROM estimated_stars WHERE estimate >= CAST({resemblance} AS DOUBLE)

-- name: spanning
-- The pairs inside large groups give way to those with the one that stands for each; a member that
-- the chain of resemblance has led too far away from it keeps its own pairs.
SELECT a, b FROM resembling
LEFT JOIN near AS of_a ON of_a.article = a
LEFT JOIN near AS of_b ON of_b.article = b
WHERE of_a.component IS NULL OR of_b.component IS NULL OR of_a.component <> of_b.component
UNION
SELECT a, b FROM estimated_stars WHERE estimate >= CAST({resemblance} AS DOUBLE)
UNION
SELECT least(standing, article) AS a, greatest(standing, article) AS b FROM copies

-- name: across
-- Pairs of different groups of articles; the neighbours of a member of a large component may all
-- be of its own group, so it is also paired with those that stand for the component.
SELECT a, b FROM (
    SELECT a, b FROM resembling
    UNION
    SELECT a, b FROM estimated_stars WHERE estimate >= CAST({resemblance} AS DOUBLE)
) AS pairs
JOIN members AS of_a ON of_a.article = a
JOIN members AS of_b ON of_b.article = b AND of_a.grp <> of_b.grp

-- name: collapsed
SELECT article FROM large
WHERE NOT EXISTS (SELECT 1 FROM standing WHERE standing.article = large.article)
UNION
SELECT article FROM copies
