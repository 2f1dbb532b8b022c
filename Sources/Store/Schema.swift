/// The whole schema of an atlas. Table and column names are an interface: saved queries and outside tools rely on them.
enum Schema {
    /// `UATL`, at byte 68 of the file, tells an atlas from other SQLite files.
    static let applicationID: Int64 = 0x5541_544C

    /// What brings an atlas from version `n` to `n + 1`, in order. The version is SQLite's `user_version`.
    static let migrations: [String] = [
        tables + views, heads, receptiveFields, localization, discovery, cutFields, localizationTruth, description,
        headRows,
    ]

    static var version: Int { migrations.count }

    static let tables = """
        -- One network, one layer, one collection of images. Paths of the model and of the images are in `configuration`.
        CREATE TABLE atlas (
          id            INTEGER PRIMARY KEY CHECK (id = 1),
          model_name    TEXT NOT NULL,
          model_sha256  TEXT NOT NULL,
          layer         TEXT NOT NULL,
          map_height    INTEGER NOT NULL,
          map_width     INTEGER NOT NULL,
          input_height  INTEGER NOT NULL,
          input_width   INTEGER NOT NULL,
          preprocessing TEXT NOT NULL CHECK (json_valid(preprocessing)),
          configuration TEXT NOT NULL CHECK (json_valid(configuration)),
          tool_version  TEXT NOT NULL,
          created_at    TEXT NOT NULL
        ) STRICT;

        -- 'indexing' from the first image of a run until the run has finished.
        CREATE TABLE progress (
          id    INTEGER PRIMARY KEY CHECK (id = 1),
          state TEXT NOT NULL CHECK (state IN ('indexing', 'complete'))
        ) STRICT;

        -- Linear layers on pooled activations; 1 is the network's own.
        CREATE TABLE head (
          id            INTEGER PRIMARY KEY,
          name          TEXT NOT NULL UNIQUE,
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

        -- Statistics of each unit over all cells of all indexed images.
        CREATE TABLE unit (
          id              INTEGER PRIMARY KEY,
          mean            REAL NOT NULL,
          deviation       REAL NOT NULL,
          maximum         REAL NOT NULL,
          active_fraction REAL NOT NULL,
          threshold       REAL NOT NULL
        ) STRICT;

        -- What the statistics need to go on from where a run stopped.
        CREATE TABLE unit_state (
          unit  INTEGER PRIMARY KEY REFERENCES unit (id),
          state BLOB NOT NULL
        ) STRICT;

        -- path: relative to the image folder. modified: nanoseconds since 1970. label: a native class id.
        -- pooled_*: float32 little-endian, one for each unit; null where skipped.
        CREATE TABLE image (
          id          INTEGER PRIMARY KEY,
          path        TEXT NOT NULL UNIQUE,
          width       INTEGER NOT NULL,
          height      INTEGER NOT NULL,
          bytes       INTEGER NOT NULL,
          modified    INTEGER NOT NULL,
          label       INTEGER,
          status      TEXT NOT NULL CHECK (status IN ('indexed', 'skipped')),
          reason      TEXT CHECK ((reason IS NULL) = (status = 'indexed')),
          pooled_mean BLOB,
          pooled_max  BLOB
        ) STRICT;
        CREATE INDEX image_label ON image (label);

        -- The native head's five likeliest classes of an image; rank counts from 1.
        CREATE TABLE prediction (
          image       INTEGER NOT NULL REFERENCES image (id) ON DELETE CASCADE,
          rank        INTEGER NOT NULL,
          class       INTEGER NOT NULL,
          logit       REAL NOT NULL,
          probability REAL NOT NULL,
          PRIMARY KEY (image, rank)
        ) STRICT, WITHOUT ROWID;

        -- A unit's best images by maximum, then mean (both falling), then bytes of the path; rank counts from 1.
        -- map: float32 little-endian, map_height rows of map_width.
        CREATE TABLE top_activation (
          unit    INTEGER NOT NULL REFERENCES unit (id),
          rank    INTEGER NOT NULL,
          image   INTEGER NOT NULL REFERENCES image (id),
          maximum REAL NOT NULL,
          mean    REAL NOT NULL,
          cell_x  INTEGER NOT NULL,
          cell_y  INTEGER NOT NULL,
          map     BLOB NOT NULL,
          PRIMARY KEY (unit, rank)
        ) STRICT;
        CREATE INDEX top_activation_image ON top_activation (image);

        -- What a trained head was fitted and tested on.
        CREATE TABLE head_label (
          head  INTEGER NOT NULL REFERENCES head (id) ON DELETE CASCADE,
          image INTEGER NOT NULL REFERENCES image (id) ON DELETE CASCADE,
          class INTEGER NOT NULL,
          split TEXT NOT NULL,
          PRIMARY KEY (head, image)
        ) STRICT, WITHOUT ROWID;

        -- No foreign keys: they would double the time to write two million weights.
        CREATE TABLE head_weight (
          head   INTEGER NOT NULL,
          class  INTEGER NOT NULL,
          unit   INTEGER NOT NULL,
          weight REAL NOT NULL,
          PRIMARY KEY (head, class, unit)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE head_bias (
          head  INTEGER NOT NULL,
          class INTEGER NOT NULL,
          bias  REAL NOT NULL,
          PRIMARY KEY (head, class)
        ) STRICT, WITHOUT ROWID;

        -- Mean pooled activation of the images of a class, pooled as the native head pools. basis: whether an image's
        -- class is its label or, where no image has a label, its likeliest class.
        CREATE TABLE class_activation (
          class  INTEGER NOT NULL,
          unit   INTEGER NOT NULL,
          images INTEGER NOT NULL,
          mean   REAL NOT NULL,
          basis  TEXT NOT NULL CHECK (basis IN ('label', 'prediction')),
          PRIMARY KEY (class, unit)
        ) STRICT, WITHOUT ROWID;

        -- The part of an image that a unit looks at; box half-open, in pixels of the original image.
        CREATE TABLE segmentation (
          unit          INTEGER NOT NULL REFERENCES unit (id),
          image         INTEGER NOT NULL REFERENCES image (id) ON DELETE CASCADE,
          method        TEXT NOT NULL,
          configuration TEXT NOT NULL CHECK (json_valid(configuration)),
          mask          BLOB NOT NULL,
          area          INTEGER NOT NULL,
          x0            INTEGER NOT NULL,
          y0            INTEGER NOT NULL,
          x1            INTEGER NOT NULL,
          y1            INTEGER NOT NULL,
          PRIMARY KEY (unit, image, method, configuration)
        ) STRICT;

        -- A unit's estimated receptive field; map: float32 little-endian, height rows of width.
        CREATE TABLE receptive_field (
          unit          INTEGER NOT NULL REFERENCES unit (id),
          method        TEXT NOT NULL,
          configuration TEXT NOT NULL CHECK (json_valid(configuration)),
          width         REAL NOT NULL,
          height        REAL NOT NULL,
          images        INTEGER NOT NULL,
          map           BLOB NOT NULL,
          PRIMARY KEY (unit, method, configuration)
        ) STRICT;

        """
}
