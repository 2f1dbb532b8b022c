/// The theoretical receptive field of cells along one axis: cell `i` sees input pixels `[start(i), start(i) + size)`.
///
/// The frame's origin is the outer corner of the first pixel; pixel centres lie at +0.5. Sizes follow from
/// `size += (kernel - 1) · dilation · stride`, `stride *= stride`, `offset -= pad · stride`.
public struct ReceptiveFieldAxis: Sendable, Equatable, Codable {
    /// The size in input pixels.
    public var size: Int
    /// Input pixels between adjacent cells.
    public var stride: Int
    /// Where the first cell's field begins; negative if it reaches into padding.
    public var offset: Int

    /// A field; without arguments that of a single pixel.
    public init(size: Int = 1, stride: Int = 1, offset: Int = 0) {
        self.size = size
        self.stride = stride
        self.offset = offset
    }

    /// Returns the first input pixel that cell `index` sees.
    public func start(_ index: Int) -> Int { offset + index * stride }

    /// Returns the centre of cell `index`'s field.
    public func center(_ index: Int) -> Double { Double(start(index)) + Double(size) / 2 }
}

/// The theoretical receptive field of a layer's cells.
public struct ReceptiveField: Sendable, Equatable, Codable {
    /// The field along columns.
    public var vertical: ReceptiveFieldAxis
    /// The field along rows.
    public var horizontal: ReceptiveFieldAxis

    /// A field; without arguments that of a single pixel.
    public init(vertical: ReceptiveFieldAxis = .init(), horizontal: ReceptiveFieldAxis = .init()) {
        self.vertical = vertical
        self.horizontal = horizontal
    }
}
