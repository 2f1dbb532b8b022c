import GRDB
import Queries
import Testing

/// Saved queries say which of them need functions of ours; all others are for any SQLite.
@Suite struct PlainSQLiteTests {
    @Test func queriesRunWithoutOurFunctionsUnlessTheySaySo() throws {
        let atlas = try HandMadeAtlas()
        let queries = try SavedQueryFolder.find(environment: [:], executablePath: #filePath).list()
        #expect(queries.count >= 20)
        try DatabaseQueue(path: atlas.path).read { database in
            for query in queries {
                let message: String?
                do {
                    _ = try database.makeStatement(sql: query.sql)
                    message = nil
                } catch let error as DatabaseError {
                    message = error.message
                }
                let calls = query.question.contains(/Uses (an )?SQL functions? of unit-atlas\./)
                #expect(
                    (message?.hasPrefix("no such function") == true) == calls, "\(query.name): \(message ?? "runs")")
                #expect(message == nil || calls, "\(query.name): \(message ?? "")")
            }
        }
    }
}
