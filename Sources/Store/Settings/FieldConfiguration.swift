public import Tensors
public import Units

/// How receptive fields were estimated: everything that a field depends on, apart from the unit's top images.
///
/// Stored as JSON in `receptive_field.configuration`.
public struct FieldConfiguration: Codable, Equatable, Sendable {
    /// The side of the patch, in pixels of the network's input.
    public let patch: Int
    /// The distance between neighbouring positions of the patch, in pixels.
    public let stride: Int
    /// What the patch contains: uniform noise over the 256 levels of each channel of each pixel, different at each
    /// position.
    public let noise: String
    /// The random seed.
    public let seed: UInt64
    /// The number of the unit's top images to use; fewer if the unit has fewer.
    public let images: Int
    /// The arithmetic of the network.
    public let precision: Precision
    /// What is measured: the value at the image's peak cell before a final Clip, minus the same value under the patch.
    public let measure: String
    /// The point on which maps are centred.
    public let center: String
    /// The images over which a pixel is averaged.
    public let mean: String
    /// The share of the map's sum, 0 to 1, that the square of a field's size contains.
    public let share: Double
    /// The width of the network's input, in pixels.
    public let inputWidth: Int
    /// The height of the network's input, in pixels.
    public let inputHeight: Int
    /// The theoretical receptive field of the layer's cells; nil if they see the whole image.
    public let theoretical: ReceptiveField?
    /// The column of the map's first pixel relative to the theoretical field's first.
    public let originX: Int
    /// The row of the map's first pixel relative to the theoretical field's first.
    public let originY: Int

    /// The value of the column `method`.
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

    /// The centre of the theoretical field in the map, in pixels from the outer corner of the map's first pixel. When
    /// the field is drawn over an image, this point lies at the centre of a cell.
    public var centerInMap: (x: Double, y: Double) {
        (
            theoretical.map { Double($0.horizontal.size) / 2 - Double(originX) } ?? Double(inputWidth - originX),
            theoretical.map { Double($0.vertical.size) / 2 - Double(originY) } ?? Double(inputHeight - originY)
        )
    }

    /// The configuration as JSON; equal configurations have equal texts.
    public func json() throws -> String { try StoredJSON.text(self) }
}
