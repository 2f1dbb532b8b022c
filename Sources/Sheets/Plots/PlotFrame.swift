import Images
import Reporting

/// The place of one panel in a plot, and the mapping of values to pixels.
struct PlotFrame {
    /// The top left corner and the size, in pixels.
    let x, y, width, height: Int
    let vertical: PlotAxis
    /// Whether the numbers of the y axis are drawn beside the panel.
    let isFirst: Bool
    let style: SheetStyle

    func draw(_ panel: LinePlot.Panel, axis: String, on sheet: SheetCanvas) {
        let (left, top) = (Double(x), Double(y))
        let (across, down) = (Double(width), Double(height))
        let xs = panel.lines.flatMap { $0.points.map(\.x) }
        let horizontal = PlotAxis(from: min(0, xs.min() ?? 0), to: xs.max() ?? 1, ticks: 7, isTight: true)
        sheet.write(panel.title, x: left, baseline: top - 12, SheetStyle.number, maximumWidth: across)
        for value in vertical.ticks {
            let line = (top + down * (1 - vertical.share(value))).rounded() + 0.5
            sheet.canvas.stroke(.line(from: (left, line), to: (left + across, line)), SheetStyle.rule)
            guard isFirst else { continue }
            sheet.write(
                panel.isShare ? NumberFormat.level(value) : NumberFormat.short(value), x: left - 8, baseline: line + 4,
                SheetStyle.note, .right)
        }
        for value in horizontal.ticks {
            let x = left + across * horizontal.share(value)
            sheet.canvas.fillRectangle(x: x.rounded(), y: top + down, width: 1, height: 4, SheetStyle.faintInk)
            sheet.write(NumberFormat.short(value), x: x, baseline: top + down + 18, SheetStyle.note, .center)
        }
        sheet.canvas.fillRectangle(x: left, y: top + down, width: across, height: 1, SheetStyle.faintInk)
        sheet.write(
            axis, x: left + across / 2, baseline: top + down + 36, SheetStyle.note, .center, maximumWidth: across)
        for line in panel.lines {
            let points = line.points.map { point in
                CanvasPath.Point(
                    left + across * horizontal.share(point.x), top + down * (1 - vertical.share(point.y)))
            }
            Self.stroke(points, line, on: sheet.canvas)
        }
    }

    static func stroke(_ points: [CanvasPath.Point], _ line: LinePlot.Line, on canvas: Canvas) {
        if line.isDashed {
            DashedLine().stroke(points, line.color, width: 2, on: canvas)
        } else {
            canvas.stroke(.polyline(points), line.color, width: 2, isRound: true)
        }
    }
}
