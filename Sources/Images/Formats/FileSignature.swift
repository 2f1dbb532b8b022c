/// The kind of a file that is not a supported image, recognized by its first bytes.
package enum FileSignature {
    /// The number of bytes that are looked at.
    package static let length = 512

    /// Returns the kind of a file from its first bytes, such as `a TIFF image`; nil if it is unknown.
    package static func name(of bytes: [UInt8]) -> String? {
        let start = Array(bytes.prefix(length))
        if start.dropFirst(4).starts(with: "ftyp".utf8) { return container(start) }
        if let known = signatures.first(where: { start.dropFirst($0.offset).starts(with: $0.bytes) }) {
            return known.name
        }
        return text(String(decoding: start, as: UTF8.self).lowercased())
    }

    /// Names a file of the ISO base media format by its brands.
    private static func container(_ start: [UInt8]) -> String {
        let size = min(start.count, start.bigEndian32(at: 0) ?? 0)
        let places = [8] + stride(from: 16, to: max(16, size - 3), by: 4)
        let brands = places.map { String(decoding: start.dropFirst($0).prefix(4), as: UTF8.self) }
        for brand in brands {
            if ["avif", "avis"].contains(brand) { return "an AVIF image" }
            if ["heic", "heix", "heim", "heis", "hevc", "hevx"].contains(brand) { return "a HEIC image" }
            if brand == "crx " { return "a camera's raw image (CR3)" }
        }
        switch brands.first ?? "" {
        case "mif1", "msf1": return "a HEIF image"
        case "qt  ": return "a QuickTime video"
        case "jp2 ", "jpx ": return "a JPEG 2000 image"
        default: return "an MP4 video"
        }
    }

    private static func text(_ text: String) -> String? {
        let trimmed = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        if trimmed.hasPrefix("<svg") || trimmed.hasPrefix("<?xml") && text.contains("<svg") { return "an SVG image" }
        if trimmed.hasPrefix("<!doctype html") || trimmed.hasPrefix("<html") { return "a web page" }
        return trimmed.hasPrefix("<?xml") ? "an XML file" : nil
    }

    private static let signatures: [(offset: Int, bytes: [UInt8], name: String)] =
        [
            ([0x49, 0x49, 0x2A, 0], "a TIFF image"), ([0x4D, 0x4D, 0, 0x2A], "a TIFF image"),
            ([0x49, 0x49, 0x2B, 0], "a BigTIFF image"), ([0x4D, 0x4D, 0, 0x2B], "a BigTIFF image"),
            ([0xFF, 0x4F, 0xFF, 0x51], "a JPEG 2000 image"), ([0, 0, 0, 12, 0x6A, 0x50], "a JPEG 2000 image"),
            ([0xFF, 0x0A], "a JPEG XL image"), ([0, 0, 0, 12, 0x4A, 0x58], "a JPEG XL image"),
            ([0x49, 0x49, 0xBC], "a JPEG XR image"), (Array("8BPS".utf8), "a Photoshop file"),
            (Array("gimp xcf".utf8), "a GIMP file"), ([0, 0, 1, 0], "an icon (ICO)"),
            (Array("P7\n".utf8), "a PAM image"), (Array("Pf".utf8), "a PFM image"), (Array("PF\n".utf8), "a PFM image"),
            ([0x76, 0x2F, 0x31, 0x01], "an OpenEXR image"), (Array("#?RADIANCE".utf8), "a Radiance HDR image"),
            (Array("qoif".utf8), "a QOI image"), (Array("DDS ".utf8), "a DDS image"),
            ([0x8A, 0x4D, 0x4E, 0x47], "an MNG animation"), (Array("%!PS".utf8), "a PostScript file"),
            (Array("%PDF".utf8), "a PDF file"), ([0x50, 0x4B, 3, 4], "a zip archive"),
            ([0x50, 0x4B, 5, 6], "a zip archive"), ([0x1F, 0x8B], "a gzip archive"),
            (Array("BZh".utf8), "a bzip2 archive"), ([0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz archive"),
            ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard archive"), ([0x37, 0x7A, 0xBC, 0xAF], "a 7z archive"),
            (Array("Rar!".utf8), "a RAR archive"), ([0, 5, 0x16, 7], "macOS metadata (AppleDouble)"),
            ([0x93, 0x4E, 0x55, 0x4D, 0x50, 0x59], "a NumPy array"), ([0x89, 0x48, 0x44, 0x46], "an HDF5 file"),
            ([0x1A, 0x45, 0xDF, 0xA3], "a Matroska video"), (Array("SQLite format 3".utf8), "an SQLite database"),
            (Array("version https:".utf8), "a Git LFS pointer"),
        ].map { (0, $0.0, $0.1) } + [
            (8, Array("AVI ".utf8), "an AVI video"), (8, Array("WAVE".utf8), "a sound file"),
            (128, Array("DICM".utf8), "a DICOM image"), (257, Array("ustar".utf8), "a tar archive"),
        ]
}
