internal import GRDB
package import Units

/// Creates an atlas or resumes one, with one transaction per batch.
///
/// If the process is killed, the atlas keeps the committed batches; after reopening it, `knownImages` and `resumeState`
/// tell where to resume. While a writer is open, readers can read, and opening a second writer fails.
package final class AtlasWriter: Sendable {
    /// The file.
    package let path: String
    /// The header as stored; an existing atlas keeps its names, tool version and time of creation.
    package let header: AtlasHeader

    private let queue: DatabaseQueue
    private let lock: WriterLock

    /// Creates an atlas with its native head at `path`, or opens the existing one.
    ///
    /// - Parameters:
    ///   - header: The network, layer and settings.
    ///   - head: The network's own head [K, U]; nil if it has none.
    ///   - classes: The head's classes, ids 0..<K.
    ///   - replacesOlder: Whether to replace an atlas of an older schema with a new, empty one.
    /// - Throws: `StoreError`: `differs` if the existing atlas was built from something else, `locked` if another
    ///   process is writing it, `notAnAtlas`, `newerSchema`, `damaged`, `unwritable`, or `infiniteWeight` for a head
    ///   whose weights are not finite. The file is then unchanged.
    package init(
        path: String, header: AtlasHeader, head: Head?, classes: [ClassRecord], replacesOlder: Bool = false
    ) throws(StoreError) {
        self.path = path
        let lock = try WriterLock(atlas: path)
        var stored = header
        do throws(StoreError) {
            let queue = try AtlasFile.openWriting(path, replacesOlder: replacesOlder) { database in
                stored = try HeaderRow.fetch(database, path: path)
                let differences = try Self.differences(stored, header, classes, database)
                guard differences.isEmpty else { throw StoreError.differs(path: path, differences) }
            } create: { database in
                try HeaderRow.insert(header, database)
                if let head {
                    try HeadRows.insert(.native(head, classes), as: .native, path: path, database)
                }
            }
            // The movable members may have changed.
            if stored.settings != header.settings {
                stored.settings = header.settings
                try storing(path) {
                    try queue.write { database in
                        let sql = "UPDATE atlas SET configuration = ?"
                        try database.execute(sql: sql, arguments: [try StoredJSON.text(header.settings)])
                    }
                }
            }
            self.queue = queue
        } catch {
            lock.release()
            throw error
        }
        self.header = stored
        self.lock = lock
    }

    deinit { close() }

    /// Closes the file and releases its lock. Committed batches stay; the writer cannot be used afterwards.
    package func close() {
        try? queue.close()
        lock.release()
    }

    /// Deletes the atlas; for an atlas that failed before its first batch.
    package func discard() {
        try? queue.close()
        AtlasFile.remove(path)
        lock.release()
    }

    /// Returns every image in the atlas by its path, including skipped ones.
    package func knownImages() throws(StoreError) -> [ImagePath: ImageRecord] {
        try storing(path) {
            try queue.read { database in
                var found: [ImagePath: ImageRecord] = [:]
                let rows = try Row.fetchCursor(database, sql: "SELECT \(ImageRows.columns) FROM image")
                while let row = try rows.next() {
                    let record = try ImageRows.record(row)
                    found[path: record.path] = record
                }
                return found
            }
        }
    }

    /// Stores new modification times of images whose content has not changed.
    package func setModified(_ images: [(path: String, modified: Int64)]) throws(StoreError) {
        guard !images.isEmpty else { return }
        try storing(path) {
            try queue.write { database in
                for image in images { try ImageRows.setModified(image.path, image.modified, database) }
            }
        }
    }

    /// Returns the label and the most probable class of each indexed image that has a label.
    package func labelledPredictions() throws(StoreError) -> [(label: ClassID, predicted: ClassID)] {
        try storing(path) {
            try queue.read { database in
                let sql = """
                    SELECT i.label, p.class FROM image i JOIN prediction p ON p.image = i.id AND p.rank = 1
                    WHERE i.label IS NOT NULL
                    """
                return try Row.fetchAll(database, sql: sql).map {
                    (ClassID(try $0.decode(atIndex: 0)), ClassID(try $0.decode(atIndex: 1)))
                }
            }
        }
    }

    /// Returns the number of images, and how many the network classifies correctly.
    package func counts() throws(StoreError) -> ImageCounts {
        try storing(path) { try queue.read(ImageCounts.init) }
    }

    /// Returns the top activations and the state of the statistics of each unit, in the order of units; nil before the
    /// first batch.
    package func resumeState() throws(StoreError) -> (top: [[TopActivation]], states: [[UInt8]])? {
        try storing(path) {
            try queue.read { database in
                let states = try UnitRows.fetchStates(path: path, database)
                guard !states.isEmpty else { return nil }
                let top = try states.indices.map { unit in
                    try UnitRows.fetchTop(
                        of: UnitID(unit), height: header.mapHeight, width: header.mapWidth, path: path, database)
                }
                return (top, states)
            }
        }
    }

    /// Stores a batch in one transaction.
    ///
    /// - Parameters:
    ///   - images: New images, and known ones to replace, matched by path.
    ///   - units: The units that the batch changed; all units in the first batch. Their top images must be in this
    ///     batch or already stored.
    /// - Returns: The results that were deleted because the new images made them stale.
    @discardableResult
    package func commit(images: [IndexedImage], units: [UnitUpdate]) throws(StoreError) -> RemovedResults {
        try storing(path) {
            try queue.write { database in
                try database.execute(sql: "UPDATE progress SET state = 'indexing' WHERE state <> 'indexing'")
                var removed = images.isEmpty ? RemovedResults() : try DerivedRows.removeStale(database)
                for image in images { try ImageRows.save(image, database) }
                var rows: [ImagePath: Int64] = [:]
                for unit in units {
                    removed.add(try UnitRows.save(unit, images: &rows, path: path, database))
                }
                return removed
            }
        }
    }

    /// Deletes all images and everything derived from them, so that indexing starts again. The network's own head and
    /// imported heads stay; heads trained on the images are deleted.
    ///
    /// - Returns: The results that were deleted.
    package func clear() throws(StoreError) -> RemovedResults {
        try storing(path) {
            try queue.write { database in
                try database.execute(sql: "UPDATE progress SET state = 'indexing'")
                return try DerivedRows.removeAll(database)
            }
        }
    }

    /// Computes the mean activations of the classes, marks the atlas complete, and folds SQLite's side files into it.
    /// If somebody is reading the atlas, the side files stay until the next run.
    package func finish() throws(StoreError) {
        try storing(path) {
            try queue.write { database in
                try HeadRows.fillRows(database)
                try ClassActivations.fill(database, path: path)
                try database.execute(sql: "UPDATE progress SET state = 'complete'")
            }
            try AtlasFile.standAlone(queue)
        }
    }

    /// Returns the differences that prevent this atlas from being resumed.
    private static func differences(
        _ stored: AtlasHeader, _ requested: AtlasHeader, _ classes: [ClassRecord], _ database: Database
    ) throws -> [SettingDifference] {
        var found = try HeaderRow.differences(stored, requested, database)
        let known = try HeadRows.fetchClasses(.native, database)
        if known.count != classes.count {
            found.append(.init(name: "number of classes", stored: "\(known.count)", requested: "\(classes.count)"))
        } else if let (old, new) = zip(known, classes).first(where: { $0 != $1 }) {
            found.append(.init(name: "class \(old.id)", stored: "“\(old.name)”", requested: "“\(new.name)”"))
        }
        return found
    }
}
