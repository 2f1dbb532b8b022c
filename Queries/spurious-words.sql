-- Which of a class's strongest units have best images of other classes?
-- An image's class is its label, or its most probable class if it has no label. own: number of the unit's best images
-- that belong to the class, out of images. commonest: the most frequent class among the others.
-- :class  class    index, wnid or name
-- :units  count    number of the class's strongest units to consider (default 20)
-- :most   real     largest fraction of own images to list (default 0.25)
WITH shown AS (
  SELECT u.unit, u.rank, u.weight, coalesce(i.label, p.class) AS class, count(*) AS images
  FROM (SELECT unit, rank, weight FROM class_unit WHERE class = :class AND rank <= :units AND weight > 0) u
  CROSS JOIN top_activation t ON t.unit = u.unit
  CROSS JOIN image i ON i.id = t.image
  LEFT JOIN prediction p ON p.image = i.id AND p.rank = 1
  GROUP BY 1, 4
),
ranked AS (
  SELECT unit, rank, weight, class, images, sum(images) OVER (PARTITION BY unit) AS total,
         sum(images) FILTER (WHERE class = :class) OVER (PARTITION BY unit) AS own,
         row_number() OVER (PARTITION BY unit ORDER BY class = :class, images DESC, class) AS place
  FROM shown
  WHERE class IS NOT NULL
)
SELECT r.unit, r.rank, r.weight, coalesce(r.own, 0) AS own, r.total AS images, r.class AS commonest,
       c.name AS commonest_name, r.images AS commonest_images
FROM ranked r
LEFT JOIN class c ON c.head = 1 AND c.id = r.class
WHERE r.place = 1 AND r.class <> :class AND coalesce(r.own, 0) <= :most * r.total
ORDER BY r.rank;
