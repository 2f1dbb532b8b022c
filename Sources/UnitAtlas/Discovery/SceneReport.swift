public import Analyses
public import Annotations
import Foundation
public import Reporting
import Store
public import Units

/// What scenes are made of, for readers and for programs.
public struct SceneReport: Sendable {
    /// One scene.
    public struct Scene: Sendable {
        /// The scene as a class of the head.
        public let record: ClassRecord
        /// Held-out images that were counted.
        public let images: Int
        /// By lift, falling.
        public let objects: [SceneObject]
        /// What the scene is known to be made of; empty if nobody says.
        public let recipe: Set<Int>

        /// - Parameter least: The number of images below which an object is ranked last.
        init(_ record: ClassRecord, _ tally: SceneObjectTally, least: Int, recipe: Set<Int>?) {
            (self.record, images, self.recipe) = (record, tally.images, recipe ?? [])
            objects = tally.ranking(least: least)
        }

        /// Of the first n objects by a score, n being the recipe's size, those of the recipe.
        public func precision(_ score: (SceneObject) -> Double) -> Double {
            RecipePrecision.value(scores: objects.map(score), recipe: objects.map { recipe.contains($0.object) })
        }
    }

    /// What was requested.
    public let request: SceneRequest
    /// The scenes by index.
    public let scenes: [Scene]
    /// By their places.
    public let objects: [String]
    /// The fit and its quality.
    public let training: HeadTraining
    /// Images that could not be read, a sentence each.
    public let unreadable: [String]
    /// What of the annotations could not be used.
    public internal(set) var notes = AnnotationNotes()
    /// The sheet's path.
    public internal(set) var sheet: String?
    let source: String

    init(
        _ request: SceneRequest, training: HeadTraining, scenes: [Scene], objects: [String], source: String,
        unreadable: [String]
    ) {
        (self.request, self.training, self.scenes, self.objects) = (request, training, scenes, objects)
        (self.source, self.unreadable) = (source, unreadable)
    }

    /// Scenes whose recipe is known.
    private var known: [Scene] { scenes.filter { !$0.recipe.isEmpty } }

    private func mean(_ value: (Scene) -> Double) -> Double {
        Statistics.mean(known.map(value))
    }

    /// Means over scenes whose recipe is known, of the first n objects, n being the recipe's size: of the recipe by lift;
    /// by frequency; in random order.
    public var precision: Double { mean { scene in scene.precision(rankScore(scene)) } }
    /// Precision when objects are ordered by frequency.
    public var frequencyPrecision: Double { mean { $0.precision(\.frequency) } }
    /// Precision when objects are in random order.
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

    /// A row for each of the first objects of each scene; `in_recipe` is known where recipes are.
    public func table(limit: Int) -> ResultTable {
        ResultTable(
            columns: ["class", "class_name", "rank", "object", "images", "frequency", "overlap", "lift", "in_recipe"],
            rows: scenes.flatMap { scene in
                scene.objects.prefix(limit).enumerated().map { place, object in
                    [
                        .integer(Int64(scene.record.id.value)), .text(scene.record.shortName),
                        .integer(Int64(place + 1)), .text(objects[object.object]), .integer(Int64(object.images)),
                        .real(object.frequency), .real(object.overlap), .real(object.lift),
                        known.isEmpty ? .null : .integer(scene.recipe.contains(object.object) ? 1 : 0),
                    ]
                }
            }, optional: ["in_recipe"])
    }

    /// Lines for stderr.
    public var remarks: [String] {
        func text(_ key: String) -> String { figures.text(key) }
        var lines = [
            "\(text("scenes")) scenes, \(text("objects")) objects, \(text("images")) held-out images of head “\(request.name)”"
                + " (\(text("accuracy")) correct); the region is where the map is at or"
                + " above \(request.threshold) of its maximum"
        ]
        if !known.isEmpty {
            lines.append(
                "precision at n (the size of the recipe): \(text("precision_at_n")) by lift,"
                    + " \(text("precision_at_n_frequency")) by frequency, \(text("precision_at_n_random")) in random order"
            )
        }
        return lines + notes.remarks + unreadable.prefix(5).map { "cannot be read: \($0)" } + (sheet.map { [$0] } ?? [])
    }

    /// The figures of the report.
    public var figures: [Figure] {
        func known(_ value: Double) -> Double? { self.known.isEmpty ? nil : value }
        return [
            Figure("scenes", "scenes", count: scenes.count), Figure("objects", "objects", count: objects.count),
            Figure("images", "held-out images", count: scenes.reduce(0) { $0 + $1.images }),
            Figure("accuracy", "held-out images classified correctly", training.test.score, unit: .percent),
            Figure(
                "precision_at_n", "objects by lift that are in the recipe", known(precision), unit: .percent),
            Figure(
                "precision_at_n_frequency", "objects by frequency that are in the recipe", known(frequencyPrecision),
                unit: .percent),
            Figure(
                "precision_at_n_random", "objects in random order that are in the recipe", known(randomPrecision),
                unit: .percent),
        ]
    }

    /// One JSON object.
    public func json(limit: Int) -> String {
        JSONValue.object(
            [("head", .string(request.name))] + figures.members
                + [("scene_objects", table(limit: limit).json), ("sheet", JSONValue(sheet))]
        ).lines
    }

    func record(head: HeadID) -> DiscoveryRecord {
        let recipe = training.recipe
        var members: [(String, JSONValue)] = [
            ("labels", .string(request.labels.text)), ("objects", .string(request.objects.text)),
            ("threshold", JSONValue(request.threshold)), ("least", JSONValue(request.least)),
            ("loss", .string(recipe.loss.rawValue)), ("cost", JSONValue(recipe.cost ?? 1)),
            ("test_share", JSONValue(recipe.testShare)), ("seed", .integer(Int64(truncatingIfNeeded: recipe.seed))),
        ]
        if let recipes = request.recipes {
            members.append(("recipes", .string(URL(fileURLWithPath: recipes).lastPathComponent)))
        }
        return DiscoveryRecord(
            kind: .scene, name: request.name, head: head, figures: figures.members, configuration: members)
    }
}
