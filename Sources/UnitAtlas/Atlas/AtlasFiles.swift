import Foundation
package import ImageCollections
import Store

extension Atlas {
    /// The folder that image paths are relative to.
    ///
    /// - Parameter path: The image folder or list, if it moved since indexing.
    /// - Throws: `CollectionError` where it is missing.
    package func imageFolder(_ path: String? = nil) throws(CollectionError) -> String {
        try ImageCollection(path ?? settings.images).root
    }

    /// The same for pictures of images, which imported activations need not have: their tiles show maps.
    package func pictureFolder(_ path: String? = nil) throws(CollectionError) -> String {
        do {
            return try imageFolder(path)
        } catch {
            guard path == nil, settings.isImported else { throw error }
            return settings.images
        }
    }

    /// The file of the network that the atlas was made with, checked by its SHA-256.
    ///
    /// - Parameter path: The model's file or folder, if it moved since indexing.
    /// - Throws: `UnitAtlasError.model`: `.moved` if it is no longer where it was, `.mismatch` if it is another network.
    package func modelFile(_ path: String? = nil) throws -> ModelFolder {
        guard path != nil || FileManager.default.fileExists(atPath: settings.model) else {
            throw UnitAtlasError.model(path: settings.model, .moved(atlas: self.path))
        }
        let folder = try ModelFolder(path: path ?? settings.model)
        guard try SHA256.hexadecimal(ofFile: folder.model) == header.modelSHA256 else {
            throw UnitAtlasError.model(path: folder.model, .mismatch(atlas: self.path))
        }
        return folder
    }

    /// The network of the atlas, with its layer, preprocessing and dilation.
    ///
    /// - Parameters:
    ///   - path: The model's file or folder, if it moved since indexing.
    ///   - dilation: Instead of the atlas's.
    package func classifierModel(_ path: String? = nil, dilation: Int? = nil) throws -> ClassifierModel {
        try ClassifierModel(
            path: try modelFile(path).model, layer: header.layer, preprocessing: .stored(header.preprocessing),
            dilation: dilation ?? settings.dilation)
    }
}
