/// The kind of a file that is not a supported image, recognized by its first bytes.
enum FileSignature {
    /// Returns the kind of a file from its first bytes, such as `a WebP image`; nil if it is unknown.
    static func name(of start: [UInt8]) -> String? {
        if start.starts(with: Array("RIFF".utf8)), start.dropFirst(8).starts(with: Array("WEBP".utf8)) {
            return "a WebP image"
        }
        if start.dropFirst(4).starts(with: Array("ftyp".utf8)) {
            let brand = String(decoding: start.dropFirst(8).prefix(4), as: UTF8.self)
            return brand.hasPrefix("avi") ? "an AVIF image" : brand.hasPrefix("he") ? "a HEIC image" : "an MP4 file"
        }
        if let known = signatures.first(where: { start.starts(with: $0.bytes) }) { return known.name }
        let text = String(decoding: start, as: UTF8.self).lowercased()
        if text.hasPrefix("<svg") { return "an SVG image" }
        return text.hasPrefix("<!doctype") || text.hasPrefix("<html") ? "a web page" : nil
    }

    private static let signatures: [(bytes: [UInt8], name: String)] = [
        (Array("GIF8".utf8), "a GIF image"), (Array("BM".utf8), "a BMP image"),
        ([0x49, 0x49, 0x2A, 0], "a TIFF image"), ([0x4D, 0x4D, 0, 0x2A], "a TIFF image"),
        ([0xFF, 0x4F, 0xFF, 0x51], "a JPEG 2000 image"), ([0, 0, 0, 12, 0x6A, 0x50], "a JPEG 2000 image"),
        ([0xFF, 0x0A], "a JPEG XL image"), ([0, 0, 0, 12, 0x4A, 0x58], "a JPEG XL image"),
        (Array("%PDF".utf8), "a PDF file"), ([0x50, 0x4B, 3, 4], "a zip archive"), ([0x1F, 0x8B], "a gzip file"),
        (Array("version https:".utf8), "a Git LFS pointer"),
    ]
}
