import Foundation
public import Images

/// Lines over a common axis, in panels under one another or side by side, with one legend.
public struct LinePlot: Sendable {
    /// A line through points whose x grows.
    public struct Line: Sendable {
        /// In the legend, where it has one; lines of the same name have the same look.
        public let name: String
        public let color: Color
        public let isDashed: Bool
        public let points: [(x: Double, y: Double)]

        public init(name: String, color: Color, isDashed: Bool = false, points: [(x: Double, y: Double)]) {
            self.name = name
            self.color = color
            self.isDashed = isDashed
            self.points = points
        }
    }

    /// One frame.
    public struct Panel: Sendable {
        public let title: String
        public let lines: [Line]
        /// What has to be on the y axis; it grows to hold all points.
        public let range: ClosedRange<Double>?
        /// Whether the y axis has shares of 0 to 1, which are written as percentages.
        public let isShare: Bool

        public init(
            title: String, lines: [Line], range: ClosedRange<Double>? = nil, isShare: Bool = false
        ) {
            self.title = title
            self.lines = lines
            self.range = range
            self.isShare = isShare
        }
    }

    /// Panels side by side, with one y axis.
    public struct Row: Sendable {
        /// What the y axis measures, above the row; empty where the panel's title says it.
        public let name: String
        public let panels: [Panel]

        public init(name: String = "", panels: [Panel]) {
            self.name = name
            self.panels = panels
        }
    }

    public let title: String
    public let subtitles: [String]
    /// What the x axis counts.
    public let axis: String
    public let rows: [Row]
    public let style: SheetStyle

    public init(title: String, subtitles: [String], axis: String, rows: [Row], style: SheetStyle = SheetStyle()) {
        self.title = title
        self.subtitles = subtitles
        self.axis = axis
        self.rows = rows
        self.style = style
    }

    /// Panels under one another, each with its own y axis.
    public init(title: String, subtitles: [String], axis: String, panels: [Panel], style: SheetStyle = SheetStyle()) {
        self.init(
            title: title, subtitles: subtitles, axis: axis, rows: panels.map { Row(panels: [$0]) }, style: style)
    }

    /// Colours that differ for most eyes in hue and lightness (after Okabe and Ito).
    public static let palette = [
        Color(0x0072B2), Color(0xD55E00), Color(0x009E73), Color(0xCC79A7), Color(0x8A6D00), Color(0x56B4E9),
    ]

    private static let left = 60
    private static let right = 16
    private static let between = 28
    /// Under a panel, for the numbers and the name of the x axis.
    private static let below = 44
    private static let rowGap = 20

    private var columns: Int { rows.map(\.panels.count).max() ?? 0 }
    /// Of a panel.
    var panelWidth: Int { columns > 1 ? 320 : 560 }
    var panelHeight: Int { columns > 1 ? 240 : 220 }
    private var head: SheetHeader { SheetHeader(title, subtitles, width: width, style) }
    private var header: Int { head.height + 30 }
    /// Over a row's panels, for its name and their titles.
    private func above(_ row: Row) -> Int { row.name.isEmpty ? 28 : 52 }
    private func rowHeight(_ row: Row) -> Int { above(row) + panelHeight + Self.below + Self.rowGap }
    public var width: Int {
        2 * style.margin + Self.left + columns * panelWidth + max(0, columns - 1) * Self.between + Self.right
    }
    public var height: Int { rows.reduce(header) { $0 + rowHeight($1) } + style.margin - Self.rowGap }

    /// Draws the plot; `texts` are all lines on it.
    public func draw() throws(SheetError) -> (raster: Raster, texts: [String]) {
        let canvas = try Canvas.sheet(width: width, height: height)
        var texts: [String] = []
        head.draw(on: canvas, &texts)
        legend(baseline: Double(header) - 12, on: canvas, &texts)
        var top = header
        for row in rows {
            if !row.name.isEmpty {
                write(
                    row.name, x: Double(style.margin), baseline: Double(top) + 18, SheetStyle.heading,
                    maximumWidth: Double(width - 2 * style.margin), on: canvas, style, &texts)
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
                frame.draw(panel, axis: axis, on: canvas, &texts)
            }
            top += rowHeight(row)
        }
        return (try canvas.finished(), texts)
    }

    /// The names of all lines, each once.
    private func legend(baseline: Double, on canvas: Canvas, _ texts: inout [String]) {
        var seen: Set<String> = []
        var x = Double(style.margin)
        for line in rows.flatMap(\.panels).flatMap(\.lines)
        where !line.name.isEmpty && seen.insert(line.name).inserted {
            PlotFrame.stroke([.init(x, baseline - 4), .init(x + 26, baseline - 4)], line, on: canvas)
            write(line.name, x: x + 32, baseline: baseline, SheetStyle.body, on: canvas, style, &texts)
            x += 32 + SheetStyle.body.width(of: line.name) + 22
        }
    }
}
