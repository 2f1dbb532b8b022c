-- Which classes are mistaken for which?
-- share: of all images with this label.
-- :limit  count    number of pairs (default 20)
-- empty: NOT EXISTS (SELECT 1 FROM image WHERE label IS NOT NULL) -> no image has a label; run `unit-atlas index` with labels
-- empty: NOT EXISTS (SELECT 1 FROM image_verdict WHERE correct = 0) -> all images are classified correctly
SELECT v.label, v.label_name, v.class, v.class_name, count(*) AS images,
       1.0 * count(*) / (SELECT count(*) FROM image i WHERE i.label = v.label AND i.status = 'indexed') AS share
FROM image_verdict v
WHERE v.correct = 0
GROUP BY v.label, v.class
ORDER BY images DESC, share DESC, v.label, v.class
LIMIT :limit;
