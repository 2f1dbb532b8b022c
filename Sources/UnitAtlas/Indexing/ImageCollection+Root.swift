import ImageCollections

extension ImageCollection {
    /// The folder that an atlas's images lie in. Imported activations need none: tiles show their maps.
    ///
    /// - Parameter path: Where the images lie now, if they moved since indexing.
    static func root(_ path: String?, of configuration: IndexConfiguration) throws(CollectionError) -> String {
        do {
            return try ImageCollection(path ?? configuration.images).root
        } catch {
            guard path == nil, configuration.imported == true else { throw error }
            return configuration.images
        }
    }
}
