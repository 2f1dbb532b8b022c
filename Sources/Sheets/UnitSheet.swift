package import Images
import Reporting
package import Units
import Workers

/// The contact sheet of a unit: the classes it argues for and against, and its best images.
package struct UnitSheet: Sendable {
    package let unit: UnitID
    /// What the unit detects, with its intersection over union; nil if units have no names.
    package let name: String?
    /// The lines under the title.
    package let subtitles: [String]
    /// Lines about the unit's statistics.
    package let lines: [String]
    /// Classes with the unit's weight for each, largest first.
    package let classesFor: [(name: String, weight: Float)]
    /// Classes with the unit's weight for each, smallest first.
    package let classesAgainst: [(name: String, weight: Float)]
    package let tiles: [SheetTile]
    /// The number of tiles in a row.
    package static let columns = 6
    /// What the colours of heat tiles mean; nil without such tiles.
    package let colorBar: ColorBar?
    package let style: SheetStyle

    package init(
        unit: UnitID, name: String? = nil, subtitles: [String] = [], lines: [String],
        classesFor: [(name: String, weight: Float)], classesAgainst: [(name: String, weight: Float)],
        tiles: [SheetTile], colorBar: ColorBar? = nil, style: SheetStyle = SheetStyle()
    ) {
        self.colorBar = colorBar
        self.unit = unit
        self.name = name
        self.subtitles = subtitles
        self.lines = lines
        self.classesFor = classesFor
        self.classesAgainst = classesAgainst
        self.tiles = tiles
        self.style = style
    }

    private var rowHeight: Int { style.tile + style.caption + style.gap }
    private var rowCount: Int { max(1, (tiles.count + Self.columns - 1) / Self.columns) }
    private var head: SheetHeader {
        SheetHeader(UnitCaption.text(unit, name: name), subtitles, bar: colorBar, width: width, style)
    }
    private var headerHeight: Int { head.height + 14 }
    private var legendHeight: Int {
        16 * lines.count + 2 * 24 + 18 * (classesFor.count + classesAgainst.count)
    }

    /// The width of the picture, in pixels.
    package var width: Int { style.width(columns: Self.columns) }
    /// The height of the picture, in pixels.
    package var height: Int { headerHeight + style.margin + max(rowCount * rowHeight - style.gap, legendHeight) }

    /// The top left corner of a tile.
    package func tileOrigin(_ index: Int) -> (x: Int, y: Int) {
        (
            style.tilesLeft + index % Self.columns * (style.tile + style.gap),
            headerHeight + index / Self.columns * rowHeight
        )
    }

    /// Draws the sheet. `texts` are all lines on it, before any were shortened to fit.
    ///
    /// - Parameter threads: The number of threads that make the tiles' pictures.
    package func draw(threads: Int = 1) throws(SheetError) -> (raster: Raster, texts: [String]) {
        let sheet = try SheetCanvas(width: width, height: height, style)
        let left = Double(style.margin)
        head.draw(on: sheet)
        var top = headerHeight
        for line in lines {
            sheet.write(line, x: left, baseline: Double(top) + 11, SheetStyle.note, maximumWidth: Double(style.legend))
            top += 16
        }
        let largest = (classesFor + classesAgainst).map { abs($0.weight) }.max() ?? 0
        for (heading, classes) in [("argues for", classesFor), ("argues against", classesAgainst)]
        where !classes.isEmpty {
            top += 8
            sheet.write(heading, x: left, baseline: Double(top) + 11, SheetStyle.number)
            top += 16
            for entry in classes {
                list(entry, top: top, largest: largest, on: sheet)
                top += 18
            }
        }
        let pictures = tiles.concurrentMap(threads: threads) { $0.raster }
        for (index, tile) in tiles.enumerated() {
            let origin = tileOrigin(index)
            TileDrawing.draw(tile, pictures[index], x: origin.x, y: origin.y, on: sheet)
        }
        if tiles.isEmpty {
            sheet.write(
                "no image excites this unit", x: Double(style.tilesLeft), baseline: Double(headerHeight) + 16,
                SheetStyle.note)
        }
        return (try sheet.finished(), sheet.texts)
    }

    /// A class with its weight as a bar and as a number.
    private func list(
        _ entry: (name: String, weight: Float), top: Int, largest: Float, on sheet: SheetCanvas
    ) {
        let left = style.margin
        sheet.write(
            entry.name, x: Double(left), baseline: Double(top) + 11, SheetStyle.body,
            maximumWidth: Double(style.legend) - 128)
        WeightBar.draw(entry.weight, largest: largest, x: left + style.legend - 120, y: top + 3, width: 68, on: sheet)
        sheet.write(
            NumberFormat.signed(entry.weight), x: Double(left + style.legend), baseline: Double(top) + 11,
            SheetStyle.note,
            .right)
    }
}
