internal import Foundation
internal import GRDB
package import Reporting
public import Units

/// A row of the table `discovery`.
package struct DiscoveryRecord: Sendable {
    package enum Kind: String, Sendable {
        case scene
        case concept
        case text
        case units
    }

    package let kind: Kind
    package let name: String
    /// The head that was fitted; nil for names of units.
    package let head: HeadID?
    /// The results: the members of the command's JSON object.
    package let figures: [(String, JSONValue)]
    /// The settings that the results depend on.
    package let configuration: [(String, JSONValue)]

    package init(
        kind: Kind, name: String, head: HeadID?, figures: [(String, JSONValue)],
        configuration: [(String, JSONValue)]
    ) {
        self.kind = kind
        self.name = name
        self.head = head
        self.figures = figures
        self.configuration = configuration
    }
}

/// A row of the table `scene_object`.
package struct SceneObjectRecord: Sendable, Equatable {
    package let classID: ClassID
    package let object: String
    package let images: Int
    package let frequency: Double
    package let overlap: Double
    package let lift: Double
    /// The rank by lift, from 1.
    package let rank: Int

    package init(
        classID: ClassID, object: String, images: Int, frequency: Double, overlap: Double, lift: Double, rank: Int
    ) {
        self.classID = classID
        self.object = object
        self.images = images
        self.frequency = frequency
        self.overlap = overlap
        self.lift = lift
        self.rank = rank
    }
}

/// A row of the table `unit_concept`.
public struct UnitConceptRecord: Sendable, Equatable {
    /// How the activation level of a unit was chosen.
    public enum Rule: String, Sendable {
        case quantile
        case fraction
    }

    /// How far the overlap of a unit and a concept exceeds chance.
    public struct Support: Sendable, Equatable {
        /// Mean intersection over union with the concept's regions in other images.
        public let chance: Double
        /// How often chance gives the unit an overlap as large with any concept; nil except for the best concept.
        public let p: Double?
        /// `p` adjusted for the number of units; nil except for the best concept.
        public let q: Double?
        /// Whether the unit counts as a detector of the concept, and is shown with its name.
        public let isDetector: Bool

        package init(chance: Double, p: Double?, q: Double?, isDetector: Bool) {
            self.chance = chance
            self.p = p
            self.q = q
            self.isDetector = isDetector
        }
    }

    /// The unit.
    public let unit: UnitID
    /// The rank by intersection over union, from 1.
    public let rank: Int
    /// The concept's name.
    public let concept: String
    /// Intersection over union of the unit and the concept.
    public let intersectionOverUnion: Double
    /// What chance makes of it.
    public let support: Support
    /// The activation from which a cell counts as active.
    public let level: Float
    /// How the level was chosen.
    public let rule: Rule

    package init(
        unit: UnitID, rank: Int, concept: String, intersectionOverUnion: Double, support: Support, level: Float,
        rule: Rule
    ) {
        self.unit = unit
        self.rank = rank
        self.concept = concept
        self.intersectionOverUnion = intersectionOverUnion
        self.support = support
        self.level = level
        self.rule = rule
    }
}

extension AtlasEditor {
    /// Stores a run in one transaction; it replaces an earlier run of the same kind and name. Names of units replace
    /// all earlier names.
    package func save(
        _ record: DiscoveryRecord, objects: [SceneObjectRecord] = [], concepts: [UnitConceptRecord] = [],
        toolVersion: String
    ) throws(StoreError) {
        try write { database in
            try database.execute(
                sql: "DELETE FROM discovery WHERE kind = ? AND (name = ? OR kind = 'units')",
                arguments: [record.kind.rawValue, record.name])
            try database.execute(
                sql: """
                    INSERT INTO discovery (kind, name, head, figures, configuration, tool_version)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    record.kind.rawValue, record.name, record.head?.value, JSONValue.object(record.figures).compact,
                    JSONValue.object(record.configuration).compact, toolVersion,
                ])
            let id = database.lastInsertedRowID
            let object = try database.cachedStatement(
                sql: "INSERT INTO scene_object VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
            for row in objects {
                try object.execute(arguments: [
                    id, row.classID.value, row.object, row.images, row.frequency, row.overlap, row.lift, row.rank,
                ])
            }
            let concept = try database.cachedStatement(
                sql: "INSERT INTO unit_concept VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
            for row in concepts {
                try concept.execute(arguments: [
                    row.unit.value, row.rank, id, row.concept, row.intersectionOverUnion, row.support.chance,
                    row.support.p, row.support.q, row.support.isDetector, Double(row.level), row.rule.rawValue,
                ])
            }
        }
    }
}

extension AtlasReader {
    /// Returns the concepts of all units by unit and rank; empty if no names are stored.
    package func unitConcepts() throws(StoreError) -> [UnitConceptRecord] {
        try read { database in
            let sql = """
                SELECT unit, rank, concept, iou, chance, p, q, detector, level, rule
                FROM unit_concept ORDER BY unit, rank
                """
            return try Row.fetchAll(database, sql: sql).map { row in
                let name: String = try row.decode(atIndex: 9)
                guard let rule = UnitConceptRecord.Rule(rawValue: name) else {
                    throw StoreError.damaged(path: path, .unknownValue(column: "unit_concept.rule", value: name))
                }
                return UnitConceptRecord(
                    unit: UnitID(try row.decode(atIndex: 0)), rank: try row.decode(atIndex: 1),
                    concept: try row.decode(atIndex: 2), intersectionOverUnion: try row.decode(atIndex: 3),
                    support: .init(
                        chance: try row.decode(atIndex: 4), p: try row.decode(atIndex: 5),
                        q: try row.decode(atIndex: 6),
                        isDetector: try row.decode(atIndex: 7)),
                    level: Float(try row.decode(Double.self, atIndex: 8)), rule: rule)
            }
        }
    }
}
