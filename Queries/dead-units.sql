-- Which units are never or hardly ever active?
-- active_fraction: the share of all cells of all images above zero.
-- :active  real  list units whose share is at most this (default 0.0001)
SELECT id AS unit, active_fraction, maximum, mean
FROM unit
WHERE active_fraction <= :active
ORDER BY active_fraction, maximum, id;
