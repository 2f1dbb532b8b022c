import GRDB
import Store
import TestSupport
import Testing

/// The file explains itself to other programs.
@Suite struct DescriptionTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("a.sqlite")
        try AtlasContents.random().write(path)
    }

    /// Every table, view and column has its row, and nothing else has one.
    @Test func everythingIsDescribed() throws {
        let (present, described) = try DatabaseQueue(path: path).read { database in
            let columns = """
                SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
                WHERE m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite_%'
                UNION ALL
                SELECT name || '.' FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'
                """
            return (
                try Set(String.fetchAll(database, sql: columns)),
                try Set(String.fetchAll(database, sql: "SELECT subject || '.' || column_name FROM description"))
            )
        }
        #expect(present.count > 150)
        #expect(present.subtracting(described) == [])
        #expect(described.subtracting(present) == [])
    }

    @Test func meaningsAreSentences() throws {
        let meanings = try DatabaseQueue(path: path).read {
            try String.fetchAll($0, sql: "SELECT meaning FROM description")
        }
        for meaning in meanings { #expect(meaning.hasSuffix(".") || meaning.hasSuffix("..."), "\(meaning)") }
    }
}
