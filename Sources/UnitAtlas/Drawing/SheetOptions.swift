public import Analyses
public import Sheets
public import Units

/// The options of sheets.
public struct SheetOptions: Sendable {
    /// Which units of a class are shown.
    public enum Order: Sendable, Equatable {
        /// The units with the largest values for the class.
        case strongest
        /// The units with the smallest values for the class.
        case against
        /// The units with the largest difference between the class's weight, or mean contribution, and another class's.
        case versus(ClassRecord)
    }

    /// Which images the sheet of a unit shows.
    public enum UnitImages: Sendable, Equatable {
        /// Those that excite the unit most.
        case top
        /// The images of a class, by what the unit adds to the class's logit. The network is run on them again.
        case contributing(to: ClassRecord)
        /// Images along the unit's range, a row for each of this number of bins between quantiles of the pooled activations.
        /// The network is run on them again.
        case bins(Int)
    }

    /// Which units of a class are shown.
    public var order = Order.strongest
    /// What the units of a class are ranked by; with `.versus`, not ablation.
    public var measure = UnitMeasure.weight
    /// Which images the sheet of a unit shows.
    public var unitImages = UnitImages.top
    /// What a tile shows.
    public var kind = TileKind.segment
    /// How the activation mask is computed.
    public var method = SegmentationMethod.standard
    /// Whether an image is shown at most once on a sheet, and no two images look alike.
    public var isDistinct = false
    /// Whether the sheet of a class only shows images of the class. The network is run on them again.
    public var isFromClass = false
    /// Units on the sheet of a class.
    public var rows = Self.defaultRows
    /// Images of each unit; nil: 9 on the sheet of a class, 12 on that of a unit.
    public var columns: Int?
    /// The side of a tile, in pixels.
    public var tileSize = SheetStyle().tile

    /// Whether sheets show images that the atlas keeps no maps of, so that the network runs again.
    var needsNetwork: Bool { isFromClass || unitImages != .top }

    static let defaultRows = 10
    static let classColumns = 9
    static let unitColumns = 12

    /// All options at their defaults.
    public init() {}
}

extension SheetOptions {
    /// The parameters of a class's sheet.
    package func parameters(of record: ClassRecord, head: String?) -> PictureParameters {
        var parameters = PictureParameters(
            subject: "class", "\(record.id) \(record.shortName)", mark: SheetFiles.stem(of: record))
        switch order {
        case .strongest: parameters.add("order", "strongest", mark: nil)
        case .against: parameters.add("against", true)
        case .versus(let other):
            parameters.add(
                "versus", "\(other.id) \(other.shortName)",
                mark: "versus-\(SheetFiles.padded(other.id.value))-\(SheetFiles.slug(other.shortName))")
        }
        parameters.add("by", measure.rawValue, default: UnitMeasure.weight.rawValue)
        parameters.add("head", head ?? "native", default: "native")
        parameters.add("from-class", isFromClass)
        parameters.add("rows", rows, default: Self.defaultRows)
        parameters.add("columns", columns ?? Self.classColumns, default: Self.classColumns)
        parameters.add(tileParameters)
        return parameters
    }

    /// The parameters of a unit's sheet, which ignores the options for classes.
    package func parameters(of unit: UnitID, head: String?) -> PictureParameters {
        var parameters = PictureParameters(subject: "unit", "\(unit)", mark: SheetFiles.stem(of: unit))
        var usualColumns = Self.unitColumns
        switch unitImages {
        case .top: break
        case .contributing(let record):
            parameters.add("by", UnitMeasure.contribution.rawValue, default: nil)
            parameters.add("class", "\(record.id) \(record.shortName)", mark: SheetFiles.stem(of: record))
        case .bins(let count):
            parameters.add("bins", "\(count)", default: nil)
            usualColumns = Self.classColumns
        }
        parameters.add("head", head ?? "native", default: "native")
        parameters.add("columns", columns ?? usualColumns, default: usualColumns)
        parameters.add(tileParameters)
        return parameters
    }

    /// The parameters of tiles.
    package var tileParameters: PictureParameters {
        var parameters = PictureParameters()
        parameters.add("distinct", isDistinct)
        parameters.add("tiles", kind.rawValue, mark: kind == .segment ? nil : kind.rawValue)
        parameters.add("tile-size", tileSize, default: SheetStyle().tile)
        parameters.add(method.parameters)
        return parameters
    }
}

extension SegmentationMethod {
    /// The method and its constants.
    var parameters: PictureParameters {
        var parameters = PictureParameters()
        parameters.add("method", name, mark: name == Self.standard.name ? nil : name)
        switch self {
        case .threshold(let fraction, let reference):
            parameters.add("fraction", fraction, default: 0.4)
            parameters.add("of", reference.rawValue, default: Reference.image.rawValue)
        case .quantile(let share): parameters.add("share", share, default: 0.005)
        case .synthetic(let diameter): parameters.add("diameter", diameter, default: 65)
        case .estimated(let level): parameters.add("level", level, default: 0.25)
        }
        return parameters
    }
}
