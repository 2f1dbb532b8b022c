extension ImageFile {
    /// Returns the EXIF orientation that a JPEG or PNG file declares; upright for other formats.
    package static func orientation(path: String) throws(ImageError) -> Orientation {
        let bytes = try read(path)
        switch try ImageFormat(of: bytes, name: path) {
        case .jpeg: return try JPEGHeader(bytes, name: path).orientation
        case .png:
            let exif = try PNGChunk.all(in: bytes, name: path).first { $0.type == "eXIf" }
            return exif.map { Orientation(exif: bytes[$0.data]) } ?? .upright
        default: return .upright
        }
    }
}
