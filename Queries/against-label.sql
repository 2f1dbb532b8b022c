-- Which images strongly activate a unit that argues against their label?
-- argument: the label's weight times the mean of the map (the maximum if the head uses maximum pooling).
-- :limit  count    number of rows, strongest arguments first (default 20)
-- empty: NOT EXISTS (SELECT 1 FROM image WHERE label IS NOT NULL) -> no image has a label; run `unit-atlas index` with labels
SELECT t.unit, t.rank, i.path, i.label, c.name AS label_name, w.weight,
       w.weight * CASE h.pooling WHEN 'maximum' THEN t.maximum ELSE t.mean END AS argument
FROM top_activation t
CROSS JOIN image i ON i.id = t.image
CROSS JOIN head h ON h.id = 1
CROSS JOIN head_weight w ON w.head = 1 AND w.class = i.label AND w.unit = t.unit
LEFT JOIN class c ON c.head = 1 AND c.id = i.label
WHERE w.weight < 0
ORDER BY argument, t.unit, t.rank
LIMIT :limit;
