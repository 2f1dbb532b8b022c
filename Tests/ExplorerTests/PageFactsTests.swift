@testable import Explorer
import Foundation
import Reporting
import Store
import TestSupport
import Testing
import UnitAtlas
import Units

/// The numbers on pages are those that queries give.
struct PageFactsTests {
    private let tiny: TinySite

    init() throws { tiny = try TinySite() }

    private func number(_ value: SQLValue) throws -> Double {
        switch value {
        case .real(let number): number
        case .integer(let number): Double(number)
        default: try #require(nil)
        }
    }

    @Test func aClassIsItsBagOfWords() throws {
        let page = tiny.text("/class/2")
        let expected = try tiny.rows(
            """
            SELECT u.unit, u.weight, u.mean_contribution, b.share FROM class_unit u
            JOIN bag_of_words b ON b.class = u.class AND b.unit = u.unit WHERE u.class = 2 AND u.weight > 0 ORDER BY u.rank
            """)
        let articles = page.components(separatedBy: "<article").dropFirst()
        // Units 2 and 3 for blue, unit 1 against it.
        #expect(expected.count == 2)
        #expect(articles.count == 3)
        for (article, row) in zip(articles, expected) {
            #expect(article.contains(">unit \(try Int(number(row[0])))</a>"))
            #expect(article.contains("<dd class=\"weight\">\(NumberFormat.signed(try number(row[1])))</dd>"))
            #expect(article.contains("<dd>\(NumberFormat.signed(try number(row[2])))</dd>"))
            #expect(article.contains("<dd>\(NumberFormat.percent(try number(row[3])))</dd>"))
        }
        #expect(articles.last?.contains(NumberFormat.signed(-1.0)) == true)
        // Half blue, half red: as much redness as blueness, and red has the larger bias.
        #expect(page.contains("predicted <a href=\"/class/0\">"))
        #expect(page.contains("<dt>predicted as this class</dt><dd>50.0 %</dd>"))
        #expect(page.contains("<dt>labelled images</dt><dd>2</dd>"))
    }

    /// Over blue's images the contributions are 2 · 0.75, 0.25 · 2/3 and 0; teapot has no images and is ranked by weight.
    @Test func unitsByContribution() throws {
        let exploration = try Exploration(Atlas(tiny.atlas), by: .contribution)
        let blue = try #require(try exploration.facts(of: ClassID(2)))
        #expect(blue.measure == .contribution)
        #expect(blue.unitsFor.map(\.ranked.unit.value) == [2, 3])
        #expect(blue.largestValue == blue.unitsFor[0].ranked.meanContribution)
        #expect(blue.evidence?.share == 1)
        #expect(blue.unitsAgainst.isEmpty)
        #expect(try exploration.strongestUnits(of: ClassID(2), count: 1) == [UnitID(2)])
        let ablation = try Exploration(Atlas(tiny.atlas), by: .ablation)
        #expect(try ablation.facts(of: ClassID(2))?.unitsFor.first?.ranked.marginDrop != nil)
        let site = try Site(exploration, try ExplorationPictures(exploration), queries: nil)
        let page = site.respond(
            to: RequestHead(method: "GET", target: "/class/2", headers: [("Host", "127.0.0.1:8042")]), port: 8042)
        #expect(String(decoding: page.bytes, as: UTF8.self).contains("by mean contribution"))
    }

    @Test func contributionsAddUpToTheLogit() throws {
        for entry in tiny.exploration.images {
            let facts = try #require(try tiny.exploration.facts(of: entry.id))
            #expect(facts.predictions.count == 3)
            for explained in facts.logits {
                let logit = try #require(explained.logit)
                #expect(abs(explained.sum - logit) < 1e-5)
            }
            let page = tiny.text("/image/\(entry.id)")
            let sums = page.matches(
                of: /<tr class="sum"><td colspan="5">(sum|logit of the network)<\/td><td class="number">([^<]+)</
            )
            .map { String($0.2) }
            #expect(sums.count == 2)
            #expect(sums[0] == sums[1], "\(entry.record.path)")
            #expect(sums[1] == NumberFormat.signed(try #require(facts.predictions.first).logit))
        }
    }

