extension Schema {
    /// Trained heads: the number that a head for regression was fitted to; what units are worth to classes.
    static let heads = """
        -- Of a head that gives a number: what the image was labelled with; its class is 0.
        ALTER TABLE head_label ADD COLUMN value REAL;

        -- What a class loses when a unit is taken away, on average over its labelled images (`unit-atlas ablate --store`).
        -- accuracy_drop: share of images that are right with the unit and not without it, less the other way round.
        -- margin_drop: fall of the own logit's lead over the best other. logit_drop: fall of the own logit.
        -- method: from pooled activations, or from maps, for heads that are not linear in them.
        CREATE TABLE ablation (
          head          INTEGER NOT NULL REFERENCES head (id) ON DELETE CASCADE,
          class         INTEGER NOT NULL,
          unit          INTEGER NOT NULL,
          images        INTEGER NOT NULL,
          accuracy_drop REAL NOT NULL,
          margin_drop   REAL NOT NULL,
          logit_drop    REAL NOT NULL,
          method        TEXT NOT NULL CHECK (method IN ('pooled', 'maps')),
          PRIMARY KEY (head, class, unit)
        ) STRICT, WITHOUT ROWID;

        -- The rankings of a class's units side by side, each from 1: by weight, by mean contribution, and by what the class
        -- loses without the unit (accuracy, then margin); null where the class has no images, or nothing is stored.
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

        """

    /// Weights in one piece for a class, so that a head is read whole without a look at each weight.
    static let headRows = """
        -- What head_weight says of a class in one piece: float32 little-endian, one for each unit. A class without a row here
        -- has its weights in head_weight alone.
        CREATE TABLE head_row (
          head    INTEGER NOT NULL REFERENCES head (id) ON DELETE CASCADE,
          class   INTEGER NOT NULL,
          weights BLOB NOT NULL,
          PRIMARY KEY (head, class)
        ) STRICT;

        """ + rowTriggers

    /// Whoever changes weights by hand is believed.
    static let rowTriggers = """
        CREATE TRIGGER head_weight_insert AFTER INSERT ON head_weight BEGIN
          DELETE FROM head_row WHERE head = new.head AND class = new.class;
        END;
        CREATE TRIGGER head_weight_update AFTER UPDATE ON head_weight BEGIN
          DELETE FROM head_row WHERE head IN (old.head, new.head) AND class IN (old.class, new.class);
        END;
        CREATE TRIGGER head_weight_delete AFTER DELETE ON head_weight BEGIN
          DELETE FROM head_row WHERE head = old.head AND class = old.class;
        END;

        """

    /// Takes back what `rowTriggers` makes.
    static let noRowTriggers = """
        DROP TRIGGER IF EXISTS head_weight_insert;
        DROP TRIGGER IF EXISTS head_weight_update;
        DROP TRIGGER IF EXISTS head_weight_delete;
        """
}
