internal import GRDB
public import Units

/// An atlas seen from another head than the network's own: what of that head no table holds.
public struct HeadPerspective: Sendable {
    public let head: HeadID
    /// Of each indexed image, by path.
    public let predictions: [(path: String, classes: [Prediction])]
    /// Of each class of the head; nil where it has no images.
    public let activations: [ClassActivation?]

    public init(
        head: HeadID, predictions: [(path: String, classes: [Prediction])], activations: [ClassActivation?]
    ) {
        self.head = head
        self.predictions = predictions
        self.activations = activations
    }

    /// Lays temporary tables and views over those of the atlas, under the same names, so that every query reads as if this
    /// head were the native one: `head` is 1, and an image's label is the one that the head was trained with. The file is
    /// not touched.
    func lay(over database: Database) throws {
        try database.execute(
            sql: """
                PRAGMA query_only = 0;
                PRAGMA temp_store = MEMORY;
                CREATE TEMP TABLE prediction (
                  image INTEGER, rank INTEGER, class INTEGER, logit REAL, probability REAL, PRIMARY KEY (image, rank)
                ) WITHOUT ROWID;
                CREATE TEMP TABLE class_activation (
                  class INTEGER, unit INTEGER, images INTEGER, mean REAL, basis TEXT, PRIMARY KEY (class, unit)
                ) WITHOUT ROWID;
                CREATE TEMP VIEW head AS SELECT 1 AS id, name, pooling, loss, configuration
                  FROM main.head WHERE id = \(head);
                CREATE TEMP VIEW class AS SELECT 1 AS head, id, name, wnid FROM main.class WHERE head = \(head);
                CREATE TEMP VIEW head_weight AS SELECT 1 AS head, class, unit, weight
                  FROM main.head_weight WHERE head = \(head);
                CREATE TEMP VIEW head_row AS SELECT 1 AS head, class, weights FROM main.head_row WHERE head = \(head);
                CREATE TEMP VIEW head_bias AS SELECT 1 AS head, class, bias FROM main.head_bias WHERE head = \(head);
                CREATE TEMP VIEW head_label AS SELECT 1 AS head, image, class, split, value
                  FROM main.head_label WHERE head = \(head);
                CREATE TEMP VIEW ablation AS
                  SELECT 1 AS head, class, unit, images, accuracy_drop, margin_drop, logit_drop, method
                  FROM main.ablation WHERE head = \(head);
                CREATE TEMP VIEW image AS SELECT i.id, i.path, i.width, i.height, i.bytes, i.modified, l.class AS label,
                    i.status, i.reason, i.pooled_mean, i.pooled_max
                  FROM main.image i LEFT JOIN main.head_label l ON l.head = \(head) AND l.image = i.id;
                """)
        try fill(database)
        let views = try String.fetchAll(database, sql: "SELECT sql FROM main.sqlite_master WHERE type = 'view'")
        for view in views {
            try database.execute(sql: "CREATE TEMP " + view.dropFirst("CREATE ".count))
        }
        try database.execute(sql: "PRAGMA query_only = 1")
    }

    private func fill(_ database: Database) throws {
        let prediction = try database.cachedStatement(
            sql: "INSERT INTO temp.prediction SELECT id, ?, ?, ?, ? FROM main.image WHERE path = ?")
        for (path, classes) in predictions {
            for found in classes {
                try prediction.execute(arguments: [
                    found.rank, found.classID.value, Double(found.logit), Double(found.probability), path,
                ])
            }
        }
        let activation = try database.cachedStatement(
            sql: "INSERT INTO temp.class_activation SELECT ?, key, ?, value, ? FROM json_each(?)")
        for case (let id, let found?) in activations.enumerated() {
            let means = "[" + found.mean.map { Double($0).description }.joined(separator: ",") + "]"
            try activation.execute(arguments: [id, found.images, found.basis.rawValue, means])
        }
    }
}
