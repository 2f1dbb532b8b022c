extension Schema {
    /// Localization runs and what they found in each image.
    static let localization = """
        -- How well class activation maps find objects: a row for each way of running `unit-atlas localize`. Errors and
        -- accuracies are fractions; threshold is null for the protocol 'release'; split says which images are counted: all,
        -- those at even or odd places by path, or those that a trained head was fitted to or tested on.
        -- configuration: boxes used, bootstrap intervals, and how a threshold was chosen.
        CREATE TABLE localization (
          id                      INTEGER PRIMARY KEY,
          head                    INTEGER NOT NULL REFERENCES head (id) ON DELETE CASCADE,
          protocol                TEXT NOT NULL,
          threshold               REAL,
          weighting               TEXT NOT NULL,
          dilation                INTEGER NOT NULL,
          split                   TEXT NOT NULL CHECK (split IN ('all', 'even', 'odd', 'train', 'test')),
          images                  INTEGER NOT NULL,
          top1_error              REAL NOT NULL,
          top5_error              REAL NOT NULL,
          top1_localization_error REAL NOT NULL,
          top5_localization_error REAL NOT NULL,
          gt_known_accuracy       REAL NOT NULL,
          max_box_accuracy        REAL NOT NULL,
          max_box_accuracy_v2     REAL NOT NULL,
          center_baseline         REAL NOT NULL,
          pixel_precision         REAL,
          configuration           TEXT NOT NULL CHECK (json_valid(configuration)),
          tool_version            TEXT NOT NULL
        ) STRICT;

        -- One image of a run: the label's class, the likeliest class, the label's place among the five likeliest (null: not
        -- there), the box made from the label's map in pixels of the image (null: none), and its best intersection over
        -- union with a box that people drew.
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
}
