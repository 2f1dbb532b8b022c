import Foundation
package import Images
import Reporting
import Tensors

/// A bar plot of named numbers: horizontal bars, one below the other.
package struct BarPlot: Sendable {
    package struct Bar: Sendable, Equatable {
        package let name: String
        package let value: Double

        package init(name: String, value: Double) {
            self.name = name
            self.value = value
        }
    }

    package let title: String
    package let subtitles: [String]
    /// The name of the numbers.
    package let axis: String
    /// The bars, from top to bottom.
    package let bars: [Bar]
    package let style: SheetStyle

    package init(title: String, subtitles: [String], axis: String, bars: [Bar], style: SheetStyle = SheetStyle()) {
        self.title = title
        self.subtitles = subtitles
        self.axis = axis
        self.bars = bars
        self.style = style
    }

    private static let plotWidth = 460
    private static let rowHeight = 24
    private static let thickness = 15
    /// The width of the names, and of the numbers beside the bars, in pixels.
    private static let nameWidth = 40...280
    private static let valueWidth = 70

    private var names: Int {
        let widest = bars.map { Int(rounding: SheetStyle.body.width(of: $0.name), .up) }.max() ?? 0
        return min(Self.nameWidth.upperBound, max(Self.nameWidth.lowerBound, widest))
    }
    private var left: Int { style.margin + names + 12 }
    private var head: SheetHeader { SheetHeader(title, subtitles, width: width, style) }
    private var top: Int { head.height + 30 }
    package var width: Int { max(620, left + Self.plotWidth + 2 * Self.valueWidth / 2 + style.margin) }
    package var height: Int { top + bars.count * Self.rowHeight + 52 }
    private var plotWidth: Double { Double(width - left - Self.valueWidth - style.margin) }

    /// Draws the plot. `texts` are all lines on it.
    package func draw() throws(SheetError) -> (raster: Raster, texts: [String]) {
        let sheet = try SheetCanvas(width: width, height: height, style)
        let canvas = sheet.canvas
        head.draw(on: sheet)
        let values = bars.map(\.value) + [0]
        let scale = PlotAxis(from: values.min() ?? 0, to: values.max() ?? 1, ticks: 5)
        let bottom = Double(top + bars.count * Self.rowHeight) + 6
        func position(_ value: Double) -> Double { Double(left) + plotWidth * scale.share(value) }
        for tick in scale.ticks {
            let x = position(tick).rounded() + 0.5
            canvas.stroke(
                .line(from: (x, Double(top) - 6), to: (x, bottom)), tick == 0 ? SheetStyle.faintInk : SheetStyle.rule)
            sheet.write(NumberFormat.short(tick), x: x, baseline: bottom + 16, SheetStyle.note, .center)
        }
        sheet.write(
            axis, x: Double(left) + plotWidth / 2, baseline: bottom + 34, SheetStyle.note, .center,
            maximumWidth: plotWidth)
        for (row, bar) in bars.enumerated() {
            let baseline = Double(top + row * Self.rowHeight) + 16
            sheet.write(
                bar.name, x: Double(left) - 10, baseline: baseline, SheetStyle.body, .right,
                maximumWidth: Double(names))
            draw(bar, from: position(0), to: position(bar.value), baseline: baseline, on: sheet)
        }
        return (try sheet.finished(), sheet.texts)
    }

    /// Draws a bar with its number at the end, or beyond the axis if the bar extends to the left.
    private func draw(
        _ bar: Bar, from zero: Double, to end: Double, baseline: Double, on sheet: SheetCanvas
    ) {
        let color = bar.value < 0 ? SheetStyle.negative : LinePlot.palette[0]
        sheet.canvas.fillRectangle(
            x: min(zero, end), y: baseline - 12, width: max(1, abs(end - zero)), height: Double(Self.thickness), color)
        sheet.write(NumberFormat.short(bar.value), x: max(zero, end) + 6, baseline: baseline, SheetStyle.note)
    }
}
