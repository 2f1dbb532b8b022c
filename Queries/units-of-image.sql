-- Which units have an image among their best, and which classes do they argue for?
-- :image  image    its path, or the end of it
SELECT t.unit, t.rank, t.maximum, t.mean, t.cell_x, t.cell_y, v.class, v.class_name, v.weight
FROM top_activation t
LEFT JOIN unit_vote v ON v.unit = t.unit AND v.rank = 1
WHERE t.image = :image
ORDER BY t.rank, t.maximum DESC, t.unit;
