-- Which classes are most like a class by their units?
-- cosine: of the angle between the two classes' weights, -1 to 1. Calls a function of unit-atlas.
-- :class  class    index, wnid or name
-- :limit  count    how many classes (default 10)
SELECT id AS class, name AS class_name, cosine(:class, id) AS cosine
FROM class
WHERE head = 1 AND id <> :class
ORDER BY cosine DESC, id
LIMIT :limit;
