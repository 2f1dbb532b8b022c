import Foundation
import Store
import Testing

@Suite struct QueryRunnerTests {
    let atlas: HandMadeAtlas
    let runner: QueryRunner

    init() throws {
        atlas = try HandMadeAtlas()
        runner = try QueryRunner(path: atlas.path)
    }

    private func run(_ sql: String, _ arguments: [String: String] = [:]) throws -> QueryResult {
        try runner.run(SavedQuery(sql: sql), arguments: arguments, resolveClass: resolve)
    }

    @Test func everyKindOfValueComesBack() throws {
        let result = try run("SELECT NULL, 7, 0.5, 'é', x'00FF', 1 AS twice, 2 AS twice")
        #expect(result.columns.suffix(2) == ["twice", "twice"])
        #expect(
            result.rows == [[.null, .integer(7), .real(0.5), .text("é"), .blob([0, 255]), .integer(1), .integer(2)]])
        #expect(lines(try run("  -- first\n/* ; */ VALUES (1), (2);  -- last")) == ["1", "2"])
        #expect(lines(try run("with t(x) as (select 3) select x from t")) == ["3"])
    }

    @Test(arguments: [
        "DELETE FROM image", "UPDATE unit SET mean = 0", "INSERT INTO progress VALUES (2, 'complete')",
        "DROP TABLE unit",
        "CREATE TEMP TABLE t (x)", "PRAGMA query_only = 0", "ATTACH ':memory:' AS other", "VACUUM", "BEGIN",
        "VACUUM INTO '/tmp/never.sqlite'", "WITH t AS (SELECT 1) DELETE FROM image", "SELECT 1; SELECT 2",
        "SELECT 1; DELETE FROM image", "", "-- only words", "SELECT ?",
        "WITH t AS (SELECT 1) INSERT INTO progress SELECT 2, 'complete'",
    ]) func whatDoesNotOnlyReadIsRefused(sql: String) throws {
        let before = try Data(contentsOf: URL(fileURLWithPath: atlas.path))
        let error = #expect(throws: StoreError.self) { try run(sql) }
        guard case .refusedSQL = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: atlas.path)) == before)
    }

    @Test func aMistakeInSQLIsToldInSQLitesWords() throws {
        #expect(throws: StoreError.sql(query: "SQL", message: "integer overflow")) {
            try run("SELECT abs(-9223372036854775808)")
        }
        let error = #expect(throws: StoreError.self) { try run("SELECT unit,\n  weihgt FROM class_unit") }
        #expect(
            error?.description == """
                query “SQL” failed: no such column: weihgt (line 2, column 3).
                    weihgt FROM class_unit
                    ^~~~~~
                """)
    }

    /// The line, column and length of what is wrong.
    @Test(arguments: [
        ("SELECT * FORM unit", 1, 10, 4), ("SELECT id FROM units", 1, 16, 5),
        ("SELECT id,\n       'é', menu(id)\nFROM unit", 2, 13, 4), ("SELECT (1", nil, nil, nil),
        ("SELECT 'é', 1 +", nil, nil, nil), ("SELECT pooled(1)", 1, 8, 6),
        ("SELECT id FROM unit WHERE id = ?", 1, 32, 1),
        ("SELECT 1; /* ; */ SELECT 2", 1, 19, 6), ("  DELETE FROM unit", 1, 3, 6), ("SELECT #", 1, 8, 1),
        ("SELECT id FROM unit a JOIN unit b", 1, 8, 2), ("SELECT größe FROM unit", 1, 8, 5),
    ]) func mistakesHaveAPlace(sql: String, line: Int?, column: Int?, length: Int?) {
        let error = #expect(throws: StoreError.self) { try run(sql) }
        #expect(error?.place?.line == line)
        #expect(error?.place?.column == column)
        #expect(error?.place?.length == length)
    }

    /// The place is the whole character, also where SQLite stumbles over a part of it.
    @Test func aMistakeWithinACharacterHasAPlace() {
        let error = #expect(throws: StoreError.self) { try run("SELECT \u{301}") }
        #expect(
            error?.description == """
                query “SQL” failed: no such column: \u{301} (line 1, column 7).
                  SELECT \u{301}
                        ^
                """)
    }

    @Test func aLongLineIsShownAroundThePlace() throws {
        let sql =
            "SELECT " + (0..<60).map { "'word\($0)', " }.joined() + "nope FROM unit WHERE "
            + (0..<60).map { "id = \($0) OR " }.joined() + "1"
        let error = #expect(throws: StoreError.self) { try run(sql) }
        let shown = try #require(error?.description.split(separator: "\n", omittingEmptySubsequences: false))
        #expect(shown.count == 3)
        #expect(shown.dropFirst().allSatisfy { $0.count <= 104 })
        let column = shown[2].prefix { $0 != "^" }.count
        #expect(shown[1].dropFirst(column).hasPrefix("nope FROM"))
        #expect(shown[2].hasSuffix("^~~~"))
    }

    static let endless = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"

    @Test func aQueryThatTakesTooLongIsStopped() throws {
        let hurried = try QueryRunner(path: atlas.path, timeLimit: .milliseconds(50))
        #expect(throws: StoreError.timeLimit(query: "SQL", seconds: 0.05)) {
            try hurried.run(SavedQuery(sql: Self.endless), resolveClass: resolve)
        }
        // The runner goes on, with all of its time.
        #expect(lines(try hurried.run(SavedQuery(sql: "SELECT 1"), resolveClass: resolve)) == ["1"])
    }

    /// SQLite cannot be stopped while it makes one value.
    @Test func valuesHaveABound() throws {
        #expect(lines(try run("SELECT length(randomblob(60000000))")) == ["60000000"])
        #expect(throws: StoreError.sql(query: "SQL", message: "string or blob too big")) {
            try run("SELECT length(randomblob(1000000000))")
        }
    }

    /// What the reader of rows takes is not counted.
    @Test func aSlowReaderIsNotStopped() throws {
        let hurried = try QueryRunner(path: atlas.path, timeLimit: .milliseconds(60))
        var count = 0
        try hurried.run(SavedQuery(sql: "SELECT id FROM image"), resolveClass: resolve) { _ in
        } row: { _ in
            count += 1
            Thread.sleep(forTimeInterval: 0.03)
        }
        #expect(count == 5)
    }

    static let everyType = """
        -- What?
        -- :c  class    a class
        -- :u  unit     a unit
        -- :i  image    an image
        -- :n  integer  a number (default 5)
        -- :r  real     a number (default 0.5)
        -- :t  text     some words (default it's (all) here)
        SELECT :c, :u, :i, :n, :r, :t;
        """

    @Test func argumentsAreReadByTheirTypes() throws {
        let query = try SavedQuery(name: "q", text: Self.everyType)
        let given = ["c": "dog", "u": "2", "i": "x/b.png"]
        #expect(
            lines(try runner.run(query, arguments: given, resolveClass: resolve))
                == ["1 2 2 5 0.5 it's (all) here"])
        let all = ["c": "cat", "u": "0", "i": "c.png", "n": "-3", "r": "1e3", "t": "7"]
        #expect(
            try runner.run(query, arguments: all, resolveClass: resolve).rows == [
                [.integer(0), .integer(0), .integer(3), .integer(-3), .real(1000), .text("7")]
            ])
    }

    @Test(arguments: [
        (["u": "2", "i": "x/b.png"], "c has to be given"), (["c": "cat"], "u, i has to be given"),
        (["c": "cat", "u": "2", "i": "x/b.png", "z": "1", "limit": "2"], "there is no parameter limit, z"),
        (["c": "cat", "u": "3", "i": "x/b.png"], "u is to be a unit, 0 to 2, not “3”"),
        (["c": "cat", "u": "-1", "i": "x/b.png"], "u is to be a unit, 0 to 2, not “-1”"),
        (["c": "cat", "u": "1", "i": ".png"], "i is to be the path of an image in the atlas, not “.png”"),
        (["c": "cat", "u": "1", "i": "b.png", "n": "2.5"], "n is to be an integer, not “2.5”"),
        (["c": "cat", "u": "1", "i": "b.png", "r": "nan"], "r is to be a number, not “nan”"),
    ]) func aWrongArgumentIsNamedWithWhatTheQueryTakes(given: [String: String], message: String) throws {
        let query = try SavedQuery(name: "q", text: Self.everyType)
        let error = #expect(throws: StoreError.self) {
            try runner.run(query, arguments: given, resolveClass: resolve)
        }
        let takes = "it takes c (class); u (unit); i (image); n (integer), by default 5; r (real), by default 0.5"
        #expect(error?.description.hasPrefix("query “q”: \(message); \(takes)") == true, "\(String(describing: error))")
    }

    @Test func aClassThatCannotBeResolvedIsTheCallersError() throws {
        let query = try SavedQuery(name: "q", text: Self.everyType)
        #expect(throws: UnknownClass(name: "cow")) {
            try runner.run(query, arguments: ["c": "cow", "u": "0", "i": "x/a.png"], resolveClass: resolve)
        }
    }

    @Test func parametersOfSQLTypedByHandTakeAnyValue() throws {
        let rows = try run("SELECT :a, @b, $c", ["a": "3", "b": "0.5", "c": "x"]).rows
        #expect(rows == [[.integer(3), .real(0.5), .text("x")]])
        #expect(throws: StoreError.self) { try run("SELECT :a", [:]) }
        #expect(throws: StoreError.self) { try run("SELECT 1", ["a": "3"]) }
    }
}
