import Queries
import Store
import Testing
import Units

/// The views, on the hand-made atlas.
@Suite struct ViewTests {
    let atlas: HandMadeAtlas
    let runner: QueryRunner

    init() throws {
        atlas = try HandMadeAtlas()
        runner = try QueryRunner(path: atlas.path)
    }

    private func run(_ sql: String) throws -> QueryResult {
        try runner.run(SavedQuery(sql: sql), resolveClass: resolve)
    }

    @Test func classUnit() throws {
        let result = try run("SELECT * FROM class_unit WHERE class_name = 'dog' ORDER BY rank")
        #expect(result.columns == ["class", "class_name", "unit", "weight", "rank", "mean_contribution"])
        #expect(lines(result) == ["1 dog 1 3.0 1 6.0", "1 dog 0 1.0 2 1.0", "1 dog 2 0.0 3 0.0"])
        #expect(lines(try run("SELECT count(*), sum(rank) FROM class_unit")) == ["9 18"])
    }

    @Test func unitVote() throws {
        let result = try run("SELECT * FROM unit_vote WHERE rank = 1 ORDER BY unit")
        #expect(result.columns == ["unit", "class", "class_name", "weight", "rank"])
        #expect(lines(result) == ["0 0 cat 2.0 1", "1 1 dog 3.0 1", "2 2 fish 0.5 1"])
    }

    @Test func imageVerdict() throws {
        let result = try run(
            """
            SELECT path, label, label_name, class, class_name, probability, correct, correct_top5
            FROM image_verdict ORDER BY path
            """)
        #expect(
            lines(result) == [
                "x/a.png 0 cat 0 cat 0.5 1 1", "x/b.png 0 cat 1 dog 0.5 0 1", "x/c.png 1 dog 2 fish 0.5 0 0",
                "y/d.png - - 1 dog 0.5 - -",
            ])
    }

    /// Cat: contributions 6, -0.5 and 0; dog: 1, 6 and 0.
    @Test func bagOfWords() throws {
        let result = try run("SELECT * FROM bag_of_words WHERE class = 0 ORDER BY unit")
        #expect(result.columns == ["class", "class_name", "unit", "weight", "mean_contribution", "share"])
        #expect(lines(result) == ["0 cat 0 2.0 6.0 1.0", "0 cat 1 -1.0 -0.5 0.0", "0 cat 2 0.0 0.0 0.0"])
        let shares = try run("SELECT share * 7 FROM bag_of_words WHERE class_name = 'dog' ORDER BY unit")
        #expect(lines(shares) == ["1.0", "6.0", "0.0"])
        #expect(lines(try run("SELECT * FROM bag_of_words WHERE class = 2")).isEmpty)
    }

    /// No filter by class or unit may read all weights: no plan scans them, and each looks them up by head and class.
    @Test(arguments: [
        "SELECT * FROM class_unit WHERE class = 1", "SELECT * FROM class_unit WHERE class_name = 'dog' LIMIT 3",
        "SELECT * FROM unit_vote WHERE unit = 1 ORDER BY rank", "SELECT * FROM bag_of_words WHERE class = 1",
        "SELECT * FROM bag_of_words WHERE class_name = 'dog' ORDER BY share",
        "SELECT unit FROM class_unit WHERE class = 1 AND rank <= 2",
    ]) func noFilterScansTheWeights(sql: String) throws {
        let plan = lines(try run("EXPLAIN QUERY PLAN " + sql))
        let weights = plan.filter { $0.contains(" w") && ($0.contains("SCAN w") || $0.contains("SEARCH w")) }
        #expect(!weights.isEmpty)
        for step in weights { #expect(step.contains("SEARCH w USING PRIMARY KEY (head=? AND class=?"), "\(plan)") }
    }

    /// The filter has to reach the inside of the window, or the plan looks as good and runs over every class.
    @Test(arguments: [
        ("SELECT * FROM class_unit WHERE class = 1", "class=?) "),
        ("SELECT * FROM unit_vote WHERE unit = 1", "unit=?)"),
    ]) func theFilterReachesTheInside(sql: String, trace: String) throws {
        let plan = lines(try run("EXPLAIN QUERY PLAN " + sql)).joined(separator: "\n") + " "
        if trace.hasPrefix("class") {
            #expect(plan.contains("SEARCH c USING PRIMARY KEY (head=? AND id=?)"), "\(plan)")
        } else {
            #expect(plan.contains("SEARCH w USING PRIMARY KEY (head=? AND class=? AND unit=?)"), "\(plan)")
        }
    }

    /// Cat: weights 2, −1, 0; mean pooled activations 3, 0.5, 0.5.
    @Test func rankingsSideBySide() throws {
        let sql = """
            SELECT unit, rank, mean_contribution, contribution_rank, accuracy_drop, margin_drop, ablation_rank
            FROM unit_ranking WHERE class_name = 'cat' ORDER BY unit
            """
        let unstored = try runner.run(SavedQuery(sql: sql), resolveClass: resolve)
        #expect(lines(unstored) == ["0 1 6.0 1 - - -", "1 3 -0.5 3 - - -", "2 2 0.0 2 - - -"])
        try atlas.save(drops: [(0.0, 1.0), (0.5, -1.0), (0.0, 2.0)])
        let stored = try QueryRunner(path: atlas.path).run(SavedQuery(sql: sql), resolveClass: resolve)
        #expect(lines(stored) == ["0 1 6.0 1 0.0 1.0 3", "1 3 -0.5 3 0.5 -1.0 1", "2 2 0.0 2 0.0 2.0 2"])
    }
}
