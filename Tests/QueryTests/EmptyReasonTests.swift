import Queries
import Store
import Testing

/// Why a saved query has no rows.
@Suite struct EmptyReasonTests {
    let atlas: HandMadeAtlas

    init() throws { atlas = try HandMadeAtlas() }

    private func reason(_ query: SavedQuery, _ arguments: [String: String] = [:]) throws -> String? {
        try QueryRunner(path: atlas.path).emptyReason(of: query, arguments: arguments, resolveClass: resolve)
    }

    @Test func theFirstReasonThatHoldsIsGiven() throws {
        let text = """
            -- Which images show a class?
            -- :class  class  name
            -- :limit  count  images (default 2)
            -- empty: 0 -> never
            -- empty: NOT EXISTS (SELECT 1 FROM image WHERE label = :class AND status = 'indexed') -> no such image
            -- empty: EXISTS (SELECT 1 FROM image LIMIT :limit) -> b
            SELECT path FROM image WHERE label = :class LIMIT :limit
            """
        let query = try SavedQuery(name: "q", text: text)
        #expect(query.question == "Which images show a class?")
        #expect(query.emptyReasons.map(\.reason) == ["never", "no such image", "b"])
        #expect(try reason(query, ["class": "fish"]) == "no such image")
        #expect(try reason(query, ["class": "cat", "limit": "1"]) == "b")
        #expect(throws: QueryError.malformedDeclaration(query: "q", line: 2)) {
            try SavedQuery(name: "q", text: "-- What?\n-- empty: no arrow\nSELECT 1")
        }
    }

    /// Conditions of the project's queries run, and say of the hand-made atlas what is so.
    @Test func reasonsOfSavedQueries() throws {
        let folder = try #require(SavedQueryFileTests.folder)
        let cases: [(query: String, arguments: [String: String], words: String)] = [
            ("overlapping-units", [:], "unit-atlas segment"), ("localization-runs", [:], "unit-atlas localize"),
            ("localization-by-class", [:], "unit-atlas localize"), ("detectors", [:], "unit-atlas name-units"),
            ("compare-heads", ["name": "other"], "no head of this name"),
            ("compare-heads", ["name": "native"], "no class in common"),
            ("ablation-disagrees", ["class": "cat"], "unit-atlas ablate"),
            ("class-errors", ["class": "fish"], "no image of the atlas has this label"),
            ("separating-units", ["a": "cat", "b": "fish"], "no images of the second class"),
            ("spurious-words", ["class": "dog", "units": "0"], "no unit argues for the class"),
            ("shared-units", ["a": "fish", "b": "dog"], "no unit has a positive weight for both classes"),
        ]
        for one in cases {
            let found = try reason(try folder.query(named: one.query), one.arguments)
            #expect((found ?? "").contains(one.words), "\(one.query): \(found ?? "none")")
        }
        // All other conditions run as well, and do not hold.
        for query in try folder.list() where !cases.contains(where: { $0.query == query.name }) {
            let arguments = query.parameters.filter { $0.defaultValue == nil && $0.type == .class }.map {
                ($0.name, "cat")
            }
            guard !query.emptyReasons.isEmpty else { continue }
            #expect(try reason(query, Dictionary(arguments) { first, _ in first }) == nil, "\(query.name)")
        }
    }
}
