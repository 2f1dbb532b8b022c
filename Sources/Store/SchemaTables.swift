extension Schema {
    /// The network, the layer and the collection.
    static let atlas = """
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

        """

    static let images = """
        -- Statistics of each unit over all cells of all indexed images.
        -- unclipped_*: before the upper bound of the Clip in which the layer ends; null if it does not end in one.
        CREATE TABLE unit (
          id                  INTEGER PRIMARY KEY,
          mean                REAL NOT NULL,
          deviation           REAL NOT NULL,
          maximum             REAL NOT NULL,
          active_fraction     REAL NOT NULL,
          threshold           REAL NOT NULL,
          unclipped_maximum   REAL,
          unclipped_threshold REAL
        ) STRICT;

        -- The state from which an interrupted run resumes its statistics.
        CREATE TABLE unit_state (
          unit  INTEGER PRIMARY KEY REFERENCES unit (id),
          state BLOB NOT NULL
        ) STRICT;

        -- path: relative to the image folder. modified: nanoseconds since 1970.
        -- digest: the first 64 bits of the content's SHA-256, as a signed number. label: a native class id.
        -- pooled_*: float32 little-endian, one for each unit; null if skipped.
        CREATE TABLE image (
          id          INTEGER PRIMARY KEY,
          path        TEXT NOT NULL UNIQUE,
          width       INTEGER NOT NULL,
          height      INTEGER NOT NULL,
          bytes       INTEGER NOT NULL,
          modified    INTEGER NOT NULL,
          digest      INTEGER,
          label       INTEGER,
          status      TEXT NOT NULL CHECK (status IN ('indexed', 'skipped')),
          reason      TEXT CHECK ((reason IS NULL) = (status = 'indexed')),
          pooled_mean BLOB,
          pooled_max  BLOB
        ) STRICT;
        CREATE INDEX image_label ON image (label);

        -- The native head's five most likely classes of an image; rank counts from 1.
        CREATE TABLE prediction (
          image       INTEGER NOT NULL REFERENCES image (id) ON DELETE CASCADE,
          rank        INTEGER NOT NULL,
          class       INTEGER NOT NULL,
          logit       REAL NOT NULL,
          probability REAL NOT NULL,
          PRIMARY KEY (image, rank)
        ) STRICT, WITHOUT ROWID;

        -- A unit's best images by maximum before a clip, then mean (both descending), then bytes of the path; rank counts from 1.
        -- map: float32 little-endian, map_height rows of map_width. unclipped_*: before the upper bound of the Clip in which
        -- the layer ends; null if the bound cuts nothing off.
        CREATE TABLE top_activation (
          unit              INTEGER NOT NULL REFERENCES unit (id),
          rank              INTEGER NOT NULL,
          image             INTEGER NOT NULL REFERENCES image (id),
          maximum           REAL NOT NULL,
          mean              REAL NOT NULL,
          cell_x            INTEGER NOT NULL,
          cell_y            INTEGER NOT NULL,
          map               BLOB NOT NULL,
          unclipped_maximum REAL,
          unclipped_map     BLOB,
          PRIMARY KEY (unit, rank)
        ) STRICT;
        CREATE INDEX top_activation_image ON top_activation (image);

        -- Mean pooled activation of the images of a class, pooled as the native head pools. basis: whether the class of an
        -- image is its label or, if no image has a label, its most likely class.
        CREATE TABLE class_activation (
          class  INTEGER NOT NULL,
          unit   INTEGER NOT NULL,
          images INTEGER NOT NULL,
          mean   REAL NOT NULL,
          basis  TEXT NOT NULL CHECK (basis IN ('label', 'prediction')),
          PRIMARY KEY (class, unit)
        ) STRICT, WITHOUT ROWID;

        """
}
