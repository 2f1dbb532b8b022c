-- Which units separate two classes?
-- mean_a, mean_b: mean pooled activation on the images of each class; images_a, images_b: the number of these images.
-- separation: the difference of the weights times the difference of the means. This is how much the unit adds, on average, to the lead of a over b when going from
-- images of b to images of a; negative if the unit confuses the classes.
-- :a      class    one class
-- :b      class    the other
-- :limit  count    number of units (default 10)
-- empty: NOT EXISTS (SELECT 1 FROM class_activation WHERE class = :a AND images > 0) -> the atlas has no images of the first class
-- empty: NOT EXISTS (SELECT 1 FROM class_activation WHERE class = :b AND images > 0) -> the atlas has no images of the second class
SELECT x.unit, x.weight AS weight_a, y.weight AS weight_b, m.mean AS mean_a, n.mean AS mean_b,
       m.images AS images_a, n.images AS images_b,
       (x.weight - y.weight) * (m.mean - n.mean) AS separation
FROM head_weight x
CROSS JOIN head_weight y ON y.head = 1 AND y.class = :b AND y.unit = x.unit
CROSS JOIN class_activation m ON m.class = :a AND m.unit = x.unit
CROSS JOIN class_activation n ON n.class = :b AND n.unit = x.unit
WHERE x.head = 1 AND x.class = :a
ORDER BY separation DESC, x.unit
LIMIT :limit;
