import Analyses
import Annotations
import Foundation
import ImageCollections
import Images
import Reporting
import Store
import Tensors
import Units

extension Atlas {
    /// Learns a concept from images with it and images without it: fits a head, stores it, measures it on held-out images,
    /// and draws its sheet.
    ///
    /// - Parameter progress: Called on the calling thread while the network is run for maps.
    /// - Throws: `UnitAtlasError` or `StoreError`; the atlas is then unchanged.
    public func discoverConcept(
        _ request: ConceptRequest, progress: (IndexProgress) -> Void = { _ in }
    ) throws -> ConceptReport {
        try ConceptDiscovery.run(self, request, progress: progress)
    }
}

/// Learns a concept from images with it and images without it.
enum ConceptDiscovery {
    /// Images with the pooled activations that a head uses.
    struct Examples {
        let images: [ImageRecord]
        /// [N]
        let isPositive: [Bool]
        /// [N, U]
        let features: Tensor
    }

    static func run(
        _ atlas: Atlas, _ request: ConceptRequest, progress: (IndexProgress) -> Void
    ) throws -> ConceptReport {
        try HeadTrainer.check(name: request.name, replaces: request.replaces, atlas)
        let root = try atlas.imageFolder(request.images)
        let records = try atlas.images
        let annotations = try request.objects.map { try ObjectAnnotations($0, images: records, folder: root) }
        let object = try annotations.map {
            try $0.index(of: request.object ?? request.name)
        }
        let examples = try examples(atlas, request, root: root)
        try annotations?.check(examples.images.map(\.path))
        let training = try ConceptTraining(
            features: examples.features, isPositive: examples.isPositive, paths: examples.images.map(\.path),
            recipe: request.recipe)
        var maps: ConceptMaps?
        if !atlas.settings.isImported, object != nil || request.output != nil {
            if let output = request.output { try OutputFile.prepare(folder: output) }
            let source = try MapSource(
                atlas, model: request.model, images: request.images, head: training.head,
                named: request.name, classes: request.classes)
            maps = try ConceptMaps(
                training, examples, MapPass(source: source, threads: request.threads),
                object: annotations.flatMap { list in object.map { (list, $0) } }, draws: request.output != nil,
                progress: progress)
        }
        var report = ConceptReport(request, training, examples, maps)
        report.notes = annotations?.notes ?? AnnotationNotes()
        try store(atlas, report, training, examples) { report.record(of: .concept, head: $0) }
        if let output = request.output, let maps {
            report.sheet = try ConceptSheet(report, maps).write(into: output)
        }
        return report
    }

    /// The images with and without the concept.
    static func examples(_ atlas: Atlas, _ request: ConceptRequest, root: String) throws -> Examples {
        let finder = try ImageFinder(atlas, root: root)
        let classes = try atlas.classes()
        let seed = request.recipe.seed
        let positives = try finder.places(of: request.positives, seed: seed, classes: classes)
        let negatives = try finder.places(
            of: request.negatives, except: Set(positives), seed: seed, classes: classes)
        if let both = Set(positives).intersection(negatives).min() {
            throw UnitAtlasError.discovery(
                .contradiction(image: finder.images[both].path, concept: request.name))
        }
        for (list, isPresent, selection) in [
            (positives, true, request.positives), (negatives, false, request.negatives),
        ] where list.count < ConceptRequest.minimumImages {
            throw UnitAtlasError.discovery(
                .tooFewImages(
                    concept: request.name, isPresent: isPresent, selection: selection.text, found: list.count,
                    needed: ConceptRequest.minimumImages))
        }
        let places = Set(positives + negatives).sorted()
        let isPositive = Set(positives)
        return Examples(
            images: places.map { finder.images[$0] }, isPositive: places.map(isPositive.contains),
            features: try atlas.features(at: places, pooling: request.recipe.pooling))
    }

    /// Stores the head together with the row that `record` returns.
    static func store(
        _ atlas: Atlas, _ report: ConceptReport, _ training: ConceptTraining, _ examples: Examples,
        record: (HeadID) -> DiscoveryRecord
    ) throws {
        let request = report.request
        let test = Set(training.split.test)
        let labels = examples.images.indices.map { place in
            HeadLabel(
                path: examples.images[place].path, classID: ClassID(examples.isPositive[place] ? 0 : 1),
                split: test.contains(place) ? .test : .train)
        }
        let stored = StoredHead(
            name: request.name, origin: .trained, head: training.head, loss: request.recipe.loss.rawValue,
            configuration: report.headConfiguration, classes: request.classes, labels: labels)
        try atlas.edit { editor in
            let id = try editor.save(stored, replacing: request.replaces)
            try editor.save(record(id), toolVersion: Software.version)
        }
    }
}
