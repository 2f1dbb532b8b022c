import Foundation
import Images

/// Files that a command writes. What cannot be written is told before the work that would be lost.
public enum OutputFile {
    /// Makes a folder, unless it is there, in which files can be made.
    ///
    /// - Throws: `UnitAtlasError.file` where that is not possible.
    public static func prepare(folder: String) throws(UnitAtlasError) {
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw .file(
                path: folder, reason: "the folder cannot be made; check its permissions, and that it is no file")
        }
        // Permissions do not tell about file systems that cannot be written.
        let probe = URL(fileURLWithPath: folder).appendingPathComponent(".unit-atlas-\(UUID().uuidString)").path
        guard FileManager.default.createFile(atPath: probe, contents: Data()) else {
            throw .file(path: folder, reason: "no file can be made in it; check its permissions")
        }
        try? FileManager.default.removeItem(atPath: probe)
    }

    /// Makes the folder of a file that is to be written, and sees that no folder has its name.
    public static func prepare(file path: String) throws(UnitAtlasError) {
        guard !path.isEmpty, !path.hasSuffix("/"), !FileManager.default.fileExists(atPath: path + "/.") else {
            throw .file(path: path, reason: "it is a folder; the name of a file is needed")
        }
        try prepare(folder: URL(fileURLWithPath: path).deletingLastPathComponent().path)
    }

    /// Writes a file, whole or not at all.
    public static func write(_ bytes: [UInt8], to path: String) throws(UnitAtlasError) {
        try Data(bytes).writeAtomically(to: path)
    }

    /// Writes a picture as PNG, with what its text chunks are to say, whole or not at all.
    static func write(
        _ picture: Raster, title: String, source: String?, description: String, speed: PNGSpeed = .small,
        to path: String
    ) throws {
        let notes = PictureNotes.list(title: title, source: source, description: description)
        try write(PNGCodec.encode(picture, text: notes, speed: speed), to: path)
    }
}
