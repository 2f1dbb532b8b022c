extension Node {
    /// The error of this node for `reason`.
    public func failure(_ reason: String) -> GraphError {
        .node(name: name, operatorName: operatorName, reason: reason)
    }

    /// The integer `key`; `value` where it is not given.
    public func integer(_ key: String, default value: Int) throws(GraphError) -> Int {
        switch attributes[key] {
        case nil: return value
        case .integer(let found): return found
        default: throw failure("the attribute \(quoted(key)) is not an integer")
        }
    }

    /// The list of integers `key`; nil where it is not given.
    public func integers(_ key: String) throws(GraphError) -> [Int]? {
        switch attributes[key] {
        case nil: return nil
        case .integers(let found): return found
        default: throw failure("the attribute \(quoted(key)) is not a list of integers")
        }
    }

    /// The number `key`; `value` where it is not given.
    public func float(_ key: String, default value: Float) throws(GraphError) -> Float {
        switch attributes[key] {
        case nil: return value
        case .float(let found): return found
        default: throw failure("the attribute \(quoted(key)) is not a number")
        }
    }

    /// The text `key`; `value` where it is not given.
    public func string(_ key: String, default value: String) throws(GraphError) -> String {
        switch attributes[key] {
        case nil: return value
        case .string(let found): return found
        default: throw failure("the attribute \(quoted(key)) is not a text")
        }
    }

    /// `axis` counted from the front; negative ones count from the back of `rank` axes.
    public func axis(_ axis: Int, rank: Int) throws(GraphError) -> Int {
        guard axis >= -rank, axis < rank else { throw failure("it names axis \(axis) of a value of \(rank) axes") }
        return axis < 0 ? axis + rank : axis
    }
}
