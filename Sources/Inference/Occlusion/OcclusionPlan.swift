import Kernels
public import Tensors
public import Units

/// A classifier prepared to see images with a patch of noise at each place of a grid; shared by the threads that run
/// it.
///
/// A patch changes a small part of the first layers' maps, and of the last ones only the cells that are asked about
/// count: where every layer's cells are known to follow from those nearby, no more than what is in both is computed.
public final class OcclusionPlan: Sendable {
    public let patches: NoisePatches
    /// [1, C, H, W]
    public let inputShape: Shape
    /// What a cell can see; where nothing is known, the whole image.
    public let field: ReceptiveField
    let classifier: Classifier
    /// The value that is read: before a final Clip, where changes still show.
    let maps: String
    let method: Method

    /// How covered images are run.
    enum Method: Sendable {
        /// Each through the whole network.
        case whole(CheckedPlan)
        case windows(WindowedNetwork)
    }

    /// Prepares the network for images of the grid's extents.
    ///
    /// - Parameter isPlain: Runs the whole network on every covered image, whatever could be saved.
    public convenience init(
        _ network: Network, classifier: Classifier, patches: NoisePatches, precision: Precision = .f32,
        isPlain: Bool = false
    ) throws(InferenceError) {
        // Small pieces are slower, for what they compute, than whole maps.
        try self.init(
            network, classifier: classifier, patches: patches, precision: precision, largestShare: isPlain ? 0 : 0.8)
    }

    /// - Parameter largestShare: The part of the whole network's multiply-adds up to which windows are computed.
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

    /// The work that `cells` take, in pieces whose results do not depend on who does them. Places that no cell sees are
    /// left out: their effect is exactly zero.
    public func pieces(_ cells: [UnitCell]) -> [OcclusionPiece] {
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

    /// Places of a piece; a multiple of what windows take at a time.
    private static let piece = 256
}

extension Classifier {
    /// What the layer's cells see of the pixels of a grid; where they have no theoretical field, as much as any can
    /// see, around centres that lie evenly over the image.
    public func field(in grid: OcclusionGrid) -> ReceptiveField {
        if let receptiveField { return receptiveField }
        func axis(_ extent: Int, _ cells: Int) -> ReceptiveFieldAxis {
            let stride = max(1, extent / max(1, cells))
            return ReceptiveFieldAxis(size: 2 * extent, stride: stride, offset: stride / 2 - extent)
        }
        return ReceptiveField(
            vertical: axis(grid.height, mapHeight), horizontal: axis(grid.width, mapWidth))
    }
}