    /// F = (blue: 0.5, red: 0.5 over half the cells) → the lead of red over blue by hand.
    @Test func aLeadIsTheDifferenceOfLogits() throws {
        let facts = try #require(try tiny.exploration.facts(of: try tiny.image("blue/odd.png")))
        let lead = try #require(facts.lead)
        let total = lead.reduce(facts.leadOfBias) { $0 + $1.difference }
        #expect(abs(total - Double(facts.predictions[0].logit - facts.predictions[1].logit)) < 1e-5)
        #expect(abs(facts.leadOfBias - 0.5) < 1e-6)
        // (2 − 0) · 0.5 from redness, (0 − 2) · 0.5 from blueness, (0.5 − 0.25) · 2/3 from darkness.
        let byUnit = Dictionary(uniqueKeysWithValues: lead.map { ($0.unit.value, $0.difference) })
        #expect(abs((byUnit[0] ?? 0) - 1) < 1e-5)
        #expect(abs((byUnit[2] ?? 0) + 1) < 1e-5)
        #expect(abs((byUnit[3] ?? 0) - 0.25 * 2 / 3) < 1e-5)
    }

    @Test func aHistogramCountsEveryImage() throws {
        for unit in 0..<5 {
            let histogram = try tiny.exploration.histogram(of: UnitID(unit))
            #expect(histogram.images == 6)
            let values = try tiny.exploration.images.map { entry in
                let pooled = try #require(try AtlasReader(path: tiny.atlas).pooled(entry.record.path))
                return Double(pooled.mean[unit])
            }
            for (bin, count) in histogram.counts.enumerated() {
                let from = histogram.start + Double(bin) * histogram.width
                #expect(values.count { $0 >= from && $0 < from + histogram.width } == count, "unit \(unit), bin \(bin)")
            }
        }
        // Redness argues for class 0, which has two labelled images.
        let redness = try tiny.exploration.histogram(of: UnitID(0))
        #expect(redness.own == ClassID(0))
        #expect(redness.ownCounts.reduce(0, +) == 2)
        // 1.0 for a red picture, 0.5 for half of it and for the odd one; the rest are 0.
        #expect(redness.counts.first == 3)
        #expect(redness.counts.last == 1)
    }

    @Test func savedQueriesAnswer() throws {
        let page = tiny.text("/query/words?class=sea&limit=1")
        #expect(page.contains("<a href=\"/unit/2\">2</a>"))
        #expect(!page.contains("<a href=\"/unit/3\">3</a>"))
        #expect(page.contains("<h1>Which units speak for a class?</h1>"))
        #expect(tiny.text("/query/words?class=").contains("Enter class."))
        // Without any values: of the first class.
        #expect(tiny.text("/query/words").contains("<a href=\"/unit/0\">0</a>"))
        #expect(tiny.get("/query/words?class=zebra").status == 400)
        #expect(tiny.text("/query/words?class=zebra").contains("There is no class “zebra”"))
        #expect(tiny.get("/query/words?klass=1").status == 400)
        #expect(tiny.text("/query/all-images").contains("blue/odd.png</a>"))
    }

    @Test(arguments: [
        "DELETE FROM image", "SELECT 1; SELECT 2", "SELECT nope FROM image", "ATTACH 'x' AS y",
        "PRAGMA writable_schema",
    ])
    func SQLThatIsRefused(_ sql: String) throws {
        let encoded = try #require(sql.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        let answer = tiny.get("/sql?sql=" + encoded)
        #expect(answer.status == 400)
        #expect(String(decoding: answer.bytes, as: UTF8.self).contains("class=\"failure\""))
    }

    @Test func longAnswersAreCut() throws {
        let sql = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n"
        let encoded = try #require(sql.addingPercentEncoding(withAllowedCharacters: .alphanumerics))
        let text = tiny.text("/sql?sql=" + encoded)
        #expect(text.contains("LIMIT and OFFSET"))
        #expect(text.matches(of: /<tr class="item">/).count == QueryService.rowLimit)
    }
}
