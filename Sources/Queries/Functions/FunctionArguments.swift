internal import Store
internal import Units

/// What SQL passed to a function; no argument is NULL.
struct FunctionArguments {
    let names: [String]
    let values: [SQLValue]

    /// The integer at `place`; 3.0 is one.
    func integer(_ place: Int) throws -> Int {
        switch values[place] {
        case .integer(let number): return Int(number)
        case .real(let number):
            if let whole = Int(exactly: number) { return whole }
        default: break
        }
        throw mistyped(place, "an integer")
    }

    /// The number at `place`, integer or real.
    func number(_ place: Int) throws -> Double {
        switch values[place] {
        case .integer(let number): return Double(number)
        case .real(let number): return number
        default: throw mistyped(place, "a number")
        }
    }

    /// The float32 values at `place`, at least one.
    func floats(_ place: Int) throws -> [Float] {
        guard let floats = values[place].floats, !floats.isEmpty else {
            throw mistyped(place, "a blob of float32 numbers")
        }
        return floats
    }

    /// The mask at `place`, as the table `segmentation` stores it.
    func mask(_ place: Int) throws -> Mask {
        guard case .blob(let bytes) = values[place], let mask = MaskRuns.mask(bytes) else {
            throw mistyped(place, "a mask from the table segmentation")
        }
        return mask
    }

    /// The image at `place`, by its id or path.
    func image(_ place: Int) throws -> ImageKey {
        switch values[place] {
        case .integer(let id): return .row(id)
        case .text(let path): return .path(ImagePath(path))
        default: throw mistyped(place, "the id or path of an image")
        }
    }

    private func mistyped(_ place: Int, _ expected: String) -> SQLFunctionFailure {
        SQLFunctionFailure("\(names[place]) must be \(expected), not \(shown(place))")
    }

    /// An argument as a message shows it.
    func shown(_ place: Int) -> String {
        switch values[place] {
        case .null: "NULL"
        case .integer(let number): "\(number)"
        case .real(let number): "\(number)"
        case .text(let text): "“\(text.count > 40 ? text.prefix(40) + "..." : text)”"
        case .blob(let bytes): "a blob of \(bytes.count) bytes"
        }
    }
}
