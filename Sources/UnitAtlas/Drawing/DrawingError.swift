package import Units

/// Why a sheet of an atlas cannot be drawn.
package enum DrawingError: Error, Sendable, Equatable, CustomStringConvertible {
    /// Only images of the class were requested, and no indexed image is labelled with it.
    case classWithoutImages(ClassRecord)
    /// A row of the atlas names an image that the atlas does not hold.
    case imageNotInAtlas(image: String, atlas: String)

    package var description: String {
        switch self {
        case .classWithoutImages(let record): "No indexed image is labelled “\(record.shortName)”."
        case .imageNotInAtlas(let image, let atlas): "\(atlas): the image \(image) is missing; index it again."
        }
    }
}
