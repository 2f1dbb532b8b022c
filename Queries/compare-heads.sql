-- Where does a trained head weigh the units otherwise than the network's own?
-- Of the classes that have the same wnid or name in both. cosine: of the angle between their weights. shared: how many of
-- the strongest units by weight are the same. own_unit, other_unit: the strongest of each.
-- :name   text     the trained head's name
-- :words  count    how many of a class's units are its strongest (default 10)
WITH pair AS (
  SELECT a.id AS class, a.name AS class_name, b.head AS head, b.id AS other
  FROM main.class a
  CROSS JOIN main.head h ON h.name = :name
  CROSS JOIN main.class b ON b.head = h.id AND (b.wnid = a.wnid OR b.name = a.name)
  WHERE a.head = 1
),
weighed AS (
  SELECT p.class, p.class_name, x.unit, x.weight AS a, y.weight AS b,
         row_number() OVER (PARTITION BY p.class, p.other ORDER BY x.weight DESC, x.unit) AS place_a,
         row_number() OVER (PARTITION BY p.class, p.other ORDER BY y.weight DESC, y.unit) AS place_b
  FROM pair p
  CROSS JOIN main.head_weight x ON x.head = 1 AND x.class = p.class
  CROSS JOIN main.head_weight y ON y.head = p.head AND y.class = p.other AND y.unit = x.unit
)
SELECT class, class_name, sum(a * b) / nullif(sqrt(sum(a * a) * sum(b * b)), 0) AS cosine,
       count(*) FILTER (WHERE place_a <= :words AND place_b <= :words) AS shared,
       max(unit) FILTER (WHERE place_a = 1) AS own_unit, max(unit) FILTER (WHERE place_b = 1) AS other_unit
FROM weighed
GROUP BY class
ORDER BY cosine, class;
