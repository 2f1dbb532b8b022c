-- Which units are never or hardly ever active?
-- active_fraction: the fraction of the cells of all images that are above zero.
-- :active  real  largest active_fraction to list (default 0.0001)
SELECT id AS unit, active_fraction, maximum, mean
FROM unit
WHERE active_fraction <= :active
ORDER BY active_fraction, maximum, id;
