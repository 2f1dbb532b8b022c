-- Which of a class's strongest units have best images of other classes?
-- An image's class is its label, or its most probable class if it has no label. own: number of the unit's best images
-- that belong to the class, out of images; own_high: upper end of the 95 % interval of that share. class_images: number
-- of images of the class in the atlas. warning: set if these are fewer than the unit's best images. commonest: the most
-- frequent class among the others; p: the probability that random images would include as many of one class, whichever
-- it is. Uses SQL functions of unit-atlas.
-- :class  class    index, wnid or name
-- :units  count    number of the class's strongest units to consider (default 20)
-- :most   real     largest fraction of own images to list (default 0.25)
-- empty: NOT EXISTS (SELECT 1 FROM image_verdict WHERE coalesce(label, class) = :class) -> no image of the atlas belongs to the class
-- empty: NOT EXISTS (SELECT 1 FROM class_unit WHERE class = :class AND rank <= :units AND weight > 0) -> no unit argues for the class
WITH shown AS (
  SELECT u.unit, u.rank, u.weight, coalesce(i.label, p.class) AS class, count(*) AS images
  FROM (SELECT unit, rank, weight FROM class_unit WHERE class = :class AND rank <= :units AND weight > 0) u
  CROSS JOIN top_activation t ON t.unit = u.unit
  CROSS JOIN image i ON i.id = t.image
  LEFT JOIN prediction p ON p.image = i.id AND p.rank = 1
  GROUP BY 1, 4
),
indexed AS MATERIALIZED (
  SELECT coalesce(i.label, p.class) AS class, count(*) AS images
  FROM image i LEFT JOIN prediction p ON p.image = i.id AND p.rank = 1
  WHERE i.status = 'indexed'
  GROUP BY 1
),
ranked AS (
  SELECT unit, rank, weight, class, images, sum(images) OVER (PARTITION BY unit) AS total,
         sum(images) FILTER (WHERE class = :class) OVER (PARTITION BY unit) AS own,
         row_number() OVER (PARTITION BY unit ORDER BY class = :class, images DESC, class) AS place
  FROM shown
  WHERE class IS NOT NULL
)
SELECT r.unit, r.rank, r.weight, coalesce(r.own, 0) AS own, r.total AS images,
       share_high(coalesce(r.own, 0), r.total) AS own_high, coalesce(n.images, 0) AS class_images,
       CASE WHEN coalesce(n.images, 0) < r.total THEN 'the class has few images' END AS warning,
       r.class AS commonest, c.name AS commonest_name, r.images AS commonest_images,
       min(1.0, (SELECT sum(chance(r.images, r.total, o.images, (SELECT sum(images) FROM indexed)))
                 FROM indexed o WHERE o.class IS NOT NULL)) AS p
FROM ranked r
LEFT JOIN indexed n ON n.class = :class
LEFT JOIN class c ON c.head = 1 AND c.id = r.class
WHERE r.place = 1 AND r.class <> :class AND coalesce(r.own, 0) <= :most * r.total
ORDER BY r.rank;
