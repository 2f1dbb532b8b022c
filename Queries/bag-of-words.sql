-- What is a class's bag of words?
-- share: the unit's part of all that speaks for the class on its own images; total: its and that of the units above.
-- :class  class    index, wnid or name
-- :limit  count    how many units (default 10)
SELECT unit, weight, mean_contribution, share, sum(share) OVER (ORDER BY share DESC, unit) AS total
FROM bag_of_words
WHERE class = :class
ORDER BY share DESC, unit
LIMIT :limit;
