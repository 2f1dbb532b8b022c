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

    @Test func theListFitsItsLines() throws {
        let outcome = try Program.run(["query", "--list"])
        #expect(outcome.status == 0)
        let lines = outcome.stdout.split(separator: "\n")
        #expect(lines.count >= 8)
        #expect(lines.allSatisfy { $0.count <= 160 })
        #expect(outcome.stdout.contains("top-units            Which units argue most strongly for a class?"))
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
        expectRefusal(try query("top-units"), "class has to be given")
        expectRefusal(try query("top-units", "clas=red"), "no parameter clas")
        expectRefusal(try query("top-units", "class=re"), "may mean any of 2")
        expectRefusal(try query("top-units", "class=red", "limit=many"), "limit is to be an integer, not 'many'")
        expectRefusal(try query("classes-of-unit", "unit=5"), "0 to 4")
        expectRefusal(try query("top-units", "class"), status: 64, "name=value")
        expectRefusal(try query("top-units", "=red"), status: 64)
        expectRefusal(try query("top-units", "class=red", "class=sea"), status: 64, "twice")
        expectRefusal(try query("SELECT :x"), "x has to be given")
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
        expectRefusal(try tiny.run(["query", tiny.atlas, "SELECT nope FROM image"]), "no such column: nope")
        expectRefusal(try tiny.run(["query", tiny.atlas, "no-such-query"]), "no-such-query", "top-units")
        expectRefusal(try tiny.run(["query", tiny.atlas, "no.sql"]), "no.sql", "no such file")
        expectRefusal(try tiny.run(["query", "no.sqlite", "SELECT 1"]), "no.sqlite", "no such atlas")
        expectRefusal(try tiny.run(["query", tiny.atlas]), status: 64)
        #expect(!tiny.folder.contents.contains("no.sqlite"))
    }
}
