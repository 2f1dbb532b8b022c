import Foundation
import Store
import TestSupport
import Testing

@Suite struct SavedQueryTests {
    @Test func theCommentIsTheQuestionAndDeclaresTheParameters() throws {
        let text = """
            -- Which units argue most strongly
            -- for a class?
            --
            -- :class  class    resolved like CLASS on the command line
            -- :limit  integer  how many units (at most; default: see) (default 10)
            SELECT ':not', "@nor", [$this] /* :nor */ FROM class_unit -- :or
            WHERE class = :class LIMIT :limit;
            """
        let query = try SavedQuery(name: "top", text: text)
        #expect(query.question == "Which units argue most strongly for a class?")
        #expect(query.parameters.map(\.name) == ["class", "limit"])
        #expect(query.parameters.map(\.type) == [.class, .integer])
        #expect(query.parameters.map(\.defaultValue) == [nil, "10"])
        #expect(
            query.parameters.map(\.description) == [
                "resolved like CLASS on the command line", "how many units (at most; default: see)",
            ])
        #expect(query.sql == text)
    }

    @Test(arguments: [
        ("SELECT 1", "line 1: a comment with the question has to come first."),
        ("-- What?\n-- :x\nSELECT :x", "line 2: expected “:name type description”, the type one of class, unit, image"),
        ("-- What?\n-- :x number y\nSELECT :x", "line 2: expected"),
        ("-- What?\n-- :x value y\nSELECT :x", "line 2: expected"),
        ("-- What?\n-- :x text y\n-- :x text y\nSELECT :x", "line 3: :x is declared twice."),
        ("-- What?\nSELECT :x", "line 2: the SQL uses :x, which no comment declares."),
        ("-- What?\n-- :x text y\nSELECT 'x :x'", "line 3: the SQL does not use :x."),
    ]) func whatIsNotWellFormedIsNamedWithItsLine(text: String, message: String) throws {
        let error = #expect(throws: StoreError.self) { try SavedQuery(name: "q", text: text) }
        #expect(error?.description.hasPrefix("query “q”, \(message)") == true, "\(String(describing: error))")
    }
}

@Suite struct SavedQueryFolderTests {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in ["Queries", "bin/deep", "other", "bin/Queries"] {
            try FileManager.default.createDirectory(
                atPath: folder.file(name), withIntermediateDirectories: true)
        }
        try Data("-- What?\nSELECT 1".utf8).write(to: URL(fileURLWithPath: folder.file("Queries/b.sql")))
        try Data("-- Which?\nSELECT 2".utf8).write(to: URL(fileURLWithPath: folder.file("Queries/a.sql")))
        try Data("no query".utf8).write(to: URL(fileURLWithPath: folder.file("Queries/notes.txt")))
    }

    /// `bin/Queries` holds no query, and is passed over.
    @Test func itIsFoundAboveTheProgram() throws {
        let found = try SavedQueryFolder.find(environment: [:], executablePath: folder.file("bin/deep/unit-atlas"))
        #expect(found.names() == ["a", "b"])
        #expect(try found.list().map(\.question) == ["Which?", "What?"])
        #expect(try found.query(named: "b").sql == "-- What?\nSELECT 1")
        #expect(throws: StoreError.unknownQuery(name: "c", known: ["a", "b"])) { try found.query(named: "c") }
        #expect(throws: StoreError.unknownQuery(name: "../Queries/a", known: ["a", "b"])) {
            try found.query(named: "../Queries/a")
        }
    }

    @Test func itIsFoundThroughALink() throws {
        let program = folder.file("bin/deep/unit-atlas")
        try Data().write(to: URL(fileURLWithPath: program))
        let elsewhere = try TemporaryFolder()
        try FileManager.default.createSymbolicLink(
            atPath: elsewhere.file("unit-atlas"), withDestinationPath: program)
        let found = try SavedQueryFolder.find(environment: [:], executablePath: elsewhere.file("unit-atlas"))
        #expect(found.names() == ["a", "b"])
    }

    @Test func theEnvironmentComesFirst() throws {
        let program = folder.file("bin/deep/unit-atlas")
        let named = try SavedQueryFolder.find(
            environment: ["UNIT_ATLAS_QUERIES": folder.file("other")], executablePath: program)
        #expect(named == SavedQueryFolder(path: folder.file("other")))
        #expect(throws: StoreError.self) {
            try SavedQueryFolder.find(
                environment: ["UNIT_ATLAS_QUERIES": folder.file("none")], executablePath: program)
        }
    }

    @Test func itsAbsenceIsAnErrorThatSaysWhatToDo() throws {
        let error = #expect(throws: StoreError.self) {
            try SavedQueryFolder.find(environment: [:], executablePath: "/bin/unit-atlas")
        }
        #expect(error?.description.contains("set UNIT_ATLAS_QUERIES to it") == true)
    }
}
