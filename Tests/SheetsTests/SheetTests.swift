import Images
import Tensors
import Testing
import Units

@testable import Sheets

/// Pixels of sheets, where no text lies.
struct SheetTests {
    private static var style: SheetStyle {
        var style = SheetStyle()
        style.drawsText = false
        return style
    }

    private static let side = SheetStyle().tile

    private func pixel(_ raster: Raster, _ x: Int, _ y: Int) -> [Int] {
        let start = 3 * (y * raster.width + x)
        return raster.pixels[start..<start + 3].map(Int.init)
    }

    private func rgb(_ color: Color) -> [Int] { [Int(color.red), Int(color.green), Int(color.blue)] }

    /// A grey tile whose unit looks at columns 20 to 59, rows 30 to 49.
    private func tile(level: UInt8 = 200, width: Int = side, height: Int = side) -> SheetTile {
        let mask = Mask(
            width: width, height: height,
            pixels: (0..<width * height).map { (20..<60).contains($0 % width) && (30..<50).contains($0 / width) })
        return SheetTile(
            picture: .image(Raster(width: width, height: height, red: level, green: 100, blue: 50), mask: mask),
            caption: "a caption", isOwnClass: false)
    }

    private func row(_ unit: Int, weight: Float, _ tiles: [SheetTile]) -> ClassSheet.Row {
        ClassSheet.Row(
            unit: UnitID(unit), weight: weight, share: 0.25, otherClasses: [("hen", 0.5)], tiles: tiles)
    }

    /// The bar has a line of its own under the subtitles, with all colours from the first to the last.
    @Test func theColorBar() throws {
        func sheet(_ bar: ColorBar?) throws -> Raster {
            try ClassSheet(
                title: "a", subtitles: ["b"], rows: [row(0, weight: 1, [tile()])], colorBar: bar, style: Self.style
            ).draw().raster
        }
        let (plain, barred) = (try sheet(nil), try sheet(ColorBar(.jet, low: "0", high: "6")))
        #expect(barred.height == plain.height + 18)
        let colors = (0..<barred.width).map { pixel(barred, $0, Self.style.margin + 48 + 18 - 5) }
        let start = try #require(colors.firstIndex(of: rgb(ColorMap.jet.colors[0])))
        #expect(colors[start - 1] == rgb(.white) && colors[start + 160] == rgb(.white))
        #expect(colors[start + 159] == rgb(ColorMap.jet.colors[255]))
        #expect(Set(colors[start..<start + 160]).count > 100)
    }

    @Test func brightInsideAndDimmedOutside() throws {
        let sheet = ClassSheet(
            title: "cock", subtitles: ["one", "two"],
            rows: [row(3, weight: 2, [tile(), tile(level: 90)]), row(1, weight: -1, [tile()])], style: Self.style)
        let raster = try sheet.draw().raster
        #expect(raster.width == sheet.width && raster.height == sheet.height)
        for (place, level) in [((0, 0), 200), ((0, 1), 90), ((1, 0), 200)] as [((Int, Int), Int)] {
            let origin = sheet.tileOrigin(row: place.0, column: place.1)
            let inside = [(20, 30), (59, 49), (40, 40)]
            for (x, y) in inside {
                #expect(pixel(raster, origin.x + x, origin.y + y) == [level, 100, 50])
            }
            // 200 · 0.45 = 90 and so on, rounded down.
            let dimmed = [level, 100, 50].map { Int(Double($0) * SheetStyle.dimming) }
            for (x, y) in [(0, 0), (17, 30), (62, 40), (40, 27), (40, 52), (Self.side - 1, Self.side - 1)] {
                #expect(pixel(raster, origin.x + x, origin.y + y) == dimmed, "\(x), \(y)")
            }
            // The border is a bright pixel just outside, and a dark one around it.
            for (x, y) in [(19, 40), (60, 40), (40, 29), (40, 50)] {
                #expect(pixel(raster, origin.x + x, origin.y + y) == rgb(SheetStyle.outline))
            }
            for (x, y) in [(18, 40), (61, 40), (40, 28), (40, 51)] {
                #expect(pixel(raster, origin.x + x, origin.y + y) == rgb(SheetStyle.outlineShade))
            }
            #expect(pixel(raster, origin.x + Self.side, origin.y + 5) == rgb(SheetStyle.background))
            #expect(pixel(raster, origin.x - 1, origin.y + 5) == rgb(SheetStyle.background))
        }
        // The second row has one tile.
        let empty = sheet.tileOrigin(row: 1, column: 1)
        #expect(pixel(raster, empty.x + 40, empty.y + 40) == rgb(SheetStyle.background))
    }

