import Foundation

/// The kind of a file that is not an ONNX model, recognized by its first bytes.
enum FileKind {
    /// Returns what the file is and what to do about it; nil if it may be an ONNX model.
    static func foreign(_ data: Data) -> (found: String, advice: String)? {
        let head = [UInt8](data.prefix(256))
        if head.isEmpty { return ("an empty file", "download or export it again") }
        let text = String(decoding: head, as: UTF8.self).drop(while: \.isWhitespace).lowercased()
        if text.hasPrefix("version https://git-lfs") {
            return ("a Git LFS pointer", "run `git lfs pull` in its repository, or download the file")
        }
        if ["<!doctype", "<html", "<?xml", "<head", "<body"].contains(where: { text.hasPrefix($0) }) {
            return ("a web page", "download the file itself")
        }
        for known in signatures where head.dropFirst(known.offset).starts(with: known.bytes) {
            return (known.found, known.advice)
        }
        if head.count > 8, head[8] == UInt8(ascii: "{"),
            head[0..<8].enumerated().reduce(UInt64(0), { $0 | UInt64($1.element) << UInt64(8 * $1.offset) })
                < UInt64(data.count)
        {
            return ("a safetensors file, which contains weights only", "export the network with torch.onnx.export")
        }
        if head[0] == UInt8(ascii: "{") || head[0] == UInt8(ascii: "[") {
            return ("JSON text", "use the .onnx file")
        }
        return nil
    }

    private struct Signature {
        let offset: Int
        let bytes: [UInt8]
        let found: String
        let advice: String

        init(_ offset: Int, _ bytes: [UInt8], _ found: String, _ advice: String) {
            self.offset = offset
            self.bytes = bytes
            self.found = found
            self.advice = advice
        }
    }

    private static let export = "export the network to ONNX first"

    private static let signatures = [
        Signature(
            0, [0x50, 0x4B, 3, 4], "a zip archive, such as a PyTorch checkpoint",
            "load it in PyTorch and export it with torch.onnx.export, or unpack it if it contains a model"),
        Signature(0, [0x80, 2], "a Python pickle, such as an old PyTorch checkpoint", export),
        Signature(0, [0x80, 3], "a Python pickle", export),
        Signature(0, [0x80, 4], "a Python pickle", export),
        Signature(0, [0x80, 5], "a Python pickle", export),
        Signature(0, [0x89, 0x48, 0x44, 0x46], "an HDF5 file, such as a Keras model", export),
        Signature(4, Array("TFL3".utf8), "a TensorFlow Lite model", export),
        Signature(4, Array("ORTM".utf8), "a model in ONNX Runtime's ORT format", "use the original .onnx file"),
        Signature(0, Array("GGUF".utf8), "a GGUF file", export),
        Signature(0, [0x1F, 0x8B], "a gzip file", "unpack it first"),
        Signature(0, Array("SQLite format 3".utf8), "an SQLite database", "use the .onnx file"),
        Signature(0, [0x89, 0x50, 0x4E, 0x47], "a PNG image", "use the .onnx file"),
        Signature(0, [0xFF, 0xD8, 0xFF], "a JPEG image", "use the .onnx file"),
    ]
}
