package import Analyses
import Annotations
import Foundation
import Images
package import Reporting
package import Scenes
import Store
import Units

/// How well the units of the demo's network detect parts, measured on scenes whose parts are known.
///
/// A unit's part is chosen on one half of its top images, and its intersection over union is measured on the other
/// half, with the activation masks of the contact sheets. Nothing is tuned on the reported scenes.
package struct DemoReport: Sendable {
    package let recipeAgreement: RecipeAgreement
    package let images: Int
    /// The share of scenes, 0 to 1, whose most probable class is correct.
    package let accuracy: Double
    /// Of all units.
    let agreements: [PartAgreement]
    package let classes: [SceneClass]

    /// Measures an atlas built by ``Demo/prepare(progress:)``.
    ///
    /// - Parameter atlas: The demo's atlas.
    package init(_ demo: Demo, _ atlas: Atlas) throws {
        let regions = UnitRegions(atlas.header)
        let masks = SceneMasks(folder: demo.scenes.path)
        var agreements: [PartAgreement] = []
        for unit in try atlas.units {
            let tops = try atlas.topActivations(of: unit.unit).filter { $0.maximum > 0 }
            let images = try tops.map { top in
                (
                    region: try regions.segmentation(top.response, of: unit, width: Scene.side, height: Scene.side)
                        .mask,
                    labels: try masks.parts(of: top.path)
                )
            }
            agreements.append(PartAgreement(images: images, parts: Part.allCases.count))
        }
        let classes = try SceneClass.classes(of: try atlas.classes(), path: atlas.path)
        let recipes = classes.map(\.partIndices)
        recipeAgreement = RecipeAgreement(head: try atlas.head().head, agreements: agreements, recipes: recipes)
        let counts = try atlas.counts
        images = counts.indexed
        accuracy = counts.labelled > 0 ? Double(counts.correct) / Double(counts.labelled) : 0
        (self.agreements, self.classes) = (agreements, classes)
    }

    /// The figures of the report.
    package var figures: [Figure] {
        [
            Figure("classes", "classes", count: classes.count), Figure("images", "scenes", count: images),
            Figure("accuracy", "scenes classified correctly", accuracy, unit: .percent),
            Figure(
                "top_units_in_recipe", "strongest units of a class whose part is in its recipe",
                recipeAgreement.topUnitsInRecipe, unit: .percent),
            Figure(
                "top_units_in_recipe_random", "random units whose part is in the recipe of a class",
                recipeAgreement.topUnitsInRecipeRandom, unit: .percent),
            Figure(
                "mean_iou", "mean intersection over union of the strongest units and their parts",
                recipeAgreement.meanIntersectionOverUnion, unit: .fraction),
            Figure(
                "mean_iou_random", "mean intersection over union of random units and their parts",
                recipeAgreement.meanIntersectionOverUnionRandom, unit: .fraction),
        ]
    }

    /// The figure with a key, for readers.
    package func text(_ key: String) -> String { figures.text(key) }

    /// One JSON object.
    package var json: String { JSONValue.object(figures.members).lines }

    /// Returns a row for each of the strongest units of each class; `in_recipe` is 1 if the unit's part is in the
    /// recipe of the class.
    package var table: ResultTable {
        ResultTable(
            columns: ["class", "class_name", "rank", "unit", "weight", "part", "iou", "in_recipe"],
            rows: recipeAgreement.words.map { word in
                [
                    .integer(Int64(word.classID.value)), .text(classes[word.classID.value].name),
                    .integer(Int64(word.rank)), .integer(Int64(word.unit.value)), .number(word.weight),
                    .optional(word.agreement.part.map { Self.part($0).name }),
                    .real(word.agreement.intersectionOverUnion), .integer(word.isInRecipe ? 1 : 0),
                ]
            })
    }

    /// The table of units, then the figures.
    package var text: String { table.text(.table) + "\n" + figures.table.without(["low", "high"]).text(.table) }

    /// Returns the part with an index, counted from 0.
    package static func part(_ index: Int) -> Part { Part.allCases[index] }
}

extension SceneClass {
    /// Returns the scenes that correspond to the classes of a head.
    static func classes(of records: [ClassRecord], path: String) throws -> [SceneClass] {
        let scenes = ClassResolver(
            allCases.enumerated().map { ClassRecord(id: ClassID($0.offset), name: $0.element.name, wnid: nil) })
        return try records.map { record in
            guard let scene = scenes.counterpart(of: record).map({ allCases[$0.id.value] }) else {
                throw UnitAtlasError.demo(.unknownScene(path: path, name: record.name))
            }
            return scene
        }
    }

    /// Their parts, counted from 0.
    static func recipes(of records: [ClassRecord], path: String) throws -> [Set<Int>] {
        try classes(of: records, path: path).map(\.partIndices)
    }

    /// Its parts, counted from 0.
    var partIndices: Set<Int> { Set(recipe.map { $0.rawValue - 1 }) }
}

/// The masks of a folder of scenes, each read once.
final class SceneMasks {
    private let folder: String
    private var known: [String: [UInt8]] = [:]

    init(folder: String) { self.folder = folder }

    /// Returns, for each pixel of the image, the number of the part visible there, from 1.
    func parts(of image: String) throws -> [UInt8] {
        if let labels = known[image] { return labels }
        let raster = try ImageFile.decode(path: folder + "/masks/" + image)
        guard raster.width == Scene.side, raster.height == Scene.side else {
            throw UnitAtlasError.demo(.invalidMask(path: folder + "/masks/" + image))
        }
        let step = SceneFolder.maskStep
        let labels = stride(from: 0, to: raster.pixels.count, by: 3).map { UInt8(Int(raster.pixels[$0]) / step) }
        known[image] = labels
        return labels
    }
}
