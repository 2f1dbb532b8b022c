-- Which units contribute most to an image's prediction?
-- contribution: what the unit adds to the logit of the most probable class. lead: that minus what it adds to the second
-- most probable class. Uses SQL functions of unit-atlas.
-- :image  image    its path, or the end of it
-- :limit  count    number of units (default 10)
SELECT c.name AS class_name, u.id AS unit, w.weight, pooled(:image, u.id) AS pooled,
       contribution(:image, p.class, u.id) AS contribution,
       contribution(:image, p.class, u.id) - contribution(:image, s.class, u.id) AS lead
FROM prediction p
JOIN class c ON c.head = 1 AND c.id = p.class
LEFT JOIN prediction s ON s.image = p.image AND s.rank = 2
CROSS JOIN unit u
CROSS JOIN head_weight w ON w.head = 1 AND w.class = p.class AND w.unit = u.id
WHERE p.image = :image AND p.rank = 1
ORDER BY contribution DESC, u.id
LIMIT :limit;
