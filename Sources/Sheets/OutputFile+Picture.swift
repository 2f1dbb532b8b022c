package import Images
package import Reporting

extension OutputFile {
    /// Writes a picture as PNG with notes in its text chunks, whole or not at all.
    ///
    /// - Throws: `OutputError`, or `ImageError` for a picture that cannot be encoded.
    package static func write(
        _ picture: Raster, notes: PictureNotes, speed: PNGSpeed = .small, to path: String
    ) throws {
        try write(PNGCodec.encode(picture, text: notes.chunks, speed: speed), to: path)
    }
}
