-- Which classes does a unit argue for most strongly?
-- :unit   unit     its number
-- :limit  count    number of classes (default 10)
SELECT class, class_name, rank, weight
FROM unit_vote
WHERE unit = :unit
ORDER BY rank
LIMIT :limit;
