public import Images
public import Tensors

/// A map in colours over its image.
///
/// The image is grey, so every colour belongs to the map. Maps with negative values have diverging colours, which are
/// stronger the further a value is from 0. Other maps have colours from 0 to the maximum.
public struct MapOverlay: Sendable, Equatable {
    package let colors: ColorMap
    /// The value of the first colour.
    public let low: Float
    /// The value of the last colour.
    public let high: Float

    /// Which colours to use.
    public enum Choice: String, Sendable, CaseIterable {
        /// `diverging` for maps with negative values, otherwise `uniform`.
        case auto
        case uniform
        case jet
        case diverging
    }

    /// The opacity of the colours, and of the strongest diverging colours.
    private static let opacity: Float = 0.62
    private static let strongest: Float = 0.9

    /// Colours whose range fits all of `maps`, so that the maps can be compared.
    package init(_ maps: [Plane], choice: Choice = .auto) {
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

    /// The position of a value between the first and the last colour, 0...1.
    func position(of value: Float) -> Float { (value - low) / (high - low) }

    private var isDiverging: Bool { colors == .diverging }

    /// Draws `map` over `image`, which has the same size.
    public func drawn(_ map: Plane, on image: Raster) -> Raster {
        precondition(map.width == image.width && map.height == image.height, "a map of \(map.height)×\(map.width)")
        var result = image
        let values = map.values.span
        var pixels = result.pixels.mutableSpan
        for index in values.indices {
            let position = position(of: values[index])
            let color = colors.color(at: position)
            let share = isDiverging ? min(1, abs(2 * position - 1)) * Self.strongest : Self.opacity
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
