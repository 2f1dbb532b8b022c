import Analyses
import Annotations
import Images
import Store
import Units

/// Counts over all images what units and concepts have in common. An interrupted run resumes from its stored state.
struct UnitNamingRun {
    /// What has been counted so far: images at even positions by path, those at odd positions, and a sample of all for
    /// chance.
    struct State: Codable {
        var even: UnitConceptTally
        var odd: UnitConceptTally
        var regions = SampledRegions()
        var unreadable: [String] = []

        init(units: Int, concepts: Int) {
            even = UnitConceptTally(units: units, concepts: concepts)
            odd = even
        }
    }

    let atlas: Atlas
    let counting: UnitCounting
    let pass: MapPass
    /// The number of images between two stores of the state.
    let block: Int
    /// Everything that the counts depend on.
    let configuration: NamingConfiguration

    /// Counts the images that the stored state, if there is one, does not cover.
    func count(_ progress: (IndexProgress) -> Void) throws -> State {
        let stored = try atlas.reader.discoveryState(of: configuration, as: State.self)
        var state = stored?.state ?? State(units: counting.levels.count, concepts: counting.annotations.names.count)
        let (images, first) = (counting.images, stored?.images ?? 0)
        let start = ContinuousClock.now
        for begin in stride(from: first, to: images.count, by: block) {
            let end = min(begin + block, images.count)
            let outcome = try pass.run(Array(images[begin..<end])) { block in
                progress(
                    IndexProgress(
                        done: begin - first + block.done, total: images.count - first,
                        skipped: state.unreadable.count + block.skipped,
                        seconds: (ContinuousClock.now - start) / .seconds(1)))
            } body: { view, index in
                try counting.tallies(view, index: begin + index)
            }
            for (index, found) in outcome.results {
                if (begin + index).isMultiple(of: 2) {
                    state.even.merge(found.tally)
                } else {
                    state.odd.merge(found.tally)
                }
                state.regions.merge(found.regions)
            }
            state.unreadable += outcome.unreadable
            guard end < images.count else { break }
            let stored = DiscoveryState(
                configuration: configuration, last: images[end - 1].path, images: end, state: state)
            try atlas.edit { try $0.save(stored) }
        }
        return state
    }
}

/// Counts what units and concepts have in common in one image.
struct UnitCounting: Sendable {
    let images: [ImageRecord]
    let annotations: ObjectAnnotations
    let levels: [UnitLevel]
    let layout: MapLayout
    let preprocessing: Preprocessing

    /// The maximum number of images that chance levels rest on, evenly spread over all: about 25 MB for 768 units.
    static let sampled = 2048

    /// Counts at the network's input size, and the regions for chance levels if the image is in their sample.
    func tallies(
        _ view: MapPass.MappedImage, index: Int
    ) throws -> (tally: UnitConceptTally, regions: SampledRegions) {
        let (width, height) = (layout.inputWidth, layout.inputHeight)
        let enlargement = layout.enlargement(width: width, height: height, centers: .receptiveFields)
        let regions = ActiveRegions.regions(view.responses, levels: levels, by: enlargement)
        let image = images[index]
        let geometry = MapGeometry(
            layout, preprocessing: preprocessing, imageWidth: image.width, imageHeight: image.height)
        let objects = try annotations.objects(
            in: image.path, visible: geometry.visible, imageWidth: image.width, imageHeight: image.height,
            width: width, height: height)
        var tally = UnitConceptTally(units: levels.count, concepts: annotations.names.count)
        tally.add(regions: regions, objects: objects?.masks ?? [], ignored: objects?.ignored)
        var sample = SampledRegions()
        if images.count <= Self.sampled || index * Self.sampled % images.count < Self.sampled {
            sample.add(
                regions: regions, objects: objects?.masks ?? [], grid: RegionGrid(width: width, height: height))
        }
        return (tally, sample)
    }
}
