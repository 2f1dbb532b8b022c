-- Which units matter more, or less, to a class than their weights suggest?
-- Uses the results of `unit-atlas ablate --store`. rank: by weight. ablation_rank: by what the class loses without the
-- unit. Both count from 1. rise: how many ranks higher the unit is by ablation.
-- :class  class    index, wnid or name
-- :units  count    include the first N units by either rank (default 10)
-- empty: NOT EXISTS (SELECT 1 FROM ablation WHERE head = 1 AND class = :class) -> no ablation of the class is stored; run `unit-atlas ablate ATLAS --class CLASS --store`
SELECT unit, weight, rank, accuracy_drop, margin_drop, ablation_rank, rank - ablation_rank AS rise
FROM unit_ranking
WHERE class = :class AND ablation_rank IS NOT NULL AND (rank <= :units OR ablation_rank <= :units)
ORDER BY abs(rank - ablation_rank) DESC, unit;
