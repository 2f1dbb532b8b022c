-- Which units detect a concept, according to `name-units`?
-- :concept  text   the concept, or all (default all)
-- :limit    count  number of units (default 20)
SELECT n.unit, n.concept, n.iou, s.concept AS second, s.iou AS second_iou, v.class_name AS argues_for, v.weight
FROM unit_name n
LEFT JOIN unit_concept s ON s.unit = n.unit AND s.rank = 2
LEFT JOIN unit_vote v ON v.unit = n.unit AND v.rank = 1
WHERE n.detector AND (:concept = 'all' OR n.concept = :concept)
ORDER BY n.iou DESC, n.unit LIMIT :limit;