    /// Bars stand for weights: the largest fills its track, half of it half, negative ones have another colour.
    @Test func barsAreAsLongAsWeights() throws {
        let style = Self.style
        let sheet = ClassSheet(
            title: "cock", subtitles: [],
            rows: [row(0, weight: 0.8, [tile()]), row(1, weight: 0.2, [tile()]), row(2, weight: -0.4, [tile()])],
            style: style)
        let raster = try sheet.draw().raster
        var lengths: [[String: Int]] = []
        for index in 0..<3 {
            let y = sheet.tileOrigin(row: index, column: 0).y + 24 + style.bar / 2
            var counts: [String: Int] = [:]
            for x in style.margin..<style.margin + style.legend {
                let color = pixel(raster, x, y)
                let names = [
                    (SheetStyle.positive, "positive"), (SheetStyle.negative, "negative"), (SheetStyle.track, "track"),
                ]
                counts[names.first { rgb($0.0) == color }?.1 ?? "\(color)", default: 0] += 1
            }
            lengths.append(counts)
        }
        let whole = style.legend
        #expect(lengths[0] == ["positive": whole])
        #expect(lengths[1] == ["positive": whole / 4, "track": whole - whole / 4])
        #expect(lengths[2] == ["negative": whole / 2, "track": whole - whole / 2])
    }

    @Test func whatASheetSays() throws {
        let sheet = ClassSheet(
            title: "cock", subtitles: ["cock  ·  n01514668", "a network"],
            rows: [row(312, weight: 0.3941, [tile()]), row(7, weight: -0.12, [])], style: Self.style)
        let texts = try sheet.draw().texts
        for text in [
            "cock", "cock  ·  n01514668", "a network", "unit 312", "+0.394", "25.0 % of the positive evidence",
            "also argues for", "hen", "+0.500", "a caption", "unit 7", "−0.120", "no image excites this unit",
        ] {
            #expect(texts.contains(text), "\(text) in \(texts)")
        }
    }

    @Test func aUnitSheetSaysItsClassesAndShowsItsTiles() throws {
        let sheet = UnitSheet(
            unit: UnitID(5), subtitles: ["a network"], lines: ["active in 3.0 % of all cells"],
            classesFor: [("hen", 0.5), ("cock", 0.25)],
            classesAgainst: [("shark", -0.5)], tiles: [SheetTile](repeating: tile(), count: 8), style: Self.style)
        let (raster, texts) = try sheet.draw()
        for text in [
            "unit 5", "a network", "active in 3.0 % of all cells", "argues for", "hen", "+0.500", "argues against",
            "−0.500",
        ] {
            #expect(texts.contains(text), "\(text) in \(texts)")
        }
        #expect(raster.width == sheet.width && raster.height == sheet.height)
        for index in 0..<8 {
            let origin = sheet.tileOrigin(index)
            #expect(pixel(raster, origin.x + 40, origin.y + 40) == [200, 100, 50])
            #expect(pixel(raster, origin.x + 5, origin.y + 5) == [90, 45, 22])
        }
        #expect(sheet.tileOrigin(6).x == sheet.tileOrigin(0).x && sheet.tileOrigin(6).y > sheet.tileOrigin(0).y)
    }

