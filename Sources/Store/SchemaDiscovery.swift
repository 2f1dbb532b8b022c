extension Schema {
    /// What `unit-atlas discover` and `name-units` found.
    static let discovery = """
        -- A run of `unit-atlas discover` or `name-units`; running it again under its name replaces it.
        -- head: the head that it fitted; null for names of units. figures: what the command prints as JSON.
        -- configuration: everything that the figures depend on.
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

        -- The concepts that fit a unit best, by intersection over union, rank from 1 (Network Dissection). level: what the
        -- enlarged map has to reach; rule: 'quantile', or 'fraction' of the unit's maximum where the quantile says nothing.
        CREATE TABLE unit_concept (
          unit      INTEGER NOT NULL REFERENCES unit (id),
          rank      INTEGER NOT NULL,
          discovery INTEGER NOT NULL REFERENCES discovery (id) ON DELETE CASCADE,
          concept   TEXT NOT NULL,
          iou       REAL NOT NULL,
          level     REAL NOT NULL,
          rule      TEXT NOT NULL CHECK (rule IN ('quantile', 'fraction')),
          PRIMARY KEY (unit, rank)
        ) STRICT, WITHOUT ROWID;

        -- What an interrupted run goes on with: the images up to the path `last` are in `state`.
        CREATE TABLE discovery_state (
          configuration TEXT PRIMARY KEY CHECK (json_valid(configuration)),
          last          TEXT NOT NULL,
          images        INTEGER NOT NULL,
          state         BLOB NOT NULL
        ) STRICT;

        -- A unit's name: its best concept. detector: 1 where their intersection over union is above 0.04.
        CREATE VIEW unit_name (unit, concept, iou, detector) AS
        SELECT unit, concept, iou, iou > 0.04 FROM unit_concept WHERE rank = 1;

        """
}
