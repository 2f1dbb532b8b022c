extension Schema {
    /// The views: questions that people ask first, all about the native head.
    ///
    /// CROSS JOIN keeps the order of the loops, and a window's partition holds every column that people filter by, so
    /// that SQLite carries the filter inside: one class costs one range of `head_weight`, one unit one look-up a class.
    /// A plain join here scans all weights.
    static let views = """
        -- Units of a class by weight, from 1. mean_contribution: weight × mean pooled activation over the class's
        -- images; null where the class has none.
        CREATE VIEW class_unit (class, class_name, unit, weight, rank, mean_contribution) AS
        SELECT c.id, c.name, w.unit, w.weight,
               rank() OVER (PARTITION BY c.id, c.name ORDER BY w.weight DESC, w.unit),
               w.weight * a.mean
        FROM class c
        CROSS JOIN head_weight w ON w.head = c.head AND w.class = c.id
        LEFT JOIN class_activation a ON a.class = w.class AND a.unit = w.unit
        WHERE c.head = 1;

        -- The classes that a unit argues for, by weight, from 1.
        CREATE VIEW unit_vote (unit, class, class_name, weight, rank) AS
        SELECT w.unit, c.id, c.name, w.weight,
               rank() OVER (PARTITION BY w.unit ORDER BY w.weight DESC, c.id)
        FROM class c
        CROSS JOIN head_weight w ON w.head = c.head AND w.class = c.id
        WHERE c.head = 1;

        -- What the network says of each indexed image. correct and correct_top5: 1, 0, or null without a label.
        CREATE VIEW image_verdict
          (image, path, label, label_name, class, class_name, probability, correct, correct_top5) AS
        SELECT i.id, i.path, i.label, l.name, p.class, c.name, p.probability, p.class = i.label,
               CASE WHEN i.label IS NOT NULL AND p.class IS NOT NULL
                    THEN EXISTS (SELECT 1 FROM prediction t WHERE t.image = i.id AND t.class = i.label) END
        FROM image i
        LEFT JOIN prediction p ON p.image = i.id AND p.rank = 1
        LEFT JOIN class l ON l.head = 1 AND l.id = i.label
        LEFT JOIN class c ON c.head = 1 AND c.id = p.class
        WHERE i.status = 'indexed';

        -- A class as a bag of words. share: the part that a unit has in the sum of the class's positive mean
        -- contributions; 0 for a unit that takes away.
        CREATE VIEW bag_of_words (class, class_name, unit, weight, mean_contribution, share) AS
        SELECT c.id, c.name, w.unit, w.weight, w.weight * a.mean,
               max(w.weight * a.mean, 0.0)
                 / nullif(sum(max(w.weight * a.mean, 0.0)) OVER (PARTITION BY c.id, c.name), 0.0)
        FROM class c
        CROSS JOIN class_activation a ON a.class = c.id
        CROSS JOIN head_weight w ON w.head = c.head AND w.class = c.id AND w.unit = a.unit
        WHERE c.head = 1;

        """
}
