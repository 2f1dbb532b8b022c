import Queries
import Store
import Testing

/// The project's own queries about classes, as bags of words and as they are confused.
@Suite struct ClassQueryTests {
    let atlas: HandMadeAtlas

    init() throws { atlas = try HandMadeAtlas() }

    /// Mean contributions: cat 6, -0.5, 0; dog 1, 6, 0.
    @Test func bagOfWords() throws {
        let cat = try atlas.run("bag-of-words", ["class": "cat"])
        #expect(cat.columns == ["unit", "weight", "mean_contribution", "share", "total"])
        #expect(lines(cat) == ["0 2.0 6.0 1.0 1.0", "1 -1.0 -0.5 0.0 1.0", "2 0.0 0.0 0.0 1.0"])
        #expect(
            lines(try atlas.run("bag-of-words", ["class": "dog", "limit": "1"])) == ["1 3.0 6.0 \(6.0 / 7) \(6.0 / 7)"])
        #expect(lines(try atlas.run("bag-of-words", ["class": "fish"])).isEmpty)
    }

    /// (2, -1, 0) and (1, 3, 0): -1 / √50; (2, -1, 0) and (-1, 0, 0.5): -2 / 2.5.
    @Test func similarClasses() throws {
        let result = try atlas.run("similar-classes", ["class": "cat"])
        #expect(result.columns == ["class", "class_name", "cosine"])
        #expect(lines(result) == ["1 dog \(-1 / 50.0.squareRoot())", "2 fish -0.8"])
    }

    /// Means: cat 3, 0.5, 0.5; dog 1, 2, 0.
    @Test func separatingUnits() throws {
        let result = try atlas.run("separating-units", ["a": "cat", "b": "dog"])
        #expect(
            result.columns == [
                "unit", "weight_a", "weight_b", "mean_a", "mean_b", "images_a", "images_b", "separation",
            ])
        #expect(
            lines(result) == ["1 -1.0 3.0 0.5 2.0 2 1 6.0", "0 2.0 1.0 3.0 1.0 2 1 2.0", "2 0.0 0.0 0.5 0.0 2 1 0.0"])
        #expect(lines(try atlas.run("separating-units", ["a": "cat", "b": "fish"])).isEmpty)
    }

    /// Of unit 0's images both are cats; unit 1 has a dog and a cat.
    @Test func spuriousWords() throws {
        let result = try atlas.run("spurious-words", ["class": "dog"])
        #expect(
            result.columns == [
                "unit", "rank", "weight", "own", "images", "own_high", "class_images", "warning", "commonest",
                "commonest_name", "commonest_images", "p",
            ])
        // Two of the four images are of dogs: no fewer than the unit's best images. Two of two random images are both
        // cats, or both dogs, in one case of six each.
        #expect(facts(result, without: ["own_high", "p"]) == ["0 2 1.0 0 2 2 - 0 cat 2"])
        #expect(isNear(result, "p", [1 / 3.0]) && isNear(result, "own_high", [0.6576]))
        let more = try atlas.run("spurious-words", ["class": "dog", "most": "0.5"])
        #expect(facts(more, without: ["own_high", "p"]) == ["1 1 3.0 1 2 2 - 0 cat 1", "0 2 1.0 0 2 2 - 0 cat 2"])
        // One or more of a class is certain.
        #expect(isNear(more, "p", [1, 1 / 3.0]))
        #expect(lines(try atlas.run("spurious-words", ["class": "dog", "units": "1"])).isEmpty)
    }

    /// A cat is seen as a dog, and the dog as a fish.
    @Test func confusions() throws {
        let result = try atlas.run("confusions")
        #expect(result.columns == ["label", "label_name", "class", "class_name", "images", "share"])
        #expect(lines(result) == ["1 dog 2 fish 1 1.0", "0 cat 1 dog 1 0.5"])
    }

    /// The dog (1, 2, 0) that is seen as a fish: dog 1, 6, 0; fish -1, 0, 0.
    @Test func classErrors() throws {
        let result = try atlas.run("class-errors", ["class": "dog"])
        #expect(
            result.columns == [
                "path", "class", "class_name", "probability", "place", "unit", "advantage", "for_wrong", "for_right",
            ])
        #expect(
            lines(result) == [
                "x/c.png 2 fish 0.5 1 2 0.0 0.0 0.0", "x/c.png 2 fish 0.5 2 0 -2.0 -1.0 1.0",
                "x/c.png 2 fish 0.5 3 1 -6.0 0.0 6.0",
            ])
        #expect(
            lines(try atlas.run("class-errors", ["class": "cat", "units": "1"])) == [
                "x/b.png 1 dog 0.5 1 1 0.0 0.0 0.0"
            ])
        #expect(lines(try atlas.run("class-errors", ["class": "fish"])).isEmpty)
    }

    /// cat: one unit has everything. dog: 6/7 and 1/7.
    @Test func concentration() throws {
        let result = try atlas.run("concentration")
        #expect(result.columns == ["class", "class_name", "units", "effective", "largest", "positive"])
        let effective = 1 / (6.0 / 7 * (6.0 / 7) + 1.0 / 7 * (1.0 / 7))
        #expect(lines(result) == ["0 cat 1 1.0 1.0 1", "1 dog 1 \(effective) \(6.0 / 7) 2"])
        #expect(lines(try atlas.run("concentration", ["part": "0.9"])).last == "1 dog 2 \(effective) \(6.0 / 7) 2")
    }

    @Test func classOverview() throws {
        let result = try atlas.run("class-overview")
        #expect(
            result.columns == [
                "class", "class_name", "images", "accuracy", "accuracy_low", "accuracy_high", "accuracy_top5",
                "probability", "taken_for",
            ])
        #expect(
            facts(result, without: ["accuracy_low", "accuracy_high"]) == [
                "1 dog 1 0.0 0.0 - 1", "0 cat 2 0.5 1.0 0.5 0",
            ])
        #expect(isNear(result, "accuracy_low", [0, 0.0945]) && isNear(result, "accuracy_high", [0.7935, 0.9055]))
    }

    /// a is (4, 1, 0): cat 8, -1, 0, and dog, its second class, 4, 3, 0.
    @Test func explainImage() throws {
        let result = try atlas.run("explain-image", ["image": "a.png"])
        #expect(result.columns == ["class_name", "unit", "weight", "pooled", "contribution", "lead"])
        #expect(
            lines(result) == ["cat 0 2.0 4.0 8.0 4.0", "cat 2 0.0 0.0 0.0 0.0", "cat 1 -1.0 1.0 -1.0 -4.0"])
    }
}
