public import Analyses
import Annotations
import Foundation
public import Reporting
import Store
public import Units

/// What scenes are made of, for readers and for programs.
public struct SceneReport: Sendable {
    /// One scene.
    public struct Scene: Sendable {
        public let record: ClassRecord
        /// Held-out images that were counted.
        public let images: Int
        /// By lift, falling.
        public let objects: [SceneObject]
        /// What the scene is known to be made of; empty where nobody says.
        public let recipe: Set<Int>

        /// Of the first n objects by a score, n being the recipe's size, those of the recipe.
        public func precision(_ score: (SceneObject) -> Double) -> Double {
            RecipePrecision.value(scores: objects.map(score), recipe: objects.map { recipe.contains($0.object) })
        }
    }

    public let request: SceneRequest
    public let scenes: [Scene]
    /// By their places.
    public let objects: [String]
    public let training: HeadTraining
    public let unreadable: [String]
    /// The sheet's path.
    public internal(set) var sheet: String?
    let source: String

    init(
        _ request: SceneRequest, training: HeadTraining, classes: [ClassRecord], objects: [String],
        _ tallies: [SceneObjectTally], recipes: ObjectRecipes?, source: String, unreadable: [String]
    ) {
        (self.request, self.training, self.objects) = (request, training, objects)
        (self.source, self.unreadable) = (source, unreadable)
        scenes = classes.map { record in
            let tally = tallies[record.id.value]
            return Scene(
                record: record, images: tally.images, objects: tally.ranking(least: request.least),
                recipe: recipes?.objects[record.id.value] ?? [])
        }
    }

    /// Scenes whose recipe is known.
    private var known: [Scene] { scenes.filter { !$0.recipe.isEmpty } }

    private func mean(_ value: (Scene) -> Double) -> Double {
        Statistics.mean(known.map(value))
    }

    /// Means over scenes whose recipe is known, of the first n objects, n being the recipe's size: of the recipe by lift;
    /// by frequency; in random order.
    public var precision: Double { mean { scene in scene.precision(rankScore(scene)) } }
    public var frequencyPrecision: Double { mean { $0.precision(\.frequency) } }
    public var randomPrecision: Double { mean { $0.precision { _ in 0 } } }

    /// Falling with the rank: lift, but for objects that few images show.
    private func rankScore(_ scene: Scene) -> (SceneObject) -> Double {
        { $0.images >= request.least ? $0.lift : $0.lift - 1e6 }
    }

    var rows: [SceneObjectRecord] {
        scenes.flatMap { scene in
            scene.objects.enumerated().map { place, object in
                SceneObjectRecord(
                    classID: scene.record.id, object: objects[object.object], images: object.images,
                    frequency: object.frequency, overlap: object.overlap, lift: object.lift, rank: place + 1)
            }
        }
    }

    /// A row for each of the first objects of each scene.
    public func table(limit: Int) -> ResultTable {
        func rounded(_ value: Double) -> ResultTable.Cell { .real((value * 1e3).rounded() / 1e3) }
        let hasRecipes = !known.isEmpty
        return ResultTable(
            columns: ["scene", "rank", "object", "images", "frequency", "overlap", "lift"]
                + (hasRecipes ? ["in_recipe"] : []),
            rows: scenes.flatMap { scene in
                scene.objects.prefix(limit).enumerated().map { place, object in
                    let row: [ResultTable.Cell] = [
                        .text(scene.record.shortName), .integer(Int64(place + 1)), .text(objects[object.object]),
                        .integer(Int64(object.images)), rounded(object.frequency), rounded(object.overlap),
                        rounded(object.lift),
                    ]
                    return row + (hasRecipes ? [.integer(scene.recipe.contains(object.object) ? 1 : 0)] : [])
                }
            })
    }

    /// Lines for stderr.
    public var remarks: [String] {
        let images = scenes.reduce(0) { $0 + $1.images }
        var lines = [
            "\(scenes.count) scenes, \(objects.count) objects, \(images) images that the head “\(request.name)” has not seen"
                + " (\(HeadReport.percent(training.test.score)) of the held-out ones right); region: at or above"
                + " \(request.threshold) of the map's maximum"
        ]
        if !known.isEmpty {
            lines.append(
                String(
                    format:
                        "of the first n objects, n being the recipe's size, %.1f %% are the recipe's by lift, %.1f %% by"
                        + " frequency, %.1f %% in random order",
                    100 * precision, 100 * frequencyPrecision, 100 * randomPrecision))
        }
        return lines + unreadable.prefix(5).map { "cannot be read: \($0)" } + (sheet.map { [$0] } ?? [])
    }

    private var figures: [(String, String)] {
        func number(_ value: Double) -> String { String(format: "%.6f", value) }
        let hasRecipes = !known.isEmpty
        return [
            ("scenes", "\(scenes.count)"), ("objects", "\(objects.count)"),
            ("images", "\(scenes.reduce(0) { $0 + $1.images })"), ("accuracy", number(training.test.score)),
            ("precision_at_n", hasRecipes ? number(precision) : "null"),
            ("precision_at_n_frequency", hasRecipes ? number(frequencyPrecision) : "null"),
            ("precision_at_n_random", hasRecipes ? number(randomPrecision) : "null"),
        ]
    }

    /// One JSON object.
    public func json(limit: Int) -> String {
        let rows = table(limit: limit).text(.json).split(separator: "\n").joined(separator: "\n  ")
        let members = figures + [("scene_objects", rows)] + (sheet.map { [("sheet", JSONText.quoted($0))] } ?? [])
        return JSONText.lines(members) + "\n"
    }

    func record(head: HeadID) -> DiscoveryRecord {
        let recipe = training.recipe
        var members = [
            ("labels", JSONText.quoted(request.labels.text)), ("objects", JSONText.quoted(request.objects.text)),
            ("threshold", "\(request.threshold)"), ("least", "\(request.least)"),
            ("loss", JSONText.quoted(recipe.loss.rawValue)), ("cost", HeadReport.short(recipe.cost ?? 1)),
            ("test_share", "\(recipe.testShare)"), ("seed", "\(recipe.seed)"),
        ]
        if let recipes = request.recipes {
            members.append(("recipes", JSONText.quoted(URL(fileURLWithPath: recipes).lastPathComponent)))
        }
        return DiscoveryRecord(
            kind: .scene, name: request.name, head: head, figures: JSONText.object(figures),
            configuration: JSONText.object(members))
    }
}
