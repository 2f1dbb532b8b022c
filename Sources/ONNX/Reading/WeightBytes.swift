import Foundation

/// Converts little-endian bytes to numbers. This is the only unsafe code of the module; hosts must be little-endian.
enum WeightBytes {
    /// Returns the floats of `bytes`; float64 is rounded to the nearest float32 (infinity beyond its range).
    ///
    /// - Precondition: `type` is a float type and `bytes` holds whole elements.
    static func floats(_ bytes: Data, type: ElementType) -> [Float] {
        switch type {
        case .float16: convert(bytes) { (bits: UInt16) in float(half: bits) }
        case .bfloat16: convert(bytes) { (bits: UInt16) in float(brain: bits) }
        case .float64: convert(bytes) { (bits: UInt64) in Float(Double(bitPattern: bits)) }
        default: copy(bytes, zero: Float(0))
        }
    }

    /// Returns the integers of `bytes`; nil if an unsigned one exceeds `Int.max`.
    ///
    /// - Precondition: `type` is not a float type and `bytes` holds whole elements.
    static func integers(_ bytes: Data, type: ElementType) -> [Int]? {
        switch type {
        case .uint8: return convert(bytes) { (bits: UInt8) in Int(bits) }
        case .int8: return convert(bytes) { (bits: Int8) in Int(bits) }
        case .boolean: return convert(bytes) { (bits: UInt8) in bits == 0 ? 0 : 1 }
        case .uint16: return convert(bytes) { (bits: UInt16) in Int(bits) }
        case .int16: return convert(bytes) { (bits: Int16) in Int(bits) }
        case .uint32: return convert(bytes) { (bits: UInt32) in Int(bits) }
        case .int32: return convert(bytes) { (bits: Int32) in Int(bits) }
        case .uint64:
            let values = copy(bytes, zero: 0)
            return values.contains { $0 < 0 } ? nil : values
        default: return copy(bytes, zero: 0)
        }
    }

    /// Returns the bytes of `values`, little-endian.
    static func bytes(_ values: [Float]) -> Data {
        unsafe values.withUnsafeBytes { source in unsafe Data(source) }
    }

    /// Converts IEEE 754 binary16 (1 sign, 5 exponent with bias 15, 10 fraction bits), exactly.
    static func float(half bits: UInt16) -> Float {
        let sign: Float = bits & 0x8000 == 0 ? 1 : -1
        let exponent = Int(bits >> 10 & 0x1F)
        let fraction = UInt32(bits & 0x3FF)
        switch exponent {
        case 0: return sign * Float(fraction) * 0x1p-24
        case 31: return Float(bitPattern: UInt32(bits & 0x8000) << 16 | 0x7F80_0000 | fraction << 13)
        default:
            return Float(bitPattern: UInt32(bits & 0x8000) << 16 | UInt32(exponent + 112) << 23 | fraction << 13)
        }
    }

    /// Converts bfloat16, the upper half of a float32.
    static func float(brain bits: UInt16) -> Float {
        Float(bitPattern: UInt32(bits) << 16)
    }

    private static func convert<Raw: FixedWidthInteger, Value>(_ bytes: Data, _ value: (Raw) -> Value) -> [Value] {
        let width = MemoryLayout<Raw>.size
        let count = bytes.count / width
        return unsafe bytes.withUnsafeBytes { source in
            unsafe [Value](unsafeUninitializedCapacity: count) { target, initialized in
                for index in 0..<count {
                    let raw = unsafe source.loadUnaligned(fromByteOffset: index * width, as: Raw.self)
                    unsafe target.initializeElement(at: index, to: value(Raw(littleEndian: raw)))
                }
                initialized = count
            }
        }
    }

    /// Copies the bytes unchanged.
    private static func copy<Value: BitwiseCopyable>(_ bytes: Data, zero: Value) -> [Value] {
        var values = [Value](repeating: zero, count: bytes.count / MemoryLayout<Value>.size)
        unsafe values.withUnsafeMutableBytes { target in
            _ = unsafe bytes.copyBytes(to: target)
        }
        return values
    }
}
