-- How well does the network recognize each class?
-- accuracy, accuracy_top5: on the images with this label. accuracy_low, accuracy_high: 95 % interval of accuracy, wide
-- for a class with few images. Uses SQL functions of unit-atlas. probability: mean probability of the correct predictions.
-- taken_for: number of images with another label that are predicted as this class.
-- :limit  count    number of classes, lowest accuracy first (default 20)
-- empty: NOT EXISTS (SELECT 1 FROM image WHERE label IS NOT NULL) -> no image has a label; run `unit-atlas index` with labels
SELECT v.label AS class, v.label_name AS class_name, count(*) AS images, avg(v.correct) AS accuracy,
       share_low(sum(v.correct), count(*)) AS accuracy_low, share_high(sum(v.correct), count(*)) AS accuracy_high,
       avg(v.correct_top5) AS accuracy_top5, avg(v.probability) FILTER (WHERE v.correct = 1) AS probability,
       (SELECT count(*) FROM prediction p CROSS JOIN image i ON i.id = p.image
        WHERE p.rank = 1 AND p.class = v.label AND i.label <> v.label) AS taken_for
FROM image_verdict v
WHERE v.label IS NOT NULL
GROUP BY v.label
ORDER BY accuracy, accuracy_top5, v.label
LIMIT :limit;
