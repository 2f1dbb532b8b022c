public import Images

/// Lines over a common horizontal axis, in panels side by side, with one legend.
public struct PanelPlot: Sendable {
    /// One line.
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

        public init(title: String, lines: [Line]) {
            self.title = title
            self.lines = lines
        }
    }

    public let title: String
    public let subtitles: [String]
    /// Rows of panels; those of a row have one vertical axis.
    public let rows: [(axis: String, panels: [Panel])]
    public let horizontal: String
    public var style = SheetStyle()

    public init(
        title: String, subtitles: [String], rows: [(axis: String, panels: [Panel])], horizontal: String
    ) {
        self.title = title
        self.subtitles = subtitles
        self.rows = rows
        self.horizontal = horizontal
    }

    /// Colours that differ for most eyes in hue and lightness (after Okabe and Ito).
    public static let palette = [
        Color(0x0072B2), Color(0xD55E00), Color(0x009E73), Color(0xCC79A7), Color(0x8A6D00), Color(0x56B4E9),
    ]

    private static let panel = (width: 320, height: 240)
    private static let left = 58
    private static let between = 28
    private static let below = 62

    private var columns: Int { rows.map(\.panels.count).max() ?? 0 }
    private var header: Int { style.margin + 34 + subtitles.count * 18 + 36 }
    public var width: Int {
        max(640, 2 * style.margin + Self.left + columns * Self.panel.width + max(0, columns - 1) * Self.between)
    }
    public var height: Int { header + rows.count * (Self.panel.height + Self.below + 40) + 10 }

    /// Draws the plot.
    public func draw() throws(CanvasError) -> Raster {
        let canvas = try Canvas(width: width, height: height, background: SheetStyle.background)
        var texts: [String] = []
        let (left, room) = (Double(style.margin), Double(width - 2 * style.margin))
        SheetHeader.draw(title, subtitles, width: width, on: canvas, style, &texts)
        legend(baseline: Double(header) - 16, on: canvas, &texts)
        for (row, entry) in rows.enumerated() {
            let top = header + 18 + row * (Self.panel.height + Self.below + 40)
            let ticks = Self.ticks(entry.panels.flatMap { $0.lines.flatMap { $0.points.map(\.y) } })
            write(
                entry.axis, x: left, baseline: Double(top) - 8, SheetStyle.body, maximumWidth: room, on: canvas, style,
                &texts)
            for (column, panel) in entry.panels.enumerated() {
                let x = style.margin + Self.left + column * (Self.panel.width + Self.between)
                draw(panel, x: Double(x), y: Double(top) + 22, ticks: ticks, isFirst: column == 0, on: canvas, &texts)
            }
        }
        return try canvas.raster()
    }

    private func draw(
        _ panel: Panel, x: Double, y: Double, ticks: [Double], isFirst: Bool, on canvas: Canvas,
        _ texts: inout [String]
    ) {
        let (width, height) = (Double(Self.panel.width), Double(Self.panel.height))
        let across = Self.ticks(panel.lines.flatMap { $0.points.map(\.x) })
        func place(_ value: Double, _ ticks: [Double], _ length: Double) -> Double {
            guard let first = ticks.first, let last = ticks.last, last > first else { return 0 }
            return (value - first) / (last - first) * length
        }
        write(
            panel.title, x: x + width / 2, baseline: y - 8, SheetStyle.number, .center, maximumWidth: width,
            on: canvas, style, &texts)
        for tick in ticks {
            let line = y + height - place(tick, ticks, height)
            canvas.fillRectangle(x: x, y: line.rounded() - 0.5, width: width, height: 1, SheetStyle.rule)
            if isFirst {
                write(
                    Self.text(tick), x: x - 8, baseline: line + 4, SheetStyle.note, .right, on: canvas, style, &texts)
            }
        }
        for tick in across {
            let line = x + place(tick, across, width)
            canvas.fillRectangle(x: line.rounded() - 0.5, y: y + height, width: 1, height: 4, SheetStyle.faintInk)
            write(
                Self.text(tick), x: line, baseline: y + height + 17, SheetStyle.note, .center, on: canvas, style,
                &texts)
        }
        canvas.fillRectangle(x: x, y: y + height, width: width, height: 1, SheetStyle.faintInk)
        write(
            horizontal, x: x + width / 2, baseline: y + height + 34, SheetStyle.note, .center, maximumWidth: width,
            on: canvas, style, &texts)
        for line in panel.lines {
            let points = line.points.map {
                CanvasPath.Point(x + place($0.x, across, width), y + height - place($0.y, ticks, height))
            }
            Self.stroke(points, line, on: canvas)
        }
    }

    private static func stroke(_ points: [CanvasPath.Point], _ line: Line, on canvas: Canvas) {
        guard line.isDashed else {
            return canvas.stroke(.polyline(points), line.color, width: 2, isRound: true)
        }
        let (dash, gap) = (6.0, 4.0)
        var travelled = 0.0
        for (a, b) in zip(points, points.dropFirst()) {
            let length = ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).squareRoot()
            var at = 0.0
            while at < length {
                let phase = (travelled + at).truncatingRemainder(dividingBy: dash + gap)
                let step = min(length - at, phase < dash ? dash - phase : dash + gap - phase)
                if phase < dash {
                    func point(_ share: Double) -> (Double, Double) {
                        (a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
                    }
                    canvas.stroke(
                        .line(from: point(at / length), to: point((at + step) / length)), line.color, width: 2)
                }
                at += max(step, 1e-3)
            }
            travelled += length
        }
    }

    private func legend(baseline: Double, on canvas: Canvas, _ texts: inout [String]) {
        var seen: [String] = []
        var x = Double(style.margin)
        for line in rows.flatMap(\.panels).flatMap(\.lines)
        where !line.name.isEmpty && !seen.contains(line.name) {
            seen.append(line.name)
            Self.stroke([.init(x, baseline - 4), .init(x + 26, baseline - 4)], line, on: canvas)
            write(line.name, x: x + 32, baseline: baseline, SheetStyle.body, on: canvas, style, &texts)
            x += 32 + SheetStyle.body.width(of: line.name) + 22
        }
    }

    /// Round numbers from at or below the smallest value to at or above the largest, at most seven.
    static func ticks(_ values: [Double]) -> [Double] {
        guard let low = values.min(), let high = values.max() else { return [0, 1] }
        let span = max(high - low, 1e-6)
        for power in -6...6 {
            let unit = (0..<abs(power)).reduce(1.0) { scale, _ in power < 0 ? scale / 10 : scale * 10 }
            for step in [unit, 2 * unit, 5 * unit] where span / step <= 6 {
                let (first, last) = (Int((low / step).rounded(.down)), Int((high / step).rounded(.up)))
                return (first...max(last, first + 1)).map { Double($0) * step }
            }
        }
        return [low, high]
    }

    private static func text(_ value: Double) -> String {
        let rounded = (value * 1000).rounded() / 1000
        return rounded == rounded.rounded() ? "\(Int(rounded))" : "\(rounded)"
    }
}
