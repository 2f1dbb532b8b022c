internal import Foundation
internal import GRDB
package import Units

/// An image as SQL names it.
package enum ImageKey: Hashable, Sendable {
    /// The id of its row.
    case row(Int64)
    case path(ImagePath)

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

/// The pooled activations that an atlas holds of an image.
package enum StoredPooled: Sendable, Equatable {
    /// The atlas holds no such image.
    case missing
    /// The image could not be read when it was indexed.
    case skipped
    /// [U]
    case values([Float])
}

extension AtlasReader {
    /// The pooled activations of one image.
    package func pooled(_ pooling: Pooling, of image: ImageKey) throws(StoreError) -> StoredPooled {
        try read { database in
            let sql = "SELECT \(pooling.column), path FROM image WHERE \(image.column) = ?"
            let statement = try database.cachedStatement(sql: sql)
            guard let row = try Row.fetchOne(statement, arguments: [image.value]) else { return .missing }
            guard let bytes = try row.decode(Data?.self, atIndex: 0) else { return .skipped }
            guard let floats = FloatBlob.values(bytes) else {
                throw StoreError.damaged(
                    path: self.path,
                    message: "the pooled activations of \(try row.decode(String.self, atIndex: 1)) are cut short")
            }
            return .values(floats)
        }
    }

    /// The number of indexed images.
    package func indexedCount() throws(StoreError) -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM image WHERE status = 'indexed'") ?? 0 }
    }
}

extension Pooling {
    /// The column of `image` that holds activations pooled this way.
    var column: String { self == .maximum ? "pooled_max" : "pooled_mean" }
}
