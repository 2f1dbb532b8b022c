import Foundation
import Queries
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

    @Test(
        arguments: [
            ("SELECT 1", .missingQuestion(query: "q")),
            ("-- What?\n-- :x\nSELECT :x", .malformedDeclaration(query: "q", line: 2)),
            ("-- What?\n-- :x number y\nSELECT :x", .malformedDeclaration(query: "q", line: 2)),
            ("-- What?\n-- :x value y\nSELECT :x", .malformedDeclaration(query: "q", line: 2)),
            (
                "-- What?\n-- :x text y\n-- :x text y\nSELECT :x",
                .repeatedDeclaration(query: "q", line: 3, parameter: "x")
            ),
            ("-- What?\nSELECT :x", .undeclaredParameter(query: "q", parameter: "x")),
            ("-- What?\n-- :x text y\nSELECT 'x :x'", .unusedParameter(query: "q", parameter: "x")),
        ] as [(String, QueryError)])
    func whatIsNotWellFormedIsAnError(text: String, expected: QueryError) {
        #expect(throws: expected) { try SavedQuery(name: "q", text: text) }
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
        #expect(throws: QueryError.unknownQuery(name: "c", known: ["a", "b"])) { try found.query(named: "c") }
        #expect(throws: QueryError.unknownQuery(name: "../Queries/a", known: ["a", "b"])) {
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
        #expect(throws: QueryError.unreadableFolder(path: folder.file("none"), variable: "UNIT_ATLAS_QUERIES")) {
            try SavedQueryFolder.find(
                environment: ["UNIT_ATLAS_QUERIES": folder.file("none")], executablePath: program)
        }
    }

    @Test func itsAbsenceIsAnErrorThatNamesTheVariable() throws {
        #expect(throws: QueryError.noFolder(program: "/bin/unit-atlas", variable: "UNIT_ATLAS_QUERIES")) {
            try SavedQueryFolder.find(environment: [:], executablePath: "/bin/unit-atlas")
        }
    }
}
