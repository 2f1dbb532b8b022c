import Kernels
package import Tensors
package import Units

/// A classifier prepared to run images with a patch of noise at each position of a grid; shared by the threads that run it.
///
/// A patch changes only a small part of the maps of the first layers, and only the requested cells of the last layer are
/// needed. If all layers are local, only cells that are both changed and needed are computed.
package final class OcclusionPlan: Sendable {
    package let patches: NoisePatches
    /// [1, C, H, W]
    package let inputShape: Shape
    /// The receptive field of a cell; the whole image if it is unknown.
    package let field: ReceptiveField
    let classifier: Classifier
    /// The value that is read: before a final Clip, which could hide changes.
    let maps: String
    let method: Method

    /// How occluded images are run.
    enum Method: Sendable {
        /// Each image through the whole network.
        case whole(CheckedPlan)
        case windows(WindowedNetwork)
    }

    /// Prepares the network for images of the grid's extents.
    ///
    /// - Parameter isPlain: Whether to run the whole network on every occluded image.
    package convenience init(
        _ network: Network, classifier: Classifier, patches: NoisePatches, precision: Precision = .f32,
        isPlain: Bool = false
    ) throws(InferenceError) {
        // Small windows are slower per multiply-add than whole maps.
        try self.init(
            network, classifier: classifier, patches: patches, precision: precision, largestShare: isPlain ? 0 : 0.8)
    }

    /// - Parameter largestShare: Windows are used if they need at most this fraction of the network's multiply-adds.
    init(
        _ network: Network, classifier: Classifier, patches: NoisePatches, precision: Precision, largestShare: Double
    ) throws(InferenceError) {
        guard precision.isSupported else { throw .unsupportedPrecision(precision) }
        let grid = patches.grid
        self.classifier = classifier
        self.patches = patches
        inputShape = [1, patches.channels, grid.height, grid.width]
        field = classifier.field(in: grid)
        maps = classifier.saturation?.value ?? classifier.layer
        let layers = try network.layers(for: classifier, input: inputShape)
        let optimized = try layers.optimized(for: [maps])
        if let windowed = try WindowedNetwork(
            optimized, maps: maps, grid: grid, precision: precision, largestShare: largestShare)
        {
            method = .windows(windowed)
        } else {
            method = .whole(try CheckedPlan(layers, wanted: [maps], precision: precision))
        }
    }

    /// Returns the work for `cells` in independent pieces.
    ///
    /// Positions outside the receptive fields of all cells are left out, because their effect is exactly zero.
    package func pieces(_ cells: [UnitCell]) -> [OcclusionPiece] {
        switch method {
        case .whole: return pieces(cells, members: Array(cells.indices), side: nil)
        case .windows(let network):
            return CellGroup.groups(cells, network, field).flatMap { group in
                pieces(cells, members: group.members, side: network.side(group.x.count, group.y.count))
            }
        }
    }

    private func pieces(_ cells: [UnitCell], members: [Int], side: Int?) -> [OcclusionPiece] {
        let grid = patches.grid
        let places = (0..<grid.count).filter { place in
            members.contains { grid.touches(place, cellX: cells[$0].x, cellY: cells[$0].y, of: field) }
        }
        return stride(from: 0, to: places.count, by: Self.piece).map {
            OcclusionPiece(
                cells: members, places: Array(places[$0..<min($0 + Self.piece, places.count)]), side: side)
        }
    }

    /// The number of positions per piece, a multiple of the batch size of windows.
    private static let piece = 256
}

extension Classifier {
    /// Returns the receptive fields of the layer's cells; if they have no theoretical field, an upper bound of their size
    /// around centres spread evenly over the image.
    package func field(in grid: OcclusionGrid) -> ReceptiveField {
        if let receptiveField { return receptiveField }
        func axis(_ extent: Int, _ cells: Int) -> ReceptiveFieldAxis {
            let stride = max(1, extent / max(1, cells))
            return ReceptiveFieldAxis(size: 2 * extent, stride: stride, offset: stride / 2 - extent)
        }
        return ReceptiveField(
            vertical: axis(grid.height, mapHeight), horizontal: axis(grid.width, mapWidth))
    }
}
