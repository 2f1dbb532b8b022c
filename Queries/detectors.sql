-- Which units detect a concept, as `name-units` named them?
-- :concept  text   the concept (default all)
-- :limit    count  how many units (default 20)
SELECT n.unit, n.concept, n.iou, s.concept AS second, s.iou AS second_iou, v.class_name AS argues_for, v.weight
FROM unit_name n
LEFT JOIN unit_concept s ON s.unit = n.unit AND s.rank = 2
LEFT JOIN unit_vote v ON v.unit = n.unit AND v.rank = 1
WHERE n.detector AND (:concept = 'all' OR n.concept = :concept)
ORDER BY n.iou DESC, n.unit LIMIT :limit;
