-- Which units look at the same place of every image?
-- x, y: the mean column and row of the peak in the unit's best images. spread: the root of the mean squared distance from
-- there, in cells; 0 where the peak never moves, as it does for units that see the image's border.
-- :limit  count    how many units (default 20)
SELECT unit, count(*) AS images, avg(cell_x) AS x, avg(cell_y) AS y,
       sqrt(max(0.0, avg(1.0 * cell_x * cell_x) - avg(cell_x) * avg(cell_x)
                     + avg(1.0 * cell_y * cell_y) - avg(cell_y) * avg(cell_y))) AS spread
FROM top_activation
WHERE maximum > 0
GROUP BY unit
HAVING count(*) > 1
ORDER BY spread, unit
LIMIT :limit;
