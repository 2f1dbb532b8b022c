package import Foundation

/// An error of reading or writing a `.npy` file.
package struct NumPyFileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The path or name of the file.
    package let path: String
    /// The reason, as the end of a sentence about the file.
    package let reason: String

    /// Whether writing failed rather than reading.
    package let isAboutWriting: Bool

    init(path: String, reason: String, isAboutWriting: Bool = false) {
        self.path = path
        self.reason = reason
        self.isAboutWriting = isAboutWriting
    }

    /// The error message.
    package var description: String {
        isAboutWriting ? "Cannot write \(path): \(reason)." : "Cannot read \(path) as a NumPy file: \(reason)."
    }
}

/// NumPy's `.npy` format, versions 1.0 to 3.0 (numpy.lib.format).
///
/// Reads floats of 2, 4 and 8 bytes and integers of 1 to 8 bytes in either byte order, rounded to float32, and booleans as
/// 0 and 1; Fortran order is converted to row-major. Writes version 1.0 with `<f4`. Complex numbers, text, objects and
/// structures are not supported.
package enum NumPyFile {
    /// Reads a file.
    ///
    /// - Throws: `NumPyFileError` if the file cannot be opened, is not a `.npy` file, or does not contain the number of
    ///   elements in its header.
    package static func read(path: String) throws(NumPyFileError) -> Tensor {
        try read(bytes: try map(path), name: path)
    }

    static func map(_ path: String) throws(NumPyFileError) -> Data {
        guard FileManager.default.fileExists(atPath: path) else {
            throw NumPyFileError(path: path, reason: "file not found")
        }
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        } catch {
            throw NumPyFileError(path: path, reason: "permission denied or reading failed")
        }
    }

    /// Reads the content of a file.
    ///
    /// - Parameter name: The name of the file in errors.
    package static func read(bytes: Data, name: String) throws(NumPyFileError) -> Tensor {
        let (header, start) = try header(bytes, name: name)
        let values = header.decode(bytes.span.extracting(start...))
        return Tensor(shape: header.shape, values: header.isFortran ? rowMajor(values, header.shape) : values)
    }

    /// Returns the header and the position of the first element, after checking the number of elements.
    static func header(_ bytes: Data, name: String) throws(NumPyFileError) -> (NumPyHeader, Int) {
        let start = bytes.startIndex
        guard bytes.count >= 10, bytes.prefix(6).elementsEqual([0x93] + Array("NUMPY".utf8)) else {
            throw NumPyFileError(path: name, reason: "it is not a .npy file")
        }
        let major = bytes[start + 6]
        guard (1...3).contains(major) else {
            throw NumPyFileError(path: name, reason: "format version \(major) is not supported (1 to 3 are)")
        }
        let prefix = major == 1 ? 10 : 12
        guard bytes.count >= prefix else { throw NumPyFileError(path: name, reason: "its header is truncated") }
        let length = bytes[(start + 8)..<(start + prefix)].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= 65_536 else {
            throw NumPyFileError(path: name, reason: "its header of \(length) bytes is too long")
        }
        guard bytes.count - prefix >= length else {
            throw NumPyFileError(path: name, reason: "its header is truncated")
        }
        let header = try NumPyHeader(
            text: String(decoding: bytes[(start + prefix)..<(start + prefix + length)], as: UTF8.self), path: name)
        let elements = bytes.count - prefix - length
        guard elements == header.byteCount else {
            throw NumPyFileError(
                path: name,
                reason:
                    "\(header.shape) elements of type \(header.type) need \(header.byteCount) bytes, but the file has "
                    + "\(elements) after the header")
        }
        return (header, prefix + length)
    }

    /// Writes a file atomically, through a temporary file in the same folder.
    package static func write(_ tensor: Tensor, to path: String) throws(NumPyFileError) {
        do {
            try encoded(tensor).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw NumPyFileError(
                path: path,
                reason: "check that its folder exists, its permissions and the free disk space",
                isAboutWriting: true)
        }
    }

    /// Returns the bytes of the file (version 1.0); the elements start at a multiple of 64 bytes, as in NumPy.
    package static func encoded(_ tensor: Tensor) -> Data {
        let extents = tensor.shape.extents.map { "\($0)," }.joined(separator: " ")
        let shape = tensor.shape.rank > 1 ? String(extents.dropLast()) : extents
        var header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(shape)), }"
        header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
        var bytes = [0x93] + Array("NUMPY".utf8) + [1, 0]
        bytes += [UInt8(header.utf8.count & 255), UInt8(header.utf8.count >> 8)] + Array(header.utf8)
        bytes.reserveCapacity(bytes.count + tensor.values.count * 4)
        for value in tensor.values {
            let bits = value.bitPattern
            bytes.append(UInt8(truncatingIfNeeded: bits))
            bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
            bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
            bytes.append(UInt8(truncatingIfNeeded: bits >> 24))
        }
        return Data(bytes)
    }

    /// Returns elements converted from Fortran order to row-major order.
    private static func rowMajor(_ values: [Float], _ shape: Shape) -> [Float] {
        var strides = [Int](repeating: 1, count: shape.rank)
        for axis in strides.indices.dropFirst() { strides[axis] = strides[axis - 1] * shape[axis - 1] }
        var index = [Int](repeating: 0, count: shape.rank)
        var place = 0
        var result: [Float] = []
        result.reserveCapacity(values.count)
        for _ in values.indices {
            result.append(values[place])
            for axis in index.indices.reversed() {
                index[axis] += 1
                place += strides[axis]
                if index[axis] < shape[axis] { break }
                place -= index[axis] * strides[axis]
                index[axis] = 0
            }
        }
        return result
    }
}
