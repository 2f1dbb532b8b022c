import Analyses
import Annotations
import Images
import Store
import Units

/// Counts over all images what units and concepts have in common. An interrupted run resumes from its stored state.
struct UnitNamingRun {
    /// The counts of the images so far: those at even positions by path, those at odd positions, and all of them with the
    /// masks of other images.
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
                    state.even.merge(found.own)
                } else {
                    state.odd.merge(found.own)
                }
                state.shuffled.merge(found.other)
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
    /// For each image the one whose masks it is compared with as a baseline.
    let shuffledImages: [Int]
    let layout: MapLayout
    let preprocessing: Preprocessing

    /// With the image's own masks, and with those of another.
    func tallies(_ view: MapPass.MappedImage, index: Int) throws -> (own: UnitConceptTally, other: UnitConceptTally) {
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
            tally.add(regions: regions, objects: objects?.masks ?? [], ignored: objects?.ignored)
            return tally
        }
        return (try tally(images[index]), try tally(images[shuffledImages[index]]))
    }
}
