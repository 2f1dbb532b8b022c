-- Which units argue for two classes at once?
-- Ordered by the smaller of the two weights; only units for which it is positive.
-- :a      class    one class
-- :b      class    the other
-- :limit  count    number of units (default 10)
-- empty: NOT EXISTS (SELECT 1 FROM class_unit x JOIN class_unit y ON y.unit = x.unit AND y.class = :b WHERE x.class = :a AND min(x.weight, y.weight) > 0) -> no unit has a positive weight for both classes
SELECT x.unit, x.weight AS weight_a, x.rank AS rank_a, y.weight AS weight_b, y.rank AS rank_b
FROM (SELECT unit, weight, rank FROM class_unit WHERE class = :a) x
JOIN (SELECT unit, weight, rank FROM class_unit WHERE class = :b) y ON y.unit = x.unit
WHERE min(x.weight, y.weight) > 0
ORDER BY min(x.weight, y.weight) DESC, x.unit
LIMIT :limit;
