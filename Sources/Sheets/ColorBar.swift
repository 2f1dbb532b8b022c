package import Images
import Reporting

/// A strip of colours with the values of its ends, under the title of a sheet.
package struct ColorBar: Sendable, Equatable {
    package let colors: ColorMap
    /// The value of the first colour.
    package let low: String
    /// The value of the last colour.
    package let high: String

    package init(_ colors: ColorMap, low: String, high: String) {
        (self.colors, self.low, self.high) = (colors, low, high)
    }

    /// The colours and the range of an overlay.
    package init(_ overlay: MapOverlay) {
        self.init(overlay.colors, low: NumberFormat.short(overlay.low), high: NumberFormat.short(overlay.high))
    }

    /// The size of the strip, in pixels.
    private static let (length, thickness) = (160, 10)
    private static let gap = 6.0

    func draw(x: Double, baseline: Double, on sheet: SheetCanvas) {
        let look = SheetStyle.note
        sheet.write(low, x: x, baseline: baseline, look)
        let left = (x + look.width(of: low) + Self.gap).rounded()
        for step in 0..<Self.length {
            sheet.canvas.fillRectangle(
                x: left + Double(step), y: baseline - Double(Self.thickness), width: 1, height: Double(Self.thickness),
                colors.colors[step * 255 / (Self.length - 1)])
        }
        sheet.write(high, x: left + Double(Self.length) + Self.gap, baseline: baseline, look)
    }
}
