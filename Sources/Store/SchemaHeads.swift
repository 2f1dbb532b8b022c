extension Schema {
    /// Heads with their classes, weights and labels, and the effects of units on classes.
    static let heads = """
        -- Linear layers on pooled activations; 1 is the network's own. origin: 'native', 'trained' on images of this atlas,
        -- or 'imported' from a file.
        CREATE TABLE head (
          id            INTEGER PRIMARY KEY,
          name          TEXT NOT NULL UNIQUE,
          origin        TEXT NOT NULL CHECK (origin IN ('native', 'trained', 'imported')),
          pooling       TEXT NOT NULL CHECK (pooling IN ('average', 'maximum')),
          loss          TEXT,
          configuration TEXT NOT NULL CHECK (json_valid(configuration))
        ) STRICT;

        -- Class ids count from 0 within a head; the native head's are the network's output indices.
        CREATE TABLE class (
          head INTEGER NOT NULL REFERENCES head (id) ON DELETE CASCADE,
          id   INTEGER NOT NULL,
          name TEXT NOT NULL,
          wnid TEXT,
          PRIMARY KEY (head, id)
        ) STRICT, WITHOUT ROWID;

        -- No foreign keys: they would double the time to write two million weights.
        CREATE TABLE head_weight (
          head   INTEGER NOT NULL,
          class  INTEGER NOT NULL,
          unit   INTEGER NOT NULL,
          weight REAL NOT NULL,
          PRIMARY KEY (head, class, unit)
        ) STRICT, WITHOUT ROWID;

        -- The weights of a class in one piece: float32 little-endian, one for each unit, so that a whole head is read
        -- without looking at each weight. A class without a row here has its weights in head_weight alone.
        CREATE TABLE head_row (
          head    INTEGER NOT NULL REFERENCES head (id) ON DELETE CASCADE,
          class   INTEGER NOT NULL,
          weights BLOB NOT NULL,
          PRIMARY KEY (head, class)
        ) STRICT;

        CREATE TABLE head_bias (
          head  INTEGER NOT NULL,
          class INTEGER NOT NULL,
          bias  REAL NOT NULL,
          PRIMARY KEY (head, class)
        ) STRICT, WITHOUT ROWID;

        -- Labels that a trained or imported head was fitted to or tested on. value: the label's number, if the head returns
        -- a number; its class is then 0.
        CREATE TABLE head_label (
          head  INTEGER NOT NULL REFERENCES head (id) ON DELETE CASCADE,
          image INTEGER NOT NULL REFERENCES image (id) ON DELETE CASCADE,
          class INTEGER NOT NULL,
          split TEXT NOT NULL,
          value REAL,
          PRIMARY KEY (head, image)
        ) STRICT, WITHOUT ROWID;

        -- What a class loses if a unit is removed, averaged over its labelled images (`unit-atlas ablate --store`).
        -- accuracy_lost: share of the images that are right with the unit and wrong without it. accuracy_gained: share that
        -- are wrong with the unit and right without it. accuracy_drop: lost minus gained, the net change.
        -- margin_drop: fall of the class's lead over the best other logit. logit_drop: fall of the class's logit.
        -- method: from pooled activations, or from maps for heads that are not linear in them.
        CREATE TABLE ablation (
          head            INTEGER NOT NULL REFERENCES head (id) ON DELETE CASCADE,
          class           INTEGER NOT NULL,
          unit            INTEGER NOT NULL,
          images          INTEGER NOT NULL,
          accuracy_lost   REAL NOT NULL,
          accuracy_gained REAL NOT NULL,
          accuracy_drop   REAL NOT NULL,
          margin_drop     REAL NOT NULL,
          logit_drop      REAL NOT NULL,
          method          TEXT NOT NULL CHECK (method IN ('pooled', 'maps')),
          PRIMARY KEY (head, class, unit)
        ) STRICT, WITHOUT ROWID;

        """

    /// Keeps `head_row` consistent with weights that are changed by hand.
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

    /// Removes the triggers that `rowTriggers` creates.
    static let noRowTriggers = """
        DROP TRIGGER IF EXISTS head_weight_insert;
        DROP TRIGGER IF EXISTS head_weight_update;
        DROP TRIGGER IF EXISTS head_weight_delete;
        """
}
