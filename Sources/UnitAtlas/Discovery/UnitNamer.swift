import Analyses
public import Annotations
import Foundation
import ImageCollections
import Images
import Reporting
import Store
import Tensors
import Units

/// What names of units are to be made from.
public struct UnitNamingRequest: Sendable {
    /// Where the objects are in the images.
    public var objects: ObjectSource
    /// Of the images whose masks are exchanged for the baseline.
    public var seed: UInt64 = 1
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
    /// What a pass has counted: images at even places by path, those at odd places, and all with the masks of others.
    struct State: Codable {
        var even: UnitConceptTally
        var odd: UnitConceptTally
        var shuffled: UnitConceptTally
        var unreadable: [String] = []

        init(units: Int, concepts: Int) {
            even = UnitConceptTally(units: units, concepts: concepts)
            (odd, shuffled) = (even, even)
        }
    }

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
        let configuration = try configuration(request, annotations, images, levels)
        var (state, done) = (State(units: units.count, concepts: annotations.names.count), 0)
        if let known = try atlas.reader.discoveryState(configuration),
            let read = try? JSONDecoder().decode(State.self, from: Data(known.state))
        {
            (state, done) = (read, known.images)
        }
        let counting = UnitCounting(
            images: images, annotations: annotations, levels: levels,
            shuffledImages: Self.shuffledImages(images.count, request.seed),
            layout: source.layout, preprocessing: atlas.header.preprocessing)
        let pass = MapPass(source: source, threads: request.threads)
        try count(atlas, from: done, counting, pass, &state, request, configuration, progress)
        guard (state.even.conceptPixels + state.odd.conceptPixels).contains(where: { $0 > 0 }) else {
            throw UnitAtlasError.discovery(
                .noNamedObjects(objects: request.objects.path, images: images.count))
        }
        var report = UnitNamingReport(
            request, annotations.names, levels, UnitNaming(choosing: state.even, measuring: state.odd), state)
        report.notes = annotations.notes
        try atlas.edit { [report] editor in
            try editor.save(report.record, concepts: report.concepts, toolVersion: Software.version)
            try editor.removeState(configuration)
        }
        return report
    }

    private static func count(
        _ atlas: Atlas, from first: Int, _ counting: UnitCounting, _ pass: MapPass, _ state: inout State,
        _ request: UnitNamingRequest, _ configuration: String, _ progress: (IndexProgress) -> Void
    ) throws {
        let images = counting.images
        let start = ContinuousClock.now
        for begin in stride(from: first, to: images.count, by: request.block) {
            let end = min(begin + request.block, images.count)
            let outcome = try pass.run(Array(images[begin..<end])) { block in
                progress(
                    IndexProgress(
                        done: begin - first + block.done, total: images.count - first,
                        skipped: state.unreadable.count + block.skipped,
                        seconds: (ContinuousClock.now - start) / .seconds(1)))
            } body: { view, place in
                try counting.tallies(view, place: begin + place)
            }
            for (place, found) in outcome.results {
                if (begin + place).isMultiple(of: 2) {
                    state.even.merge(found.own)
                } else {
                    state.odd.merge(found.own)
                }
                state.shuffled.merge(found.other)
            }
            state.unreadable += outcome.unreadable
            guard end < images.count else { return }
            let stored = DiscoveryState(
                configuration: configuration, last: images[end - 1].path, images: end,
                state: [UInt8](try JSONEncoder().encode(state)))
            try atlas.edit { try $0.save(stored) }
        }
    }

    /// Everything that the counts depend on.
    private static func configuration(
        _ request: UnitNamingRequest, _ annotations: ObjectAnnotations, _ images: [ImageRecord],
        _ levels: [UnitLevel]
    ) throws -> String {
        let paths = images.map(\.path)
        var hash = SHA256()
        var values = SHA256()
        for path in paths { hash.update(Array((path + "\n").utf8)) }
        // They move when images are added to the atlas.
        for level in levels { values.update(Array("\(level.level)\n".utf8)) }
        let members: [(String, JSONValue)] = [
            ("kind", "units"),
            ("objects", .string(URL(fileURLWithPath: request.objects.path).standardizedFileURL.path)),
            ("names", .array(annotations.names.map { .string($0) })), ("images", JSONValue(images.count)),
            ("paths", .string(hash.hexadecimal())), ("levels", .string(values.hexadecimal())),
            ("contents", .string(annotations.fingerprint(of: paths))),
            ("seed", .integer(Int64(truncatingIfNeeded: request.seed))),
        ]
        return JSONValue.object(members).compact
    }

    /// For each image another one: a ring through all of them in random order.
    static func shuffledImages(_ count: Int, _ seed: UInt64) -> [Int] {
        var random = SeededRandom(seed: seed, 5, 0)
        let order = random.shuffled(Array(0..<count))
        var shuffledImages = [Int](repeating: 0, count: count)
        for place in order.indices { shuffledImages[order[place]] = order[(place + 1) % count] }
        return shuffledImages
    }
}

/// Counts what units and concepts have in common in one image.
struct UnitCounting: Sendable {
    let images: [ImageRecord]
    let annotations: ObjectAnnotations
    let levels: [UnitLevel]
    /// For each image the one whose masks it is compared with as a baseline.
    let shuffledImages: [Int]
    let layout: MapLayout
    let preprocessing: Preprocessing

    /// With the image's own masks, and with those of another.
    func tallies(_ view: MapPass.MappedImage, place: Int) throws -> (own: UnitConceptTally, other: UnitConceptTally) {
        let (width, height) = (layout.inputWidth, layout.inputHeight)
        let enlargement = layout.enlargement(width: width, height: height, centers: .receptiveFields)
        let regions = ActiveRegions.regions(view.responses, levels: levels, by: enlargement)
        func tally(_ image: ImageRecord) throws -> UnitConceptTally {
            var tally = UnitConceptTally(units: levels.count, concepts: annotations.names.count)
            let geometry = MapGeometry(
                layout, preprocessing: preprocessing, imageWidth: image.width, imageHeight: image.height)
            let objects = try annotations.objects(
                in: image.path, visible: geometry.visible, imageWidth: image.width, imageHeight: image.height,
                width: width, height: height)
            tally.add(regions: regions, objects: objects ?? [])
            return tally
        }
        return (try tally(images[place]), try tally(images[shuffledImages[place]]))
    }
}
