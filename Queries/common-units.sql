-- Which units do many classes share?
-- classes: number of classes that have the unit among their strongest by weight. strongest: the class with the largest
-- weight.
-- :units  count    number of strongest units considered per class (default 10)
-- :limit  count    number of units (default 20)
WITH word AS (
  SELECT w.unit, w.class, c.name AS class_name, w.weight
  FROM class c
  CROSS JOIN head_weight w ON w.head = c.head AND w.class = c.id AND w.weight > 0 AND w.unit IN (
    SELECT s.unit FROM head_weight s WHERE s.head = c.head AND s.class = c.id
    ORDER BY s.weight DESC, s.unit LIMIT :units)
  WHERE c.head = 1
),
ranked AS (
  SELECT unit, class_name, weight, count(*) OVER (PARTITION BY unit) AS classes,
         row_number() OVER (PARTITION BY unit ORDER BY weight DESC, class) AS place
  FROM word
)
SELECT unit, classes, class_name AS strongest, weight
FROM ranked
WHERE place = 1
ORDER BY classes DESC, weight DESC, unit
LIMIT :limit;
