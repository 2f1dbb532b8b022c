-- Which units have best images of a single class?
-- An image's class is its label, or its most probable class if it has no label. share: fraction of the unit's best
-- images that belong to the most frequent class; share_low: lower end of its 95 % interval. p: the probability that
-- random images would include as many of one class, whichever it is. class_images: number of images of that class in
-- the atlas. warning: set if these are fewer than the unit's best images. rank: the unit's rank among that class's units
-- by weight. Uses SQL functions of unit-atlas.
-- :share  real     smallest share to list (default 0.75)
-- :limit  count    number of units, largest weights first (default 20)
-- empty: NOT EXISTS (SELECT 1 FROM image_verdict WHERE coalesce(label, class) IS NOT NULL) -> no image has a label or a prediction
WITH shown AS (
  SELECT t.unit, coalesce(i.label, p.class) AS class, count(*) AS images
  FROM top_activation t
  CROSS JOIN image i ON i.id = t.image
  LEFT JOIN prediction p ON p.image = i.id AND p.rank = 1
  GROUP BY 1, 2
),
indexed AS MATERIALIZED (
  SELECT coalesce(i.label, p.class) AS class, count(*) AS images
  FROM image i LEFT JOIN prediction p ON p.image = i.id AND p.rank = 1
  WHERE i.status = 'indexed'
  GROUP BY 1
),
ranked AS (
  SELECT unit, class, images, sum(images) OVER (PARTITION BY unit) AS total,
         row_number() OVER (PARTITION BY unit ORDER BY images DESC, class) AS place
  FROM shown
),
listed AS (
  SELECT r.unit, r.class, c.name AS class_name, r.images, r.total, w.weight,
         (SELECT 1 + count(*) FROM head_weight o WHERE o.head = 1 AND o.class = r.class AND o.weight > w.weight) AS rank
  FROM ranked r
  LEFT JOIN class c ON c.head = 1 AND c.id = r.class
  LEFT JOIN head_weight w ON w.head = 1 AND w.class = r.class AND w.unit = r.unit
  WHERE r.place = 1 AND r.class IS NOT NULL AND 1.0 * r.images / r.total >= :share
  ORDER BY w.weight DESC, r.unit
  LIMIT :limit
)
SELECT l.unit, l.class, l.class_name, l.images, 1.0 * l.images / l.total AS share,
       share_low(l.images, l.total) AS share_low,
       min(1.0, (SELECT sum(chance(l.images, l.total, o.images, (SELECT sum(images) FROM indexed)))
                 FROM indexed o WHERE o.class IS NOT NULL)) AS p,
       n.images AS class_images,
       CASE WHEN n.images < l.total THEN 'the class has few images' END AS warning, l.weight, l.rank
FROM listed l
JOIN indexed n ON n.class = l.class
ORDER BY l.weight DESC, l.unit;
