-- Which units of a class matter more, or less, than their weights say?
-- Takes what `unit-atlas ablate --store` stored. Ranks count from 1: by weight, and by what the class loses without the
-- unit; rise: how many places the unit is higher by the latter.
-- :class  class    index, wnid or name
-- :words  count    only units among so many first ones by either (default 10)
SELECT unit, weight, rank, accuracy_drop, margin_drop, ablation_rank, rank - ablation_rank AS rise
FROM unit_ranking
WHERE class = :class AND ablation_rank IS NOT NULL AND (rank <= :words OR ablation_rank <= :words)
ORDER BY abs(rank - ablation_rank) DESC, unit;
