import Foundation

/// A `.npy` file read in slices along its first axis, for arrays larger than memory.
package struct NumPySlices: Sendable {
    /// The shape of the whole array.
    package let shape: Shape

    private let bytes: Data
    private let start: Int
    private let header: NumPyHeader

    /// Opens a file.
    ///
    /// - Throws: `NumPyFileError` as in `NumPyFile`, and for Fortran order, in which slices are not contiguous.
    package init(path: String) throws(NumPyFileError) {
        bytes = try NumPyFile.map(path)
        (header, start) = try NumPyFile.header(bytes, name: path)
        shape = header.shape
        guard shape.rank > 0 else { throw NumPyFileError(path: path, reason: "it is a single number, not an array") }
        guard !header.isFortran else {
            throw NumPyFileError(path: path, reason: "it is in Fortran order; save numpy.ascontiguousarray(x) instead")
        }
    }

    /// Returns the slice at `index` of the first axis: [N, ...] -> [...].
    ///
    /// - Precondition: 0 <= `index` < N.
    package func slice(_ index: Int) -> Tensor {
        precondition(index >= 0 && index < shape[0], "no part \(index) in \(shape)")
        let length = header.byteCount / shape[0]
        let first = start + index * length
        return Tensor(
            shape: Shape(Array(shape.extents.dropFirst())),
            values: header.decode(bytes.span.extracting(first..<first + length)))
    }
}
