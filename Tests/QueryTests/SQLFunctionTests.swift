import Foundation
import Queries
import Store
import Testing
import Units

@Suite struct SQLFunctionTests {
    let atlas: HandMadeAtlas
    let runner: QueryRunner

    init() throws {
        atlas = try HandMadeAtlas(bias: [0.5, 0, -1])
        runner = try QueryRunner(path: atlas.path)
    }

    private func run(_ sql: String, _ other: QueryRunner? = nil) throws -> [String] {
        lines(try (other ?? runner).run(SavedQuery(sql: sql), resolveClass: resolve))
    }

    private func value(_ sql: String, _ other: QueryRunner? = nil) throws -> String {
        try #require(try run("SELECT " + sql, other).first)
    }

    @Test func pooledReadsOneUnitOfAnImage() throws {
        #expect(
            try run("SELECT path, pooled(id, 0), pooled(path, 1) FROM image ORDER BY path") == [
                "x/a.png 4.0 1.0", "x/b.png 2.0 0.0", "x/c.png 1.0 2.0", "y/d.png 0.0 0.0", "y/e.png - -",
            ])
    }

    /// Bias and contributions make the logit, whatever stands for the class.
    @Test func contributionsAddUpToTheLogit() throws {
        #expect(try value("contribution('x/a.png', 0, 0), contribution('x/a.png', 'Dog', 1)") == "8.0 3.0")
        let sums = try run(
            """
            SELECT i.path, c.name, b.bias + (SELECT sum(contribution(i.id, c.id, u.id)) FROM unit u), logit(i.path, c.name)
            FROM image i JOIN class c JOIN head_bias b ON b.class = c.id WHERE i.status = 'indexed' ORDER BY 1, c.id
            """)
        #expect(sums.count == 12)
        #expect(sums[0] == "x/a.png cat 7.5 7.5")
        #expect(sums[5] == "x/b.png fish -2.5 -2.5")
        for sum in sums { #expect(sum.split(separator: " ")[2] == sum.split(separator: " ")[3], "\(sum)") }
        #expect(try value("contribution('y/e.png', 0, 0), logit('y/e.png', 0)") == "- -")
    }

    /// Half of the cells that the head averages over are padding; contributions average to what the views say, and do not
    /// make a logit.
    @Test func aRectifiedHeadHasContributionsAndNoLogit() throws {
        let other = try HandMadeAtlas(form: .linearThenPool(rectified: true, border: 20))
        let runner = try QueryRunner(path: other.path)
        #expect(try value("contribution('x/a.png', 'cat', 0)", runner) == "4.0")
        let sql = """
            SELECT avg(contribution(i.id, 0, 0)), (SELECT mean_contribution FROM class_unit WHERE class = 0 AND unit = 0)
            FROM image i WHERE i.label = 0
            """
        #expect(try run(sql, runner) == ["3.0 3.0"])
        expectFailure("logit('x/a.png', 0)", "logit: head “native” applies a ReLU to its class maps", runner)
        let linear = try HandMadeAtlas(form: .linearThenPool(rectified: false, border: 20), bias: [0.5, 0, 0])
        #expect(try value("logit('x/a.png', 0)", try QueryRunner(path: linear.path)) == "4.0")
    }

    @Test func likenessOfClassesImagesAndUnits() throws {
        #expect(try value("cosine(0, 'fish'), cosine('cat', 'CAT')") == "-0.8 1.0")
        #expect(try value("distance('x/a.png', 'x/b.png')") == "\(6.0.squareRoot())")
        #expect(try value("round(correlation(0, 1), 6), round(correlation(1, 1), 6)") == "0.152894 1.0")
    }

    @Test func mapsOpen() throws {
        #expect(
            try run(
                """
                SELECT unit, rank, cell(map, cell_x, cell_y), cell(map, 3, 3), map_max(map), map_mean(map)
                FROM top_activation WHERE unit < 2 ORDER BY 1, 2
                """) == [
                    "0 1 4.0 0.0 4.0 0.2", "0 2 2.0 0.0 2.0 0.1", "1 1 2.0 0.0 2.0 0.1", "1 2 1.0 0.0 1.0 0.05",
                ])
        #expect(try value("map_max(pooled_mean), map_mean(pooled_mean) FROM image WHERE path = 'x/c.png'") == "2.0 1.0")
    }

    /// 2×2 masks: the upper row; the left column; nothing; all of a 1×4 image.
    @Test func masksOpen() throws {
        let (upper, left, none, wide) = ("x'0202000202'", "x'020200010101 01'", "x'020204'", "x'04010004'")
        let column = left.replacingOccurrences(of: " ", with: "")
        #expect(
            try value("mask_area(\(upper)), mask_area(\(column)), mask_area(\(none)), mask_area(\(wide))") == "2 2 0 4")
        #expect(
            try value("iou(\(upper), \(column)), iou(\(upper), \(upper)), iou(\(none), \(none))")
                == "\(1.0 / 3) 1.0 0.0")
        #expect(try value("iou(0, 0, 2, 2, 1, 0, 3, 2), iou(0, 0, 1, 1, 5, 5, 6, 6)") == "\(1.0 / 3) 0.0")
        expectFailure("iou(\(upper), \(wide))", "iou: masks of 2×2 and 4×1 pixels do not belong to one image")
    }

    @Test func nothingGivesNothing() throws {
        for function in SQLFunction.all {
            let count = function.signature.split(separator: ",").count
            let arguments = [String](repeating: "NULL", count: count).joined(separator: ", ")
            #expect(try value("\(function.name)(\(arguments))") == "-", "\(function.signature)")
        }
    }

    @Test(arguments: [
        ("pooled('x/z.png', 0)", "pooled: the atlas has no image “x/z.png”"),
        ("pooled(99, 0)", "pooled: the atlas has no image 99"),
        ("pooled(x'00', 0)", "pooled: image must be the id or path of an image, not a blob of 1 bytes"),
        ("pooled(1, 3)", "pooled: there is no unit 3: the units are 0 to 2"),
        ("pooled(1, -1)", "pooled: there is no unit -1"),
        ("pooled(1, 0.5)", "pooled: unit must be an integer, not 0.5"),
        ("pooled(1, 'first')", "pooled: unit must be an integer, not “first”"),
        ("contribution(1, 'cow', 0)", "contribution: there is no class “cow”"),
        ("contribution(1, 3, 0)", "contribution: there is no class 3: the classes are 0 to 2"),
        ("cosine(0, x'01')", "cosine: class_b must be an integer, not a blob of 1 bytes"),
        ("correlation(0, 9e99)", "correlation: unit_b must be an integer"),
        ("cell(x'00000000', 0, 0)", "cell: the map has 1 cells, but the atlas's maps have 5 rows of 4"),
        ("cell(zeroblob(80), 4, 0)", "cell: column 4, row 0 is outside a map of 5 rows of 4 cells"),
        ("cell(zeroblob(80), 0, -1)", "cell: column 0, row -1 is outside"),
        ("map_max(x'000000')", "map_max: map must be a blob of float32 numbers, not a blob of 3 bytes"),
        ("map_max(x'')", "map_max: map must be a blob of float32 numbers, not a blob of 0 bytes"),
        ("map_mean('abcd')", "map_mean: map must be a blob of float32 numbers, not “abcd”"),
        ("mask_area(x'0202')", "mask_area: mask must be a mask from the table segmentation, not a blob of 2 bytes"),
        ("mask_area(7)", "mask_area: mask must be a mask from the table segmentation, not 7"),
        ("iou(2, 0, 0, 1, 0, 0, 1, 1)", "iou: a box ends before it begins"),
        ("iou('a', 0, 0, 1, 0, 0, 1, 1)", "iou: ax0 must be a number, not “a”"),
        ("pooled(1)", "wrong number of arguments to function pooled()"),
    ]) func aWrongArgumentEndsTheQuery(sql: String, message: String) {
        expectFailure(sql, message)
    }

    private func expectFailure(_ sql: String, _ message: String, _ other: QueryRunner? = nil) {
        let error = #expect(throws: QueryError.self) { try run("SELECT " + sql, other) }
        guard case .failed(_, let found, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(found.hasPrefix(message), "\(found)")
    }
}
