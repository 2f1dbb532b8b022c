import Images

/// Draws things in their colours, or as silhouettes of one colour: masks come from the strokes that made the picture.
struct Brush {
    /// A colour of a thing's palette.
    enum Tint {
        case main
        case second
        case ink
    }

    let canvas: Canvas
    let palette: Scene.Palette
    /// Stands for every colour; nil in a picture.
    let silhouette: Color?

    private func color(_ tint: Tint) -> Color {
        if let silhouette { return silhouette }
        return switch tint {
        case .main: palette.main
        case .second: palette.second
        case .ink: palette.ink
        }
    }

    func fill(_ path: CanvasPath, _ tint: Tint) { canvas.fill(path, color(tint)) }

    func stroke(_ path: CanvasPath, _ tint: Tint, _ width: Double) {
        canvas.stroke(path, color(tint), width: width, isRound: true)
    }

    /// A surface with a line of ink around it.
    func solid(_ path: CanvasPath, _ tint: Tint, line: Double = 0.1) {
        fill(path, tint)
        stroke(path, .ink, line)
    }

    /// A line of a colour with ink on both sides.
    func bar(_ path: CanvasPath, _ tint: Tint, _ width: Double) {
        stroke(path, .ink, width + 0.14)
        stroke(path, tint, width)
    }

    /// Draws in the frame of a thing: its middle is the origin, and 1 is half of its extent.
    func inFrame(of placement: Scene.Placement, draw: () -> Void) {
        let unit = Double(Scene.unitsPerPixel)
        let radius = Double(placement.radius) / unit
        canvas.with(
            translation: (Double(placement.x) / unit, Double(placement.y) / unit),
            rotation: Double(placement.angle) * Double.pi / 180,
            scale: (placement.isMirrored ? -radius : radius, radius), draw: draw)
    }
}

extension CanvasPath {
    /// Straight lines through points given as pairs, closed.
    static func shape(_ points: (Double, Double)...) -> CanvasPath { polygon(points.map { Point($0.0, $0.1) }) }

    /// Straight lines through points given as pairs.
    static func line(_ points: (Double, Double)...) -> CanvasPath { polyline(points.map { Point($0.0, $0.1) }) }

    /// A closed outline of curves, each given by its two control points and its end.
    static func curves(
        from start: (Double, Double), _ curves: ((Double, Double), (Double, Double), (Double, Double))...
    ) -> CanvasPath {
        var path = CanvasPath()
        path.move(to: start.0, start.1)
        for (first, second, end) in curves { path.curve(to: end, control1: first, control2: second) }
        path.close()
        return path
    }

    /// Part of a circle; angles in degrees, clockwise from the right.
    static func arc(x: Double, y: Double, radius: Double, from: Double, to: Double) -> CanvasPath {
        var path = CanvasPath()
        path.arc(center: x, y, radius: radius, from: from * Double.pi / 180, to: to * Double.pi / 180)
        return path
    }
}
