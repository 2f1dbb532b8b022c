-- Which classes' objects are localized best, and which worst?
-- Uses the results of `unit-atlas localize`. recognized: number of images whose most probable class is the label.
-- gt_known_accuracy: fraction of images whose box, from the label's map, has an intersection over union of at least 0.5
-- with an annotated box.
-- :run  count    id of the localization run, 0 for the latest (default 0)
-- empty: NOT EXISTS (SELECT 1 FROM localization) -> no localization run is stored; run `unit-atlas localize`
-- empty: NOT EXISTS (SELECT 1 FROM localization WHERE :run IN (0, id)) -> no localization run has this id; the query localization-runs lists them
SELECT m.class, c.name AS class_name, count(*) AS images, sum(m.predicted = m.class) AS recognized,
       avg(m.iou >= 0.5) AS gt_known_accuracy, avg(m.iou) AS mean_iou
FROM localization_image m
CROSS JOIN localization l ON l.id = m.localization
LEFT JOIN main.class c ON c.head = l.head AND c.id = m.class
WHERE m.localization = CASE :run WHEN 0 THEN (SELECT max(id) FROM localization) ELSE :run END
GROUP BY m.class
ORDER BY gt_known_accuracy DESC, mean_iou DESC, m.class;
