package import Analyses
import Foundation
package import Reporting
import Scenes
import Store
import Units

/// How well each segmentation method finds the parts of the demo's scenes.
///
/// The scenes are halved by their number, even and odd. On each half, the intersection over union of the classes'
/// strongest units with their parts is measured; a unit's part is the one that it segments best on the other half. Use
/// the even scenes to choose a method, and the odd ones to evaluate it.
package struct SegmentationReport: Sendable {
    /// A method on both halves.
    package struct Row: Sendable {
        package let method: SegmentationMethod
        /// The mean over the strongest units of all classes.
        package let evenIntersectionOverUnion: Double
        package let oddIntersectionOverUnion: Double
        /// The share of these units, 0 to 1, whose part is in the recipe of the class.
        package let evenInRecipe: Double
        package let oddInRecipe: Double
    }

    /// The methods, best on the even scenes first.
    package let rows: [Row]
    /// The mean size of the estimated fields, in pixels.
    package let fieldSize: Double

    /// Estimates the missing receptive fields, and measures.
    ///
    /// - Parameter demo: A demo that has been prepared.
    package init(_ demo: Demo, progress: (IndexProgress) throws -> Void = { _ in }) throws {
        let atlas = try Atlas(demo.atlas)
        var request = FieldRequest()
        (request.patch, request.stride, request.images, request.threads) = (9, 4, 4, demo.threads)
        let outcome = try atlas.estimateReceptiveFields(request, progress: progress)
        let fields = try atlas.reader.receptiveFields(outcome.configuration)
        let mean = fields.isEmpty ? 0 : Double(fields.reduce(0) { $0 + $1.size }) / Double(fields.count)
        fieldSize = mean
        let masks = SceneMasks(folder: demo.scenes.path)
        rows = try Self.methods(fieldSize: mean).map { method in
            try Self.row(method, atlas, masks)
        }.sorted { $0.evenIntersectionOverUnion > $1.evenIntersectionOverUnion }
    }

    private static func methods(fieldSize: Double) -> [SegmentationMethod] {
        let diameters = [fieldSize / 2, fieldSize, 2 * fieldSize].map { $0.rounded() }.filter { $0 > 0 }
        return [.quantile(share: 0.005), .quantile(share: 0.01)]
            + [0.2, 0.4, 0.6].map { .threshold(fraction: $0, of: .unit) }
            + [0.2, 0.4, 0.6].map { .threshold(fraction: $0, of: .image) }
            + diameters.map { .synthetic(diameter: $0) } + [0.25, 0.5, 0.75].map { .estimated(level: $0) }
    }

    private static func row(
        _ method: SegmentationMethod, _ atlas: Atlas, _ masks: SceneMasks
    ) throws -> Row {
        let segmenter = try Segmenter(method, atlas)
        let regions = UnitRegions(atlas.header, segmenter: segmenter)
        let parts = Part.allCases.count
        var agreements: [[PartAgreement]] = [[], []]
        for unit in try atlas.units {
            var halves = [PartOverlap(parts: parts), PartOverlap(parts: parts)]
            let tops = segmenter.knows(unit.unit) ? try atlas.topActivations(of: unit.unit) : []
            for top in tops where top.maximum > 0 {
                let region = try regions.segmentation(top.response, of: unit, width: Scene.side, height: Scene.side)
                halves[Self.half(of: top.path)].add(region: region.mask, labels: try masks.parts(of: top.path))
            }
            for half in 0...1 {
                let part = halves[1 - half].best
                agreements[half].append(
                    PartAgreement(
                        part: part, intersectionOverUnion: part.map(halves[half].intersectionOverUnion) ?? 0))
            }
        }
        let recipes = try SceneClass.recipes(of: try atlas.classes(), path: atlas.path)
        let head = try atlas.head().head
        let recipeAgreements = agreements.map { RecipeAgreement(head: head, agreements: $0, recipes: recipes) }
        return Row(
            method: method, evenIntersectionOverUnion: recipeAgreements[0].meanIntersectionOverUnion,
            oddIntersectionOverUnion: recipeAgreements[1].meanIntersectionOverUnion,
            evenInRecipe: recipeAgreements[0].topUnitsInRecipe, oddInRecipe: recipeAgreements[1].topUnitsInRecipe)
    }

    /// 0 for scenes of even numbers, 1 for odd ones: `scene-00017.png`.
    private static func half(of path: String) -> Int {
        (Int(path.filter(\.isNumber)) ?? 0) % 2
    }

    /// A row for each method.
    package var table: ResultTable {
        return ResultTable(
            columns: ["method", "configuration", "iou_even", "iou_odd", "in_recipe_even", "in_recipe_odd"],
            rows: rows.map {
                [
                    .text($0.method.name), .text($0.method.configuration), .real($0.evenIntersectionOverUnion),
                    .real($0.oddIntersectionOverUnion), .percent($0.evenInRecipe), .percent($0.oddInRecipe),
                ]
            })
    }
}
