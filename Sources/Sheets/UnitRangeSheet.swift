package import Images
import Reporting
package import Units
import Workers

/// The contact sheet of a unit's whole range: a row of images for each part of it.
package struct UnitRangeSheet: Sendable {
    /// A part of the range.
    package struct Row: Sendable {
        /// The smallest and the largest pooled activation in it.
        package let range: ClosedRange<Float>
        /// The number of images in it.
        package let images: Int
        /// These images as a share of all, 0...1.
        package let share: Double
        /// How the tiles were made, where that is not the same as for other rows.
        package let remark: String?
        package let tiles: [SheetTile]

        package init(
            range: ClosedRange<Float>, images: Int, share: Double, remark: String? = nil, tiles: [SheetTile]
        ) {
            (self.range, self.images, self.share, self.remark, self.tiles) = (range, images, share, remark, tiles)
        }

        /// `0.25 to 1.5`, `0`
        var title: String {
            let (low, high) = (NumberFormat.short(range.lowerBound), NumberFormat.short(range.upperBound))
            return low == high ? low : "\(low) to \(high)"
        }
    }

    package let unit: UnitID
    /// What the unit detects, with its intersection over union; nil if units have no names.
    package let name: String?
    /// The lines under the title.
    package let subtitles: [String]
    /// The parts of the range, the largest activations first.
    package let rows: [Row]
    /// What the colours of heat tiles mean; nil without such tiles.
    package let colorBar: ColorBar?
    package let style: SheetStyle

    package init(
        unit: UnitID, name: String? = nil, subtitles: [String] = [], rows: [Row], colorBar: ColorBar? = nil,
        style: SheetStyle = SheetStyle()
    ) {
        (self.unit, self.name, self.subtitles, self.rows) = (unit, name, subtitles, rows)
        (self.colorBar, self.style) = (colorBar, style)
    }

    private var columns: Int { max(1, rows.map(\.tiles.count).max() ?? 1) }
    private var head: SheetHeader {
        SheetHeader(UnitCaption.text(unit, name: name), subtitles, bar: colorBar, width: width, style)
    }
    private var rowHeight: Int { max(style.tile + style.caption, Self.legendHeight) + style.rowGap }
    /// The height of the text beside a row's tiles.
    private static let legendHeight = 80

    /// The width of the picture, in pixels.
    package var width: Int { style.width(columns: max(3, columns)) }
    /// The height of the picture, in pixels.
    package var height: Int { head.height + 14 + rows.count * rowHeight + style.margin - style.rowGap }

    /// Draws the sheet. `texts` are all lines on it, before any were shortened to fit.
    ///
    /// - Parameter threads: The number of threads that make the tiles' pictures.
    package func draw(threads: Int = 1) throws(SheetError) -> (raster: Raster, texts: [String]) {
        let sheet = try SheetCanvas(width: width, height: height, style)
        let canvas = sheet.canvas
        var pictures = rows.flatMap(\.tiles).concurrentMap(threads: threads) { $0.raster }[...]
        head.draw(on: sheet)
        let largest = rows.map(\.share).max() ?? 0
        var top = head.height + 14
        for row in rows {
            canvas.fillRectangle(
                x: Double(style.margin), y: Double(top - style.rowGap / 2), width: Double(width - 2 * style.margin),
                height: 1, SheetStyle.rule)
            describe(row, top: top, largest: largest, on: sheet)
            for (column, tile) in row.tiles.enumerated() {
                let x = style.tilesLeft + column * (style.tile + style.gap)
                TileDrawing.draw(tile, pictures.removeFirst(), x: x, y: top, on: sheet)
            }
            top += rowHeight
        }
        return (try sheet.finished(), sheet.texts)
    }

    private func describe(_ row: Row, top: Int, largest: Double, on sheet: SheetCanvas) {
        let (left, right) = (Double(style.margin), Double(style.margin + style.legend))
        let y = Double(top)
        sheet.write(row.title, x: left, baseline: y + 16, SheetStyle.heading)
        sheet.write(NumberFormat.percent(row.share), x: right, baseline: y + 16, SheetStyle.number, .right)
        WeightBar.draw(
            Float(row.share), largest: Float(largest), x: style.margin, y: top + 24, width: style.legend,
            on: sheet)
        sheet.write(NumberFormat.count(row.images, "image"), x: left, baseline: y + 48, SheetStyle.body)
        guard let remark = row.remark else { return }
        sheet.write(remark, x: left, baseline: y + 64, SheetStyle.note, maximumWidth: right - left)
    }
}
