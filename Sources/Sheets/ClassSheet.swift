package import Images
import Reporting
package import Units
import Workers

/// The contact sheet of a class, with a row for each of its units.
package struct ClassSheet: Sendable {
    /// One unit of the class.
    package struct Row: Sendable {
        package let unit: UnitID
        /// What the unit detects, with its intersection over union: `wheel 0.21`; nil if units have no names.
        package let name: String?
        package let weight: Float
        /// The number that the units are ranked by, which the bar shows; nil if it is the weight.
        package let value: Float?
        /// The share in the sum of the class's positive mean contributions; nil if the class has no images.
        package let share: Double?
        /// A line about the number, such as the weight where that is not the number itself.
        package let detail: String?
        /// How the tiles were made, where that is not the same as for other units.
        package let remark: String?
        /// The line above the other classes, such as `also argues for`.
        package let heading: String
        /// Other classes with the unit's weight for each, largest first.
        package let otherClasses: [(name: String, weight: Float)]
        package let tiles: [SheetTile]

        package init(
            unit: UnitID, name: String? = nil, weight: Float, value: Float? = nil, share: Double?,
            detail: String? = nil, remark: String? = nil,
            heading: String = "also argues for", otherClasses: [(name: String, weight: Float)], tiles: [SheetTile]
        ) {
            self.unit = unit
            self.name = name
            self.weight = weight
            self.value = value
            self.share = share
            self.detail = detail
            self.remark = remark
            self.heading = heading
            self.otherClasses = otherClasses
            self.tiles = tiles
        }

        /// The value that the bar shows.
        var measure: Float { value ?? weight }
    }

    /// The title: the class's short name.
    package let title: String
    /// The lines under the title.
    package let subtitles: [String]
    package let rows: [Row]
    /// What the colours of heat tiles mean; nil without such tiles.
    package let colorBar: ColorBar?
    package let style: SheetStyle

    package init(
        title: String, subtitles: [String], rows: [Row], colorBar: ColorBar? = nil, style: SheetStyle = SheetStyle()
    ) {
        self.colorBar = colorBar
        self.title = title
        self.subtitles = subtitles
        self.rows = rows
        self.style = style
    }

    /// The smallest width of a sheet, in pixels, which leaves space for titles.
    private static let narrowest = 620
    private var columns: Int { max(1, rows.map(\.tiles.count).max() ?? 1) }
    private var head: SheetHeader { SheetHeader(title, subtitles, bar: colorBar, width: width, style) }
    private var headerHeight: Int { head.height + 14 }
    private var rowHeight: Int {
        rows.reduce(style.tile + style.caption) { max($0, legendHeight($1)) } + style.rowGap
    }

    /// The height of the text beside a row's tiles, which is larger than that of small tiles.
    private func legendHeight(_ row: Row) -> Int {
        let lines = [row.share == nil, row.detail == nil, row.remark == nil].count { !$0 }
        return 48 + 16 * lines + 15 * row.otherClasses.count
    }

    /// The width of the picture, in pixels.
    package var width: Int { max(Self.narrowest, style.width(columns: columns)) }
    /// The height of the picture, in pixels.
    package var height: Int { headerHeight + rows.count * rowHeight + style.margin - style.rowGap }

    /// The top left corner of a tile.
    package func tileOrigin(row: Int, column: Int) -> (x: Int, y: Int) {
        (style.tilesLeft + column * (style.tile + style.gap), headerHeight + row * rowHeight)
    }

    /// Draws the sheet. `texts` are all lines on it, before any were shortened to fit.
    ///
    /// - Parameter threads: The number of threads that make the tiles' pictures.
    package func draw(threads: Int = 1) throws(SheetError) -> (raster: Raster, texts: [String]) {
        let sheet = try SheetCanvas(width: width, height: height, style)
        let canvas = sheet.canvas
        let room = Double(width - 2 * style.margin)
        let headerHeight = headerHeight
        var pictures = rows.flatMap(\.tiles).concurrentMap(threads: threads) { $0.raster }[...]
        head.draw(on: sheet)
        let largest = rows.map { abs($0.measure) }.max() ?? 0
        for (index, row) in rows.enumerated() {
            let top = headerHeight + index * rowHeight
            canvas.fillRectangle(
                x: Double(style.margin), y: Double(top - style.rowGap / 2), width: room, height: 1, SheetStyle.rule)
            describe(row, top: top, largest: largest, on: sheet)
            for (column, tile) in row.tiles.enumerated() {
                let origin = (x: tileOrigin(row: 0, column: column).x, y: top)
                TileDrawing.draw(tile, pictures.removeFirst(), x: origin.x, y: origin.y, on: sheet)
            }
            if row.tiles.isEmpty {
                sheet.write(
                    "no image excites this unit", x: Double(style.tilesLeft), baseline: Double(top) + 20,
                    SheetStyle.note)
            }
        }
        return (try sheet.finished(), sheet.texts)
    }

    private func describe(_ row: Row, top: Int, largest: Float, on sheet: SheetCanvas) {
        let (left, right) = (Double(style.margin), Double(style.margin + style.legend))
        sheet.add(UnitCaption.text(row.unit, name: row.name))
        if style.drawsText {
            let room = right - left - 64
            let caption = UnitCaption.text(row.unit, name: row.name, look: SheetStyle.heading, width: room - 1)
            sheet.canvas.text(caption, x: left, baseline: Double(top) + 16, SheetStyle.heading, maximumWidth: room)
        }
        sheet.write(NumberFormat.signed(row.measure), x: right, baseline: Double(top) + 16, SheetStyle.number, .right)
        WeightBar.draw(row.measure, largest: largest, x: style.margin, y: top + 24, width: style.legend, on: sheet)
        var baseline = Double(top) + 48
        if let share = row.share {
            sheet.write(
                "\(NumberFormat.percent(share)) of the positive evidence", x: left, baseline: baseline, SheetStyle.body,
                maximumWidth: right - left)
            baseline += 16
        }
        for line in [row.detail, row.remark].compactMap(\.self) {
            sheet.write(line, x: left, baseline: baseline, SheetStyle.note, maximumWidth: right - left)
            baseline += 16
        }
        guard !row.otherClasses.isEmpty else { return }
        sheet.write(row.heading, x: left, baseline: baseline, SheetStyle.note)
        for other in row.otherClasses {
            baseline += 15
            sheet.write(
                other.name, x: left + 10, baseline: baseline, SheetStyle.body,
                maximumWidth: Double(style.legend) - 70)
            sheet.write(NumberFormat.signed(other.weight), x: right, baseline: baseline, SheetStyle.note, .right)
        }
    }
}

/// The name of a unit on a sheet: `unit 12 · wheel 0.21`.
enum UnitCaption {
    static func text(_ unit: UnitID, name: String?) -> String { "unit \(unit)" + (name.map { " · \($0)" } ?? "") }

    /// The same, shortened to `width` pixels: a long concept is cut, and the number after it is kept.
    static func text(_ unit: UnitID, name: String?, look: TextStyle, width: Double) -> String {
        let whole = text(unit, name: name)
        guard let name, let space = name.lastIndex(of: " "), look.width(of: whole) > width else { return whole }
        let number = String(name[space...])
        return look.elided(text(unit, name: String(name[..<space])), width: width - look.width(of: number)) + number
    }
}
