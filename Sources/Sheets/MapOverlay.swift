public import Images
public import Tensors

/// A map laid over its image.
///
/// The image is grey underneath, so that every colour is the map's. A map with negative values has colours that diverge
/// around 0 and are the stronger the further from 0 it is; any other runs from 0 (or from its minimum, where that is
/// higher) to its maximum.
public struct MapOverlay: Sendable, Equatable {
    public let colors: ColorMap
    /// The values of the first and the last colour.
    public let low: Float
    public let high: Float

    /// The colours that a user can ask for.
    public enum Choice: String, Sendable, CaseIterable {
        /// `diverging` for maps with negative values, `uniform` for others.
        case auto
        case uniform
        case jet
        case diverging
    }

    /// Opacity of the colours, and of the strongest where they diverge.
    private static let opacity: Float = 0.62
    private static let strongest: Float = 0.9

    /// Colours that fit all of `maps`, so that they compare.
    public init(_ maps: [Plane], choice: Choice = .auto) {
        let low = maps.reduce(Float.infinity) { min($0, $1.values.min() ?? 0) }
        let high = maps.reduce(-Float.infinity) { max($0, $1.values.max() ?? 0) }
        let isSigned = low < 0
        switch choice {
        case .auto: colors = isSigned ? .diverging : .uniform
        case .uniform: colors = .uniform
        case .jet: colors = .jet
        case .diverging: colors = .diverging
        }
        if colors == .diverging {
            let largest = max(abs(low), abs(high), .leastNormalMagnitude)
            (self.low, self.high) = (-largest, largest)
        } else {
            self.low = min(low, 0)
            self.high = max(high, self.low + .leastNormalMagnitude)
        }
    }

    /// Where a value stands between the first and the last colour, 0...1.
    func place(of value: Float) -> Float { (value - low) / (high - low) }

    private var isDiverging: Bool { colors == .diverging }

    /// `image` with `map`, which has its size, laid over it.
    public func drawn(_ map: Plane, on image: Raster) -> Raster {
        precondition(map.width == image.width && map.height == image.height, "a map of \(map.height)×\(map.width)")
        var result = image
        let values = map.values.span
        var pixels = result.pixels.mutableSpan
        for index in values.indices {
            let place = place(of: values[index])
            let color = colors.color(at: place)
            let share = isDiverging ? min(1, abs(2 * place - 1)) * Self.strongest : Self.opacity
            let (r, g, b) = (Int(pixels[3 * index]), Int(pixels[3 * index + 1]), Int(pixels[3 * index + 2]))
            let grey = Float((r * 299 + g * 587 + b * 114) / 1000)
            func mixed(_ tone: UInt8) -> UInt8 { UInt8((grey * (1 - share) + Float(tone) * share).rounded()) }
            pixels[3 * index] = mixed(color.red)
            pixels[3 * index + 1] = mixed(color.green)
            pixels[3 * index + 2] = mixed(color.blue)
        }
        return result
    }
}
