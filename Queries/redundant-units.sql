-- Which units respond to the same images?
-- shared: number of best images in common. correlation: of their pooled activations over all images. Uses an SQL
-- function of unit-atlas.
-- :shared  count   smallest number of best images in common, 1 or more (default 1)
-- :limit   count   number of pairs (default 20)
WITH pair AS (
  SELECT a.unit, b.unit AS other, count(*) AS shared
  FROM top_activation a CROSS JOIN top_activation b ON b.image = a.image AND b.unit > a.unit
  GROUP BY a.unit, b.unit
  HAVING count(*) >= :shared
)
SELECT unit, other, correlation(unit, other) AS correlation, shared
FROM pair
ORDER BY correlation DESC, shared DESC, unit, other
LIMIT :limit;
