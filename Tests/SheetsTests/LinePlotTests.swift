import Images
import Testing

@testable import Sheets

struct LinePlotTests {
    @Test(
        arguments: [
            (0.0, 1.0, [0, 0.25, 0.5, 0.75, 1]), (-12.6, 30.4, [-20, 0, 20, 40]), (3, 3, [3, 3.25, 3.5, 3.75, 4]),
            (0, 0.004, [0, 0.001, 0.002, 0.003, 0.004]),
        ] as [(Double, Double, [Double])])
    func roundNumbers(_ low: Double, _ high: Double, _ ticks: [Double]) {
        let axis = PlotAxis(from: low, to: high, ticks: 5)
        #expect(axis.ticks.count == ticks.count, "\(axis.ticks)")
        for (found, expected) in zip(axis.ticks, ticks) {
            #expect(abs(found - expected) < 1e-12 && found.sign == expected.sign, "\(axis.ticks)")
        }
        #expect(axis.share(axis.ticks.first ?? .nan) == 0)
        #expect(abs(axis.share(axis.ticks.last ?? .nan) - 1) < 1e-12)
    }

    @Test func anAxisThatEndsWithItsValues() {
        let axis = PlotAxis(from: 0, to: 768, ticks: 7, isTight: true)
        #expect(axis.ticks == [0, 200, 400, 600])
        #expect(axis.share(768) == 1)
    }

    /// A falling line lies where its points are.
    @Test func pixels() throws {
        var style = SheetStyle()
        style.drawsText = false
        let color = Color(0x204060)
        let plot = LinePlot(
            title: "t", subtitles: ["s"], axis: "x",
            panels: [
                LinePlot.Panel(
                    title: "p", lines: [.init(name: "l", color: color, points: [(0, 1), (10, 0)])], range: 0...1)
            ], style: style)
        let raster = try plot.draw().raster
        #expect(raster.width == plot.width && raster.height == plot.height)
        func isLine(_ x: Int, _ y: Int) -> Bool {
            let start = 3 * (y * raster.width + x)
            return Array(raster.pixels[start..<start + 3]) == [0x20, 0x40, 0x60]
        }
        // The whole height falls over the whole width, and the middle is in the middle.
        let columns = (0..<raster.width).filter { x in
            (105..<raster.height).contains { isLine(x, $0) }
        }
        #expect(abs((columns.last ?? 0) - (columns.first ?? 0) - plot.panelWidth) <= 3)
        let middle = ((columns.first ?? 0) + (columns.last ?? 0)) / 2
        let rows = (0..<raster.height).filter { isLine(middle, $0) }
        let ends = [columns.first ?? 0, columns.last ?? 0].map { x in (105..<raster.height).first { isLine(x, $0) } ?? 0
        }
        #expect(abs((rows.first ?? 0) - (ends[0] + ends[1]) / 2) <= 3)
        #expect(abs(ends[1] - ends[0] - plot.panelHeight) <= 4)
    }

    /// Panels of a row share its axis; a legend names each line once; dashes are gaps.
    @Test func panelsSideBySide() throws {
        let line = LinePlot.Line(name: "a", color: Color(0x204060), isDashed: true, points: [(0, 55), (1, 55)])
        let other = LinePlot.Line(name: "", color: .black, points: [(0, 98), (0.95, 98)])
        let plot = LinePlot(
            title: "t", subtitles: [], axis: "x",
            rows: [
                .init(name: "y", panels: [.init(title: "p", lines: [line]), .init(title: "q", lines: [line, other])])
            ])
        let (raster, texts) = try plot.draw()
        #expect(raster.width == plot.width && raster.height == plot.height)
        #expect(texts.filter { $0 == "a" }.count == 1)
        #expect(texts.filter { ["40", "60", "80", "100"].contains($0) } == ["40", "60", "80", "100"])
        func count(_ color: [UInt8]) -> Int {
            stride(from: 0, to: raster.pixels.count, by: 3).count { Array(raster.pixels[$0..<$0 + 3]) == color }
        }
        // Twice 320 pixels long and 2 wide, four tenths of them gaps; the other is whole.
        #expect(abs(count([0x20, 0x40, 0x60]) - 2 * 2 * 320 * 6 / 10) < 120)
    }
}
