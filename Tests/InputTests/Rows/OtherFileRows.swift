import Foundation
import Images
import TestSupport

extension InputCase {
    /// Files that are no images, or of formats that are not read: named by their content, whatever they are called.
    static let otherFiles: [InputCase] = [
        other("TIFF", "little-endian", "II*\0\u{8}\0\0\0", as: "a TIFF image"),
        other("TIFF", "big-endian", "MM\0*\0\0\0\u{8}", as: "a TIFF image"),
        other("TIFF", "BigTIFF", "II+\0\u{8}\0\0\0", as: "a BigTIFF image"),
        other("AVIF", "by its brand", "\0\0\0\u{14}ftypavif\0\0\0\0avif", as: "an AVIF image"),
        other("AVIF", "animated", "\0\0\0\u{18}ftypavis\0\0\0\0avifavis", as: "an AVIF image"),
        other("AVIF", "by a compatible brand", "\0\0\0\u{18}ftypmif1\0\0\0\0mif1avif", as: "an AVIF image"),
        other("HEIC", "by its brand", "\0\0\0\u{14}ftypheic\0\0\0\0mif1", as: "a HEIC image"),
        other("HEIC", "by a compatible brand", "\0\0\0\u{18}ftypmif1\0\0\0\0mif1heic", as: "a HEIC image"),
        other("HEIC", "another codec", "\0\0\0\u{14}ftypmif1\0\0\0\0mif1", as: "a HEIF image"),
        other("JPEG XL", "codestream", [0xFF, 0x0A, 0xFA, 0x21], as: "a JPEG XL image"),
        other("JPEG XL", "container", "\0\0\0\u{C}JXL \r\n", as: "a JPEG XL image"),
        other("JPEG 2000", "container", "\0\0\0\u{C}jP  \r\n", as: "a JPEG 2000 image"),
        other("JPEG 2000", "codestream", [0xFF, 0x4F, 0xFF, 0x51, 0, 0x2F], as: "a JPEG 2000 image"),
        other("PSD", "", "8BPS\0\u{1}", as: "a Photoshop file"),
        other("SVG", "", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>", as: "an SVG image"),
        other("SVG", "after an XML declaration", "<?xml version=\"1.0\"?>\n<!-- x -->\n<svg/>", as: "an SVG image"),
        other("PAM, PFM", "PAM", "P7\nWIDTH 1\n", as: "a PAM image"),
        other("PAM, PFM", "PFM", "Pf\n1 1\n-1.0\n", as: "a PFM image"),
        other("Icons, OpenEXR, DICOM and others", "ICO", "\0\0\u{1}\0\u{1}\0", as: "an icon (ICO)"),
        other("Icons, OpenEXR, DICOM and others", "OpenEXR", [0x76, 0x2F, 0x31, 0x01], as: "an OpenEXR image"),
        other(
            "Icons, OpenEXR, DICOM and others", "DICOM", String(repeating: "\0", count: 128) + "DICM",
            as: "a DICOM image"),
        other("PDF", "", "%PDF-1.7", as: "a PDF file"),
        other("Archives", "zip", "PK\u{3}\u{4}", as: "a zip archive"),
        other("Archives", "gzip", [0x1F, 0x8B, 8], as: "a gzip archive"),
        other("Archives", "bzip2", "BZh91AY", as: "a bzip2 archive"),
        other("Archives", "xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], as: "an xz archive"),
        other("Archives", "7z", [0x37, 0x7A, 0xBC, 0xAF, 0x27], as: "a 7z archive"),
        other("Archives", "RAR", "Rar!\u{1A}", as: "a RAR archive"),
        other("Archives", "tar", String(repeating: "x", count: 257) + "ustar\0", as: "a tar archive"),
        other("Videos", "MP4", "\0\0\0\u{18}ftypmp42\0\0\0\0isom", as: "an MP4 video"),
        other("Videos", "AVI", "RIFF\0\0\0\0AVI LIST", as: "an AVI video"),
        other("Other files", "a web page", "\n<!DOCTYPE html><title>404</title>", as: "a web page"),
        other(
            "Other files", "a Git LFS pointer", "version https://git-lfs.github.com/spec/v1", as: "a Git LFS pointer"),
        other("Other files", "metadata of macOS", [0, 5, 0x16, 7, 0, 2], as: "macOS metadata (AppleDouble)"),
        other("Other files", "text that begins like a BMP", "BM is short for bitmap, and this is text", as: nil),
        other("Other files", "text that begins like a PPM", "P6x", as: nil),
        .refuses("Other files", "empty", in: section, with: { ImageError.empty(path: $0.file("image.jpg")) }) {
            try decoded([], in: $0)
        },
    ]

    private static let section = "Files that are not read"

    private static func other(_ form: String, _ name: String, _ content: String, as kind: String?) -> InputCase {
        other(form, name, Array(content.utf8), as: kind)
    }

    private static func other(_ form: String, _ name: String, _ content: [UInt8], as kind: String?) -> InputCase {
        refuses(form, name, in: section, with: { ImageError.unknownFormat(path: $0.file("image.jpg"), kind: kind) }) {
            try decoded(content, in: $0)
        }
    }

    private static func decoded(_ content: [UInt8], in folder: TemporaryFolder) throws -> String {
        let raster = try ImageFile.decode(path: folder.write(Data(content), to: "image.jpg"))
        return "\(raster.width)×\(raster.height)"
    }
}
