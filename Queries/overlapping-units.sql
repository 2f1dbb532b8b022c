-- Which units look at the same part of the same images?
-- Takes what `unit-atlas segment` stored. mean_iou: of their masks in the images that both have one of, made the same way.
-- Calls a function of unit-atlas.
-- :images  count   only pairs with so many images in common (default 1)
-- :limit   count   how many pairs (default 20)
SELECT a.unit, b.unit AS other, a.method, count(*) AS images, avg(iou(a.mask, b.mask)) AS mean_iou
FROM segmentation a
CROSS JOIN segmentation b
  ON b.image = a.image AND b.method = a.method AND b.configuration = a.configuration AND b.unit > a.unit
GROUP BY a.unit, b.unit, a.method, a.configuration
HAVING count(*) >= :images
ORDER BY mean_iou DESC, images DESC, a.unit, b.unit
LIMIT :limit;
