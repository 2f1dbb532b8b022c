public import Foundation

/// Why a `.npy` file cannot be read or written.
public struct NumPyFileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The file's path or name.
    public let path: String
    /// What is wrong, as the end of a sentence about the file.
    public let reason: String

    /// Whether the file was to be written.
    public let isAboutWriting: Bool

    init(path: String, reason: String, isAboutWriting: Bool = false) {
        self.path = path
        self.reason = reason
        self.isAboutWriting = isAboutWriting
    }

    /// The sentence for the user.
    public var description: String {
        isAboutWriting ? "\(path): \(reason)." : "\(path) cannot be used as a NumPy file: \(reason)."
    }
}

/// NumPy's `.npy` format, versions 1.0 to 3.0 (numpy.lib.format).
///
/// Read: floats of 2, 4 and 8 bytes and integers of 1 to 8 bytes in either byte order, rounded to float32, and booleans
/// as 0 and 1; Fortran order is turned to row-major. Written: version 1.0, `<f4`. Not read: complex numbers, text,
/// objects, structures.
public enum NumPyFile {
    /// - Throws: `NumPyFileError` when the file cannot be opened, is not `.npy`, or does not hold the elements that its
    ///   header announces.
    public static func read(path: String) throws(NumPyFileError) -> Tensor {
        try read(bytes: try map(path), name: path)
    }

    static func map(_ path: String) throws(NumPyFileError) -> Data {
        guard FileManager.default.fileExists(atPath: path) else {
            throw NumPyFileError(path: path, reason: "there is no such file")
        }
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        } catch {
            throw NumPyFileError(path: path, reason: "it cannot be read; check its permissions")
        }
    }

    /// - Parameter name: what errors call the file.
    public static func read(bytes: Data, name: String) throws(NumPyFileError) -> Tensor {
        let (header, start) = try header(bytes, name: name)
        let values = header.decode(bytes.span.extracting(start...))
        return Tensor(shape: header.shape, values: header.isFortran ? rowMajor(values, header.shape) : values)
    }

    /// The header, and the place where the elements begin, as many as the header announces.
    static func header(_ bytes: Data, name: String) throws(NumPyFileError) -> (NumPyHeader, Int) {
        let start = bytes.startIndex
        guard bytes.count >= 10, bytes.prefix(6).elementsEqual([0x93] + Array("NUMPY".utf8)) else {
            throw NumPyFileError(path: name, reason: "it does not begin with NumPy's signature and a header")
        }
        let major = bytes[start + 6]
        guard (1...3).contains(major) else {
            throw NumPyFileError(path: name, reason: "its format version is \(major), and only 1 to 3 are known")
        }
        let prefix = major == 1 ? 10 : 12
        guard bytes.count >= prefix else { throw NumPyFileError(path: name, reason: "it ends within its header") }
        let length = bytes[(start + 8)..<(start + prefix)].reversed().reduce(0) { $0 << 8 | Int($1) }
        guard length <= 65_536 else {
            throw NumPyFileError(path: name, reason: "its header of \(length) bytes is longer than any array needs")
        }
        guard bytes.count - prefix >= length else {
            throw NumPyFileError(path: name, reason: "it ends within its header")
        }
        let header = try NumPyHeader(
            text: String(decoding: bytes[(start + prefix)..<(start + prefix + length)], as: UTF8.self), path: name)
        let elements = bytes.count - prefix - length
        guard elements == header.byteCount else {
            throw NumPyFileError(
                path: name,
                reason: "\(header.shape) elements of type \(header.type) take \(header.byteCount) bytes, but "
                    + "\(elements) follow the header")
        }
        return (header, prefix + length)
    }

    /// Writes to a temporary file beside `path` and renames it, so that no half file is ever seen under this name.
    public static func write(_ tensor: Tensor, to path: String) throws(NumPyFileError) {
        do {
            try encoded(tensor).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw NumPyFileError(
                path: path,
                reason: "it cannot be written; check that its folder is there, its permissions and the free space",
                isAboutWriting: true)
        }
    }

    /// The bytes of the file, version 1.0; the elements begin at a multiple of 64, as NumPy's do.
    public static func encoded(_ tensor: Tensor) -> Data {
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

    /// Elements stored with the first axis contiguous, reordered so that the last is.
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
