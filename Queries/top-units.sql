-- Which units argue most strongly for a class?
-- mean_contribution: the weight times the unit's mean pooled activation on the class's images.
-- :class  class    resolved like CLASS on the command line
-- :limit  count    how many units (default 10)
SELECT unit, rank, weight, mean_contribution
FROM class_unit
WHERE class = :class
ORDER BY rank
LIMIT :limit;
