-- Which localization runs are stored, and what are their results?
-- empty: NOT EXISTS (SELECT 1 FROM localization) -> no localization run is stored; run `unit-atlas localize`
SELECT l.id AS run, h.name AS head, l.protocol, l.threshold, l.weighting, l.dilation, l.part, l.split, l.images,
       l.top1_error, l.top5_error, l.top1_localization_error, l.top5_localization_error, l.gt_known_accuracy,
       l.max_box_accuracy, l.max_box_accuracy_v2, l.center_baseline, l.mean_iou, l.pixel_average_precision,
       replace(l.boxes, rtrim(l.boxes, replace(l.boxes, '/', '')), '') AS boxes, substr(l.boxes_sha256, 1, 12) AS boxes_sha256
FROM localization l
JOIN head h ON h.id = l.head
ORDER BY l.id;
