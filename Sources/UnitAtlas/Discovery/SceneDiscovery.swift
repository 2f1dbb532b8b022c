public import Analyses
public import Annotations
import Foundation
import Images
import Reporting
import Store
import Tensors
import Units

/// What scenes are made of, to be found from images whose objects are known (Zhou et al. 2016, §4.1).
public struct SceneRequest: Sendable {
    /// Of the head, which has a class for each scene.
    public var name = "scenes"
    /// Where labels come from.
    public var labels = HeadLabels.Source.atlas
    /// Where the objects are in the images.
    public var objects: ObjectSource
    /// A CSV of `class` and `object` (or `part`): what scenes are known to be made of.
    public var recipes: String?
    /// How the head is fitted.
    public var recipe = HeadRecipe(loss: .svm, testShare: 0.5)
    /// A scene's region is where its map is at or above this fraction of its maximum.
    public var threshold: Float = 0.2
    /// Objects that fewer held-out images show come last.
    public var least = 3
    /// Whether a head of this name may be replaced.
    public var replaces = false
    /// Where network and images lie now, when not where they were.
    public var model: String?
    /// The image folder or list, if it moved since indexing.
    public var images: String?
    /// The folder that the sheet goes into; nil for none is drawn.
    public var output: String?
    /// The number of threads.
    public var threads = 2

    /// A request with everything else at its default.
    public init(objects: ObjectSource) { self.objects = objects }
}

extension Atlas {
    /// Fits and stores a head with a class for each scene, and finds the objects that lie where the scenes' maps are high, on
    /// images that the head has not seen.
    ///
    /// - Parameter progress: Called on the calling thread.
    /// - Throws: `UnitAtlasError` or `StoreError`; the atlas is then unchanged.
    public func discoverScenes(
        _ request: SceneRequest, progress: (IndexProgress) -> Void = { _ in }
    ) throws -> SceneReport {
        try SceneDiscovery.run(self, request, progress: progress)
    }
}

/// Finds what scenes are made of.
enum SceneDiscovery {
    /// An image of a scene, with what was counted in it.
    struct SceneImage: Sendable {
        let label: Int
        let tally: SceneObjectTally
        let shown: SceneSheet.ShownMap?
    }

    /// Images of each scene on the sheet.
    static let shownImages = 6

    static func run(
        _ atlas: Atlas, _ request: SceneRequest, progress: (IndexProgress) -> Void
    ) throws -> SceneReport {
        var head = HeadRequest(name: request.name, labels: request.labels, recipe: request.recipe)
        (head.replaces, head.threads) = (request.replaces, request.threads)
        try HeadTrainer.check(name: head.name, replaces: head.replaces, atlas)
        let annotations = try ObjectAnnotations(
            request.objects, images: try atlas.images, folder: try? atlas.imageFolder(request.images))
        let examples = try HeadTrainer.examples(atlas, head, pooling: request.recipe.pooling)
        guard case .classes(let labels, let count) = examples.labels.targets else {
            throw UnitAtlasError.head(.classesNeeded(labels: request.labels.text))
        }
        let recipes = try request.recipes.map {
            try ObjectRecipes(path: $0, classes: examples.labels.classes, place: annotations.place)
        }
        try annotations.check(examples.paths)
        let training = try HeadTrainer.fit(examples, head)
        let records = Dictionary(
            try atlas.images.filter { $0.status == .indexed }.map { (ImagePath($0.path), $0) }
        ) { first, _ in first }
        let held = training.split.test.filter { annotations.covers(examples.paths[$0]) }
        try check(atlas, held, labels, count, examples, request)
        let source = try MapSource(
            atlas, model: request.model, images: request.images, head: training.head,
            named: request.name, classes: examples.labels.classes)
        if let output = request.output { try OutputFile.prepare(folder: output) }
        let shown = shown(held, labels, examples, training.head)
        let counting = SceneCounting(
            request: request, annotations: annotations, head: training.head, layout: source.layout)
        let outcome = try MapPass(source: source, threads: request.threads).run(
            held.compactMap { records[path: examples.paths[$0]] }, progress: progress
        ) { view, index in
            try counting.counted(view, label: labels[held[index]], isShown: shown.contains(held[index]))
        }
        var tallies = [SceneObjectTally](repeating: SceneObjectTally(objects: annotations.names.count), count: count)
        for (_, image) in outcome.results { tallies[image.label].merge(image.tally) }
        guard tallies.contains(where: { $0.objects.contains { $0.images > 0 } }) else {
            throw UnitAtlasError.discovery(
                .noNamedObjects(objects: request.objects.path, images: held.count))
        }
        let scenes = examples.labels.classes.map { record in
            SceneReport.Scene(
                record, tallies[record.id.value], least: request.least, recipe: recipes?.objects[record.id.value])
        }
        var report = SceneReport(
            request, training: training, scenes: scenes, objects: annotations.names, source: source.description,
            unreadable: outcome.unreadable)
        report.notes = annotations.notes
        try atlas.edit { [report] editor in
            let id = try HeadTrainer.store(training, examples, head, with: editor)
            try editor.save(report.record(head: id), objects: report.rows, toolVersion: Software.version)
        }
        if let output = request.output {
            report.sheet = try SceneSheet(report, outcome.results.compactMap { $0.result.shown }).write(into: output)
        }
        return report
    }

