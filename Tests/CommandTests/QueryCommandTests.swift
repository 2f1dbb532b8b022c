import Foundation
import TestSupport
import Testing

struct QueryCommandTests {
    @Test func savedQueriesAnswer() throws {
        let tiny = try TinyAtlas.indexed()
        func answer(_ name: String, _ values: String...) throws -> String {
            let outcome = try tiny.run(
                ["query", tiny.atlas, name, "--format", "csv"] + values.flatMap { ["--set", $0] })
            #expect(outcome.status == 0, "\(outcome.stderr)")
            #expect(outcome.stderr.isEmpty)
            return outcome.stdout
        }
        #expect(
            try answer("top-units", "class=sea", "limit=2").hasPrefix(
                "unit,rank,weight,mean_contribution\n2,1,2.0,1.5\n3,2,0.25,0.16666"))
        #expect(try answer("dead-units").hasPrefix("unit,active_fraction,maximum,mean\n4,0.0,0.0,0.0\n"))
        #expect(try answer("shared-units", "a=0", "b=1").contains("\n4,"))
        #expect(try answer("classes-of-unit", "unit=2").contains("blue, sea"))
        #expect(try answer("best-images-of-unit", "unit=1").contains("green/full.png"))
    }

    @Test func SQLAnswers() throws {
        let tiny = try TinyAtlas.indexed()
        #expect(
            try tiny.run(["query", tiny.atlas, "SELECT count(*) AS images FROM image", "--format", "json"]).stdout
                == "[\n  {\"images\": 6}\n]\n")
        #expect(
            try tiny.run(["query", tiny.atlas, "SELECT path FROM image WHERE label = :c", "--set", "c=1"]).stdout
                == "path\n--------------\ngreen/full.png\n")
        #expect(try tiny.run(["query", tiny.atlas, "SELECT 1 WHERE 0", "--format", "json"]).stdout == "[]\n")
        let file = try tiny.folder.write("-- How many units?\nSELECT count(*) AS n FROM unit;\n", to: "count.sql")
        #expect(try tiny.run(["query", tiny.atlas, file, "--format", "csv"]).stdout == "n\n5\n")
        #expect(
            try tiny.run(["query", tiny.atlas, "SELECT 'a|b' AS x, 0.1 AS y", "--format", "markdown"]).stdout
                == "| x | y |\n| --- | ---: |\n| a\\|b | 0.1 |\n")
    }

    @Test(arguments: ["-- So many.\nSELECT count(*) AS n FROM unit", "--so\nSELECT 5 AS n", "--\nSELECT 5 AS n -- 5"])
    func SQLMayBeginWithAComment(sql: String) throws {
        let tiny = try TinyAtlas.indexed()
        #expect(try tiny.run(["query", tiny.atlas, sql, "--format", "csv"]).stdout == "n\n5\n")
        #expect(try tiny.run(["query", tiny.atlas, "--format=csv", sql]).stdout == "n\n5\n")
    }

    @Test func theListFitsItsLines() throws {
        let outcome = try Program.run(["query", "--list"])
        #expect(outcome.status == 0)
        let lines = outcome.stdout.split(separator: "\n")
        #expect(lines.count >= 22)
        #expect(lines.allSatisfy { $0.count <= 160 })
        #expect(outcome.stdout.contains("top-units              Which units argue most strongly for a class?"))
    }

    @Test func queriesOfAnotherFolder() throws {
        let tiny = try TinyAtlas.indexed()
        try tiny.folder.write("-- One?\nSELECT 1 AS one;\n", to: "mine/one.sql")
        let environment = ["UNIT_ATLAS_QUERIES": tiny.folder.file("mine")]
        let arguments = ["query", tiny.atlas, "one", "--format", "csv"]
        #expect(try Program.run(arguments, environment: environment).stdout == "one\n1\n")
        expectRefusal(
            try Program.run(arguments, environment: ["UNIT_ATLAS_QUERIES": tiny.folder.file("no")]), "no")
    }

    @Test func valuesThatDoNotFit() throws {
        let tiny = try TinyAtlas.indexed()
        func query(_ text: String, _ values: String...) throws -> Program.Outcome {
            try tiny.run(["query", tiny.atlas, text] + values.flatMap { ["--set", $0] })
        }
        expectRefusal(try query("top-units"), status: 64)
        expectRefusal(try query("top-units", "clas=red"), status: 64)
        expectRefusal(try query("top-units", "class=re"), status: 1, "2")
        for limit in ["many", "-1", "1.5"] {
            expectRefusal(
                try query("top-units", "class=red", "limit=\(limit)"), status: 64,
                "limit", "“\(limit)”")
        }
        expectRefusal(try query("classes-of-unit", "unit=5"), status: 64, "0", "4")
        expectRefusal(try query("top-units", "class"), status: 64, "name=value")
        expectRefusal(try query("top-units", "=red"), status: 64)
        expectRefusal(try query("top-units", "class=red", "class=sea"), status: 64, "twice")
        expectRefusal(try query("SELECT :x"), status: 64)
    }

    /// A file need not be written like the saved ones: without declarations its parameters take any value.
    @Test func plainFiles() throws {
        let tiny = try TinyAtlas.indexed()
        for text in [
            "SELECT path FROM image WHERE label = :c", "\n-- Anything.\nSELECT path FROM image WHERE label = :c;\n",
        ] {
            let file = try tiny.folder.write(text, to: "plain.sql")
            #expect(
                try tiny.run(["query", tiny.atlas, file, "--set", "c=1", "--format", "csv"]).stdout
                    == "path\ngreen/full.png\n")
            expectRefusal(try tiny.run(["query", tiny.atlas, file]), status: 64, "“plain”")
        }
        let declared = try tiny.folder.write("-- What?\n-- :a text one\nSELECT :a, :b", to: "declared.sql")
        expectRefusal(
            try tiny.run(["query", tiny.atlas, declared, "--set", "a=1"]))
    }

    /// More rows than a table is measured by come out in every form, in their order.
    @Test func manyRows() throws {
        let tiny = try TinyAtlas.indexed()
        let sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000) SELECT i FROM n"
        func lines(_ format: String) throws -> [String] {
            try tiny.run(["query", tiny.atlas, sql, "--format", format]).stdout.split(separator: "\n").map(String.init)
        }
        let numbers = (1...12_000).map(String.init)
        #expect(try lines("csv") == ["i"] + numbers)
        #expect(try lines("json").count == 12_002)
        #expect(try lines("json").last == "]")
        #expect(try lines("markdown") == ["| i |", "| ---: |"] + numbers.map { "| \($0) |" })
        // The first thousand rows make the column four wide.
        let table = try lines("table")
        #expect(table.prefix(3) == ["   i", "----", "   1"])
        #expect(table.suffix(1) == ["12000"])
        #expect(table.count == 12_002)
    }

    @Test func controlCharactersDoNotReachTheTerminal() throws {
        let tiny = try TinyAtlas.indexed()
        let outcome = try tiny.run(["query", tiny.atlas, "SELECT char(27) || '[2Jx' || char(10) || 'y' AS a"])
        #expect(outcome.stdout == "a\n------------\n\\u{1b}[2Jx y\n")
        let json = try tiny.run(["query", tiny.atlas, "SELECT char(27) AS a", "--format", "json"])
        #expect(json.stdout == "[\n  {\"a\": \"\\u001b\"}\n]\n")
    }

    @Test func whatWouldChangeTheAtlasIsRefused() throws {
        let tiny = try TinyAtlas.indexed()
        let before = try Data(contentsOf: URL(fileURLWithPath: tiny.atlas))
        for sql in [
            "DELETE FROM image", "SELECT 1; SELECT 2", "SELECT 1; DROP TABLE image", "PRAGMA user_version = 9",
            "WITH a AS (SELECT 1) DELETE FROM image", "ATTACH 'other.sqlite' AS o", "VACUUM INTO 'other.sqlite'",
            "UPDATE unit SET mean = 0", ";",
        ] {
            expectRefusal(try tiny.run(["query", tiny.atlas, sql]), "refused")
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: tiny.atlas)) == before)
        #expect(!tiny.folder.contents.contains("other.sqlite"))
    }

    @Test func whatIsNoQuestion() throws {
        let tiny = try TinyAtlas.indexed()
        expectRefusal(try tiny.run(["query", tiny.atlas, "SELECT nope FROM image"]))
        let marked = try tiny.run(["query", tiny.atlas, "SELECT id,\n nope FROM image"]).stderr
        #expect(marked.contains("no such column: nope (line 2, column 2)"), "\(marked)")
        #expect(marked.hasSuffix("\n   nope FROM image\n   ^~~~\n"), "\(marked)")
        expectRefusal(try tiny.run(["query", tiny.atlas, "no-such-query"]), "no-such-query", "top-units")
        expectRefusal(try tiny.run(["query", tiny.atlas, "no.sql"]), "no.sql")
        expectRefusal(try tiny.run(["query", "no.sqlite", "SELECT 1"]), "no.sqlite")
        expectRefusal(try tiny.run(["query", tiny.atlas]), status: 64)
        #expect(!tiny.folder.contents.contains("no.sqlite"))
    }

    @Test func functionsAnswerAndAreListed() throws {
        let tiny = try TinyAtlas.indexed()
        #expect(
            try tiny.answer(
                "SELECT round(pooled(path, 0), 6), round(contribution(path, 'red, crimson', 0), 6) FROM image "
                    + "WHERE path = 'red/left.png'") == ["0.5,1.0"])
        #expect(try tiny.answer("SELECT round(cosine(0, 1), 4) FROM unit WHERE id = 0") == ["-0.6938"])
        expectRefusal(
            try tiny.run(["query", tiny.atlas, "SELECT pooled('no.png', 0)"]), "“no.png”")
        let list = try Program.run(["query", "--functions", "--format", "csv"]).stdout
        for name in ["pooled(image, unit)", "cell(map, x, y)", "iou(mask_a, mask_b)", "map_max(map)"] {
            #expect(list.contains(name))
        }
    }

    @Test func aQueryThatTakesTooLongIsStopped() throws {
        let tiny = try TinyAtlas.indexed()
        let sql = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        expectRefusal(
            try tiny.run(["query", tiny.atlas, sql, "--time-limit", "0.2"]), "0.2", "--time-limit"
        )
        expectRefusal(try tiny.run(["query", tiny.atlas, "SELECT 1", "--time-limit", "-1"]), status: 64)
        #expect(try tiny.run(["query", tiny.atlas, "SELECT 1 AS a", "--time-limit", "0"]).stdout == "a\n-\n1\n")
    }

    @Test func answersAreDrawn() throws {
        let tiny = try TinyAtlas.indexed()
        func plot(_ sql: String, _ kind: String, _ file: String = "plot.png") throws -> Program.Outcome {
            try tiny.run(["query", tiny.atlas, sql, "--plot", kind, file])
        }
        let bars = try plot("SELECT path, pooled(id, 0) AS redness FROM image", "bar")
        #expect(bars.status == 0, "\(bars.stderr)")
        #expect(bars.messages == ["plot.png"])
        #expect(bars.stdout.contains("red/full.png"))
        let png = [UInt8](try Data(contentsOf: URL(fileURLWithPath: tiny.folder.file("plot.png"))))
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        #expect(String(decoding: png.prefix(1000), as: UTF8.self).contains("bar of path, redness"))
        for sql in ["SELECT probability FROM image_verdict", "SELECT width, count(*) FROM image GROUP BY 1"] {
            let outcome = try plot(sql, "histogram", "histogram.png")
            #expect(outcome.status == 0, "\(outcome.stderr)")
            #expect(tiny.folder.contents.contains("histogram.png"))
        }
        expectRefusal(try plot("SELECT 1", "bar", "no.png"), "1")
        expectRefusal(try plot("SELECT 1, 2, 3", "histogram", "no.png"), "3")
        expectRefusal(try plot("SELECT path, path FROM image LIMIT 1", "bar", "no.png"), "“path”")
        expectRefusal(try plot("SELECT path, mean FROM image, unit WHERE 0", "bar", "no/where.png"))
        expectRefusal(try plot("SELECT 1, -1", "histogram", "no.png"))
        expectRefusal(try plot("SELECT 1, 2", "pie", "no.png"), status: 64)
        expectRefusal(try plot("SELECT 1, 2", "bar", "no.jpg"), status: 64, ".png")
        #expect(!tiny.folder.contents.contains("no.png"))
        #expect(try plot("SELECT 1, 2", "bar", "no/where.png").status == 1)
    }
}
