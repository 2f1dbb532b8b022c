internal import Foundation
internal import GRDB
package import Units

/// The numbers of images in an atlas.
public struct ImageCounts: Sendable, Equatable {
    /// The number of indexed images.
    public let indexed: Int
    /// The number of images that could not be read.
    public let skipped: Int
    /// The number of indexed images that have a label.
    public let labelled: Int
    /// The number of labelled images whose label is the most probable class.
    public let correct: Int
    /// The number of labelled images whose label is among the five most probable classes.
    public let correctTop5: Int
}

/// The mean pooled activations of the images of a class, with U units.
public struct ClassActivation: Sendable, Equatable {
    /// Which images count as images of a class.
    public enum Basis: String, Sendable, Equatable {
        /// The images labelled with the class.
        case label
        /// The images whose most probable class it is, used when no image has a label.
        case prediction
    }

    /// The number of images in the mean.
    public let images: Int
    /// [U]
    public let mean: [Float]
    /// Which images count as images of the class.
    public let basis: Basis

    package init(images: Int, mean: [Float], basis: Basis) {
        self.images = images
        self.mean = mean
        self.basis = basis
    }
}

/// Reads an atlas without changing it. If another process is writing the atlas, or was killed while writing, the reader
/// sees the last complete transaction.
package final class AtlasReader: Sendable {
    /// The file.
    package let path: String
    package let header: AtlasHeader
    /// Whether indexing is complete.
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

    /// Whether there is an atlas at `path`: false for a missing file, and for an empty one left by a process that was
    /// killed early.
    package static func isThere(_ path: String) -> Bool { !AtlasFile.isBlank(path) }

    /// Closes the file. The reader cannot be used afterwards.
    package func close() {
        try? queue.close()
    }

    /// Returns a head [K, U]; nil if the atlas has no head with this id.
    package func head(_ id: HeadID = .native) throws(StoreError) -> Head? {
        try read { try HeadRows.fetch(id, path: self.path, $0) }
    }

    /// Returns the classes of a head in the order of their ids.
    package func classes(of head: HeadID = .native) throws(StoreError) -> [ClassRecord] {
        try read { try HeadRows.fetchClasses(head, $0) }
    }

    /// Returns the statistics of all units in the order of their ids.
    package func units() throws(StoreError) -> [UnitRecord] {
        try read { try UnitRows.fetchAll($0) }
    }

    /// Returns the number of units.
    package func unitCount() throws(StoreError) -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM unit") ?? 0 }
    }

    /// Returns the top activations of a unit, best first; empty if the atlas does not have the unit.
    package func topActivations(of unit: UnitID) throws(StoreError) -> [TopActivation] {
        try read {
            try UnitRows.fetchTop(
                of: unit, height: self.header.mapHeight, width: self.header.mapWidth, path: self.path, $0)
        }
    }

    /// Returns the mean pooled activations of a class; nil if the class has no images or indexing is not complete.
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
