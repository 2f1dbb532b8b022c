-- Which images activate a unit most, and where?
-- cell_x, cell_y: column and row of the peak in the activation map.
-- :unit  unit  its number
SELECT t.rank, i.path, t.maximum, t.mean, t.cell_x, t.cell_y, i.label, c.name AS label_name
FROM top_activation t
JOIN image i ON i.id = t.image
LEFT JOIN class c ON c.head = 1 AND c.id = i.label
WHERE t.unit = :unit
ORDER BY t.rank;
