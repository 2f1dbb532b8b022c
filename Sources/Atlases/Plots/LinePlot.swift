import Foundation
public import Images

/// Lines over a common axis, in one or more panels under one another.
public struct LinePlot: Sendable {
    /// A line through points whose x grows.
    public struct Line: Sendable {
        public let name: String
        public let color: Color
        public let points: [(x: Double, y: Double)]

        public init(name: String, color: Color, points: [(x: Double, y: Double)]) {
            self.name = name
            self.color = color
            self.points = points
        }
    }

    /// Lines with one y axis.
    public struct Panel: Sendable {
        public let title: String
        public let lines: [Line]
        /// What has to be on the y axis; it grows to hold all points.
        public let range: ClosedRange<Double>
        /// How numbers of the y axis are written: `%.0f %%`.
        public let format: String
        /// What a number is multiplied with to be written.
        public let factor: Double

        public init(
            title: String, lines: [Line], range: ClosedRange<Double>, format: String = "%g", factor: Double = 1
        ) {
            self.title = title
            self.lines = lines
            self.range = range
            self.format = format
            self.factor = factor
        }
    }

    public let title: String
    public let subtitles: [String]
    /// What the x axis counts.
    public let axis: String
    public let panels: [Panel]
    public let style: SheetStyle

    public init(title: String, subtitles: [String], axis: String, panels: [Panel], style: SheetStyle = SheetStyle()) {
        self.title = title
        self.subtitles = subtitles
        self.axis = axis
        self.panels = panels
        self.style = style
    }

    static let plotWidth = 560
    static let plotHeight = 220
    private static let left = 84
    private static let right = 40
    /// Under a panel: its numbers and the axis's name; then the next one's title and legend.
    private static let below = 44
    private static let panelGap = below + 54

    private var top: Int { style.margin + 34 + 18 * subtitles.count + 54 }
    public var width: Int { Self.left + Self.plotWidth + Self.right }
    public var height: Int {
        top + panels.count * (Self.plotHeight + Self.panelGap) - Self.panelGap + Self.below + style.margin
    }

    /// Draws the plot; `texts` are all lines on it.
    public func draw() throws(CanvasError) -> (raster: Raster, texts: [String]) {
        let canvas = try Canvas(width: width, height: height, background: SheetStyle.background)
        var texts: [String] = []
        let margin = Double(style.margin)
        write(title, x: margin, baseline: margin + 20, SheetStyle.title, on: canvas, style, &texts)
        for (index, line) in subtitles.enumerated() {
            write(
                line, x: margin, baseline: margin + 46 + 18 * Double(index), SheetStyle.subtitle,
                maximumWidth: Double(width) - 2 * margin, on: canvas, style, &texts)
        }
        for (index, panel) in panels.enumerated() {
            draw(panel, top: top + index * (Self.plotHeight + Self.panelGap), on: canvas, &texts)
        }
        return (try canvas.raster(), texts)
    }

    private func draw(_ panel: Panel, top: Int, on canvas: Canvas, _ texts: inout [String]) {
        let points = panel.lines.flatMap(\.points)
        let ys = points.map(\.y) + [panel.range.lowerBound, panel.range.upperBound]
        let vertical = PlotAxis(from: ys.min() ?? 0, to: ys.max() ?? 1, ticks: 5)
        let horizontal = PlotAxis(from: 0, to: points.map(\.x).max() ?? 1, ticks: 7, isTight: true)
        let (left, width, height) = (Double(Self.left), Double(Self.plotWidth), Double(Self.plotHeight))
        func place(_ x: Double, _ y: Double) -> CanvasPath.Point {
            CanvasPath.Point(
                left + width * horizontal.share(x), Double(top) + height * (1 - vertical.share(y)))
        }
        write(
            panel.title, x: left, baseline: Double(top) - 32, SheetStyle.number, on: canvas, style, &texts)
        for value in vertical.ticks {
            let y = place(0, value).y.rounded() + 0.5
            canvas.stroke(.line(from: (left, y), to: (left + width, y)), SheetStyle.rule)
            write(
                String(format: panel.format, value * panel.factor), x: left - 8, baseline: y + 4, SheetStyle.note,
                .right,
                on: canvas, style, &texts)
        }
        for value in horizontal.ticks {
            let point = place(value, vertical.ticks.first ?? 0)
            write(
                String(format: "%g", value), x: point.x, baseline: Double(top) + height + 18, SheetStyle.note, .center,
                on: canvas, style, &texts)
        }
        write(
            axis, x: left + width / 2, baseline: Double(top) + height + 36, SheetStyle.note, .center, on: canvas, style,
            &texts)
        for line in panel.lines {
            canvas.stroke(.polyline(line.points.map { place($0.x, $0.y) }), line.color, width: 2, isRound: true)
        }
        legend(panel, baseline: Double(top) - 12, on: canvas, &texts)
    }

    /// Names of the lines, in a row of their own under the panel's title.
    private func legend(_ panel: Panel, baseline: Double, on canvas: Canvas, _ texts: inout [String]) {
        var left = Double(Self.left)
        for line in panel.lines {
            let look = SheetStyle.body
            canvas.stroke(
                .line(from: (left, baseline - 4), to: (left + 18, baseline - 4)), line.color, width: 3, isRound: true)
            write(line.name, x: left + 24, baseline: baseline, look, on: canvas, style, &texts)
            left += 24 + look.width(of: line.name) + 20
        }
    }
}

/// The numbers of an axis: round ones, some of them marked.
struct PlotAxis {
    let ticks: [Double]
    private let low: Double
    private let high: Double

    /// - Parameter isTight: Whether the axis ends where its values do, and not at a mark.
    init(from smallest: Double, to largest: Double, ticks count: Int, isTight: Bool = false) {
        let span = largest > smallest ? largest - smallest : 1
        let rough = span / Double(max(1, count - 1))
        let power = pow(10, floor(log10(rough)))
        let step = ([1, 2, 2.5, 5].first { $0 * power >= rough } ?? 10) * power
        low = isTight ? smallest : floor(smallest / step) * step
        high = isTight ? smallest + span : ceil((smallest + span) / step - 1e-9) * step
        let first = ceil(low / step - 1e-9)
        let last = floor(high / step + 1e-9)
        ticks = stride(from: first, through: last, by: 1).map { $0 * step + 0 }
    }

    /// 0 at the axis's beginning, 1 at its end.
    func share(_ value: Double) -> Double { (value - low) / (high - low) }
}
