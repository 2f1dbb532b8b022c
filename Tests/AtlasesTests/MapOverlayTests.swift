import Images
import Tensors
import Testing
import Units

@testable import Atlases

struct MapOverlayTests {
    private let image = Raster(width: 3, height: 1, red: 200, green: 100, blue: 50)

    /// Where a signed map is 0 the image is seen in grey; left of it blue prevails, right of it red.
    @Test func signedMapsDivergeAroundZero() {
        let map = Plane(height: 1, width: 3, values: [-1, 0, 2])
        let overlay = MapOverlay([map])
        #expect(overlay.colors == .diverging)
        #expect(overlay.low == -2 && overlay.high == 2)
        let pixels = overlay.drawn(map, on: image).pixels
        // (200 · 299 + 100 · 587 + 50 · 114) / 1000
        let grey: UInt8 = 124
        #expect(Array(pixels[3..<6]) == [grey, grey, grey])
        #expect(pixels[2] > pixels[0])
        #expect(pixels[6] > pixels[8])
    }

    /// Maps without negative values run from 0, and all maps of a call have one scale.
    @Test func positiveMapsRunFromZero() {
        let overlay = MapOverlay([
            Plane(height: 1, width: 1, values: [3]), Plane(height: 1, width: 2, values: [1, 4]),
        ])
        #expect(overlay.colors == .uniform && overlay.low == 0 && overlay.high == 4)
        #expect(overlay.place(of: 2) == 0.5)
        #expect(MapOverlay([Plane(height: 1, width: 1, values: [3])], choice: .jet).colors == .jet)
        let signed = MapOverlay([Plane(height: 1, width: 2, values: [-1, 3])], choice: .uniform)
        #expect(signed.low == -1 && signed.high == 3)
    }

    @Test func numbersOfTheScaleAreShort() {
        #expect(
            [0, 51.23, -1.234, 0.1236, 1234, 2].map(MapSheet.number) == ["0", "51.2", "-1.23", "0.124", "1234", "2"])
    }

    /// Panels wrap after six, and the sheet grows by a row.
    @Test func sheetsWrap() throws {
        let panel = MapPanel(
            picture: Raster(width: 60, height: 40, red: 9, green: 9, blue: 9), title: "a", note: "b",
            boxes: [ObjectBox(x0: 1, y0: 1, x1: 20, y1: 30)], truth: [ObjectBox(x0: 0, y0: 0, x1: 60, y1: 40)])
        let overlay = MapOverlay([Plane(height: 1, width: 1, values: [1])])
        func sheet(_ count: Int) -> MapSheet {
            MapSheet(
                title: "t", subtitles: ["s"], image: panel, panels: [MapPanel](repeating: panel, count: count),
                overlay: overlay, scale: "raw")
        }
        #expect(sheet(6).height - sheet(5).height == 40 + MapPanel.caption + SheetStyle().rowGap)
        let raster = try sheet(6).draw()
        #expect(raster.width == sheet(6).width && raster.height == sheet(6).height)
        let found = LocalizationSheet(title: "t", subtitles: [], groups: [("worst 1", [panel]), ("best 1", [panel])])
        #expect(try found.draw().height == found.height)
    }
}

struct PanelPlotTests {
    @Test func ticksAreRoundAndHoldTheValues() {
        #expect(PanelPlot.ticks([0, 0.95]) == [0, 0.2, 0.4, 0.6, 0.8, 1].map { ($0 * 5).rounded() * 0.2 })
        #expect(PanelPlot.ticks([52.1, 98]) == [50, 60, 70, 80, 90, 100])
        #expect(PanelPlot.ticks([]) == [0, 1])
        #expect(PanelPlot.ticks([3]).count >= 2)
    }

    @Test func aPlotHasItsSize() throws {
        let line = PanelPlot.Line(name: "a", color: .black, isDashed: true, points: [(0, 1), (1, 3)])
        let plot = PanelPlot(
            title: "t", subtitles: [], rows: [("y", [.init(title: "p", lines: [line])])], horizontal: "x")
        let raster = try plot.draw()
        #expect(raster.width == plot.width && raster.height == plot.height)
        #expect(raster.pixels.contains { $0 < 40 })
    }
}
