-- How many units make most of what speaks for a class?
-- units: as many as it takes, the largest first, to reach the part of the sum of all positive mean contributions.
-- effective: as many units with equal shares would be as concentrated (1 / Σ share²). largest: the share of the first.
-- :part   real     of the sum (default 0.8)
-- :limit  count    how many classes, those with the fewest units first (default 20)
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
