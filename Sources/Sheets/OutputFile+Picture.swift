package import Images
package import Reporting

extension OutputFile {
    /// Writes a picture as PNG with the text chunks of `PictureNotes`, whole or not at all.
    ///
    /// - Throws: `OutputError`, or `ImageError` for a picture that cannot be encoded.
    package static func write(
        _ picture: Raster, title: String, source: String?, description: String, speed: PNGSpeed = .small,
        to path: String
    ) throws {
        let notes = PictureNotes.list(title: title, source: source, description: description)
        try write(PNGCodec.encode(picture, text: notes, speed: speed), to: path)
    }
}
