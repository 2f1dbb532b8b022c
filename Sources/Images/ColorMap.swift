import Foundation

/// A colour map: a table of 256 colours for numbers in 0...1.
package struct ColorMap: Sendable, Equatable {
    /// The name of the map on the command line.
    package let name: String
    /// 256 opaque colours, from 0 to 1.
    package let colors: [Color]

    /// - Parameter color: Returns red, green and blue in 0...1 for a position in 0...1; values outside are clipped.
    init(name: String, color: (Double) -> (Double, Double, Double)) {
        func byte(_ value: Double) -> UInt8 { UInt8((min(max(value, 0), 1) * 255).rounded()) }
        self.name = name
        colors = (0..<256).map { index in
            let (red, green, blue) = color(Double(index) / 255)
            return Color(red: byte(red), green: byte(green), blue: byte(blue))
        }
    }

    /// Returns the colour at `value`: the first below 0 and for NaN, the last above 1.
    package func color(at value: Float) -> Color { colors[Self.index(value)] }

    /// Returns the index in the table nearest to `value`.
    package static func index(_ value: Float) -> Int {
        value >= 1 ? 255 : value > 0 ? Int((value * 255).rounded()) : 0
    }

    /// A perceptually uniform map from dark violet through blue and green to pale yellow, similar to viridis.
    ///
    /// It is a helix in Oklab at chroma 0.1 whose lightness rises from 0.26 to 0.92 while its hue turns from 312° to 106°.
    package static let uniform = ColorMap(name: "uniform") { place in
        let hue = (312 - 206 * place) * Double.pi / 180
        return srgb(lightness: 0.26 + 0.66 * place, a: 0.1 * cos(hue), b: 0.1 * sin(hue))
    }

    /// MATLAB's jet map, as in the figures of the CAM paper. It is not perceptually uniform.
    package static let jet = ColorMap(name: "jet") { place in
        func tent(_ center: Double) -> Double { 1.5 - abs(4 * place - center) }
        return (tent(3), tent(2), tent(1))
    }

    /// A diverging map for signed values with zero at 0.5: blue below, nearly white at zero, red above.
    ///
    /// It consists of two straight lines in Oklab from lightness 0.97 to lightness 0.45 at chroma 0.17 (hues 261° and 25°).
    package static let diverging = ColorMap(name: "diverging") { place in
        let side = 2 * place - 1
        let hue = (side < 0 ? 261.0 : 25.0) * Double.pi / 180
        let chroma = 0.17 * abs(side)
        return srgb(lightness: 0.97 - 0.52 * abs(side), a: chroma * cos(hue), b: chroma * sin(hue))
    }

    package static let all = [uniform, jet, diverging]

    /// Converts Oklab to sRGB (B. Ottosson, "A perceptual color space for image processing", 2020), not clipped.
    private static func srgb(lightness: Double, a: Double, b: Double) -> (Double, Double, Double) {
        func cube(_ value: Double) -> Double { value * value * value }
        let long = cube(lightness + 0.3963377774 * a + 0.2158037573 * b)
        let medium = cube(lightness - 0.1055613458 * a - 0.0638541728 * b)
        let short = cube(lightness - 0.0894841775 * a - 1.2914855480 * b)
        return (
            encoded(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
            encoded(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
            encoded(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short)
        )
    }

    /// The transfer curve of sRGB (IEC 61966-2-1).
    private static func encoded(_ linear: Double) -> Double {
        linear <= 0.0031308 ? 12.92 * linear : 1.055 * pow(linear, 1 / 2.4) - 0.055
    }
}
