import Foundation
import TestSupport
import Testing

/// Where stdout and stderr lead nowhere.
struct StandardStreamTests {
    /// Runs a line of shell in which `$PROGRAM` is the program and `$ATLAS` the tiny atlas.
    private func shell(_ line: String, _ tiny: TinyAtlas) throws -> Program.Outcome {
        try Program.run(
            ["-c", line], in: tiny.folder.path, environment: ["PROGRAM": Program.path, "ATLAS": tiny.atlas],
            executable: "/bin/sh")
    }

    @Test(arguments: ["/dev/full", "&-"])
    func whatCannotBePrintedIsAFailure(_ target: String) throws {
        let tiny = try TinyAtlas.indexed()
        for command in ["rank \"$ATLAS\" red", "query \"$ATLAS\" 'SELECT path FROM image' --format json"] {
            let outcome = try shell("\"$PROGRAM\" \(command) >\(target)", tiny)
            #expect(outcome.status == 1, "\(outcome.stderr)")
            #expect(outcome.messages.last?.contains("stdout") == true, "\(outcome.stderr)")
            #expect(outcome.messages.filter { $0.hasPrefix("Error: ") }.count == 1)
        }
        // Pictures are drawn all the same, and hold nothing but pictures.
        let outcome = try shell("\"$PROGRAM\" unit \"$ATLAS\" 0 >\(target)", tiny)
        #expect(outcome.status == 1)
        #expect(try tiny.run(["query", tiny.atlas, "SELECT count(*) FROM image"]).status == 0)
    }

    @Test func aReaderThatHasSeenEnoughIsNoFailure() throws {
        let tiny = try TinyAtlas.indexed()
        let sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 300000) SELECT i FROM n"
        let outcome = try shell(
            "(trap '' PIPE; \"$PROGRAM\" query \"$ATLAS\" '\(sql)' --format csv; echo \"status $?\" >&2) | head -n 2",
            tiny)
        #expect(outcome.stdout == "i\n1\n")
        #expect(outcome.stderr == "status 0\n")
    }

    @Test func nobodyListensToMessages() throws {
        let tiny = try TinyAtlas()
        for target in ["/dev/full", "&-"] {
            let outcome = try shell(
                "\"$PROGRAM\" index \"$ATLAS\" --model '\(tiny.model)' --images '\(tiny.images)' 2>\(target)", tiny)
            #expect(outcome.status == 0)
        }
        #expect(try tiny.answer("SELECT count(*) FROM image") == ["6"])
    }
}