    private static func check(
        _ atlas: Atlas, _ held: [Int], _ labels: [Int], _ count: Int, _ examples: HeadTrainer.Examples,
        _ request: SceneRequest
    ) throws {
        let shown = Set(held.map { labels[$0] })
        let empty = (0..<count).filter { !shown.contains($0) }.map { examples.labels.classes[$0].shortName }
        guard empty.count < count else {
            throw UnitAtlasError.discovery(
                .noHeldOutMasks(objects: request.objects.path, labelled: examples.paths.count))
        }
        guard empty.isEmpty else {
            throw UnitAtlasError.discovery(.scenesWithoutMasks(empty, objects: request.objects.path))
        }
    }

    /// Those of the highest logits in each scene.
    private static func shown(
        _ held: [Int], _ labels: [Int], _ examples: HeadTrainer.Examples, _ head: Head
    ) -> Set<Int> {
        let logits = PooledScores.logits(of: examples.features, head: head)
        let width = head.classCount
        return Set(
            Dictionary(grouping: held) { labels[$0] }.flatMap { label, places in
                places.sorted {
                    let (a, b) = (logits.values[$0 * width + label], logits.values[$1 * width + label])
                    return a != b ? a > b : $0 < $1
                }.prefix(shownImages)
            })
    }
}

/// What a scene's map and objects have in common in one image, at the size of the network's input.
struct SceneCounting: Sendable {
    let request: SceneRequest
    let annotations: ObjectAnnotations
    let head: Head
    let layout: MapLayout

    func counted(_ view: MapPass.MappedImage, label: Int, isShown: Bool) throws -> SceneDiscovery.SceneImage {
        let map = ClassActivationMap.map(of: ClassID(label), maps: view.maps, head: head)
        let (width, height) = (layout.inputWidth, layout.inputHeight)
        let enlarged = layout.enlargement(width: width, height: height, centers: .receptiveFields).enlarged(map)
        let region = PaperBoxes.region(enlarged, fraction: request.threshold)
        let objects = try view.objects(annotations, width: width, height: height)
        var tally = SceneObjectTally(objects: annotations.names.count)
        tally.add(region: region, shown: objects?.masks ?? [], ignored: objects?.ignored)
        let boxes = objects?.masks.compactMap { object in object.mask.boundingBox.map { (object.name, $0) } } ?? []
        return SceneDiscovery.SceneImage(
            label: label, tally: tally,
            shown: isShown
                ? SceneSheet.ShownMap(
                    label: label, image: view.image, raster: view.raster, map: map, geometry: view.geometry,
                    boxes: boxes.map { name, box in
                        (name, view.geometry.imageBox(box, pictureWidth: width, height: height))
                    }) : nil)
    }
}
