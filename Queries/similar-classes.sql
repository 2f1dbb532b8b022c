-- Which classes are most similar to a class by their weights?
-- cosine: of the angle between the weights of the two classes, from -1 to 1. Uses an SQL function of unit-atlas.
-- :class  class    index, wnid or name
-- :limit  count    number of classes (default 10)
SELECT id AS class, name AS class_name, cosine(:class, id) AS cosine
FROM class
WHERE head = 1 AND id <> :class
ORDER BY cosine DESC, id
LIMIT :limit;
