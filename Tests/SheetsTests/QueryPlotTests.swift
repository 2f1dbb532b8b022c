import Analyses
import Images
import Testing

@testable import Sheets

/// Bars are as long as their numbers, and begin at 0.
struct QueryPlotTests {
    private var silent: SheetStyle {
        var style = SheetStyle()
        style.drawsText = false
        return style
    }

    private func color(_ raster: Raster, _ x: Int, _ y: Int) -> [UInt8] {
        let start = 3 * (y * raster.width + x)
        return Array(raster.pixels[start..<start + 3])
    }

    private func pixels(_ color: Color) -> [UInt8] { [color.red, color.green, color.blue] }

    @Test func barsToBothSides() throws {
        let plot = BarPlot(
            title: "t", subtitles: ["s"], axis: "x",
            bars: [.init(name: "a", value: 4), .init(name: "b", value: -2), .init(name: "c", value: 1)], style: silent)
        let (raster, texts) = try plot.draw()
        #expect(raster.width == plot.width && raster.height == plot.height)
        for text in ["t", "s", "x", "a", "b", "c", "4", "−2", "1"] { #expect(texts.contains(text), "\(texts)") }
        var spans: [Range<Int>] = []
        for wanted in [LinePlot.palette[0], SheetStyle.negative].map(pixels) {
            var previous = 0..<0
            for y in 0..<raster.height {
                let columns = (0..<raster.width).filter { color(raster, $0, y) == wanted }
                let span = (columns.first ?? 0)..<(columns.last.map { $0 + 1 } ?? 0)
                if columns.count > 20, span != previous { spans.append(span) }
                previous = span
            }
        }
        #expect(spans.count == 3)
        let (four, one, two) = (spans[0], spans[1], spans[2])
        #expect(abs(four.count - 4 * one.count) <= 4)
        #expect(abs(two.count - 2 * one.count) <= 3)
        #expect(abs(four.lowerBound - two.upperBound) <= 1)
        #expect(abs(four.lowerBound - one.lowerBound) <= 1)
    }

    @Test func countsAsHeights() throws {
        let bins = try #require(HistogramBins([(1, 3), (2, 0), (3, 6)]))
        let plot = HistogramPlot(
            title: "t", subtitles: [], axis: "value", counted: "rows", bins: bins, style: silent)
        let (raster, texts) = try plot.draw()
        #expect(raster.width == plot.width && raster.height == plot.height)
        #expect(texts.contains("value") && texts.contains("rows") && texts.contains("6"))
        let wanted = pixels(LinePlot.palette[0])
        let heights = (0..<raster.width).map { x in (0..<raster.height).count { color(raster, x, $0) == wanted } }
        let filled = heights.indices.filter { heights[$0] > 0 }
        let (first, last) = (filled.first ?? 0, filled.last ?? 0)
        #expect(abs(heights[last] - 2 * heights[first]) <= 2)
        // A third of the width each: bar, gap, bar.
        let third = (last - first + 1) / 3
        #expect(heights[first + third / 2] == heights[first])
        #expect(heights[first + third + third / 2] == 0)
        #expect(heights[last - third / 2] == heights[last])
    }
}
