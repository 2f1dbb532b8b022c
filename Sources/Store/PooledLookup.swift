internal import Foundation
internal import GRDB
package import Units

/// How SQL names an image.
package enum ImageKey: Hashable, Sendable {
    /// The id of the image's row.
    case row(Int64)
    case path(ImagePath)

    /// The image's path, or else the number of its row.
    package var text: String {
        switch self {
        case .row(let id): "image \(id)"
        case .path(let path): path.text
        }
    }

    fileprivate var column: String {
        switch self {
        case .row: "id"
        case .path: "path"
        }
    }

    fileprivate var value: DatabaseValue {
        switch self {
        case .row(let id): id.databaseValue
        case .path(let path): path.text.databaseValue
        }
    }
}

/// The result of looking up the pooled activations of an image.
package enum StoredPooled: Sendable, Equatable {
    /// The atlas does not contain the image.
    case missing
    /// The image could not be read when it was indexed.
    case skipped
    /// [U]
    case values([Float])
}

extension AtlasReader {
    /// Returns the pooled activations of one image.
    package func pooled(_ pooling: Pooling, of image: ImageKey) throws(StoreError) -> StoredPooled {
        try read { database in
            let sql = "SELECT \(pooling.column), path FROM image WHERE \(image.column) = ?"
            let statement = try database.cachedStatement(sql: sql)
            guard let row = try Row.fetchOne(statement, arguments: [image.value]) else { return .missing }
            guard let bytes = try row.decode(Data?.self, atIndex: 0) else { return .skipped }
            guard let floats = FloatBlob.values(bytes) else {
                throw StoreError.damaged(
                    path: self.path, .pooledActivations(image: try row.decode(atIndex: 1)))
            }
            return .values(floats)
        }
    }

    /// Returns the number of indexed images.
    package func indexedCount() throws(StoreError) -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM image WHERE status = 'indexed'") ?? 0 }
    }
}

extension Pooling {
    /// The column of `image` that holds activations pooled this way.
    var column: String { self == .maximum ? "pooled_max" : "pooled_mean" }
}
