extension Schema {
    /// Views that answer the most common questions, all about the native head.
    ///
    /// CROSS JOIN fixes the order of the loops, and a window's partition contains every column that queries filter by, so
    /// that SQLite pushes the filter down: one class costs one range of `head_weight`, one unit one lookup per class. A
    /// plain join would scan all weights.
    static let views = """
        -- Units of a class by weight, from 1. mean_contribution: weight × mean pooled activation over the class's
        -- images; null if the class has no images.
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

        -- The network's verdict on each indexed image. correct and correct_top5: 1, 0, or null without a label.
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

        -- A class as a bag of words. share: the unit's part of the sum of the class's positive mean contributions; 0 for a
        -- unit with a negative contribution.
        CREATE VIEW bag_of_words (class, class_name, unit, weight, mean_contribution, share) AS
        SELECT c.id, c.name, w.unit, w.weight, w.weight * a.mean,
               max(w.weight * a.mean, 0.0)
                 / nullif(sum(max(w.weight * a.mean, 0.0)) OVER (PARTITION BY c.id, c.name), 0.0)
        FROM class c
        CROSS JOIN class_activation a ON a.class = c.id
        CROSS JOIN head_weight w ON w.head = c.head AND w.class = c.id AND w.unit = a.unit
        WHERE c.head = 1;

        -- A class's units ranked by weight, by mean contribution, and by what the class loses without the unit (accuracy,
        -- then margin), each from 1; null if the class has no images or no ablation is stored.
        CREATE VIEW unit_ranking
          (class, class_name, unit, weight, rank, mean_contribution, contribution_rank, accuracy_drop, margin_drop,
           ablation_rank) AS
        SELECT c.id, c.name, w.unit, w.weight,
               rank() OVER (PARTITION BY c.id, c.name ORDER BY w.weight DESC, w.unit),
               w.weight * a.mean,
               CASE WHEN a.mean IS NOT NULL
                    THEN rank() OVER (PARTITION BY c.id, c.name ORDER BY w.weight * a.mean DESC, w.unit) END,
               b.accuracy_drop, b.margin_drop,
               CASE WHEN b.unit IS NOT NULL
                    THEN rank() OVER (PARTITION BY c.id, c.name
                                      ORDER BY b.accuracy_drop DESC, b.margin_drop DESC, w.unit) END
        FROM class c
        CROSS JOIN head_weight w ON w.head = c.head AND w.class = c.id
        LEFT JOIN class_activation a ON a.class = w.class AND a.unit = w.unit
        LEFT JOIN ablation b ON b.head = w.head AND b.class = w.class AND b.unit = w.unit
        WHERE c.head = 1;

        -- A unit's name: the concept that it detects. Units that detect none have no row.
        CREATE VIEW unit_name (unit, concept, iou, chance, q) AS
        SELECT unit, concept, iou, chance, q FROM unit_concept WHERE rank = 1 AND detector;

        """
}
