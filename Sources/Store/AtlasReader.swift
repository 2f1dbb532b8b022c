internal import Foundation
internal import GRDB
package import Units

/// How many images an atlas holds.
public struct ImageCounts: Sendable, Equatable {
    /// Images that were indexed.
    public let indexed: Int
    /// Images that could not be read.
    public let skipped: Int
    /// Indexed images that have a label.
    public let labelled: Int
    /// Labelled images whose most probable class, or one of the five most probable, is the label.
    public let correct: Int
    /// Labelled images whose label is among the five most probable classes.
    public let correctTop5: Int
}

/// The mean pooled activation of a class's images. U units.
public struct ClassActivation: Sendable, Equatable {
    /// Which images count as a class's own.
    public enum Basis: String, Sendable, Equatable {
        /// A class's images are those with its label.
        case label
        /// No image has a label: a class's images are those whose most probable class it is.
        case prediction
    }

    /// How many images the mean is over.
    public let images: Int
    /// [U]
    public let mean: [Float]
    /// Which images count as the class's own.
    public let basis: Basis

    package init(images: Int, mean: [Float], basis: Basis) {
        self.images = images
        self.mean = mean
        self.basis = basis
    }
}

/// Reads an atlas; never changes it. An atlas that is being written, or whose writer was killed, reads as of its last
/// complete transaction.
package final class AtlasReader: Sendable {
    /// The file.
    package let path: String
    package let header: AtlasHeader
    /// Whether the run that wrote it came to its end.
    package let isComplete: Bool

    let queue: DatabaseQueue

    /// - Throws: `StoreError`: `missing`, `notAnAtlas`, `newerSchema`, `olderSchema`, `damaged`, `locked`.
    package init(path: String) throws(StoreError) {
        self.path = path
        let queue = try AtlasFile.openReading(path)
        self.queue = queue
        (header, isComplete) = try storing(path) {
            try queue.read { database in
                let state = try String.fetchOne(database, sql: "SELECT state FROM progress")
                return (try HeaderRow.fetch(database, path: path), state == "complete")
            }
        }
    }

    /// Whether `path` holds something: false for no file, and for one that a process killed early left without contents.
    package static func isThere(_ path: String) -> Bool { !AtlasFile.isBlank(path) }

    /// Gives the file back; nothing else can be done with the reader.
    package func close() {
        try? queue.close()
    }

    /// A head [K, U]; nil when the atlas has none of that id.
    package func head(_ id: HeadID = .native) throws(StoreError) -> Head? {
        try read { try HeadRows.fetch(id, path: self.path, $0) }
    }

    /// The classes of a head in the order of their ids.
    package func classes(of head: HeadID = .native) throws(StoreError) -> [ClassRecord] {
        try read { try HeadRows.fetchClasses(head, $0) }
    }

    /// The statistics of all units in the order of their ids.
    package func units() throws(StoreError) -> [UnitRecord] {
        try read { try UnitRows.fetchAll($0) }
    }

    /// The number of units.
    package func unitCount() throws(StoreError) -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM unit") ?? 0 }
    }

    /// A unit's best images, best first; none for a unit that the atlas does not hold.
    package func topActivations(of unit: UnitID) throws(StoreError) -> [TopActivation] {
        try read {
            try UnitRows.fetchTop(
                of: unit, height: self.header.mapHeight, width: self.header.mapWidth, path: self.path, $0)
        }
    }

    /// Nil when the class has no images, or the atlas is not complete.
    package func classActivation(_ id: ClassID) throws(StoreError) -> ClassActivation? {
        try read { database in
            let statement = try database.cachedStatement(
                sql: "SELECT images, mean, basis FROM class_activation WHERE class = ? ORDER BY unit")
            let rows = try Row.fetchAll(statement, arguments: [id.value])
            guard let first = rows.first, let basis = ClassActivation.Basis(rawValue: try first.decode(atIndex: 2))
            else {
                return nil
            }
            return ClassActivation(
                images: try first.decode(atIndex: 0),
                mean: try rows.map { Float(try $0.decode(Double.self, atIndex: 1)) },
                basis: basis)
        }
    }

    func read<Value>(_ body: (Database) throws -> Value) throws(StoreError) -> Value {
        try storing(path) { try queue.read(body) }
    }
}
