import Foundation
import ImageCollections
package import Images
import Units

/// The masks of images: a folder of pictures named like the images, with or without the extensions of the images.
///
/// The name of a mask is matched to an image as everywhere (``ImageResolver``), so `street/a.png` is the mask of
/// `street/a.jpg`.
package struct MaskFolder: Sendable {
    private let files: [ImagePath: String]
    /// Masks that match several images, and masks of an image that has several.
    package let ambiguous: Findings

    /// Lists the masks under `folder` for the images of an atlas.
    ///
    /// - Throws: ``AnnotationError``: `unreadable`.
    package init(_ folder: String, images: ImageResolver) throws(AnnotationError) {
        var found: [ImagePath: [ImagePath]] = [:]
        var ambiguous = Findings()
        for path in try AnnotationFile.files(in: folder, extensions: ImageFolder.extensions) {
            let name = ImagePath(path)
            switch images.match(path) {
            case .one(let image): found[image, default: []].append(name)
            case .none: continue
            case .several: ambiguous.add("“\(path)”")
            }
        }
        var files: [ImagePath: String] = [:]
        for (image, masks) in found {
            // A mask with the path of the image comes before one whose path only ends in it, and PNG before other
            // formats.
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

    /// The file of an image's mask; nil if there is none.
    package func file(of image: String) -> String? { files[path: image] }

    /// Returns the `visible` part of the mask of `image`, resized to `width`×`height` pixels by nearest neighbour; nil
    /// if the image has no mask.
    ///
    /// - Parameters:
    ///   - size: The width and height of the image, which the mask must have too.
    ///   - visible: In pixels of the image; it may extend beyond the image.
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
