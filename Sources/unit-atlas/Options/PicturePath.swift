import ArgumentParser

/// Checks the path of a picture.
enum PicturePath {
    /// Returns `path` if it ends in .png.
    static func checked(_ path: String) throws -> String {
        guard path.lowercased().hasSuffix(".png") else {
            throw ValidationError("Pictures are written as PNG; “\(path)” must end in .png.")
        }
        return path
    }
}
