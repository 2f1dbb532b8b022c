-- How many units make up most of the evidence for a class?
-- units: the smallest number of units whose positive mean contributions reach the given part of their sum.
-- effective: the number of units with equal shares that would be equally concentrated (1 / Σ share²). largest: the
-- largest share. positive: the number of units with a positive share.
-- :part   real     part of the sum (default 0.8)
-- :limit  count    number of classes, fewest units first (default 20)
-- empty: NOT EXISTS (SELECT 1 FROM class_activation) -> the atlas has no mean activations of classes
WITH ordered AS (
  SELECT class, class_name, share, sum(share) OVER (PARTITION BY class ORDER BY share DESC, unit) AS total
  FROM bag_of_words
  WHERE share > 0
)
SELECT class, class_name, 1 + count(*) FILTER (WHERE total < :part - 1e-9) AS units, 1 / sum(share * share) AS effective,
       max(share) AS largest, count(*) AS positive
FROM ordered
GROUP BY class
ORDER BY units, effective, class
LIMIT :limit;
