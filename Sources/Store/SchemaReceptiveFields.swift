extension Schema {
    /// Estimated receptive fields, and what an interrupted run of theirs goes on with. Nothing was ever written into the
    /// table as it was before.
    static let receptiveFields = """
        DROP TABLE receptive_field;

        -- A unit's receptive field as covering parts of its best images shows it. images: how many it is the mean of.
        -- size: side in pixels of the smallest square that holds the share of the map's sum that `configuration` says.
        -- area: pixels at or above half of the map's maximum.
        -- map: float32 little-endian, height rows of width; where it lies in the theoretical field is in `configuration`.
        CREATE TABLE receptive_field (
          unit          INTEGER NOT NULL REFERENCES unit (id),
          method        TEXT NOT NULL,
          configuration TEXT NOT NULL CHECK (json_valid(configuration)),
          width         INTEGER NOT NULL,
          height        INTEGER NOT NULL,
          size          INTEGER NOT NULL,
          area          INTEGER NOT NULL,
          images        INTEGER NOT NULL,
          map           BLOB NOT NULL,
          PRIMARY KEY (unit, method, configuration)
        ) STRICT;

        -- Of units whose field is not yet finished: what the patch at each place took from the unit's peak in an image.
        -- drops: float32 little-endian, row-major.
        CREATE TABLE discrepancy (
          unit          INTEGER NOT NULL REFERENCES unit (id),
          image         INTEGER NOT NULL REFERENCES image (id) ON DELETE CASCADE,
          configuration TEXT NOT NULL CHECK (json_valid(configuration)),
          drops         BLOB NOT NULL,
          PRIMARY KEY (unit, configuration, image)
        ) STRICT;

        """

    /// In how many of a field's images the image's edges cut the square of `size`: where they do in many, a unit may look
    /// at more than the field shows. null: estimated before this was asked.
    static let cutFields = """
        ALTER TABLE receptive_field ADD COLUMN cut INTEGER;

        """
}
