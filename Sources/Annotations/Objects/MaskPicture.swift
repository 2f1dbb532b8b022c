import Foundation
package import Images
package import Units

/// A mask of an image: a picture of the image's size, in a folder of masks under the image's name.
package enum MaskPicture {
    /// The mask of an image in a folder: of its name with `.png` for its ending, or of its whole name; nil where there is
    /// none.
    package static func file(of image: String, in folder: String) -> String? {
        let stem = URL(fileURLWithPath: image).deletingPathExtension().relativePath
        return [stem + ".png", image].map { folder + "/" + $0 }.first { FileManager.default.fileExists(atPath: $0) }
    }

    /// What is `visible` of the mask, made `width`×`height` pixels large, of which each takes the nearest one.
    ///
    /// - Parameters:
    ///   - image: Width and height of the image, which have to be the mask's.
    ///   - visible: In pixels of the image; it may reach beyond it.
    package static func read(
        _ path: String, image: (width: Int, height: Int), visible: ResamplingBox, width: Int, height: Int
    ) throws(AnnotationError) -> Raster {
        let raster: Raster
        do {
            raster = try ImageFile.decode(path: path)
        } catch {
            throw .file(path: path, reason: error.reason)
        }
        guard raster.width == image.width, raster.height == image.height else {
            throw .file(
                path: path,
                reason:
                    "the mask has \(raster.width)×\(raster.height) pixels, and its image \(image.width)×\(image.height)"
            )
        }
        let box = ResamplingBox(
            x0: max(0, visible.x0), y0: max(0, visible.y0), x1: min(Double(image.width), visible.x1),
            y1: min(Double(image.height), visible.y1))
        return raster.resized(width: width, height: height, filter: .nearest, box: box)
    }
}

extension Mask {
    /// The pixels that are not black.
    package init(notBlackIn raster: Raster) {
        let pixels = stride(from: 0, to: raster.pixels.count, by: 3).map { index in
            raster.pixels[index] > 0 || raster.pixels[index + 1] > 0 || raster.pixels[index + 2] > 0
        }
        self.init(width: raster.width, height: raster.height, pixels: pixels)
    }
}
