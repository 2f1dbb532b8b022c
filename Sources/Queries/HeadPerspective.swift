package import Store
package import Units

/// What queries need to treat another head as the native one: the results of that head that no table holds.
package struct HeadPerspective: Sendable {
    package let head: HeadID
    /// The most probable classes of each indexed image, by path.
    package let predictions: [(path: String, classes: [Prediction])]
    /// The mean activation of each class of the head; nil for a class without images.
    package let activations: [ClassActivation?]

    /// A perspective from the given results of `head`.
    package init(
        head: HeadID, predictions: [(path: String, classes: [Prediction])], activations: [ClassActivation?]
    ) {
        self.head = head
        self.predictions = predictions
        self.activations = activations
    }

    /// Adds temporary tables and views with the names of the atlas's own, so that every query works as if this head
    /// were the native one: `head` is 1, and the label of an image is the one that the head was trained with. The file
    /// does not change.
    func lay(over session: SQLSession) throws {
        try session.execute(
            """
            CREATE TEMP TABLE prediction (
              image INTEGER, rank INTEGER, class INTEGER, logit REAL, probability REAL, PRIMARY KEY (image, rank)
            ) WITHOUT ROWID;
            CREATE TEMP TABLE class_activation (
              class INTEGER, unit INTEGER, images INTEGER, mean REAL, basis TEXT, PRIMARY KEY (class, unit)
            ) WITHOUT ROWID;
            CREATE TEMP VIEW head AS SELECT 1 AS id, name, origin, pooling, loss, configuration
              FROM main.head WHERE id = \(head);
            CREATE TEMP VIEW class AS SELECT 1 AS head, id, name, wnid FROM main.class WHERE head = \(head);
            CREATE TEMP VIEW head_weight AS SELECT 1 AS head, class, unit, weight
              FROM main.head_weight WHERE head = \(head);
            CREATE TEMP VIEW head_row AS SELECT 1 AS head, class, weights FROM main.head_row WHERE head = \(head);
            CREATE TEMP VIEW head_bias AS SELECT 1 AS head, class, bias FROM main.head_bias WHERE head = \(head);
            CREATE TEMP VIEW head_label AS SELECT 1 AS head, image, class, split, value
              FROM main.head_label WHERE head = \(head);
            CREATE TEMP VIEW ablation AS
              SELECT 1 AS head, class, unit, images, accuracy_lost, accuracy_gained, accuracy_drop, margin_drop, logit_drop,
                method
              FROM main.ablation WHERE head = \(head);
            CREATE TEMP VIEW image AS SELECT i.id, i.path, i.width, i.height, i.bytes, i.modified, i.digest, l.class AS label,
                i.status, i.reason, i.pooled_mean, i.pooled_max
              FROM main.image i LEFT JOIN main.head_label l ON l.head = \(head) AND l.image = i.id;
            """)
        try fill(session)
        for case .text(let view)? in try session.rows("SELECT sql FROM main.sqlite_master WHERE type = 'view'").map(
            \.first)
        {
            try session.execute("CREATE TEMP " + view.dropFirst("CREATE ".count))
        }
    }

    private func fill(_ session: SQLSession) throws {
        try session.execute(
            "INSERT INTO temp.prediction SELECT id, ?, ?, ?, ? FROM main.image WHERE path = ?",
            rows: predictions.lazy.flatMap { path, classes in
                classes.map { found in
                    [
                        .integer(Int64(found.rank)), .integer(Int64(found.classID.value)), .real(Double(found.logit)),
                        .real(Double(found.probability)), .text(path),
                    ]
                }
            })
        try session.execute(
            "INSERT INTO temp.class_activation SELECT ?, key, ?, value, ? FROM json_each(?)",
            rows: activations.enumerated().lazy.compactMap { id, activation in
                activation.map { found in
                    let means = "[" + found.mean.map { Double($0).description }.joined(separator: ",") + "]"
                    return [
                        .integer(Int64(id)), .integer(Int64(found.images)), .text(found.basis.rawValue), .text(means),
                    ]
                }
            })
    }
}
