-- How well does the network know each class?
-- accuracy, accuracy_top5: of the images with the label. probability: the mean of the likeliest class's where it is right.
-- taken_for: how many images of other labels are taken for the class.
-- :limit  count    how many classes, the least known first (default 20)
SELECT v.label AS class, v.label_name AS class_name, count(*) AS images, avg(v.correct) AS accuracy,
       avg(v.correct_top5) AS accuracy_top5, avg(v.probability) FILTER (WHERE v.correct = 1) AS probability,
       (SELECT count(*) FROM prediction p CROSS JOIN image i ON i.id = p.image
        WHERE p.rank = 1 AND p.class = v.label AND i.label <> v.label) AS taken_for
FROM image_verdict v
WHERE v.label IS NOT NULL
GROUP BY v.label
ORDER BY accuracy, accuracy_top5, v.label
LIMIT :limit;
