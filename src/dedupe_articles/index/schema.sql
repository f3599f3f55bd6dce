-- The tables of an index, in a DuckDB file of their own.
--
-- Articles have numbers that are never used again. Rows are only added and deleted: a change of one
-- article rewrites nothing of the others.

CREATE TABLE archive.header (key VARCHAR, value VARCHAR);

-- The folders and files that were given, as they were written, and as absolute paths: `update` looks
-- into them again where they are still the same. In bytes, since a path may be no UTF-8.
CREATE TABLE archive.roots (path BLOB, place BLOB);

-- The files that were read, as they were then.
CREATE TABLE archive.files (path VARCHAR, size BIGINT, modified BIGINT, digest VARCHAR);

-- `text` is compressed with zlib, and NULL in an index without texts. `digest` covers everything of
-- the article that `verify` can compute again; `shingle_sum` is the sum of its shingles, modulo 2^61.
CREATE TABLE archive.articles (
    no INTEGER, id VARCHAR, path VARCHAR, line INTEGER, title VARCHAR, date VARCHAR,
    words INTEGER, shingles INTEGER, member VARCHAR, record VARCHAR, file_lines BOOLEAN,
    language VARCHAR, disguises VARCHAR, text BLOB, text_digest VARCHAR, shingle_sum BIGINT, digest VARCHAR
);
CREATE TABLE archive.signatures (article INTEGER, signature BLOB);

-- Sorted by their first column, but for what was added since; small groups of rows, of which each
-- has its least and greatest value noted, make a few look-ups cheap.
CREATE TABLE archive.bands (key BIGINT, article INTEGER);
CREATE TABLE archive.postings (hash BIGINT, article INTEGER);
CREATE TABLE archive.lines (hash BIGINT, article INTEGER);

-- Pairs that share a band and resemble each other so much that large groups of them collapse, and
-- the articles that do not take part in the containment channel, since another of their group does;
-- a copy has the very signature of that one, and takes no part in the buckets of the bands either.
CREATE TABLE archive.close_pairs (a INTEGER, b INTEGER);
CREATE TABLE archive.collapsed (article INTEGER, is_copy BOOLEAN);

-- All pairs that share enough rare shingles: how many, and the sum of the logarithms of the numbers
-- of articles that have them (in thousandths). The weight of a pair follows from both and the number
-- of all articles, so that a new article changes only the pairs that have a shingle of it.
CREATE TABLE archive.pairs (a INTEGER, b INTEGER, shared INTEGER, logs BIGINT);
