internal import Foundation
internal import GRDB

/// A row of the table `discovery_state`: the state from which an interrupted run resumes.
package struct DiscoveryState<State: Codable & Sendable>: Sendable {
    /// Everything that the result depends on.
    package let configuration: NamingConfiguration
    /// The path of the last image that was processed.
    package let last: String
    /// The number of images that were processed.
    package let images: Int
    /// What the run has found in these images.
    package let state: State

    package init(configuration: NamingConfiguration, last: String, images: Int, state: State) {
        (self.configuration, self.last, self.images, self.state) = (configuration, last, images, state)
    }
}

extension AtlasEditor {
    /// Stores the state of a run and replaces its earlier state.
    package func save(_ state: DiscoveryState<some Codable>) throws(StoreError) {
        try write { database in
            try database.execute(
                sql: "INSERT OR REPLACE INTO discovery_state VALUES (?, ?, ?, ?)",
                arguments: [
                    try StoredJSON.text(state.configuration), state.last, state.images,
                    try JSONEncoder().encode(state.state),
                ])
        }
    }

    /// Deletes the state of a run.
    package func removeState(_ configuration: NamingConfiguration) throws(StoreError) {
        try write { database in
            try database.execute(
                sql: "DELETE FROM discovery_state WHERE configuration = ?",
                arguments: [try StoredJSON.text(configuration)])
        }
    }
}

extension AtlasReader {
    /// Returns the state of an interrupted run; nil if there is none, or none that this version can read.
    package func discoveryState<State>(
        of configuration: NamingConfiguration, as type: State.Type
    ) throws(StoreError) -> DiscoveryState<State>? {
        try read { database in
            let sql = "SELECT last, images, state FROM discovery_state WHERE configuration = ?"
            let row = try Row.fetchOne(database, sql: sql, arguments: [try StoredJSON.text(configuration)])
            guard let row, let state = try? JSONDecoder().decode(type, from: try row.decode(Data.self, atIndex: 2))
            else {
                return nil
            }
            return DiscoveryState(
                configuration: configuration, last: try row.decode(atIndex: 0), images: try row.decode(atIndex: 1),
                state: state)
        }
    }
}
