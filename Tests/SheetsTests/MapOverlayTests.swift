import Images
import Tensors
import Testing
import Units

@testable import Sheets

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
        #expect(overlay.position(of: 2) == 0.5)
        #expect(MapOverlay([Plane(height: 1, width: 1, values: [3])], choice: .jet).colors == .jet)
        let signed = MapOverlay([Plane(height: 1, width: 2, values: [-1, 3])], choice: .uniform)
        #expect(signed.low == -1 && signed.high == 3)
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
        #expect(sheet(6).height - sheet(5).height == 40 + MapPanel.caption(lines: 1) + SheetStyle().rowGap)
        let raster = try sheet(6).draw()
        #expect(raster.width == sheet(6).width && raster.height == sheet(6).height)
        let found = LocalizationSheet(title: "t", subtitles: [], groups: [("worst 1", [panel]), ("best 1", [panel])])
        #expect(try found.draw().height == found.height)
    }

    /// What a narrow sheet has no room for continues in the next line, whole.
    @Test func subtitlesAreBroken() throws {
        let long =
            "class activation maps, weights raw, values clipped, over its maximum; boxes: the authors' release, at three"
        let panel = MapPanel(
            picture: Raster(width: 60, height: 240, red: 9, green: 9, blue: 9), title: "a", note: "b")
        func sheet(_ subtitles: [String]) -> MapSheet {
            MapSheet(
                title: "t", subtitles: subtitles, image: panel, panels: [panel],
                overlay: MapOverlay([Plane(height: 1, width: 1, values: [1])]), scale: "raw")
        }
        #expect(sheet([long]).height == sheet(["a", "b"]).height)
        let canvas = try SheetCanvas(width: 620, height: 200, SheetStyle())
        SheetHeader("t", [long], width: 620, SheetStyle()).draw(on: canvas)
        #expect(canvas.texts.dropFirst().joined(separator: " ") == long && canvas.texts.count == 3)
    }
}
