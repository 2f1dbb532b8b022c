package import Analyses
import Reporting
package import Units

/// What sheets could not show: tiles for which no image was left, pictures that could not be read, and most of the evidence
/// for a class.
package struct SheetGaps: Sendable, Equatable {
    /// nil if no tile is missing.
    package private(set) var tiles: MissingTiles?
    /// One for each image, by the bytes of its path.
    package private(set) var pictures: [MissingPicture] = []

    /// The classes whose units on the sheet carry little of the evidence.
    package private(set) var lowEvidence: [LowEvidence] = []

    /// Nothing is missing.
    package init() {}

    /// - Parameter evidence: The class of the sheet with the share that its units carry.
    init(
        tiles: MissingTiles?, pictures: [MissingPicture], evidence: (record: ClassRecord, share: EvidenceShare)? = nil
    ) {
        self.tiles = tiles
        add(pictures)
        if let evidence, evidence.share.isLow {
            lowEvidence = [LowEvidence(record: evidence.record, evidence: evidence.share)]
        }
    }

    /// Adds what another sheet of the same options could not show.
    mutating func merge(_ other: SheetGaps) {
        if let more = other.tiles {
            tiles = MissingTiles(count: (tiles?.count ?? 0) + more.count, reason: more.reason)
        }
        add(other.pictures)
        lowEvidence += other.lowEvidence
    }

    private mutating func add(_ more: [MissingPicture]) {
        var seen = Set(pictures.map { Array($0.image.utf8) })
        pictures += more.filter { seen.insert(Array($0.image.utf8)).inserted }
        pictures.sort { $0.image.utf8.lexicographicallyPrecedes($1.image.utf8) }
    }
}

/// A class whose units on a sheet carry little of the evidence.
package struct LowEvidence: Sendable, Equatable {
    package let record: ClassRecord
    package let evidence: EvidenceShare
}

/// Requested tiles for which no image was left.
package struct MissingTiles: Sendable, Equatable, CustomStringConvertible {
    /// Why there is no further image.
    package enum Reason: Sendable, Equatable {
        /// The atlas keeps this number of images for each unit.
        case kept(Int)
        /// The remaining images of the `kept` ones of the unit are in other rows or look like images on the sheet.
        case shownElsewhere(kept: Int)
        /// The remaining images of the class are in other rows or look like images on the sheet.
        case classShownElsewhere
    }

    package let count: Int
    package let reason: Reason

    /// `3 tiles are missing: the atlas keeps 16 images per unit`
    package var description: String {
        let subject = "\(NumberFormat.count(count, "tile")) \(count == 1 ? "is" : "are") missing"
        return switch reason {
        case .kept(let limit): "\(subject): the atlas keeps \(limit) images per unit"
        case .shownElsewhere(let limit):
            "\(subject): the atlas keeps \(limit) images per unit, and the remaining ones are in other rows or look like"
                + " images on the sheet"
        case .classShownElsewhere:
            "\(subject): the remaining images of the class are in other rows or look like images on the sheet"
        }
    }
}

/// An image whose picture cannot be shown.
package struct MissingPicture: Error, Sendable, Hashable {
    /// What is wrong with the file.
    package enum Reason: String, Sendable, CaseIterable {
        /// Indexing skipped the image.
        case skipped
        /// There is no file.
        case missing
        /// The content of the file differs from that indexed.
        case changed
        /// The file cannot be decoded.
        case unreadable
    }

    /// The image's path in the atlas.
    package let image: String
    package let reason: Reason
}

extension MissingPicture: CustomStringConvertible {
    /// `cats/1.jpg (missing)`
    package var description: String { "\(image) (\(reason.rawValue))" }
}
