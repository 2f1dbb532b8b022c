import Foundation
package import ImageCollections
import Store

extension Atlas {
    /// Returns the folder that image paths are relative to.
    ///
    /// - Parameter path: The image folder or list, if it moved since indexing.
    /// - Throws: `CollectionError` if it is missing.
    package func imageFolder(_ path: String? = nil) throws(CollectionError) -> String {
        try ImageCollection(path ?? settings.images).root
    }

    /// Returns the folder for pictures of images; imported activations may have none, and their tiles then show maps.
    package func pictureFolder(_ path: String? = nil) throws(CollectionError) -> String {
        do {
            return try imageFolder(path)
        } catch {
            guard path == nil, settings.isImported else { throw error }
            return settings.images
        }
    }

    /// Returns the model file that the atlas was built with, verified by its SHA-256.
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

    /// Reads the network of the atlas with its layer, preprocessing and dilation.
    ///
    /// - Parameters:
    ///   - path: The model's file or folder, if it moved since indexing.
    ///   - dilation: The dilation to use instead of the atlas's.
    package func classifierModel(_ path: String? = nil, dilation: Int? = nil) throws -> ClassifierModel {
        try ClassifierModel(
            path: try modelFile(path).model, layer: header.layer, preprocessing: .stored(header.preprocessing),
            dilation: dilation ?? settings.dilation)
    }
}
