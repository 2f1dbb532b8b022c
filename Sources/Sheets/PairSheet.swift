package import Images
import Reporting
package import Units
import Workers

/// Units of two networks side by side: the best images of a unit of the first on the left, those of its match on the right,
/// and their correlation between them.
package struct PairSheet: Sendable {
    /// A unit of one network.
    package struct Side: Sendable {
        package let unit: UnitID
        /// What the unit detects, with its intersection over union; nil where units have no names.
        package let name: String?
        package let tiles: [SheetTile]

        package init(unit: UnitID, name: String?, tiles: [SheetTile]) {
            (self.unit, self.name, self.tiles) = (unit, name, tiles)
        }
    }

    /// A unit of each network.
    package struct Row: Sendable {
        package let a: Side
        package let b: Side
        package let correlation: Float
        /// Lines under the correlation, such as `chance 0.06`.
        package let lines: [String]

        package init(a: Side, b: Side, correlation: Float, lines: [String]) {
            (self.a, self.b, self.correlation, self.lines) = (a, b, correlation, lines)
        }
    }

    package let title: String
    package let subtitles: [String]
    /// The groups, each under its name.
    package let groups: [(name: String, rows: [Row])]
    /// The number of tiles of a unit.
    package let columns: Int
    package let style: SheetStyle

    package init(
        title: String, subtitles: [String], groups: [(name: String, rows: [Row])], columns: Int,
        style: SheetStyle = SheetStyle()
    ) {
        (self.title, self.subtitles, self.groups) = (title, subtitles, groups)
        (self.columns, self.style) = (columns, style)
    }

    /// The width of the column between the two units.
    private static let middle = 200
    private static let heading = 34

    private var head: SheetHeader { SheetHeader(title, subtitles, width: width, style) }
    private var headerHeight: Int { head.height + 6 }
    private var rowHeight: Int { max(style.tile + style.caption, 40 + 16 * mostLines) + style.rowGap }
    private var mostLines: Int { groups.flatMap(\.rows).map(\.lines.count).max() ?? 0 }
    private var middleLeft: Int { style.margin + style.tilesWidth(columns) + style.gutter }
    private var rightTiles: Int { middleLeft + Self.middle + style.gutter }

    /// The width of the picture, in pixels.
    package var width: Int { rightTiles + style.tilesWidth(columns) + style.margin }
    /// The height of the picture, in pixels.
    package var height: Int {
        groups.reduce(headerHeight + style.margin) { $0 + Self.heading + $1.rows.count * rowHeight }
    }

    /// Draws the sheet. `texts` are all lines on it, before any were shortened to fit.
    ///
    /// - Parameter threads: The number of threads that make the tiles' pictures.
    package func draw(threads: Int = 1) throws(SheetError) -> (raster: Raster, texts: [String]) {
        let sheet = try SheetCanvas(width: width, height: height, style)
        head.draw(on: sheet)
        let tiles = groups.flatMap(\.rows).flatMap { $0.a.tiles + $0.b.tiles }
        var pictures = tiles.concurrentMap(threads: threads) { $0.raster }[...]
        var top = headerHeight
        for group in groups {
            sheet.write(
                group.name, x: Double(style.margin), baseline: Double(top) + 20, SheetStyle.heading)
            top += Self.heading
            for row in group.rows {
                for (left, side) in [(style.margin, row.a), (rightTiles, row.b)] {
                    for (column, tile) in side.tiles.enumerated() {
                        TileDrawing.draw(
                            tile, pictures.removeFirst(), x: left + column * (style.tile + style.gap), y: top,
                            on: sheet)
                    }
                }
                describe(row, top: top, on: sheet)
                top += rowHeight
            }
        }
        return (try sheet.finished(), sheet.texts)
    }

    /// The units' names, the correlation as a bar and as a number, and the lines under them.
    private func describe(_ row: Row, top: Int, on sheet: SheetCanvas) {
        let (left, right) = (Double(middleLeft), Double(middleLeft + Self.middle))
        let room = Double(Self.middle) / 2 - 26
        let baseline = Double(top) + 12
        sheet.write(
            UnitCaption.text(row.a.unit, name: row.a.name), x: left, baseline: baseline, SheetStyle.number,
            maximumWidth: room)
        sheet.write(
            UnitCaption.text(row.b.unit, name: row.b.name), x: right, baseline: baseline, SheetStyle.number, .right,
            maximumWidth: room)
        sheet.write(
            NumberFormat.ratio(Double(row.correlation)), x: (left + right) / 2, baseline: baseline, SheetStyle.number,
            .center)
        WeightBar.draw(row.correlation, largest: 1, x: middleLeft, y: top + 20, width: Self.middle, on: sheet)
        for (index, line) in row.lines.enumerated() {
            sheet.write(
                line, x: (left + right) / 2, baseline: Double(top + 44 + 16 * index), SheetStyle.note, .center,
                maximumWidth: right - left)
        }
    }
}
