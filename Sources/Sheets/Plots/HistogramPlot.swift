package import Analyses
import Foundation
package import Images
import Reporting

/// A histogram: the number of values in each interval.
package struct HistogramPlot: Sendable {
    package let title: String
    package let subtitles: [String]
    /// The name of the values.
    package let axis: String
    /// The name of what is counted.
    package let counted: String
    package let bins: HistogramBins
    package let style: SheetStyle

    package init(
        title: String, subtitles: [String], axis: String, counted: String, bins: HistogramBins,
        style: SheetStyle = SheetStyle()
    ) {
        self.title = title
        self.subtitles = subtitles
        self.axis = axis
        self.counted = counted
        self.bins = bins
        self.style = style
    }

    private static let left = 84
    private static let right = 40
    private static let size = (width: 600.0, height: 300.0)

    private var head: SheetHeader { SheetHeader(title, subtitles, width: width, style) }
    private var top: Int { head.height + 40 }
    package var width: Int { Self.left + Int(Self.size.width) + Self.right }
    package var height: Int { top + Int(Self.size.height) + 56 }

    /// Draws the plot. `texts` are all lines on it.
    package func draw() throws(SheetError) -> (raster: Raster, texts: [String]) {
        let sheet = try SheetCanvas(width: width, height: height, style)
        let canvas = sheet.canvas
        head.draw(on: sheet)
        let (left, top, size) = (Double(Self.left), Double(self.top), Self.size)
        let vertical = PlotAxis(from: 0, to: bins.counts.max() ?? 1, ticks: 6)
        let horizontal = PlotAxis(from: bins.start, to: bins.end, ticks: 8, isTight: true)
        func across(_ value: Double) -> Double { left + size.width * horizontal.share(value) }
        func down(_ value: Double) -> Double { top + size.height * (1 - vertical.share(value)) }
        sheet.write(counted, x: left, baseline: top - 14, SheetStyle.number)
        for tick in vertical.ticks {
            let y = down(tick).rounded() + 0.5
            canvas.stroke(.line(from: (left, y), to: (left + size.width, y)), SheetStyle.rule)
            sheet.write(NumberFormat.short(tick), x: left - 8, baseline: y + 4, SheetStyle.note, .right)
        }
        // Bars end at whole pixels, so that the gaps between them are alike.
        let gap = size.width / Double(bins.counts.count) >= 6 ? 1.0 : 0
        for (index, count) in bins.counts.enumerated() where count > 0 {
            let x = across(bins.start + Double(index) * bins.width).rounded()
            let end = across(bins.start + Double(index + 1) * bins.width).rounded()
            let y = min(down(count), top + size.height - 1)
            canvas.fillRectangle(
                x: x, y: y, width: max(1, end - x - gap), height: top + size.height - y, LinePlot.palette[0])
        }
        canvas.fillRectangle(x: left, y: top + size.height, width: size.width, height: 1, SheetStyle.faintInk)
        for tick in horizontal.ticks {
            let x = across(tick).rounded()
            canvas.fillRectangle(x: x, y: top + size.height, width: 1, height: 4, SheetStyle.faintInk)
            sheet.write(NumberFormat.short(tick), x: x, baseline: top + size.height + 18, SheetStyle.note, .center)
        }
        sheet.write(
            axis, x: left + size.width / 2, baseline: top + size.height + 36, SheetStyle.note, .center,
            maximumWidth: size.width)
        return (try sheet.finished(), sheet.texts)
    }
}
