internal import Foundation
internal import GRDB

/// A row of the table `discovery_state`: the state from which an interrupted run resumes.
package struct DiscoveryState: Sendable, Equatable {
    /// A JSON object with the settings that the result depends on.
    package let configuration: String
    /// The path of the last image that was processed, and the number of images so far.
    package let last: String
    package let images: Int
    package let state: [UInt8]

    package init(configuration: String, last: String, images: Int, state: [UInt8]) {
        self.configuration = configuration
        self.last = last
        self.images = images
        self.state = state
    }
}

extension AtlasEditor {
    /// Stores the state of a run and replaces its earlier state.
    package func save(_ state: DiscoveryState) throws(StoreError) {
        try write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO discovery_state VALUES (?, ?, ?, ?)",
                arguments: [state.configuration, state.last, state.images, Data(state.state)])
        }
    }

    /// Deletes the state of a run.
    package func removeState(_ configuration: String) throws(StoreError) {
        try write { database in
            try database.execute(
                sql: "DELETE FROM discovery_state WHERE configuration = ?", arguments: [configuration])
        }
    }
}

extension AtlasReader {
    /// Returns the state of an interrupted run; nil if there is none.
    package func discoveryState(_ configuration: String) throws(StoreError) -> DiscoveryState? {
        try read { database in
            let sql = "SELECT last, images, state FROM discovery_state WHERE configuration = ?"
            return try Row.fetchOne(database, sql: sql, arguments: [configuration]).map { row in
                DiscoveryState(
                    configuration: configuration, last: try row.decode(atIndex: 0), images: try row.decode(atIndex: 1),
                    state: [UInt8](try row.decode(Data.self, atIndex: 2)))
            }
        }
    }
}
