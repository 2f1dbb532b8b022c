/// A colour of a drawing: sRGB components and opacity, each 0...255.
package struct Color: Sendable, Hashable {
    package let red: UInt8
    package let green: UInt8
    package let blue: UInt8
    package let alpha: UInt8

    package init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
        self.red = red
        self.green = green
        self.blue = blue
        self.alpha = alpha
    }

    /// Creates an opaque colour from `0xRRGGBB`; higher bits are ignored.
    package init(_ hex: UInt32) {
        self.init(
            red: UInt8(truncatingIfNeeded: hex >> 16), green: UInt8(truncatingIfNeeded: hex >> 8),
            blue: UInt8(truncatingIfNeeded: hex))
    }

    /// Creates an opaque grey.
    package init(grey: UInt8) { self.init(red: grey, green: grey, blue: grey) }

    /// Returns the colour with another opacity.
    package func opacity(_ alpha: UInt8) -> Color { Color(red: red, green: green, blue: blue, alpha: alpha) }

    package static let white = Color(grey: 255)
    package static let black = Color(grey: 0)
}
