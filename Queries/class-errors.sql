-- Which images of a class are taken for others, and which units cause that?
-- advantage: by how much the unit argues more for the class that the network sees (for_wrong) than for the label
-- (for_right); the units of an image with the largest come first. Calls functions of unit-atlas.
-- :class  class    index, wnid or name
-- :units  count    how many units of each image (default 3)
WITH error AS (
  SELECT image, path, label, class, class_name, probability FROM image_verdict WHERE label = :class AND correct = 0
),
evidence AS (
  SELECT e.*, u.id AS unit, contribution(e.image, e.class, u.id) AS for_wrong,
         contribution(e.image, e.label, u.id) AS for_right
  FROM error e CROSS JOIN unit u
),
ranked AS (
  SELECT *, for_wrong - for_right AS advantage,
         row_number() OVER (PARTITION BY image ORDER BY for_wrong - for_right DESC, unit) AS place
  FROM evidence
)
SELECT path, class, class_name, probability, place, unit, advantage, for_wrong, for_right
FROM ranked
WHERE place <= :units
ORDER BY probability DESC, path, place;