    /// Pictures that are not square lie in the middle of a square, so that rows and columns stay straight.
    @Test func widePicturesLieOnASquare() throws {
        let height = 60
        let sheet = UnitSheet(
            unit: UnitID(0), lines: [], classesFor: [], classesAgainst: [], tiles: [tile(height: height)],
            style: Self.style)
        let raster = try sheet.draw().raster
        let origin = sheet.tileOrigin(0)
        let top = (Self.side - height) / 2
        #expect(pixel(raster, origin.x + 2, origin.y + top - 1) == rgb(SheetStyle.missing))
        #expect(pixel(raster, origin.x + 2, origin.y + top) == [90, 45, 22])
        #expect(pixel(raster, origin.x + 40, origin.y + top + 40) == [200, 100, 50])
        #expect(pixel(raster, origin.x + 2, origin.y + Self.side - 1) == rgb(SheetStyle.missing))
    }

    @Test func tilesWithoutAPictureSayWhy() throws {
        let absent = SheetTile(picture: .missing(reason: "missing"), caption: "hen", isOwnClass: true)
        let sheet = UnitSheet(
            unit: UnitID(0), lines: [], classesFor: [], classesAgainst: [], tiles: [absent], style: Self.style)
        let (raster, texts) = try sheet.draw()
        #expect(texts.contains("missing") && texts.contains("hen"))
        let origin = sheet.tileOrigin(0)
        #expect(pixel(raster, origin.x + 3, origin.y + 3) == rgb(SheetStyle.missing))
    }

    /// A unit at its maximum everywhere: the picture can still be read. White and black under the last colour, 0.8 of which
    /// is laid on 0.2 of the picture, with 1.15 and 0.3 of its brightness.
    @Test func heatLetsThePictureThrough() throws {
        let pixels = (0..<4).flatMap { [UInt8](repeating: $0 < 2 ? 255 : 0, count: 3) }
        let map = Plane(height: 1, width: 4, values: [6, 0, 6, 0])
        let found = try #require(
            TileDrawing.raster(.heat(Raster(width: 4, height: 1, pixels: pixels), map, maximum: 6)))
        func expected(_ place: Float, share: Float, grey: Float, light: Float) -> [Int] {
            rgb(ColorMap.uniform.color(at: place)).map { tone in
                Int(min(255, grey * (1 - share) + Float(tone) * light * share).rounded())
            }
        }
        let wanted = [
            expected(1, share: 0.8, grey: 255, light: 1.15), expected(0, share: 0.45, grey: 255, light: 1.15),
            expected(1, share: 0.8, grey: 0, light: 0.3), expected(0, share: 0.45, grey: 0, light: 0.3),
        ]
        for index in 0..<4 {
            for (a, b) in zip(pixel(found, index, 0), wanted[index]) { #expect(abs(a - b) <= 1, "\(index)") }
        }
        // Green, of which most of brightness is made, spans more than half of its range where the unit saturates.
        #expect(pixel(found, 0, 0)[1] - pixel(found, 2, 0)[1] > 128)
        // A value above the maximum is no other colour.
        let above = TileDrawing.raster(
            .heat(
                Raster(width: 1, height: 1, pixels: [9, 9, 9]), Plane(height: 1, width: 1, values: [7]), maximum: 6))
        let at = TileDrawing.raster(
            .heat(
                Raster(width: 1, height: 1, pixels: [9, 9, 9]), Plane(height: 1, width: 1, values: [6]), maximum: 6))
        #expect(above == at)
    }

    /// Both lines of a box lie in the picture on all four sides, also where the box ends with it.
    @Test(arguments: [
        BoundingBox(x0: 0, y0: 0, x1: 30, y1: 20), BoundingBox(x0: 12, y0: 7, x1: 30, y1: 20),
        BoundingBox(x0: 29, y0: 19, x1: 30, y1: 20), BoundingBox(x0: 5, y0: 5, x1: 9, y1: 9),
    ])
    func boxesAreClosed(box: BoundingBox) throws {
        let picture = Raster(width: 30, height: 20, red: 1, green: 2, blue: 3)
        let found = try #require(TileDrawing.raster(.boxed(picture, box)))
        // What is left of the picture outside and inside is parted by lines: walking from any edge one meets dark, then
        // bright, then the inside.
        let y = min(max(box.y0, 2), 17) + (min(box.y1, 18) - min(max(box.y0, 2), 17)) / 2
        let row = (0..<30).map { pixel(found, $0, y) }
        let bright = row.indices.filter { row[$0] == rgb(SheetStyle.outline) }
        #expect(bright.count == 2)
        let (first, last) = (bright.first ?? 0, bright.last ?? 0)
        #expect(first > 0 && last < 29)
        #expect(row[first - 1] == rgb(SheetStyle.outlineShade) && row[last + 1] == rgb(SheetStyle.outlineShade))
        let x = first + (last - first) / 2
        let column = (0..<20).map { pixel(found, x, $0) }
        #expect(column.filter { $0 == rgb(SheetStyle.outline) }.count == 2)
        #expect(column.filter { $0 == rgb(SheetStyle.outlineShade) }.count == 2)
    }

