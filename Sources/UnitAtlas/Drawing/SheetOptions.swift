public import Analyses
public import Sheets
public import Units

/// What a sheet shows of its subject, and how.
public struct SheetOptions: Sendable {
    /// Which units of a class.
    public enum Order: Sendable {
        /// Those that argue most strongly for it.
        case strongest
        /// Those that argue most strongly against it.
        case against
        /// Those that argue most strongly for it rather than for another: by the difference of their weights.
        case versus(ClassRecord)

        /// What they are to a class: a picture's title.
        func title(of record: ClassRecord) -> String {
            let name = "class \(record.id), \(record.name)"
            return switch self {
            case .strongest: "Units of \(name)"
            case .against: "Units against \(name)"
            case .versus(let other): "Units for \(name) rather than class \(other.id), \(other.name)"
            }
        }
    }

    public var order = Order.strongest
    public var kind = TileKind.segment
    public var method = SegmentationMethod.standard
    /// Whether each image is shown once on a sheet, and none that looks like another there.
    public var isDistinct = false
    /// Whether a class's sheet shows the unit's best images among the class's own, for which the network runs again.
    public var isFromClass = false
    /// Units of a class's sheet.
    public var rows = 10
    /// Images of each unit; nil: 9 on the sheet of a class, 12 on that of a unit.
    public var columns: Int?
    /// Side of a tile, in pixels.
    public var tileSize = SheetStyle().tile

    public init() {}
}
