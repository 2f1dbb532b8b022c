-- Which localization runs are stored, and what are their results?
SELECT l.id AS run, h.name AS head, l.protocol, l.threshold, l.weighting, l.dilation, l.part, l.split, l.images,
       round(l.top1_localization_error, 4) AS top1_localization_error, round(l.gt_known_accuracy, 4) AS gt_known_accuracy,
       round(l.max_box_accuracy, 4) AS max_box_accuracy, round(l.max_box_accuracy_v2, 4) AS max_box_accuracy_v2,
       round(l.center_baseline, 4) AS center_baseline,
       replace(l.boxes, rtrim(l.boxes, replace(l.boxes, '/', '')), '') AS boxes, substr(l.boxes_sha256, 1, 12) AS boxes_sha256
FROM localization l
JOIN head h ON h.id = l.head
ORDER BY l.id;
