package import Images
import Reporting
import Tensors

/// An image beside the maps of its classes, with a colour scale that all maps share.
package struct MapSheet: Sendable {
    package let title: String
    package let subtitles: [String]
    package let image: MapPanel
    package let panels: [MapPanel]
    package let overlay: MapOverlay
    /// What the colours mean.
    package let scale: String
    package var style = SheetStyle()
    private let columns: Int
    /// The smallest width of a panel, which fits rank, probability and logit.
    private static let narrowest = 190

    /// A sheet of panels.
    ///
    /// - Parameter panels: The maps' panels, whose pictures have the image's size.
    package init(
        title: String, subtitles: [String], image: MapPanel, panels: [MapPanel], overlay: MapOverlay, scale: String
    ) {
        self.title = title
        self.subtitles = subtitles
        self.image = image
        self.panels = panels
        self.overlay = overlay
        self.scale = scale
        columns = min(6, panels.count + 1)
    }

    private var cell: (width: Int, height: Int) { (max(Self.narrowest, image.picture.width), image.picture.height) }
    private var rows: Int { (panels.count + columns) / columns }
    private var rowHeight: Int { cell.height + MapPanel.caption(lines: 1) + style.rowGap }
    private var head: SheetHeader { SheetHeader(title, subtitles, width: width, style) }
    private var header: Int { head.height + 10 }
    /// The width of the picture, in pixels.
    package var width: Int { max(620, 2 * style.margin + columns * cell.width + (columns - 1) * style.gap) }
    /// The height of the picture, in pixels.
    package var height: Int { header + rows * rowHeight + 56 }

    /// Draws the sheet.
    package func draw() throws(SheetError) -> Raster {
        let sheet = try SheetCanvas(width: width, height: height, style)
        head.draw(on: sheet)
        for (index, panel) in ([image] + panels).enumerated() {
            panel.draw(
                x: style.margin + index % columns * (cell.width + style.gap), y: header + index / columns * rowHeight,
                width: cell.width, on: sheet)
        }
        drawScale(top: header + rows * rowHeight, on: sheet)
        return try sheet.finished()
    }

    private func drawScale(top: Int, on sheet: SheetCanvas) {
        let (left, length, thickness) = (Double(style.margin), 256.0, 12.0)
        for step in 0..<256 {
            sheet.canvas.fillRectangle(
                x: left + Double(step), y: Double(top), width: 1, height: thickness, overlay.colors.colors[step])
        }
        var marks: [(Float, TextStyle.Alignment)] = [(overlay.low, .left), (overlay.high, .right)]
        if overlay.low < 0, overlay.high > 0 { marks.append((0, .center)) }
        for (value, alignment) in marks {
            sheet.write(
                NumberFormat.short(value), x: left + Double(overlay.position(of: value)) * length,
                baseline: Double(top) + 26,
                SheetStyle.note, alignment)
        }
        sheet.write(
            scale, x: left + length + 14, baseline: Double(top) + 10, SheetStyle.note,
            maximumWidth: Double(width - style.margin) - left - length - 14)
    }
}
