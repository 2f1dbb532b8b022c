import Queries
import Store
import Testing
import Units

/// The project's own queries about units: what many share, what is said twice, what is always in one place.
@Suite struct UnitQueryTests {
    let atlas: HandMadeAtlas

    init() throws { atlas = try HandMadeAtlas() }

    /// Unit 0 is among the two strongest of cat and dog; weights of 0 make no word.
    @Test func commonUnits() throws {
        let result = try atlas.run("common-units", ["units": "2"])
        #expect(result.columns == ["unit", "classes", "strongest", "weight"])
        #expect(lines(result) == ["0 2 cat 2.0", "1 1 dog 3.0", "2 1 fish 0.5"])
        #expect(lines(try atlas.run("common-units", ["units": "1", "limit": "1"])) == ["1 1 dog 3.0"])
    }

    @Test func selectiveUnits() throws {
        let result = try atlas.run("selective-units")
        #expect(
            result.columns == [
                "unit", "class", "class_name", "images", "share", "share_low", "p", "class_images", "warning", "weight",
                "rank",
            ])
        #expect(facts(result, without: ["share_low", "p"]) == ["0 0 cat 2 1.0 2 - 2.0 1"])
        // Of four images two are cats and two are dogs: two that are drawn are alike in two cases of six.
        #expect(isNear(result, "p", [1 / 3.0]) && isNear(result, "share_low", [0.3424]))
        let more = try atlas.run("selective-units", ["share": "0.5"])
        #expect(
            facts(more, without: ["share_low", "p"]) == [
                "0 0 cat 2 1.0 2 - 2.0 1", "2 0 cat 1 0.5 2 - 0.0 2", "1 0 cat 1 0.5 2 - -1.0 3",
            ])
        #expect(isNear(more, "p", [1 / 3.0, 1, 1]))
    }

    /// Only unit 1 argues against a label that its best images have: it shows a cat second.
    @Test func againstLabel() throws {
        let result = try atlas.run("against-label")
        #expect(result.columns == ["unit", "rank", "path", "label", "label_name", "weight", "argument"])
        #expect(lines(result) == ["1 2 x/a.png 0 cat -1.0 -1.0"])
    }

    /// Over a, b, c, d: (4, 2, 1, 0), (1, 0, 2, 0), (0, 1, 0, 1).
    @Test func redundantUnits() throws {
        let result = try atlas.run("redundant-units")
        #expect(result.columns == ["unit", "other", "correlation", "shared"])
        #expect(
            result.rows.map { [$0[0], $0[1], $0[3]] } == [
                [.integer(0), .integer(1), .integer(1)], [.integer(0), .integer(2), .integer(1)],
            ])
        let expected = [0.75 / (8.75 * 2.75).squareRoot(), -1.5 / 8.75.squareRoot()]
        for (row, value) in zip(result.rows, expected) {
            guard case .real(let correlation) = row[2] else {
                Issue.record("\(row)")
                continue
            }
            #expect(abs(correlation - value) < 1e-6)
        }
        #expect(lines(try atlas.run("redundant-units", ["shared": "2"])).isEmpty)
    }

    @Test func saturatedUnits() throws {
        let result = try atlas.run("saturated-units")
        #expect(result.columns == ["unit", "maximum", "images", "stored", "active_fraction", "unclipped_maximum"])
        #expect(lines(result) == ["2 1.0 2 2 0.0 3.0"])
    }

    /// Peaks: unit 0 at (0, 0) and (3, 4); unit 1 at (0, 0) and (0, 2); unit 2 twice at (1, 1).
    @Test func fixedPlaces() throws {
        let result = try atlas.run("fixed-places")
        #expect(result.columns == ["unit", "images", "x", "y", "spread"])
        #expect(lines(result) == ["2 2 1.0 1.0 0.0", "1 2 0.0 1.0 1.0", "0 2 1.5 2.0 2.5"])
    }

    @Test func unitsOfImage() throws {
        let result = try atlas.run("units-of-image", ["image": "x/b.png"])
        #expect(
            result.columns == ["unit", "rank", "maximum", "mean", "cell_x", "cell_y", "class", "class_name", "weight"])
        #expect(lines(result) == ["2 1 1.0 1.0 1 1 2 fish 0.5", "0 2 2.0 2.0 3 4 0 cat 2.0"])
    }

    @Test func overlappingUnits() throws {
        func record(_ unit: Int, _ image: String, _ method: String, _ pixels: [Bool]) -> SegmentationRecord {
            SegmentationRecord(
                unit: UnitID(unit), image: image, method: method, configuration: "{}",
                mask: Mask(width: 2, height: 2, pixels: pixels))
        }
        let editor = try AtlasEditor(path: atlas.path)
        try editor.save([
            record(0, "x/a.png", "threshold", [true, true, false, false]),
            record(1, "x/a.png", "threshold", [true, false, false, false]),
            record(0, "x/b.png", "threshold", [true, false, false, false]),
            record(2, "x/b.png", "threshold", [true, false, false, false]),
            record(1, "x/b.png", "quantile", [true, false, false, false]),
        ])
        editor.close()
        let result = try atlas.run("overlapping-units")
        #expect(result.columns == ["unit", "other", "method", "images", "mean_iou"])
        #expect(lines(result) == ["0 2 threshold 1 1.0", "0 1 threshold 1 0.5"])
        #expect(lines(try atlas.run("overlapping-units", ["images": "2"])).isEmpty)
    }

    /// An image is found by its path, a unique ending of it, with or without extension, as everywhere.
    @Test(arguments: ["x/b.png", "b.png", "b", "./x/b.png", " b.png ", "data/x/b.png"])
    func anImageByAnyOfItsNames(_ text: String) throws {
        #expect(
            try lines(atlas.run("units-of-image", ["image": text]))
                == lines(atlas.run("units-of-image", ["image": "x/b.png"])))
    }

    @Test(arguments: ["png", "z.png", "x", ""]) func whatNamesNoImage(_ text: String) throws {
        #expect(throws: QueryError.self) { try atlas.run("units-of-image", ["image": text]) }
    }
}
