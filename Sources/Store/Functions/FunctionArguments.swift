internal import Foundation
internal import GRDB
internal import Units

/// What SQL gave a function: no argument is NULL.
struct FunctionArguments {
    let function: String
    let names: [String]
    let values: [DatabaseValue]

    /// The query ends with `message` under the function's name.
    func failure(_ message: String) -> DatabaseError {
        DatabaseError(resultCode: .SQLITE_ERROR, message: "\(function): \(message)")
    }

    /// A whole number; 3.0 is one.
    func integer(_ place: Int) throws -> Int {
        switch values[place].storage {
        case .int64(let number): return Int(number)
        case .double(let number):
            if let whole = Int(exactly: number) { return whole }
        default: break
        }
        throw failure("\(names[place]) is to be a whole number, not \(shown(place))")
    }

    /// - Throws: for text, blobs and NaN.
    func number(_ place: Int) throws -> Double {
        switch values[place].storage {
        case .int64(let number): return Double(number)
        case .double(let number): return number
        default: throw failure("\(names[place]) is to be a number, not \(shown(place))")
        }
    }

    /// A list of float32; it is not empty.
    func floats(_ place: Int) throws -> [Float] {
        guard case .blob(let bytes) = values[place].storage else {
            throw failure("\(names[place]) is to be a blob of float32 numbers, not \(shown(place))")
        }
        guard !bytes.isEmpty, let floats = FloatBlob.values(bytes) else {
            throw failure("\(names[place]) is to be a blob of float32 numbers, and \(bytes.count) bytes are none")
        }
        return floats
    }

    /// The mask of a `segmentation`.
    func mask(_ place: Int) throws -> Mask {
        guard case .blob(let bytes) = values[place].storage else {
            throw failure("\(names[place]) is to be a mask of the table segmentation, not \(shown(place))")
        }
        guard let mask = MaskRuns.mask([UInt8](bytes)) else {
            throw failure("\(names[place]) is no mask: its \(bytes.count) bytes are not the run lengths of one")
        }
        return mask
    }

    /// An argument as a message names it.
    func shown(_ place: Int) -> String {
        switch values[place].storage {
        case .null: "NULL"
        case .int64(let number): "\(number)"
        case .double(let number): "\(number)"
        case .string(let text): "“\(text.count > 40 ? text.prefix(40) + "..." : text)”"
        case .blob(let bytes): "a blob of \(bytes.count) bytes"
        }
    }
}
