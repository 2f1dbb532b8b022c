-- Which classes are mistaken for which?
-- share: of all images with this label.
-- :limit  count    number of pairs (default 20)
SELECT v.label, v.label_name, v.class, v.class_name, count(*) AS images,
       1.0 * count(*) / (SELECT count(*) FROM image i WHERE i.label = v.label AND i.status = 'indexed') AS share
FROM image_verdict v
WHERE v.correct = 0
GROUP BY v.label, v.class
ORDER BY images DESC, share DESC, v.label, v.class
LIMIT :limit;
