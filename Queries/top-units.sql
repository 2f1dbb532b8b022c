-- Which units argue most strongly for a class?
-- mean_contribution: the weight times the unit's mean pooled activation on the class's images.
-- :class  class    index, wnid or name
-- :limit  count    number of units (default 10)
SELECT unit, rank, weight, mean_contribution
FROM class_unit
WHERE class = :class
ORDER BY rank
LIMIT :limit;
