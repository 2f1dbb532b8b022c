import Analyses
public import Annotations
import Foundation
import ImageCollections
import Images
import Store
import Units

/// What names of units are to be made from.
public struct UnitNamingRequest: Sendable {
    /// Where the objects are in the images.
    public var objects: ObjectSource
    /// Seed of the random orders that chance levels come from.
    public var seed: UInt64 = 1
    /// The number of random orders; nil for as many as let a single unit among all be found.
    public var orders: Int?
    /// Where network and images lie now, when not where they were.
    public var model: String?
    /// The image folder or list, if it moved since indexing.
    public var images: String?
    /// The number of threads.
    public var threads = 2
    /// Images between two stores, which is what a kill can cost.
    public var block = 256

    /// A request with everything else at its default.
    public init(objects: ObjectSource) { self.objects = objects }
}

extension Atlas {
    /// Names units by Network Dissection, and stores the names: one pass of the network over the images with masks. If
    /// interrupted, the same call resumes.
    ///
    /// - Parameter progress: Called on the calling thread.
    public func nameUnits(
        _ request: UnitNamingRequest, progress: (IndexProgress) -> Void = { _ in }
    ) throws -> UnitNamingReport {
        try UnitNamer.run(self, request, progress: progress)
    }
}

/// Names units by Network Dissection.
enum UnitNamer {
    static func run(
        _ atlas: Atlas, _ request: UnitNamingRequest, progress: (IndexProgress) -> Void
    ) throws -> UnitNamingReport {
        let all = try atlas.images
        let annotations = try ObjectAnnotations(
            request.objects, images: all, folder: try? atlas.imageFolder(request.images))
        let images = all.filter { $0.status == .indexed && annotations.covers($0.path) }
        guard images.count > 1 else {
            throw UnitAtlasError.discovery(
                .tooFewMasks(objects: request.objects.path, images: images.count, atlas: atlas.path))
        }
        try annotations.check(images.map(\.path))
        let units = try atlas.units
        let levels = units.map { UnitLevel($0) }
        let source = try MapSource(
            atlas, model: request.model, images: request.images,
            head: Head(
                weights: .zeros([1, units.count]), bias: [0], pooling: .average, form: .poolThenLinear),
            named: "names of units", classes: [])
        let counting = UnitCounting(
            images: images, annotations: annotations, levels: levels,
            layout: source.layout, preprocessing: atlas.header.preprocessing)
        let run = UnitNamingRun(
            atlas: atlas, counting: counting, pass: MapPass(source: source, threads: request.threads),
            block: request.block, configuration: configuration(request, annotations, images, levels))
        let state = try run.count(progress)
        guard (state.even.conceptPixels + state.odd.conceptPixels).contains(where: { $0 > 0 }) else {
            throw UnitAtlasError.discovery(
                .noNamedObjects(objects: request.objects.path, images: images.count))
        }
        let chance = ConceptChance(
            state.regions, units: units.count, concepts: annotations.names.count,
            orders: request.orders ?? ConceptChance.orders(units: units.count), seed: request.seed,
            threads: request.threads)
        var report = UnitNamingReport(request, annotations.names, levels, chance, state)
        report.notes = annotations.notes
        try atlas.edit { [report] editor in
            try editor.save(report.record, concepts: report.concepts, toolVersion: Software.version)
            try editor.removeState(run.configuration)
        }
        return report
    }

    /// Everything that the counts depend on.
    private static func configuration(
        _ request: UnitNamingRequest, _ annotations: ObjectAnnotations, _ images: [ImageRecord],
        _ levels: [UnitLevel]
    ) -> NamingConfiguration {
        let paths = images.map(\.path)
        func hash(_ lines: [String]) -> String {
            var hash = SHA256()
            for line in lines { hash.update(Array((line + "\n").utf8)) }
            return hash.hexadecimal()
        }
        return NamingConfiguration(
            objects: URL(fileURLWithPath: request.objects.path).standardizedFileURL.path, names: annotations.names,
            paths: hash(paths), levels: hash(levels.map { "\($0.level)" }),
            contents: annotations.fingerprint(of: paths))
    }
}
