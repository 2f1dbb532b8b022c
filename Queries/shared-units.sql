-- Which units argue for two classes at once?
-- Ordered by the smaller of the two weights; only units for which it is positive.
-- :a      class    one class
-- :b      class    the other
-- :limit  count    number of units (default 10)
SELECT x.unit, x.weight AS weight_a, x.rank AS rank_a, y.weight AS weight_b, y.rank AS rank_b
FROM (SELECT unit, weight, rank FROM class_unit WHERE class = :a) x
JOIN (SELECT unit, weight, rank FROM class_unit WHERE class = :b) y ON y.unit = x.unit
WHERE min(x.weight, y.weight) > 0
ORDER BY min(x.weight, y.weight) DESC, x.unit
LIMIT :limit;