    /// Rows of small tiles are as high as what is written beside them: a note on four lines ends above the next heading.
    @Test func smallTilesLeaveRoomForWords() throws {
        var style = Self.style
        style.tile = 40
        let classes: [(name: String, weight: Float)] = [("hen", 0.5), ("cock", 0.4), ("shark", 0.3)]
        let rows = (0..<2).map { unit in
            ClassSheet.Row(
                unit: UnitID(unit), weight: -1, share: 0.5, remark: "saturates", heading: "argues for",
                otherClasses: classes, tiles: [])
        }
        let sheet = ClassSheet(title: "cock", subtitles: [], rows: rows, style: style)
        #expect(sheet.tileOrigin(row: 1, column: 0).y - sheet.tileOrigin(row: 0, column: 0).y == 125 + style.rowGap)
        #expect(try sheet.draw().texts.contains("argues for"))
        let bare = ClassSheet(
            title: "cock", subtitles: [],
            rows: [row(0, weight: 1, []), row(1, weight: 1, [])].map {
                ClassSheet.Row(unit: $0.unit, weight: 1, share: nil, otherClasses: [], tiles: [])
            }, style: style)
        #expect(bare.tileOrigin(row: 1, column: 0).y - bare.tileOrigin(row: 0, column: 0).y == 56 + style.rowGap)
    }

    /// How well a unit detects something is read however long its name is.
    @Test func captionsShortenTheConceptAndNotTheNumber() {
        let look = SheetStyle.heading
        func caption(_ name: String?, width: Double) -> String {
            UnitCaption.text(UnitID(29), name: name, look: look, width: width)
        }
        #expect(caption("key 0.39", width: 200) == "unit 29 · key 0.39")
        #expect(caption(nil, width: 200) == "unit 29")
        for name in ["umbrella 0.19", "swimming pool, outdoor 0.19"] {
            let width = look.width(of: "unit 29 · umb… 0.19") + 1
            let shown = caption(name, width: width)
            #expect(shown.hasPrefix("unit 29 · \(name.prefix(3))") && shown.hasSuffix("… 0.19"), "\(shown)")
            #expect(look.width(of: shown) <= width + 0.01)
        }
    }

    @Test func sheetsThatAreTooLargeAreRefusedBeforehand() throws {
        var style = Self.style
        try style.check(rows: 200, columns: 16)
        style.tile = 1024
        #expect(throws: SheetError.self) { try style.check(rows: 200, columns: 9) }
        #expect(throws: SheetError.self) { try style.check(rows: 1, columns: 40) }
    }

    /// Text changes pixels, and nothing but text does.
    @Test func textIsDrawnWhereItIsWanted() throws {
        let rows = [row(1, weight: 1, [tile()])]
        let with = try ClassSheet(title: "cock", subtitles: ["x"], rows: rows).draw()
        let without = try ClassSheet(title: "cock", subtitles: ["x"], rows: rows, style: Self.style).draw()
        #expect(with.texts == without.texts)
        #expect(with.raster != without.raster)
        let dark = { (raster: Raster) in
            stride(from: 0, to: 3 * raster.width * 60, by: 3).contains { raster.pixels[$0] < 80 }
        }
        #expect(dark(with.raster) && !dark(without.raster))
    }
}
