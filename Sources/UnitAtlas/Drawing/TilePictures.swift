import Analyses
import Foundation
import ImageCollections
import Images
import Inference
import Store
import Tensors
import Units

/// The pictures of tiles: the part of an image that the network sees, at the size of a tile. Recent pictures are cached.
package final class TilePictures: Sendable {
    private typealias Entry = Result<Raster, MissingPicture>

    private let root: String
    private let decoding: DecodingOptions
    private let preprocessing: Preprocessing
    private let side: Int
    private let recent: RecentValues<ImagePath, Entry>

    /// How much larger than a tile a picture is of which a part is enlarged.
    package static let cropScale = 3

    /// - Parameter capacity: The number of cached pictures: 1024 tiles of 112 pixels take about 40 MB.
    package init(root: String, decoding: DecodingOptions, preprocessing: Preprocessing, side: Int, capacity: Int = 1024)
    {
        recent = RecentValues(capacity: capacity)
        self.root = root
        self.decoding = decoding
        self.preprocessing = preprocessing
        self.side = side
    }

    /// The part of an image that the network sees, its shorter side as long as a tile.
    package func picture(_ record: ImageRecord) -> Result<Raster, MissingPicture> {
        if let known = recent[ImagePath(record.path)] { return known }
        let made = make(record)
        recent.insert(made, for: ImagePath(record.path))
        return made
    }

    private func make(_ record: ImageRecord) -> Entry {
        func missing(_ reason: MissingPicture.Reason) -> Entry {
            .failure(MissingPicture(image: record.path, reason: reason))
        }
        guard record.status == .indexed, record.width > 0, record.height > 0 else { return missing(.skipped) }
        let path = root + "/" + record.path
        switch record.file(in: root) {
        case .unchanged, .touched: break
        case .changed: return missing(.changed)
        case .missing: return missing(.missing)
        }
        do {
            let input = preprocessing.geometry(imageWidth: record.width, imageHeight: record.height)
            let geometry = MapGeometry(
                MapLayout(inputWidth: input.inputWidth, inputHeight: input.inputHeight, cellsAcross: 1, cellsDown: 1),
                input: input, imageWidth: record.width, imageHeight: record.height)
            let (width, height, _) = geometry.pictureSize(shorterSide: side)
            // Twice the tile's size keeps the picture crisp when it is reduced to it.
            let scale = 2 * Double(width) / geometry.visibleWidth
            let raster = try ImageFile.decode(
                path: path, atLeastWidth: Int(rounding: Double(record.width) * scale, .down),
                height: Int(rounding: Double(record.height) * scale, .down),
                options: decoding)
            return .success(geometry.picture(of: raster, width: width, height: height))
        } catch {
            return missing(.unreadable)
        }
    }
}
