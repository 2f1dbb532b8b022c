-- Which units respond at the same position in every image?
-- x, y: mean column and row of the peak in the unit's best images. spread: root mean square distance from that point,
-- in cells. It is 0 if the peak never moves, as for units that respond to the image's border.
-- :limit  count    number of units (default 20)
SELECT unit, count(*) AS images, avg(cell_x) AS x, avg(cell_y) AS y,
       sqrt(max(0.0, avg(1.0 * cell_x * cell_x) - avg(cell_x) * avg(cell_x)
                     + avg(1.0 * cell_y * cell_y) - avg(cell_y) * avg(cell_y))) AS spread
FROM top_activation
WHERE maximum > 0
GROUP BY unit
HAVING count(*) > 1
ORDER BY spread, unit
LIMIT :limit;
