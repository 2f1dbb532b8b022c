-- Which units detect a concept, according to `name-units`?
-- :concept  text   the concept, or all (default all)
-- :limit    count  number of units (default 20)
-- empty: NOT EXISTS (SELECT 1 FROM unit_concept) -> no names are stored; run `unit-atlas name-units`
-- empty: NOT EXISTS (SELECT 1 FROM unit_name) -> no unit's overlap with its best concept exceeds chance; the table unit_concept has them all
-- empty: NOT EXISTS (SELECT 1 FROM unit_name WHERE :concept IN ('all', concept)) -> no unit detects this concept
SELECT n.unit, n.concept, n.iou, n.chance, n.q, s.concept AS second, s.iou AS second_iou,
       v.class_name AS argues_for, v.weight
FROM unit_name n
LEFT JOIN unit_concept s ON s.unit = n.unit AND s.rank = 2
LEFT JOIN unit_vote v ON v.unit = n.unit AND v.rank = 1
WHERE :concept = 'all' OR n.concept = :concept
ORDER BY n.iou DESC, n.unit LIMIT :limit;
