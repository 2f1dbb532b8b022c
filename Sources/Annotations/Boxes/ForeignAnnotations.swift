import Foundation

/// Recognizes unsupported formats of other programs and services, so that errors can name them.
enum ForeignAnnotations {
    /// The name of the program whose annotations a JSON value contains; nil if unknown.
    static func name(json value: Any) -> String? {
        let list = value as? [[String: Any]]
        let object = value as? [String: Any]
        let first = list?.first ?? object?.first?.value as? [String: Any] ?? [:]
        func has(_ keys: String..., in object: [String: Any]?) -> Bool {
            keys.allSatisfy { object?[$0] != nil }
        }
        if has("shapes", "imagePath", in: object) { return "LabelMe" }
        if has("_via_img_metadata", in: object) || list == nil && has("filename", "regions", in: first) {
            return "the VGG Image Annotator"
        }
        if has("image", "annotations", in: first) { return "Create ML" }
        if has("data", "annotations", in: first) { return "Label Studio" }
        if has("classes", "labels", in: object) { return "FiftyOne" }
        if has("objects", "size", in: object) { return "Supervisely" }
        return nil
    }

    /// The name of the program whose XML files have this root element; nil if unknown.
    static func name(root: String) -> String? { root == "annotations" ? "CVAT" : nil }
}

/// Numbers that Python writes to JSON although JSON does not allow them.
enum PythonNumbers {
    /// Returns the text with `null` in place of `NaN`, `Infinity` and `-Infinity` outside of quotes.
    static func withoutNaN(_ data: Data) -> Data {
        let bytes = [UInt8](data)
        let words = ["NaN", "-Infinity", "Infinity"].map { Array($0.utf8) }
        var result: [UInt8] = []
        var (place, isQuoted) = (0, false)
        while place < bytes.count {
            let byte = bytes[place]
            if !isQuoted, "NI-".utf8.contains(byte), let word = words.first(where: { bytes[place...].starts(with: $0) })
            {
                result += Array("null".utf8)
                place += word.count
                continue
            }
            result.append(byte)
            if isQuoted, byte == UInt8(ascii: "\\"), place + 1 < bytes.count {
                place += 1
                result.append(bytes[place])
            } else if byte == UInt8(ascii: "\"") {
                isQuoted.toggle()
            }
            place += 1
        }
        return Data(result)
    }
}
