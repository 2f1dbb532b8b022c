import Foundation
import ImageCollections
import Images
import Inference
import OrderedCollections
import Store
import Synchronization
import Units

/// The pictures of tiles: what the network sees of an image, small; each read once while it is remembered.
final class TilePictures: Sendable {
    /// Why there is no picture.
    enum Absence: Error, Sendable {
        case missing
        case changed
        case unreadable
    }

    private typealias Entry = Result<Raster, Absence>

    private let root: String
    private let decoding: DecodingOptions
    private let preprocessing: Preprocessing
    private let side: Int
    private let memory = Mutex<OrderedDictionary<String, Entry>>([:])

    /// Pictures that are cut and enlarged are so many times as large as a tile.
    static let cropScale = 3

    /// Pictures that are remembered: some 40 MB of tiles of 112 pixels.
    private let capacity: Int

    init(root: String, decoding: DecodingOptions, preprocessing: Preprocessing, side: Int, capacity: Int = 1024) {
        self.capacity = capacity
        self.root = root
        self.decoding = decoding
        self.preprocessing = preprocessing
        self.side = side
    }

    /// The picture of an image: its part that the network sees, the shorter side as long as a tile.
    func picture(_ record: ImageRecord) -> Result<Raster, Absence> {
        if let known = memory.withLock({ $0[record.path] }) { return known }
        let made = make(record)
        memory.withLock { memory in
            memory[record.path] = made
            if memory.count > capacity { memory.removeFirst(capacity / 4) }
        }
        return made
    }

    private func make(_ record: ImageRecord) -> Entry {
        let path = root + "/" + record.path
        guard let status = ImageFolder.entry(path) else { return .failure(.missing) }
        guard status.bytes == record.bytes, status.modified == record.modified else { return .failure(.changed) }
        do {
            let visible = preprocessing.geometry(imageWidth: record.width, imageHeight: record.height).visible
            let (width, height) = size(of: visible)
            // Twice the tile's size keeps the picture crisp when it is reduced to it.
            let scale = 2 * Double(width) / (visible.x1 - visible.x0)
            let raster = try ImageFile.decode(
                path: path, atLeastWidth: Int(Double(record.width) * scale), height: Int(Double(record.height) * scale),
                options: decoding)
            let (sx, sy) = (
                Double(raster.width) / Double(record.width), Double(raster.height) / Double(record.height)
            )
            let box = ResamplingBox(
                x0: max(0, visible.x0 * sx), y0: max(0, visible.y0 * sy),
                x1: min(Double(raster.width), visible.x1 * sx), y1: min(Double(raster.height), visible.y1 * sy))
            return .success(raster.resized(width: width, height: height, filter: .bilinear, box: box))
        } catch {
            return .failure(.unreadable)
        }
    }

    /// Of the picture of a part of an image.
    private func size(of visible: ResamplingBox) -> (width: Int, height: Int) {
        let (width, height) = (visible.x1 - visible.x0, visible.y1 - visible.y0)
        // A panorama is not made larger than four tiles.
        let scale = Double(side) * min(1 / min(width, height), 4 / max(width, height))
        return (max(1, Int((width * scale).rounded())), max(1, Int((height * scale).rounded())))
    }
}
