import Foundation
import Store
import Testing

@Suite struct SavedQueryFileTests {
    let atlas: HandMadeAtlas
    let runner: QueryRunner

    /// The project's own queries, found as an installed program finds them.
    static let folder = try? SavedQueryFolder.find(environment: [:], executablePath: #filePath)

    init() throws {
        atlas = try HandMadeAtlas()
        runner = try QueryRunner(path: atlas.path)
    }

    private func run(_ name: String, _ arguments: [String: String] = [:]) throws -> QueryResult {
        let query = try #require(Self.folder).query(named: name)
        return try runner.run(query, arguments: arguments, resolveClass: resolve)
    }

    @Test func theFolderHoldsExactlyTheQueriesTestedHere() throws {
        let queries = try #require(Self.folder).list()
        #expect(
            queries.map(\.name) == [
                "best-images-of-unit", "classes-of-unit", "dead-units", "misplaced-units", "shared-units", "top-units",
            ])
        for query in queries { #expect(query.question.contains("?"), "\(query.name)") }
    }

    /// Mean pooled activations: cat (a, b) 3, 0.5, 0.5; dog (c) 1, 2, 0; fish none.
    @Test func topUnits() throws {
        let cat = try run("top-units", ["class": "cat"])
        #expect(cat.columns == ["unit", "rank", "weight", "mean_contribution"])
        #expect(lines(cat) == ["0 1 2.0 6.0", "2 2 0.0 0.0", "1 3 -1.0 -0.5"])
        #expect(lines(try run("top-units", ["class": "dog", "limit": "1"])) == ["1 1 3.0 6.0"])
        #expect(lines(try run("top-units", ["class": "fish", "limit": "1"])) == ["2 1 0.5 -"])
    }

    @Test func classesOfUnit() throws {
        let first = try run("classes-of-unit", ["unit": "0"])
        #expect(first.columns == ["class", "class_name", "rank", "weight"])
        #expect(lines(first) == ["0 cat 1 2.0", "1 dog 2 1.0", "2 fish 3 -1.0"])
        // Equal weights: the lower class first.
        #expect(
            lines(try run("classes-of-unit", ["unit": "2", "limit": "3"])) == [
                "2 fish 1 0.5", "0 cat 2 0.0", "1 dog 3 0.0",
            ])
    }

    @Test func bestImagesOfUnit() throws {
        let result = try run("best-images-of-unit", ["unit": "2"])
        #expect(result.columns == ["rank", "path", "maximum", "mean", "cell_x", "cell_y", "label", "label_name"])
        #expect(lines(result) == ["1 x/b.png 1.0 1.0 0 0 0 cat", "2 y/d.png 1.0 1.0 0 0 - -"])
    }

    @Test func sharedUnits() throws {
        let result = try run("shared-units", ["a": "cat", "b": "dog"])
        #expect(result.columns == ["unit", "weight_a", "rank_a", "weight_b", "rank_b"])
        #expect(lines(result) == ["0 2.0 1 1.0 2"])
        #expect(lines(try run("shared-units", ["a": "cat", "b": "fish"])).isEmpty)
        #expect(lines(try run("shared-units", ["a": "dog", "b": "dog"])) == ["1 3.0 1 3.0 1", "0 1.0 2 1.0 2"])
    }

    /// Unit 0 argues for cat and shows cats; 1 for dog and shows a dog and a cat; 2 for fish and shows none.
    @Test func misplacedUnits() throws {
        let result = try run("misplaced-units")
        #expect(
            result.columns == [
                "unit", "class", "class_name", "weight", "own", "images", "class_images", "commonest",
                "commonest_name", "commonest_images",
            ])
        #expect(lines(result) == ["2 2 fish 0.5 0 2 0 0 cat 1"])
        #expect(
            lines(try run("misplaced-units", ["most": "1"])) == [
                "1 1 dog 3.0 1 2 2 0 cat 1", "2 2 fish 0.5 0 2 0 0 cat 1",
            ])
    }

    @Test func deadUnits() throws {
        let result = try run("dead-units")
        #expect(result.columns == ["unit", "active_fraction", "maximum", "mean"])
        #expect(lines(result) == ["2 0.0 1.0 0.5", "1 1e-05 2.0 0.5"])
        #expect(lines(try run("dead-units", ["active": "0"])) == ["2 0.0 1.0 0.5"])
    }
}
