import Foundation
import Queries
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

    @Test(
        arguments: [
            ("DELETE FROM image", .firstWord("DELETE")), ("UPDATE unit SET mean = 0", .firstWord("UPDATE")),
            ("INSERT INTO progress VALUES (2, 'complete')", .firstWord("INSERT")),
            ("DROP TABLE unit", .firstWord("DROP")), ("CREATE TEMP TABLE t (x)", .firstWord("CREATE")),
            ("pragma query_only = 0", .firstWord("PRAGMA")), ("ATTACH ':memory:' AS other", .firstWord("ATTACH")),
            ("VACUUM", .firstWord("VACUUM")), ("BEGIN", .firstWord("BEGIN")),
            ("VACUUM INTO '/tmp/never.sqlite'", .firstWord("VACUUM")),
            ("WITH t AS (SELECT 1) DELETE FROM image", .writes), ("SELECT 1; SELECT 2", .severalStatements),
            ("SELECT 1; DELETE FROM image", .severalStatements), ("", .empty), ("-- only words", .empty),
            ("SELECT ?", .positionalParameter),
            ("WITH t AS (SELECT 1) INSERT INTO progress SELECT 2, 'complete'", .writes),
        ] as [(String, QueryError.Refusal)])
    func whatDoesNotOnlyReadIsRefused(sql: String, expected: QueryError.Refusal) throws {
        let before = try Data(contentsOf: URL(fileURLWithPath: atlas.path))
        let error = #expect(throws: QueryError.self) { try run(sql) }
        if case .refused("SQL", let refusal, _) = error {
            #expect(refusal == expected)
        } else {
            Issue.record("\(String(describing: error))")
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: atlas.path)) == before)
    }

    @Test func aMistakeInSQLIsToldInSQLitesWords() throws {
        #expect(throws: QueryError.failed(query: "SQL", message: "integer overflow")) {
            try run("SELECT abs(-9223372036854775808)")
        }
        let error = #expect(throws: QueryError.self) { try run("SELECT unit,\n  weihgt FROM class_unit") }
        #expect(
            error?.description == """
                Query “SQL” failed: no such column: weihgt (line 2, column 3).
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
        let error = #expect(throws: QueryError.self) { try run(sql) }
        #expect(error?.position?.line == line)
        #expect(error?.position?.column == column)
        #expect(error?.position?.length == length)
    }

    /// The place is the whole character, also where SQLite stumbles over a part of it.
    @Test func aMistakeWithinACharacterHasAPlace() {
        let error = #expect(throws: QueryError.self) { try run("SELECT \u{301}") }
        #expect(
            error?.description == """
                Query “SQL” failed: no such column: \u{301} (line 1, column 7).
                  SELECT \u{301}
                        ^
                """)
    }

    @Test func aLongLineIsShownAroundThePlace() throws {
        let sql =
            "SELECT " + (0..<60).map { "'word\($0)', " }.joined() + "nope FROM unit WHERE "
            + (0..<60).map { "id = \($0) OR " }.joined() + "1"
        let error = #expect(throws: QueryError.self) { try run(sql) }
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
        #expect(throws: QueryError.timeLimit(query: "SQL", seconds: 0.05)) {
            try hurried.run(SavedQuery(sql: Self.endless), resolveClass: resolve)
        }
        // The runner continues, with all of its time.
        #expect(lines(try hurried.run(SavedQuery(sql: "SELECT 1"), resolveClass: resolve)) == ["1"])
    }

    /// SQLite cannot be stopped while it makes one value.
    @Test func valuesHaveABound() throws {
        #expect(lines(try run("SELECT length(randomblob(60000000))")) == ["60000000"])
        #expect(throws: QueryError.failed(query: "SQL", message: "string or blob too big")) {
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

    @Test func unknownAndMissingArgumentsAreNamed() throws {
        let query = try SavedQuery(name: "q", text: Self.everyType)
        func run(_ given: [String: String]) throws {
            _ = try runner.run(query, arguments: given, resolveClass: resolve)
        }
        #expect(throws: QueryError.missingArguments(query: "q", names: ["c"], parameters: query.parameters)) {
            try run(["u": "2", "i": "x/b.png"])
        }
        #expect(throws: QueryError.missingArguments(query: "q", names: ["u", "i"], parameters: query.parameters)) {
            try run(["c": "cat"])
        }
        #expect(throws: QueryError.unknownArguments(query: "q", names: ["limit", "z"], parameters: query.parameters)) {
            try run(["c": "cat", "u": "2", "i": "x/b.png", "z": "1", "limit": "2"])
        }
    }

    @Test(
        arguments: [
            ("u", "3", .unit(count: 3)), ("u", "-1", .unit(count: 3)), ("i", ".png", .image(found: 0)),
            ("n", "2.5", .integer), ("r", "nan", .number),
        ] as [(String, String, QueryError.Expectation)])
    func aWrongArgumentIsNamedWithWhatItMustBe(
        name: String, text: String, expected: QueryError.Expectation
    ) throws {
        let query = try SavedQuery(name: "q", text: Self.everyType)
        let parameter = try #require(query.parameters.first { $0.name == name })
        let given = ["c": "cat", "u": "1", "i": "b.png"].merging([name: text]) { $1 }
        #expect(
            throws: QueryError.invalidArgument(query: "q", parameter: parameter, text: text, expected: expected)
        ) { try runner.run(query, arguments: given, resolveClass: resolve) }
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
        #expect(throws: QueryError.self) { try run("SELECT :a", [:]) }
        #expect(throws: QueryError.self) { try run("SELECT 1", ["a": "3"]) }
    }
}
