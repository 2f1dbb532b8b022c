package import Images

/// Images with their maps and boxes, in groups with a heading each.
package struct LocalizationSheet: Sendable {
    package let title: String
    package let subtitles: [String]
    /// The groups, each under its name.
    package let groups: [(name: String, panels: [MapPanel])]
    /// The number of panels in a row.
    package var columns = 6
    /// The side of a panel, in pixels.
    package var side = 200
    /// What the colours of maps mean; nil without maps, or where each has a range of its own.
    package var colorBar: ColorBar?
    package var style = SheetStyle()

    package init(title: String, subtitles: [String], groups: [(name: String, panels: [MapPanel])]) {
        self.title = title
        self.subtitles = subtitles
        self.groups = groups
    }

    private static let heading = 30
    private var head: SheetHeader { SheetHeader(title, subtitles, bar: colorBar, width: width, style) }
    private var header: Int { head.height + 6 }
    private var rowHeight: Int {
        let hasRemarks = groups.contains { $0.panels.contains { !$0.remark.isEmpty } }
        return side + MapPanel.caption(lines: hasRemarks ? 2 : 1) + style.rowGap
    }
    private func rows(_ panels: [MapPanel]) -> Int { (panels.count + columns - 1) / columns }
    /// The width of the picture, in pixels.
    package var width: Int { 2 * style.margin + columns * side + (columns - 1) * style.gap }
    /// The height of the picture, in pixels.
    package var height: Int {
        groups.reduce(header + style.margin) { $0 + Self.heading + rows($1.panels) * rowHeight }
    }

    /// Draws the sheet.
    package func draw() throws(SheetError) -> Raster {
        let sheet = try SheetCanvas(width: width, height: height, style)
        head.draw(on: sheet)
        var top = header
        for group in groups {
            sheet.write(group.name, x: Double(style.margin), baseline: Double(top) + 20, SheetStyle.heading)
            top += Self.heading
            for (index, panel) in group.panels.enumerated() {
                panel.draw(
                    x: style.margin + index % columns * (side + style.gap), y: top + index / columns * rowHeight,
                    width: side, on: sheet)
            }
            top += rows(group.panels) * rowHeight
        }
        return try sheet.finished()
    }
}
