import Images
import Sheets
import Tensors
import Testing
import Units

struct FieldSheetTests {
    private static func field(
        _ unit: Int, box: BoundingBox?, common: BoundingBox? = nil, warning: String? = nil
    ) -> FieldSheet.Field {
        var values = [Float](repeating: 0, count: 1600)
        for y in 10..<20 { for x in 20..<30 { values[y * 40 + x] = 2 } }
        return FieldSheet.Field(
            unit: UnitID(unit), map: Plane(height: 40, width: 40, values: values), box: box, common: common,
            caption: "10 pixels", warning: warning)
    }

    private static func pixel(_ raster: Raster, _ x: Int, _ y: Int) -> Color {
        let index = 3 * (y * raster.width + x)
        return Color(red: raster.pixels[index], green: raster.pixels[index + 1], blue: raster.pixels[index + 2])
    }

    /// Of a field of 40 pixels in a tile of 160, a pixel is 4×4: bright inside, dark outside, a yellow line around.
    @Test func aTileShowsTheMapAndItsBox() throws {
        var style = SheetStyle()
        style.drawsText = false
        let box = BoundingBox(x0: 20, y0: 10, x1: 30, y1: 20)
        let sheet = FieldSheet(
            title: "fields", subtitles: ["one", "two"],
            fields: (0..<4).map { Self.field($0, box: $0 == 0 ? box : nil) },
            theoretical: BoundingBox(x0: 0, y0: 0, x1: 40, y1: 40), style: style)
        let raster = try sheet.draw()
        #expect(sheet.tile == 160 && raster.width == sheet.width && raster.height == sheet.height)
        let (x, y) = sheet.tileOrigin(0)
        let bright = ColorMap.uniform.color(at: 1)
        let dark = ColorMap.uniform.color(at: 0)
        #expect(Self.pixel(raster, x + 100, y + 60) == bright)
        #expect(Self.pixel(raster, x + 60, y + 60) == dark)
        #expect(Self.pixel(raster, x + 80, y + 60) == SheetStyle.outline)
        #expect(Self.pixel(raster, x + 119, y + 60) == SheetStyle.outline)
        #expect(Self.pixel(raster, x + 100, y + 40) == SheetStyle.outline)
        #expect(Self.pixel(raster, x, y + 60) == SheetStyle.faintInk)
        #expect(Self.pixel(raster, x + 159, y + 159) == SheetStyle.faintInk)
        let other = sheet.tileOrigin(1)
        #expect(Self.pixel(raster, other.x + 100, other.y + 60) == bright)
        #expect(Self.pixel(raster, other.x + 80, other.y + 40) != SheetStyle.outline)
    }

    /// 40 pixels in 160: the bar is the longest round number of at most half a tile, 20 pixels of 4. Warnings take a line.
    @Test func theScaleIsARoundNumberOfPixels() throws {
        var style = SheetStyle()
        style.drawsText = false
        func sheet(_ warning: String?) -> FieldSheet {
            FieldSheet(
                title: "", subtitles: [], fields: (0..<4).map { Self.field($0, box: nil, warning: warning) },
                theoretical: nil, style: style)
        }
        let plain = sheet(nil)
        #expect(plain.scaleBar?.pixels == 20 && plain.scaleBar?.length == 80)
        let raster = try plain.draw()
        let y = raster.height - style.margin - 7
        #expect(Self.pixel(raster, style.margin + 40, y) == SheetStyle.ink)
        #expect(Self.pixel(raster, style.margin + 79, y + 4) == SheetStyle.ink)
        #expect(Self.pixel(raster, style.margin + 80, y) == SheetStyle.background)
        #expect(sheet("cut").height == plain.height + 15)
        #expect(FieldSheet(title: "", subtitles: [], fields: [], theoretical: nil).scaleBar == nil)
    }

    /// What all images show is dashed in white and dark: its left edge lies at 5 pixels of 4.
    @Test func whatAllImagesShowIsDashed() throws {
        var style = SheetStyle()
        style.drawsText = false
        let common = BoundingBox(x0: 5, y0: 0, x1: 40, y1: 40)
        let sheet = FieldSheet(
            title: "", subtitles: [], fields: (0..<4).map { Self.field($0, box: nil, common: $0 == 0 ? common : nil) },
            theoretical: nil, style: style)
        let raster = try sheet.draw()
        let (x, y) = sheet.tileOrigin(0)
        let line = Set((y..<y + 160).map { "\(Self.pixel(raster, x + 20, $0))" })
        #expect(line.contains("\(Color.white)") && line.contains("\(SheetStyle.outlineShade)") && line.count == 2)
        let other = sheet.tileOrigin(1)
        #expect(Self.pixel(raster, other.x + 20, other.y + 80) == ColorMap.uniform.color(at: 0))
    }

    /// A map that is a part of the theoretical field lies where it belongs, in a larger tile when it is alone.
    @Test func aPartOfAWideField() throws {
        var style = SheetStyle()
        style.drawsText = false
        let sheet = FieldSheet(
            title: "field", subtitles: [], fields: [Self.field(7, box: nil)],
            theoretical: BoundingBox(x0: -20, y0: -20, x1: 60, y1: 60), style: style)
        let raster = try sheet.draw()
        #expect(sheet.tile == 320)
        let (x, y) = sheet.tileOrigin(0)
        // 4 pixels each; the map begins at 20 pixels, its bright part at 20 + 20 and 20 + 10.
        #expect(Self.pixel(raster, x + 180, y + 140) == ColorMap.uniform.color(at: 1))
        #expect(Self.pixel(raster, x + 90, y + 90) == ColorMap.uniform.color(at: 0))
        #expect(Self.pixel(raster, x + 40, y + 40) == SheetStyle.missing)
    }
}
