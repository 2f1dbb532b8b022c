-- Which units have best images of other classes than the one they argue for most?
-- class: the class with the unit's largest weight. own: number of its best images of that class, by label, or by the
-- most probable class if the image has no label. class_images: number of images of that class in the atlas; 0 means
-- that the unit could not have any. warning: set if these are fewer than the unit's best images. commonest: the most
-- frequent class among its best images; p: the probability that random images would include as many of one class,
-- whichever it is. Uses an SQL function of unit-atlas.
-- :most   count    largest number of own images to list (default 0)
-- :limit  count    number of units, largest weights first (default 20)
-- empty: NOT EXISTS (SELECT 1 FROM image_verdict WHERE coalesce(label, class) IS NOT NULL) -> no image has a label or a prediction
WITH largest AS (
  SELECT unit, max(weight) AS weight FROM head_weight WHERE head = 1 GROUP BY unit
),
argued AS (
  SELECT l.unit, min(w.class) AS class, l.weight
  FROM head_weight w CROSS JOIN largest l ON l.unit = w.unit AND l.weight = w.weight
  WHERE w.head = 1
  GROUP BY l.unit
),
shown AS (
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
  FROM shown WHERE class IS NOT NULL
),
listed AS (
  SELECT a.unit, a.class, c.name AS class_name, a.weight, coalesce(s.images, 0) AS own, r.total AS images,
         coalesce(n.images, 0) AS class_images, r.class AS commonest, m.name AS commonest_name, r.images AS commonest_images
  FROM argued a
  JOIN ranked r ON r.unit = a.unit AND r.place = 1
  LEFT JOIN shown s ON s.unit = a.unit AND s.class = a.class
  LEFT JOIN indexed n ON n.class = a.class
  LEFT JOIN class c ON c.head = 1 AND c.id = a.class
  LEFT JOIN class m ON m.head = 1 AND m.id = r.class
  WHERE own <= :most AND r.class <> a.class
  ORDER BY a.weight DESC, a.unit
  LIMIT :limit
)
SELECT unit, class, class_name, weight, own, images, class_images,
       CASE WHEN class_images < images THEN 'the class has few images' END AS warning,
       commonest, commonest_name, commonest_images,
       min(1.0, (SELECT sum(chance(l.commonest_images, l.images, o.images, (SELECT sum(images) FROM indexed)))
                 FROM indexed o WHERE o.class IS NOT NULL)) AS p
FROM listed l
ORDER BY weight DESC, unit;
