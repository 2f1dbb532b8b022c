extension Schema {
    /// Masks and receptive fields.
    static let analyses = """
        -- The part of an image that a unit responds to; box half-open, in pixels of the original image.
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

        -- A unit's receptive field, measured by covering parts of its best images. images: how many it is the mean of.
        -- size: side in pixels of the smallest square that contains the share of the map's sum given in `configuration`.
        -- area: pixels at or above half of the map's maximum. cut: the number of images whose edges cut that square; if
        -- there are many, the unit may look at more than the field shows; null: not measured.
        -- map: float32 little-endian, height rows of width; its position in the theoretical field is in `configuration`.
        CREATE TABLE receptive_field (
          unit          INTEGER NOT NULL REFERENCES unit (id),
          method        TEXT NOT NULL,
          configuration TEXT NOT NULL CHECK (json_valid(configuration)),
          width         INTEGER NOT NULL,
          height        INTEGER NOT NULL,
          size          INTEGER NOT NULL,
          area          INTEGER NOT NULL,
          images        INTEGER NOT NULL,
          cut           INTEGER,
          map           BLOB NOT NULL,
          PRIMARY KEY (unit, method, configuration)
        ) STRICT;

        -- For units whose field is not finished: the drop of the unit's peak in an image for each position of the patch.
        -- drops: float32 little-endian, row-major.
        CREATE TABLE discrepancy (
          unit          INTEGER NOT NULL REFERENCES unit (id),
          image         INTEGER NOT NULL REFERENCES image (id) ON DELETE CASCADE,
          configuration TEXT NOT NULL CHECK (json_valid(configuration)),
          drops         BLOB NOT NULL,
          PRIMARY KEY (unit, configuration, image)
        ) STRICT;

        """

    /// Localization runs with their results for each image.
    static let localization = """
        -- How well class activation maps find objects: one row for each configuration of `unit-atlas localize`. Errors and
        -- accuracies are fractions; threshold is null for the protocol 'release'. part: which images of a trained head.
        -- split: the part again, or 'even' or 'odd' if a threshold was chosen on the other half of it.
        -- boxes, labels (null: the atlas's), masks, ignored: paths; *_sha256: of a file its hash, of a folder the hash of the
        -- lines "SHA-256  path" of its files. configuration: bootstrap intervals and how a threshold was chosen.
        CREATE TABLE localization (
          id                      INTEGER PRIMARY KEY,
          head                    INTEGER NOT NULL REFERENCES head (id) ON DELETE CASCADE,
          protocol                TEXT NOT NULL,
          threshold               REAL,
          weighting               TEXT NOT NULL,
          dilation                INTEGER NOT NULL,
          part                    TEXT NOT NULL CHECK (part IN ('all', 'train', 'test')),
          split                   TEXT NOT NULL CHECK (split IN ('all', 'even', 'odd', 'train', 'test')),
          boxes                   TEXT NOT NULL,
          boxes_sha256            TEXT NOT NULL,
          labels                  TEXT,
          labels_sha256           TEXT,
          masks                   TEXT,
          ignored                 TEXT,
          images                  INTEGER NOT NULL,
          top1_error              REAL NOT NULL,
          top5_error              REAL NOT NULL,
          top1_localization_error REAL NOT NULL,
          top5_localization_error REAL NOT NULL,
          gt_known_accuracy       REAL NOT NULL,
          max_box_accuracy        REAL NOT NULL,
          max_box_accuracy_v2     REAL NOT NULL,
          center_baseline         REAL NOT NULL,
          mean_iou                REAL,
          pixel_average_precision REAL,
          configuration           TEXT NOT NULL CHECK (json_valid(configuration)),
          tool_version            TEXT NOT NULL
        ) STRICT;

        -- One image of a run: the label's class, the most likely class, the label's rank among the five most likely (null:
        -- not among them), the box of the label's map in pixels of the image (null: none), and its best intersection over
        -- union with an annotated box.
        CREATE TABLE localization_image (
          localization INTEGER NOT NULL REFERENCES localization (id) ON DELETE CASCADE,
          image        INTEGER NOT NULL REFERENCES image (id) ON DELETE CASCADE,
          class        INTEGER NOT NULL,
          predicted    INTEGER NOT NULL,
          rank         INTEGER,
          x0           REAL,
          y0           REAL,
          x1           REAL,
          y1           REAL,
          iou          REAL NOT NULL,
          PRIMARY KEY (localization, image)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX localization_image_image ON localization_image (image);

        """

    /// The results of `unit-atlas discover` and `name-units`.
    static let discovery = """
        -- A run of `unit-atlas discover` or `name-units`; running it again under its name replaces it. head: the head that it
        -- trained; null for names of units. figures: what the command prints as JSON. configuration: everything that the
        -- figures depend on.
        CREATE TABLE discovery (
          id            INTEGER PRIMARY KEY,
          kind          TEXT NOT NULL CHECK (kind IN ('scene', 'concept', 'text', 'units')),
          name          TEXT NOT NULL,
          head          INTEGER REFERENCES head (id) ON DELETE CASCADE,
          figures       TEXT NOT NULL CHECK (json_valid(figures)),
          configuration TEXT NOT NULL CHECK (json_valid(configuration)),
          tool_version  TEXT NOT NULL,
          UNIQUE (kind, name)
        ) STRICT;

        -- An object in the images of a scene. images: those that show it. frequency: their share. overlap: the share of the
        -- object's pixels in the scene's region. lift: overlap over the region's share of all pixels. rank: by lift, from 1.
        CREATE TABLE scene_object (
          discovery INTEGER NOT NULL REFERENCES discovery (id) ON DELETE CASCADE,
          class     INTEGER NOT NULL,
          object    TEXT NOT NULL,
          images    INTEGER NOT NULL,
          frequency REAL NOT NULL,
          overlap   REAL NOT NULL,
          lift      REAL NOT NULL,
          rank      INTEGER NOT NULL,
          PRIMARY KEY (discovery, class, object)
        ) STRICT, WITHOUT ROWID;

        -- The concepts that match a unit best, by intersection over union, rank from 1 (Network Dissection). level: the
        -- threshold on the enlarged map; rule: 'quantile', or 'fraction' of the unit's maximum if the quantile is useless.
        -- chance: mean iou with the concept's regions in other images, in random order. p, of the best concept: how often
        -- any concept reaches its iou in such an order; q: p adjusted for the number of units (Benjamini and Hochberg).
        CREATE TABLE unit_concept (
          unit      INTEGER NOT NULL REFERENCES unit (id),
          rank      INTEGER NOT NULL,
          discovery INTEGER NOT NULL REFERENCES discovery (id) ON DELETE CASCADE,
          concept   TEXT NOT NULL,
          iou       REAL NOT NULL,
          chance    REAL NOT NULL,
          p         REAL,
          q         REAL,
          detector  INTEGER NOT NULL CHECK (detector IN (0, 1)),
          level     REAL NOT NULL,
          rule      TEXT NOT NULL CHECK (rule IN ('quantile', 'fraction')),
          PRIMARY KEY (unit, rank)
        ) STRICT, WITHOUT ROWID;

        -- The state from which an interrupted run resumes: it covers the images up to the path `last`.
        CREATE TABLE discovery_state (
          configuration TEXT PRIMARY KEY CHECK (json_valid(configuration)),
          last          TEXT NOT NULL,
          images        INTEGER NOT NULL,
          state         BLOB NOT NULL
        ) STRICT;

        """
}
