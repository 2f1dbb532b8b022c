import Foundation
import Queries
import Testing

/// SQL of a user's reaches nothing outside the atlas.
struct QueryGuardTests {
    let runner: QueryRunner
    let atlas: HandMadeAtlas

    init() throws {
        atlas = try HandMadeAtlas()
        runner = try QueryRunner(path: atlas.path)
    }

    private func run(_ sql: String, _ arguments: [String: String] = [:]) throws -> [String] {
        lines(try runner.run(SavedQuery(sql: sql), arguments: arguments, resolveClass: resolve))
    }

    @Test(arguments: [
        "SELECT fts3_tokenizer('simple')", "SELECT fts3_tokenizer('simple', x'4141414141414141')",
        "SELECT FTS3_Tokenizer('simple', zeroblob(8))", "SELECT load_extension('/nowhere/evil.so')",
        "SELECT load_extension('/nowhere/evil.so', 'main')", "SELECT sqlite_log(1, 'words')",
        "SELECT count(*) FROM unit WHERE fts3_tokenizer('simple') IS NOT NULL",
        "WITH t(x) AS (SELECT fts3_tokenizer('porter')) SELECT x FROM t",
        "EXPLAIN ATTACH ':memory:' AS other", "EXPLAIN CREATE VIRTUAL TABLE t USING fts4(x)",
        "EXPLAIN PRAGMA query_only = 0", "EXPLAIN PRAGMA writable_schema = 1",
    ]) func whatReachesOutsideIsForbidden(sql: String) {
        let error = #expect(throws: QueryError.self) { try run(sql) }
        if case .refused(_, .forbidden, _) = error { return }
        Issue.record("\(String(describing: error))")
    }

    @Test func aBoundPointerIsForbiddenToo() {
        #expect(throws: QueryError.self) { try run("SELECT fts3_tokenizer(:a, :b)", ["a": "simple", "b": "AAAAAAAA"]) }
        #expect(throws: QueryError.self) { try run("SELECT fts3_tokenizer(:a)", ["a": "simple"]) }
    }

    @Test(arguments: [
        "fts3tokenize WHERE input = 'a'", "fts3tokenize('simple')", "dbstat", "sqlite_stmt", "fts5vocab", "rtree",
    ]) func virtualTablesAreGone(table: String) {
        #expect(throws: QueryError.self) { try run("SELECT * FROM \(table)") }
    }

    @Test(arguments: [
        "pragma_query_only", "pragma_query_only(0)", "pragma_user_version(7)", "pragma_database_list",
        "pragma_writable_schema(1)", "pragma_module_list", "pragma_integrity_check",
    ]) func pragmasThatAreNotListedAreRefused(pragma: String) {
        #expect(throws: QueryError.self) { try run("SELECT * FROM \(pragma)") }
    }

    @Test func theAtlasCanDescribeItself() throws {
        #expect(try run("SELECT name FROM pragma_table_info('progress')") == ["id", "state"])
        #expect(try run("SELECT count(*) FROM pragma_foreign_key_list('top_activation')") == ["2"])
        #expect(try run("SELECT application_id FROM pragma_application_id") == ["1430344780"])
        #expect(try run("SELECT value FROM json_each('[1, 2]')") == ["1", "2"])
        #expect(try run("SELECT group_concat(x, '') FROM (SELECT 'a' AS x UNION ALL SELECT 'b')") == ["ab"])
    }

    /// The runner continues working after a refusal.
    @Test func aRefusalLeavesTheRunnerUsable() throws {
        _ = try? run("SELECT fts3_tokenizer('simple')")
        #expect(try run("SELECT count(*) FROM image") == ["5"])
    }
}
