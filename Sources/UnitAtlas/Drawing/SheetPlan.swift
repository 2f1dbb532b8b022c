import Analyses
import Reporting
import Sheets
import Store
import Units

/// The text under a tile.
enum TileCaption: Sendable, Equatable {
    /// The class that the image is labelled with.
    case label(String)
    /// The most likely class of an image without a label.
    case prediction(String)
    /// The image's path, where there are no classes.
    case path(String)
    /// A number about the image.
    case value(String)

    var text: String {
        switch self {
        case .label(let name), .path(let name), .value(let name): name
        case .prediction(let name): name + "?"
        }
    }
}

/// One tile: an image and a unit's activation map on it.
struct TilePlan: Sendable {
    let image: ImageRecord
    let activation: TopActivation
    let caption: TileCaption
    /// Whether the image belongs to the class that the sheet is about.
    let isOwnClass: Bool
}

/// The tiles of one unit, best first.
struct RowPlan: Sendable {
    let unit: UnitRecord
    let tiles: [TilePlan]
}

/// Which units and images the sheet of a class shows.
struct ClassSheetPlan: Sendable {
    let record: ClassRecord
    /// The units, in the order of the rows; on a sheet that compares two classes, their weights are differences.
    let ranked: [RankedUnit]
    let rows: [RowPlan]
    /// The images that shares are about; nil if the class has none.
    let images: ClassImageCount?
    /// The share of the evidence that the units carry; nil if the class has no images.
    let evidence: EvidenceShare?
    /// The units' weights for the class itself, for each row.
    let weights: [Float]
    /// The units' weights for the class that this one is compared with, for each row; nil if it is not compared.
    let otherWeights: [Float]?
    /// For each row, other classes that the unit argues for, by name.
    let otherClasses: [[(name: String, weight: Float)]]
    /// What shares mean where the head is not linear in pooled activations.
    let shareSentence: String?
    let missing: MissingTiles?
}

/// The images of a class that mean contributions are over.
struct ClassImageCount: Sendable, Equatable, CustomStringConvertible {
    let count: Int
    let basis: ClassActivation.Basis

    /// `12 labelled images`, `1 predicted image`
    var description: String { NumberFormat.count(count, basis == .label ? "labelled image" : "predicted image") }
}

/// Which classes and images the sheet of a unit shows.
struct UnitSheetPlan: Sendable {
    let row: RowPlan
    /// By name, the largest weight first.
    let classesFor: [(name: String, weight: Float)]
    /// By name, the smallest weight first.
    let classesAgainst: [(name: String, weight: Float)]
    let missing: MissingTiles?
    /// The class whose images the row shows; nil if it shows the unit's top activations.
    var contribution: UnitContributionPlan?
}
