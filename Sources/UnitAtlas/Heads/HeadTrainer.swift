public import Analyses
import Annotations
import Store
import Tensors
import Units

/// A request to train a head.
public struct HeadRequest: Sendable {
    /// The head's name in the atlas.
    public var name: String
    /// The source of the labels.
    public var labels: HeadLabels.Source
    /// A CSV that merges classes into groups.
    public var groups: String?
    /// How the head is fitted.
    public var recipe: HeadRecipe
    /// Whether a head of this name may be replaced.
    public var replaces = false
    /// The number of threads of a cross-validation. The head does not depend on it.
    public var threads = 2

    /// A request to train a head.
    public init(name: String, labels: HeadLabels.Source, recipe: HeadRecipe) {
        self.name = name
        self.labels = labels
        self.recipe = recipe
    }
}

extension Atlas {
    /// Fits a head to pooled activations, without running the network, and stores it.
    ///
    /// - Throws: `UnitAtlasError` or `StoreError`; the atlas is then unchanged.
    public func trainHead(_ request: HeadRequest) throws -> HeadReport { try HeadTrainer.run(self, request) }
}

/// Fits heads to the pooled activations of an atlas, without running the network.
enum HeadTrainer {
    /// Labelled images with their pooled activations for either pooling.
    struct Examples {
        let paths: [String]
        /// The number of images in the atlas, labelled or not.
        let images: Int
        let labels: HeadLabels
        /// [N, U]
        let features: Tensor
    }

    static func run(_ atlas: Atlas, _ request: HeadRequest) throws -> HeadReport {
        try check(name: request.name, replaces: request.replaces, atlas)
        let examples = try examples(atlas, request, pooling: request.recipe.pooling)
        let training = try fit(examples, request)
        _ = try atlas.edit { try store(training, examples, request, with: $0) }
        return HeadReport(
            name: request.name, training: training, classes: examples.labels.classes, targets: examples.labels.targets,
            images: examples.images, remarks: examples.labels.remarks)
    }

    /// Stores a head with the images it was fitted and tested on.
    ///
    /// - Returns: The head's id.
    static func store(
        _ training: HeadTraining, _ examples: Examples, _ request: HeadRequest, with editor: AtlasEditor
    ) throws -> HeadID {
        let configuration = HeadConfiguration(training, labels: request.labels.text, groups: request.groups)
        let test = Set(training.split.test)
        let labels = examples.paths.indices.map { place in
            let split = test.contains(place) ? HeadLabel.Split.test : .train
            switch examples.labels.targets {
            case .classes(let classes, _):
                return HeadLabel(path: examples.paths[place], classID: ClassID(classes[place]), split: split)
            case .numbers(let numbers):
                return HeadLabel(
                    path: examples.paths[place], classID: ClassID(0), split: split, value: Double(numbers[place]))
            }
        }
        return try editor.save(
            StoredHead(
                name: request.name, origin: .trained, head: training.head, loss: request.recipe.loss.rawValue,
                configuration: configuration, classes: examples.labels.classes, labels: labels),
            replacing: request.replaces)
    }

    /// Checks before any work that the name is available.
    static func check(name: String, replaces: Bool, _ atlas: Atlas) throws {
        guard !name.trimmed.isEmpty else {
            throw UnitAtlasError.head(.emptyName)
        }
        guard name == name.trimmed,
            !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else {
            throw UnitAtlasError.head(.invalidName(name))
        }
        guard name != AtlasHead.nativeName else {
            throw UnitAtlasError.head(.reservedName(name))
        }
        guard try replaces || !atlas.heads.contains(where: { $0.name == name }) else {
            throw UnitAtlasError.atlas(path: atlas.path, .headExists(name))
        }
    }

    /// The labelled images of the atlas.
    static func examples(
        _ atlas: Atlas, _ request: HeadRequest, pooling: Pooling
    ) throws -> Examples {
        let images = try atlas.images.filter { $0.status == .indexed }
        let labels = try HeadLabels(
            request.labels, groups: request.groups, atlas: atlas.path, images: images, native: try atlas.classes())
        if case .numbers = labels.targets, request.recipe.loss != .squared {
            throw UnitAtlasError.head(
                .lossForClasses(labels: request.labels.text, loss: request.recipe.loss.rawValue))
        }
        return Examples(
            paths: labels.labelled.map { images[$0].path }, images: images.count, labels: labels,
            features: try atlas.features(at: labels.labelled, pooling: pooling))
    }

    static func fit(_ examples: Examples, _ request: HeadRequest) throws -> HeadTraining {
        try HeadTraining(
            features: examples.features, targets: examples.labels.targets, paths: examples.paths,
            recipe: request.recipe, threads: request.threads)
    }
}
