import Foundation
package import Images

/// A line plot: panels with a common x axis, below or beside each other, with one legend.
package struct LinePlot: Sendable {
    /// A line through points of increasing x.
    package struct Line: Sendable {
        /// The name in the legend; empty for lines that are not in it. Lines with the same name look the same.
        package let name: String
        package let color: Color
        package let isDashed: Bool
        package let points: [(x: Double, y: Double)]

        package init(name: String, color: Color, isDashed: Bool = false, points: [(x: Double, y: Double)]) {
            self.name = name
            self.color = color
            self.isDashed = isDashed
            self.points = points
        }
    }

    /// One frame.
    package struct Panel: Sendable {
        package let title: String
        package let lines: [Line]
        /// The range that the y axis includes; it is extended to include all points.
        package let range: ClosedRange<Double>?
        /// Whether the y axis shows shares of 0 to 1, as percentages.
        package let isShare: Bool

        package init(
            title: String, lines: [Line], range: ClosedRange<Double>? = nil, isShare: Bool = false
        ) {
            self.title = title
            self.lines = lines
            self.range = range
            self.isShare = isShare
        }
    }

    /// Panels side by side with one y axis.
    package struct Row: Sendable {
        /// The name of the y axis, above the row; empty if the panel's title names it.
        package let name: String
        package let panels: [Panel]

        package init(name: String = "", panels: [Panel]) {
            self.name = name
            self.panels = panels
        }
    }

    package let title: String
    package let subtitles: [String]
    /// The name of the x axis.
    package let axis: String
    package let rows: [Row]
    package let style: SheetStyle

    package init(title: String, subtitles: [String], axis: String, rows: [Row], style: SheetStyle = SheetStyle()) {
        self.title = title
        self.subtitles = subtitles
        self.axis = axis
        self.rows = rows
        self.style = style
    }

    /// A plot of panels below each other, each with its own y axis.
    package init(title: String, subtitles: [String], axis: String, panels: [Panel], style: SheetStyle = SheetStyle()) {
        self.init(
            title: title, subtitles: subtitles, axis: axis, rows: panels.map { Row(panels: [$0]) }, style: style)
    }

    /// Colours that most people can distinguish by hue and lightness (after Okabe and Ito).
    package static let palette = [
        Color(0x0072B2), Color(0xD55E00), Color(0x009E73), Color(0xCC79A7), Color(0x8A6D00), Color(0x56B4E9),
    ]

    private static let left = 60
    private static let right = 16
    private static let between = 28
    /// The space under a panel for the x axis, in pixels.
    private static let below = 44
    private static let rowGap = 20

    private var columns: Int { rows.map(\.panels.count).max() ?? 0 }
    /// The width of a panel, in pixels.
    var panelWidth: Int { columns > 1 ? 320 : 560 }
    var panelHeight: Int { columns > 1 ? 240 : 220 }
    private var head: SheetHeader { SheetHeader(title, subtitles, width: width, style) }
    private var header: Int { head.height + 30 }
    /// The space above a row's panels for its name and their titles, in pixels.
    private func above(_ row: Row) -> Int { row.name.isEmpty ? 28 : 52 }
    private func rowHeight(_ row: Row) -> Int { above(row) + panelHeight + Self.below + Self.rowGap }
    package var width: Int {
        2 * style.margin + Self.left + columns * panelWidth + max(0, columns - 1) * Self.between + Self.right
    }
    package var height: Int { rows.reduce(header) { $0 + rowHeight($1) } + style.margin - Self.rowGap }

    /// Draws the plot. `texts` are all lines on it.
    package func draw() throws(SheetError) -> (raster: Raster, texts: [String]) {
        let sheet = try SheetCanvas(width: width, height: height, style)
        head.draw(on: sheet)
        legend(baseline: Double(header) - 12, on: sheet)
        var top = header
        for row in rows {
            if !row.name.isEmpty {
                sheet.write(
                    row.name, x: Double(style.margin), baseline: Double(top) + 18, SheetStyle.heading,
                    maximumWidth: Double(width - 2 * style.margin))
            }
            let ys = row.panels.flatMap { panel in
                panel.lines.flatMap { $0.points.map(\.y) }
                    + (panel.range.map { [$0.lowerBound, $0.upperBound] } ?? [])
            }
            let vertical = PlotAxis(from: ys.min() ?? 0, to: ys.max() ?? 1, ticks: 5)
            for (column, panel) in row.panels.enumerated() {
                let frame = PlotFrame(
                    x: style.margin + Self.left + column * (panelWidth + Self.between), y: top + above(row),
                    width: panelWidth, height: panelHeight, vertical: vertical, isFirst: column == 0, style: style)
                frame.draw(panel, axis: axis, on: sheet)
            }
            top += rowHeight(row)
        }
        return (try sheet.finished(), sheet.texts)
    }

    /// Draws the legend: the name of each line once.
    private func legend(baseline: Double, on sheet: SheetCanvas) {
        var seen: Set<String> = []
        var x = Double(style.margin)
        for line in rows.flatMap(\.panels).flatMap(\.lines)
        where !line.name.isEmpty && seen.insert(line.name).inserted {
            PlotFrame.stroke([.init(x, baseline - 4), .init(x + 26, baseline - 4)], line, on: sheet.canvas)
            sheet.write(line.name, x: x + 32, baseline: baseline, SheetStyle.body)
            x += 32 + SheetStyle.body.width(of: line.name) + 22
        }
    }
}
