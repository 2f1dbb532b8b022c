import Foundation
import ImageCollections
package import Images
import Units

/// Masks of images: a folder of pictures that are called as their images, with or without the images' extensions.
///
/// The name of a mask means an image as names of images do everywhere (``ImageResolver``): whole, else without its own
/// extension, so that `street/a.png` is the mask of `street/a.jpg`.
package struct MaskFolder: Sendable {
    private let files: [ImagePath: String]
    /// Masks that may be of several images, and masks of an image that has several.
    package let ambiguous: Findings

    /// Lists the masks under `folder` for the images of an atlas.
    ///
    /// - Throws: ``AnnotationError``: `unreadable`.
    package init(_ folder: String, images: ImageResolver) throws(AnnotationError) {
        var found: [ImagePath: [ImagePath]] = [:]
        var ambiguous = Findings()
        for path in try AnnotationFile.files(in: folder, extensions: ImageFolder.extensions) {
            let name = ImagePath(path)
            var match = images.match(path)
            if match == .none { match = images.match(name.withoutExtension.text) }
            switch match {
            case .one(let image): found[image, default: []].append(name)
            case .none: continue
            case .several: ambiguous.add("“\(path)”")
            }
        }
        var files: [ImagePath: String] = [:]
        for (image, masks) in found {
            // A mask of the image's own path comes before one whose path only ends so, and PNG before other formats.
            let own = masks.filter { $0.withoutExtension == image.withoutExtension }
            let best = own.isEmpty ? masks : own
            if Set(best.map(\.withoutExtension)).count == 1 {
                let file = best.first { TextFile.fileExtension(of: $0.text) == "png" } ?? best[0]
                files[image] = folder + "/" + file.text
            } else {
                ambiguous.add("“\(best.min()?.text ?? "")”")
            }
        }
        (self.files, self.ambiguous) = (files, ambiguous)
    }

    /// The file of an image's mask; nil where it has none.
    package func file(of image: String) -> String? { files[path: image] }

    /// What is `visible` of the mask of `image`, made `width`×`height` pixels large, of which each takes the nearest one;
    /// nil where the image has none.
    ///
    /// - Parameters:
    ///   - size: Width and height of the image, which have to be the mask's.
    ///   - visible: In pixels of the image; it may reach beyond it.
    /// - Throws: ``AnnotationError``: `undecodable`, `maskSize`.
    package func picture(
        of image: String, size: (width: Int, height: Int), visible: ResamplingBox, width: Int, height: Int
    ) throws(AnnotationError) -> MaskPicture? {
        guard let path = file(of: image) else { return nil }
        let mask = try MaskPicture(path: path)
        guard mask.width == size.width, mask.height == size.height else {
            throw .maskSize(path: path, mask: [mask.width, mask.height], image: [size.width, size.height])
        }
        return mask.picture(of: visible, width: width, height: height)
    }
}
