import Annotations
import Foundation
import ImageCollections
import Images
import Store
import Units

/// The file of an image that a user names.
package struct ImageLocation: Sendable, Equatable {
    /// The name the user gave; for an image of the atlas, its path there.
    package let name: String
    /// The path of the file.
    package let path: String

    package init(name: String, path: String) { (self.name, self.path) = (name, path) }
}

extension MapSource {
    /// Decodes an image.
    ///
    /// - Throws: `UnitAtlasError.image`: `.changed` for an image of the atlas whose file has other content than when it was
    ///   indexed, or `.unreadable`.
    func raster(_ image: ImageLocation) throws(UnitAtlasError) -> Raster {
        if let atlas, let imageRoot, image.path == imageRoot + "/" + image.name,
            let record = try? atlas.image(image.name), record.isChanged(in: imageRoot)
        {
            throw .image(path: image.name, .changed(atlas: atlas.path))
        }
        do {
            return try ImageFile.decode(path: image.path, options: decoding)
        } catch {
            throw .image(path: image.name, .unreadable(reason: error.reason))
        }
    }

    /// Each image that is named: a file, a path in the atlas's image folder, or the end of one that only one of the
    /// atlas's images has; or why there is none. What is named twice is there once.
    package func locations(_ images: [String]) throws -> [(name: String, found: Result<ImageLocation, UnitAtlasError>)]
    {
        var resolver: ImageResolver?
        var seen: Set<ImagePath> = []
        return try images.filter { seen.insert(ImagePath($0)).inserted }.map { image in
            guard let root = imageRoot, let atlas else { return (image, .success(.init(name: image, path: image))) }
            for path in [image, root + "/" + image] where FileManager.default.fileExists(atPath: path) {
                return (image, .success(ImageLocation(name: image, path: path)))
            }
            let known = try resolver ?? ImageResolver(try atlas.images.map(\.path))
            resolver = known
            do throws(AnnotationError) {
                let path = try known.resolve(image)
                return (image, .success(ImageLocation(name: path, path: root + "/" + path)))
            } catch .ambiguousImage(_, let candidates) {
                return (image, .failure(.image(path: image, .ambiguous(candidates))))
            } catch {
                return (image, .failure(.image(path: image, .notFound(atlas: atlas.path))))
            }
        }
    }
}
