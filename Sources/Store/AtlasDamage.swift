public import Units

/// What is wrong in a damaged atlas. The description is a clause for the user.
public enum AtlasDamage: Sendable, Equatable, CustomStringConvertible {
    /// A table that must have a row has none.
    case emptyTable(String)
    /// A column, as `table.column`, holds JSON that is invalid or has missing members.
    case json(column: String)
    /// A column, as `table.column`, holds a value that this version does not know.
    case unknownValue(column: String, value: String)
    /// A head has missing weights, or classes with different numbers of weights.
    case incompleteHead(HeadID)
    /// The weights of a class are not one float32 number per unit.
    case weights(head: HeadID, classID: ClassID)
    /// The pooled activations of an image, given by its path, are not one float32 number per unit.
    case pooledActivations(image: String)
    /// A map of a unit in a table does not have the stored height and width, in cells or pixels.
    case map(table: String, unit: UnitID, height: Int, width: Int)
    /// The activation mask of a unit in an image, given by its path, is incomplete.
    case mask(unit: UnitID, image: String)
    /// The state from which a unit's statistics resume is missing.
    case missingState(UnitID)
    /// SQLite's own message.
    case sqlite(String)

    /// A clause, without a full stop.
    public var description: String {
        switch self {
        case .emptyTable(let table): "table \(table) is empty"
        case .json(let column): "\(column) is invalid JSON or has missing members"
        case .unknownValue(let column, let value): "\(column) has the unknown value “\(value)”"
        case .incompleteHead(let head): "head \(head) is incomplete"
        case .weights(let head, let classID): "class \(classID) of head \(head) has the wrong number of weights"
        case .pooledActivations(let image): "the pooled activations of \(image) have the wrong length"
        case .map(let table, let unit, let height, let width):
            "a map of unit \(unit) in table \(table) is not \(height)×\(width)"
        case .mask(let unit, let image): "the mask of unit \(unit) in \(image) is incomplete"
        case .missingState(let unit): "the state of unit \(unit) is missing"
        case .sqlite(let message): message
        }
    }
}
