-- Which images of a class are misclassified, and which units cause it?
-- class: the predicted class. advantage: the unit's contribution to the predicted class (for_wrong) minus that to the
-- label (for_right). For each image, the units with the largest advantage. Uses SQL functions of unit-atlas.
-- :class  class    index, wnid or name
-- :units  count    number of units per image (default 3)
-- empty: NOT EXISTS (SELECT 1 FROM image_verdict WHERE label = :class) -> no image of the atlas has this label
-- empty: NOT EXISTS (SELECT 1 FROM image_verdict WHERE label = :class AND correct = 0) -> all images of the class are classified correctly
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
