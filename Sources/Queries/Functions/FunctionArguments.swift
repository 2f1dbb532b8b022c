internal import Store
internal import Units

/// What SQL passed to a function; no argument is NULL.
struct FunctionArguments {
    let names: [String]
    let values: [SQLValue]

    /// The integer at `position`; 3.0 is one.
    func integer(_ position: Int) throws -> Int {
        switch values[position] {
        case .integer(let number): return Int(number)
        case .real(let number):
            if let whole = Int(exactly: number) { return whole }
        default: break
        }
        throw wrongType(position, "an integer")
    }

    /// The integer at `position`, at least 0.
    func count(_ position: Int) throws -> Int {
        let count = try integer(position)
        guard count >= 0 else { throw wrongType(position, "0 or more") }
        return count
    }

    /// The number at `position`, integer or real.
    func number(_ position: Int) throws -> Double {
        switch values[position] {
        case .integer(let number): return Double(number)
        case .real(let number): return number
        default: throw wrongType(position, "a number")
        }
    }

    /// The float32 values at `position`, at least one.
    func floats(_ position: Int) throws -> [Float] {
        guard let floats = values[position].floats, !floats.isEmpty else {
            throw wrongType(position, "a blob of float32 numbers")
        }
        return floats
    }

    /// The mask at `position`, as the table `segmentation` stores it.
    func mask(_ position: Int) throws -> Mask {
        guard case .blob(let bytes) = values[position], let mask = MaskRuns.mask(bytes) else {
            throw wrongType(position, "a mask from the table segmentation")
        }
        return mask
    }

    /// The image at `position`, by its id or path.
    func image(_ position: Int) throws -> ImageKey {
        switch values[position] {
        case .integer(let id): return .row(id)
        case .text(let path): return .path(ImagePath(path))
        default: throw wrongType(position, "the id or path of an image")
        }
    }

    private func wrongType(_ position: Int, _ expected: String) -> SQLFunctionFailure {
        SQLFunctionFailure("\(names[position]) must be \(expected), not \(shown(position))")
    }

    /// An argument as a message shows it.
    func shown(_ position: Int) -> String {
        switch values[position] {
        case .null: "NULL"
        case .integer(let number): "\(number)"
        case .real(let number): "\(number)"
        case .text(let text): "“\(text.count > 40 ? text.prefix(40) + "..." : text)”"
        case .blob(let bytes): "a blob of \(bytes.count) bytes"
        }
    }
}
