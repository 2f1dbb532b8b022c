extension Node {
    /// Returns an error about this node.
    package func failure(_ reason: String) -> GraphError {
        .node(name: name, operatorName: operatorName, reason: reason)
    }

    /// Returns the integer attribute `key`; `value` if it is missing.
    package func integer(_ key: String, default value: Int) throws(GraphError) -> Int {
        switch attributes[key] {
        case nil: return value
        case .integer(let found): return found
        default: throw failure("the attribute \(quoted(key)) is not an integer")
        }
    }

    /// Returns the list of integers `key`; nil if it is missing.
    package func integers(_ key: String) throws(GraphError) -> [Int]? {
        switch attributes[key] {
        case nil: return nil
        case .integers(let found): return found
        default: throw failure("the attribute \(quoted(key)) is not a list of integers")
        }
    }

    /// Returns the number `key`; `value` if it is missing.
    package func float(_ key: String, default value: Float) throws(GraphError) -> Float {
        switch attributes[key] {
        case nil: return value
        case .float(let found): return found
        default: throw failure("the attribute \(quoted(key)) is not a number")
        }
    }

    /// Returns the string `key`; `value` if it is missing.
    package func string(_ key: String, default value: String) throws(GraphError) -> String {
        switch attributes[key] {
        case nil: return value
        case .string(let found): return found
        default: throw failure("the attribute \(quoted(key)) is not a string")
        }
    }

    /// Returns `axis` counted from the front; negative axes are counted from the back of `rank` axes.
    package func axis(_ axis: Int, rank: Int) throws(GraphError) -> Int {
        guard axis >= -rank, axis < rank else {
            throw failure("axis \(axis) is out of range for a value with \(rank) axes")
        }
        return axis < 0 ? axis + rank : axis
    }
}
