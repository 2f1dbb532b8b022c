-- Where does a trained head weight the units differently from the network's own head?
-- Compares classes with the same wnid, or with the same name if one of them has no wnid. cosine: similarity of their
-- weights. shared: number of strongest units that are the same. own_unit, other_unit: the strongest unit of each.
-- :name   text     the trained head's name
-- :units  count    number of strongest units considered per class (default 10)
-- empty: NOT EXISTS (SELECT 1 FROM main.head WHERE name = :name) -> the atlas has no head of this name; `unit-atlas head list ATLAS` lists them
-- empty: EXISTS (SELECT 1 FROM main.head WHERE name = :name) -> the two heads have no class in common, by wnid or name
WITH pair AS (
  SELECT a.id AS class, a.name AS class_name, b.head AS head, b.id AS other
  FROM main.class a
  CROSS JOIN main.head h ON h.name = :name
  CROSS JOIN main.class b
    ON b.head = h.id
    AND CASE WHEN a.wnid IS NOT NULL AND b.wnid IS NOT NULL THEN b.wnid = a.wnid ELSE b.name = a.name END
  WHERE a.head = 1
)
SELECT class, class_name,
       (SELECT sum(x.weight * y.weight) / nullif(sqrt(sum(x.weight * x.weight) * sum(y.weight * y.weight)), 0)
        FROM main.head_weight x
        CROSS JOIN main.head_weight y ON y.head = p.head AND y.class = p.other AND y.unit = x.unit
        WHERE x.head = 1 AND x.class = p.class) AS cosine,
       (SELECT count(*)
        FROM (SELECT unit FROM main.head_weight WHERE head = 1 AND class = p.class
              ORDER BY weight DESC, unit LIMIT :units)
        WHERE unit IN (SELECT unit FROM main.head_weight WHERE head = p.head AND class = p.other
                       ORDER BY weight DESC, unit LIMIT :units)) AS shared,
       (SELECT unit FROM main.head_weight WHERE head = 1 AND class = p.class
        ORDER BY weight DESC, unit LIMIT 1) AS own_unit,
       (SELECT unit FROM main.head_weight WHERE head = p.head AND class = p.other
        ORDER BY weight DESC, unit LIMIT 1) AS other_unit
FROM pair p
ORDER BY cosine, class, other;
