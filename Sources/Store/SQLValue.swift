internal import Foundation
internal import GRDB

/// A value in SQL.
package enum SQLValue: Sendable, Equatable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    init(_ value: DatabaseValue) {
        switch value.storage {
        case .null: self = .null
        case .int64(let value): self = .integer(value)
        case .double(let value): self = .real(value)
        case .string(let value): self = .text(value)
        case .blob(let bytes): self = .blob([UInt8](bytes))
        }
    }

    /// The same value for GRDB.
    var databaseValue: DatabaseValue {
        switch self {
        case .null: .null
        case .integer(let value): value.databaseValue
        case .real(let value): value.databaseValue
        case .text(let value): value.databaseValue
        case .blob(let bytes): Data(bytes).databaseValue
        }
    }

    /// The float32 values of a blob as an atlas stores them; nil for any other value, and for a blob whose length is
    /// not a multiple of 4.
    package var floats: [Float]? {
        guard case .blob(let bytes) = self else { return nil }
        return FloatBlob.values(Data(bytes))
    }
}
