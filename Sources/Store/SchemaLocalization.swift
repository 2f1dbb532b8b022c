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
          mean_iou                REAL,
          pixel_average_precision REAL,
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

    /// What people said of the images belongs to what a run is: another file of boxes makes another run.
    static let localizationTruth = """
        -- boxes, labels (null: the atlas's): paths, with the SHA-256 of the files' bytes; of a folder that of the lines
        -- "SHA-256  path" of its files. masks, ignored: folders of masks. part: of a trained head, which images; split says
        -- in which half of them a threshold was not chosen.
        ALTER TABLE localization ADD COLUMN part TEXT NOT NULL DEFAULT 'all' CHECK (part IN ('all', 'train', 'test'));
        ALTER TABLE localization ADD COLUMN boxes TEXT NOT NULL DEFAULT '';
        ALTER TABLE localization ADD COLUMN boxes_sha256 TEXT NOT NULL DEFAULT '';
        ALTER TABLE localization ADD COLUMN labels TEXT;
        ALTER TABLE localization ADD COLUMN labels_sha256 TEXT;
        ALTER TABLE localization ADD COLUMN masks TEXT;
        ALTER TABLE localization ADD COLUMN ignored TEXT;
        UPDATE localization SET part = split WHERE split IN ('train', 'test');
        UPDATE localization SET boxes = coalesce(json_extract(configuration, '$.boxes'), '');

        """
}
