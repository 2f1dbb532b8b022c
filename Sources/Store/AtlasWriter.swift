internal import GRDB
package import Units

/// Builds one atlas: creates it or continues with it, a batch a transaction.
///
/// Killed at any instant, the atlas holds the batches that were committed; opened again, `knownImages` and
/// `resumeState` tell where to go on. While a writer is open, readers may read, and a second writer is refused.
package final class AtlasWriter: Sendable {
    /// The file.
    package let path: String
    /// As stored: where the atlas already was, with its own names, tool version and time.
    package let header: AtlasHeader

    private let queue: DatabaseQueue
    private let lock: WriterLock

    /// Creates the atlas at `path`, its head included, or opens the one that is there.
    ///
    /// - Parameters:
    ///   - header: What the atlas is made from.
    ///   - head: The network's own head [K, U]; nil when there is none.
    ///   - classes: The head's classes, ids 0..<K.
    ///   - replacesOlder: Whether an atlas of an older schema is replaced by a new, empty one.
    /// - Throws: `StoreError`: `differs` when the atlas there was made from something else, `locked` when another
    ///   process is at it, `notAnAtlas`, `newerSchema`, `damaged`, `unwritable`, or `infiniteWeight` for a head whose
    ///   weights are not finite. The file is then as it was.
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
                    try HeadRows.insert(
                        head, classes: classes, as: .native, name: "native", origin: .native, path: path, database)
                }
            }
            // The movable members may be others now.
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

    /// Gives the file and its lock back. Whatever was committed stays; nothing else can be done with the writer.
    package func close() {
        try? queue.close()
        lock.release()
    }

    /// Removes the atlas, for one whose making failed before it held anything.
    package func discard() {
        try? queue.close()
        AtlasFile.remove(path)
        lock.release()
    }

    /// Every image in the atlas, skipped ones included, by its path.
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

    /// Stores the new modification times of images whose content is the same.
    package func setModified(_ images: [(path: String, modified: Int64)]) throws(StoreError) {
        guard !images.isEmpty else { return }
        try storing(path) {
            try queue.write { database in
                for image in images { try ImageRows.setModified(image.path, image.modified, database) }
            }
        }
    }

    /// The label and the most probable class of each indexed image that has a label.
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

    /// How many images there are, and how many the network classifies correctly.
    package func counts() throws(StoreError) -> ImageCounts {
        try storing(path) { try queue.read(ImageCounts.init) }
    }

    /// The best images and the state of the statistics of each unit, in the order of units; nil before the first batch.
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

    /// Stores a batch in one transaction: all of it, or nothing.
    ///
    /// - Parameters:
    ///   - images: New ones, and known ones to be replaced (by path).
    ///   - units: Those that the batch changed, in the first batch all. Their best images are among those stored by now.
    /// - Returns: The results that the new images made stale and that were deleted.
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

    /// Deletes all images and everything that derives from them, so that indexing starts again. The network, its head and
    /// imported heads stay; heads that were trained on the images do not.
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

    /// Computes the classes' mean activations, marks the atlas complete, and makes it one file that stands alone (unless
    /// somebody is reading it just now: then SQLite's side files stay until the next run).
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

    /// What keeps this atlas from being gone on with.
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
