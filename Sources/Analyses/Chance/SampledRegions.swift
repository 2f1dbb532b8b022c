package import Units

/// Where units are active and where concepts are in a set of images, sampled at a grid's cells: what chance levels are
/// computed from. About 50 bytes for each active unit of an image.
package struct SampledRegions: Sendable, Equatable {
    /// The number of images.
    package var images: Int { regionEnds.count }
    /// A unit's region in an image: `words[first..<end]`.
    struct Region: Sendable, Equatable {
        let unit: Int
        let first: Int
        let end: Int
    }
    /// Of all images in turn, ending at `regionEnds`.
    private(set) var regions: [Region] = []
    private(set) var regionEnds: [Int] = []
    /// Rows of cells that are not empty.
    private(set) var rows: [UInt8] = []
    private(set) var words: [UInt32] = []
    /// The concepts of all images in turn, ending at `conceptEnds`; 32 words each.
    private(set) var concepts: [Int] = []
    private(set) var conceptEnds: [Int] = []
    private(set) var conceptWords: [UInt32] = []

    /// No images.
    package init() {}

    /// Adds an image; parameters as in ``UnitConceptTally/add(regions:objects:)``.
    package mutating func add(
        regions found: [(unit: Int, pixels: [Int32])], objects: [(name: Int, mask: Mask)], grid: RegionGrid
    ) {
        for (unit, pixels) in found { add(unit: unit, cells: grid.sampled(pixels)) }
        for object in objects {
            concepts.append(object.name)
            conceptWords += grid.sampled(object.mask)
        }
        endImage()
    }

    package mutating func merge(_ other: SampledRegions) {
        let (firstWord, firstRegion, firstConcept) = (words.count, regions.count, concepts.count)
        regions += other.regions.map {
            Region(unit: $0.unit, first: firstWord + $0.first, end: firstWord + $0.end)
        }
        regionEnds += other.regionEnds.map { firstRegion + $0 }
        rows += other.rows
        words += other.words
        concepts += other.concepts
        conceptEnds += other.conceptEnds.map { firstConcept + $0 }
        conceptWords += other.conceptWords
    }

    /// The regions of an image, as a range of `regions`.
    func regionRange(_ image: Int) -> Range<Int> { (image > 0 ? regionEnds[image - 1] : 0)..<regionEnds[image] }

    /// The concepts of an image, as a range of `concepts`.
    func conceptRange(_ image: Int) -> Range<Int> { (image > 0 ? conceptEnds[image - 1] : 0)..<conceptEnds[image] }

    private mutating func add(unit: Int, cells: [UInt32]) {
        let first = words.count
        for (row, word) in cells.enumerated() where word != 0 {
            rows.append(UInt8(row))
            words.append(word)
        }
        if words.count > first { regions.append(Region(unit: unit, first: first, end: words.count)) }
    }

    private mutating func endImage() {
        regionEnds.append(regions.count)
        conceptEnds.append(concepts.count)
    }
}

extension SampledRegions: Codable {
    /// For each image: the number of regions; of each its unit, its number of rows, and row and word of each; the number
    /// of concepts; of each its name and its words.
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        var values = try container.decode([UInt32].self)[...]
        func damaged() -> DecodingError {
            DecodingError.dataCorruptedError(in: container, debugDescription: "sampled regions end early")
        }
        func next() throws -> UInt32 {
            guard let value = values.popFirst() else { throw damaged() }
            return value
        }
        while !values.isEmpty {
            for _ in 0..<(try next()) {
                let (unit, count) = (try next(), try next())
                var cells = [UInt32](repeating: 0, count: RegionGrid.side)
                for _ in 0..<count {
                    let row = Int(try next())
                    guard cells.indices.contains(row) else { throw damaged() }
                    cells[row] = try next()
                }
                add(unit: Int(unit), cells: cells)
            }
            for _ in 0..<(try next()) {
                concepts.append(Int(try next()))
                for _ in 0..<RegionGrid.side { conceptWords.append(try next()) }
            }
            endImage()
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var values: [UInt32] = []
        for image in 0..<images {
            values.append(UInt32(regionRange(image).count))
            for region in regions[regionRange(image)] {
                values += [UInt32(region.unit), UInt32(region.end - region.first)]
                for place in region.first..<region.end { values += [UInt32(rows[place]), words[place]] }
            }
            values.append(UInt32(conceptRange(image).count))
            for concept in conceptRange(image) {
                values.append(UInt32(concepts[concept]))
                values += conceptWords[concept * RegionGrid.side..<(concept + 1) * RegionGrid.side]
            }
        }
        var container = encoder.singleValueContainer()
        try container.encode(values)
    }
}
