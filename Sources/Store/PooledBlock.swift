internal import Foundation
internal import GRDB
package import Units

extension AtlasReader {
    /// Returns the pooled activations [N, U] of N indexed images.
    ///
    /// - Parameters:
    ///   - images: The rows of the images, in the order of the result.
    ///   - units: The number of units, U.
    /// - Throws: `StoreError.damaged` if an image has no pooled activations of this number of units.
    package func pooled(_ pooling: Pooling, of images: [ImageID], units: Int) throws(StoreError) -> [Float] {
        try read { database in
            let statement = try database.cachedStatement(
                sql: "SELECT \(pooling.column) FROM image WHERE id = ? AND status = 'indexed'")
            var all: [Float] = []
            all.reserveCapacity(images.count * units)
            var values = [Float](repeating: 0, count: units)
            for image in images {
                guard let row = try Row.fetchOne(statement, arguments: [image.value]),
                    FloatBlob.read(row, column: 0, into: &values)
                else {
                    throw StoreError.damaged(path: self.path, .pooledActivations(image: "\(image)"))
                }
                all += values
            }
            return all
        }
    }
}
