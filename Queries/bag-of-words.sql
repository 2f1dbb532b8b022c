-- What is a class's bag of words?
-- share: the unit's part of the positive evidence for the class on its own images. total: cumulative share.
-- :class  class    index, wnid or name
-- :limit  count    number of units (default 10)
SELECT unit, weight, mean_contribution, share, sum(share) OVER (ORDER BY share DESC, unit) AS total
FROM bag_of_words
WHERE class = :class
ORDER BY share DESC, unit
LIMIT :limit;
