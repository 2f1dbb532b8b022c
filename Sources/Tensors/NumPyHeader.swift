/// The dictionary at the start of a `.npy` file: `{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }`.
struct NumPyHeader {
    /// The element type, such as `<f4`.
    let type: String
    let isFortran: Bool
    let shape: Shape
    /// The number of bytes of all elements, which may exceed the size of the file.
    let byteCount: Int

    private let kind: Character
    private let size: Int
    private let isBigEndian: Bool

    init(text: String, path: String) throws(NumPyFileError) {
        func failure(_ reason: String) -> NumPyFileError { NumPyFileError(path: path, reason: reason) }
        guard
            let type = Self.value("descr", text).flatMap(Self.quoted),
            let order = Self.value("fortran_order", text), order.hasPrefix("True") || order.hasPrefix("False"),
            let list = Self.value("shape", text).flatMap(Self.parenthesised)
        else {
            throw failure("its header does not have exactly one “descr”, “fortran_order” and “shape”")
        }
        let characters = Array(type)
        let known: [Character: Set<Int>] = ["f": [2, 4, 8], "i": [1, 2, 4, 8], "u": [1, 2, 4, 8], "b": [1]]
        guard
            characters.count == 3, "<>|=".contains(characters[0]), let size = characters[2].wholeNumberValue,
            known[characters[1]]?.contains(size) == true
        else {
            throw failure(
                "unsupported element type “\(type.prefix(20))” (only real numbers and booleans are supported)")
        }
        self.type = type
        kind = characters[1]
        self.size = size
        isBigEndian = characters[0] == ">"
        isFortran = order.hasPrefix("True")
        var parts = list.split(separator: ",", omittingEmptySubsequences: false).map { $0.filter { $0 != " " } }
        if parts.last == "" { parts.removeLast() }
        var extents: [Int] = []
        var bytes = size
        for part in parts {
            guard !part.isEmpty, part.allSatisfy({ ("0"..."9").contains($0) }), let extent = Int(part),
                extents.count < 32
            else { throw failure("its shape (\(list.prefix(60))) is not a list of at most 32 extents") }
            // The product without zeros must not overflow either, because strides are computed from it.
            let (product, overflow) = bytes.multipliedReportingOverflow(by: max(1, extent))
            guard !overflow else {
                throw failure("its shape (\(list.prefix(60))) has too many elements")
            }
            bytes = product
            extents.append(extent)
        }
        shape = Shape(extents)
        byteCount = extents.contains(0) ? 0 : bytes
    }

    /// - Precondition: `byteCount` bytes.
    func decode(_ span: Span<UInt8>) -> [Float] {
        let (step, isBigEndian) = (size, isBigEndian)
        var values: [Float] = []
        values.reserveCapacity(span.count / step)
        if kind == "f" && step == 4 && !isBigEndian {
            // The usual type of large files, without a branch per element.
            for start in stride(from: 0, to: span.count, by: 4) {
                let low = UInt32(span[start]) | UInt32(span[start + 1]) << 8
                values.append(Float(bitPattern: low | UInt32(span[start + 2]) << 16 | UInt32(span[start + 3]) << 24))
            }
            return values
        }
        for start in stride(from: 0, to: span.count, by: step) {
            var bits: UInt64 = 0
            for offset in 0..<step {
                bits = bits << 8 | UInt64(span[start + (isBigEndian ? offset : step - 1 - offset)])
            }
            values.append(number(bits))
        }
        return values
    }

    private func number(_ bits: UInt64) -> Float {
        switch (kind, size) {
        case ("f", 4): Float(bitPattern: UInt32(truncatingIfNeeded: bits))
        case ("f", 8): Float(Double(bitPattern: bits))
        case ("f", _): Self.half(UInt16(truncatingIfNeeded: bits))
        case ("i", _):
            // Shifted left and right again to extend the sign.
            Float(Int64(bitPattern: bits << UInt64(64 - 8 * size)) >> Int64(64 - 8 * size))
        case ("b", _): bits == 0 ? 0 : 1
        default: Float(bits)
        }
    }

    /// IEEE half precision; `Float16` is not available on every platform that Swift supports.
    private static func half(_ bits: UInt16) -> Float {
        let sign: Float = bits >> 15 == 0 ? 1 : -1
        let exponent = Int(bits >> 10 & 31)
        let fraction = Float(bits & 1023)
        switch exponent {
        case 0: return sign * fraction * 0x1p-24
        case 31: return fraction == 0 ? sign * .infinity : .nan
        default: return sign * (fraction + 1024) * Float(sign: .plus, exponent: exponent - 25, significand: 1)
        }
    }

    /// Returns the text after `'key':` if the key occurs exactly once.
    private static func value(_ key: String, _ text: String) -> Substring? {
        let parts = text.split(separator: "'\(key)':", omittingEmptySubsequences: false)
        return parts.count == 2 ? parts[1].drop { $0 == " " } : nil
    }

    private static func quoted(_ text: Substring) -> String? {
        guard text.first == "'", let end = text.dropFirst().firstIndex(of: "'") else { return nil }
        return String(text.dropFirst()[..<end])
    }

    private static func parenthesised(_ text: Substring) -> String? {
        guard text.first == "(", let end = text.firstIndex(of: ")") else { return nil }
        return String(text.dropFirst()[..<end])
    }
}
