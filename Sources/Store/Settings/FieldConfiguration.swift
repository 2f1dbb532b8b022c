public import Tensors
public import Units

/// How receptive fields were estimated: everything that a field depends on besides the unit's best images.
///
/// Stored as JSON in `receptive_field.configuration`.
public struct FieldConfiguration: Codable, Equatable, Sendable {
    /// Side of the patch, in pixels of the network's input.
    public let patch: Int
    /// Pixels from one place of the patch to the next.
    public let stride: Int
    /// What the patch holds: uniform noise over the 256 levels of each channel of each pixel, different at each place.
    public let noise: String
    /// The seed of what is drawn at random.
    public let seed: UInt64
    /// The number of the unit's best images that were used, where there were so many.
    public let images: Int
    /// Arithmetic of the network.
    public let precision: Precision
    /// What is measured: the value at the image's peak cell before a final Clip, minus the same value under the patch.
    public let measure: String
    /// What maps are centred on.
    public let center: String
    /// What the mean of a pixel is over.
    public let mean: String
    /// The share of the map's sum that the square of a field's size holds.
    public let share: Double
    /// Extents of the network's input.
    public let inputWidth: Int
    /// The height of the network's input, in pixels.
    public let inputHeight: Int
    /// The theoretical field of the layer's cells; nil where they see the whole image.
    public let theoretical: ReceptiveField?
    /// The position of the map's first pixel relative to the first pixel of the theoretical field.
    public let originX: Int
    /// The row of the map's first pixel relative to the theoretical field's first.
    public let originY: Int

    /// The value of the table's column `method`.
    public static let method = "occlusion"

    package init(
        patch: Int, stride: Int, noise: String, seed: UInt64, images: Int, precision: Precision, measure: String,
        center: String, mean: String, share: Double, inputWidth: Int, inputHeight: Int, theoretical: ReceptiveField?,
        originX: Int, originY: Int
    ) {
        (self.patch, self.stride, self.noise, self.seed) = (patch, stride, noise, seed)
        (self.images, self.precision, self.measure) = (images, precision, measure)
        (self.center, self.mean, self.share) = (center, mean, share)
        (self.inputWidth, self.inputHeight, self.theoretical) = (inputWidth, inputHeight, theoretical)
        (self.originX, self.originY) = (originX, originY)
    }

    /// The centre of the theoretical field in the map, in pixels from the outer corner of the map's first pixel. Where the
    /// field is laid over an image, this point lies at the centre of a cell.
    public var centerInMap: (x: Double, y: Double) {
        (
            theoretical.map { Double($0.horizontal.size) / 2 - Double(originX) } ?? Double(inputWidth - originX),
            theoretical.map { Double($0.vertical.size) / 2 - Double(originY) } ?? Double(inputHeight - originY)
        )
    }

    /// The JSON that is stored; equal configurations have equal texts.
    public func json() throws -> String { try StoredJSON.text(self) }
}
