-- Which units reach the same maximum in several images?
-- This happens to units that end in a Clip (ReLU6); their best images are ordered, and
-- their regions found, by the map before the clip. images: number of stored best images that reach the maximum, out of stored.
-- unclipped_maximum: the maximum before the clip.
-- :limit  count    number of units (default 20)
-- empty: NOT EXISTS (SELECT 1 FROM unit WHERE maximum > 0) -> no unit is ever active
SELECT t.unit, u.maximum, count(*) FILTER (WHERE t.maximum = u.maximum) AS images, count(*) AS stored, u.active_fraction,
  u.unclipped_maximum
FROM top_activation t
CROSS JOIN unit u ON u.id = t.unit
WHERE u.maximum > 0
GROUP BY t.unit
HAVING count(*) FILTER (WHERE t.maximum = u.maximum) > 1
ORDER BY images DESC, u.active_fraction DESC, t.unit
LIMIT :limit;
