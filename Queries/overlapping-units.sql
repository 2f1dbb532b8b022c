-- Which units respond to the same parts of the same images?
-- Uses the results of `unit-atlas segment`. mean_iou: mean intersection over union of the two units' masks, over the
-- images that have a mask of both, made with the same settings. Uses an SQL function of unit-atlas.
-- :images  count   smallest number of common images (default 1)
-- :limit   count   number of pairs (default 20)
-- empty: NOT EXISTS (SELECT 1 FROM segmentation) -> no masks are stored; run `unit-atlas segment`
-- empty: NOT EXISTS (SELECT 1 FROM segmentation a JOIN segmentation b ON b.image = a.image AND b.unit > a.unit) -> no image has masks of two units; run `unit-atlas segment` for more units
SELECT a.unit, b.unit AS other, a.method, count(*) AS images, avg(iou(a.mask, b.mask)) AS mean_iou
FROM segmentation a
CROSS JOIN segmentation b
  ON b.image = a.image AND b.method = a.method AND b.configuration = a.configuration AND b.unit > a.unit
GROUP BY a.unit, b.unit, a.method, a.configuration
HAVING count(*) >= :images
ORDER BY mean_iou DESC, images DESC, a.unit, b.unit
LIMIT :limit;
