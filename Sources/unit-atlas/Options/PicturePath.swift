import ArgumentParser

/// The file that an option names for a picture.
enum PicturePath {
    /// `path` where it ends like what is written to it.
    static func checked(_ path: String) throws -> String {
        guard path.lowercased().hasSuffix(".png") else {
            throw ValidationError("Pictures are written as PNG, and “\(path)” does not end in .png.")
        }
        return path
    }
}
