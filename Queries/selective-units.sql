-- Which units have best images of a single class?
-- An image's class is its label, or its most probable class if it has no label. share: fraction of the unit's best
-- images that belong to the most frequent class. rank: the unit's rank among that class's units by weight.
-- :share  real     smallest share to list (default 0.75)
-- :limit  count    number of units, largest weights first (default 20)
WITH shown AS (
  SELECT t.unit, coalesce(i.label, p.class) AS class, count(*) AS images
  FROM top_activation t
  CROSS JOIN image i ON i.id = t.image
  LEFT JOIN prediction p ON p.image = i.id AND p.rank = 1
  GROUP BY 1, 2
),
ranked AS (
  SELECT unit, class, images, sum(images) OVER (PARTITION BY unit) AS total,
         row_number() OVER (PARTITION BY unit ORDER BY images DESC, class) AS place
  FROM shown
)
SELECT r.unit, r.class, c.name AS class_name, r.images, 1.0 * r.images / r.total AS share, w.weight,
       (SELECT 1 + count(*) FROM head_weight o WHERE o.head = 1 AND o.class = r.class AND o.weight > w.weight) AS rank
FROM ranked r
LEFT JOIN class c ON c.head = 1 AND c.id = r.class
LEFT JOIN head_weight w ON w.head = 1 AND w.class = r.class AND w.unit = r.unit
WHERE r.place = 1 AND r.class IS NOT NULL AND 1.0 * r.images / r.total >= :share
ORDER BY w.weight DESC, r.unit
LIMIT :limit;
