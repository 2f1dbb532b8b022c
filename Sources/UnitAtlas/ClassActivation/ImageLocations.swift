import Images
import Units

extension MapSource {
    /// Decodes an image.
    ///
    /// - Throws: `UnitAtlasError.image`: `.changed` for an image of the atlas whose content changed since it was
    ///   indexed, or `.unreadable`.
    func raster(_ image: ImageLocation) throws(UnitAtlasError) -> Raster {
        if let atlas, let imageRoot, let record = image.record, record.isChanged(in: imageRoot) {
            throw .image(path: image.name, .changed(atlas: atlas.path))
        }
        do {
            return try ImageFile.decode(path: image.path, options: decoding)
        } catch {
            throw .image(path: image.name, .unreadable(reason: error.reason))
        }
    }

    /// Each image that is named, as ``NamedImages`` finds it, or why there is none. What is named twice is there once.
    package func locations(_ images: [String]) throws -> [(name: String, found: Result<ImageLocation, UnitAtlasError>)]
    {
        var named = atlas.map { NamedImages($0, folder: imageRoot) }
        var seen: Set<ImagePath> = []
        return try images.filter { seen.insert(ImagePath($0)).inserted }.map { image in
            do {
                return (image, .success(try named?.location(of: image) ?? ImageLocation(name: image, path: image)))
            } catch let error as UnitAtlasError {
                return (image, .failure(error))
            }
        }
    }
}
