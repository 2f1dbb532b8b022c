import Foundation

/// A `.npy` file read a part of its first axis at a time, so that an array larger than memory can be gone through.
public struct NumPySlices: Sendable {
    /// Of the whole array.
    public let shape: Shape

    private let bytes: Data
    private let start: Int
    private let header: NumPyHeader

    /// - Throws: `NumPyFileError` as `NumPyFile`, and for Fortran order, whose first axis does not lie together.
    public init(path: String) throws(NumPyFileError) {
        bytes = try NumPyFile.map(path)
        (header, start) = try NumPyFile.header(bytes, name: path)
        shape = header.shape
        guard shape.rank > 0 else { throw NumPyFileError(path: path, reason: "it is a single number, not an array") }
        guard !header.isFortran else {
            throw NumPyFileError(path: path, reason: "it is in Fortran order; save numpy.ascontiguousarray(x) instead")
        }
    }

    /// The part at `index` of the first axis: [N, ...] -> [...].
    ///
    /// - Precondition: 0 <= `index` < N.
    public func slice(_ index: Int) -> Tensor {
        precondition(index >= 0 && index < shape[0], "no part \(index) in \(shape)")
        let length = header.byteCount / shape[0]
        let first = start + index * length
        return Tensor(
            shape: Shape(Array(shape.extents.dropFirst())),
            values: header.decode(bytes.span.extracting(first..<first + length)))
    }
}
