import Images

/// Draws objects in their colours or as silhouettes in one colour, so that masks have the same strokes as the picture.
struct Brush {
    /// A colour of an object's palette.
    enum Tint {
        case main
        case second
        case ink
    }

    let canvas: Canvas
    let palette: Scene.Palette
    /// The colour used instead of all colours; nil for a picture.
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

    /// Draws a surface with an ink outline.
    func solid(_ path: CanvasPath, _ tint: Tint, line: Double = 0.1) {
        fill(path, tint)
        stroke(path, .ink, line)
    }

    /// Draws a coloured line with ink outlines.
    func bar(_ path: CanvasPath, _ tint: Tint, _ width: Double) {
        stroke(path, .ink, width + 0.14)
        stroke(path, tint, width)
    }

    /// Draws in the frame of an object, with the origin at its centre and half of its extent as unit.
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
    /// Returns a closed polygon through points given as pairs.
    static func shape(_ points: (Double, Double)...) -> CanvasPath { polygon(points.map { Point($0.0, $0.1) }) }

    /// Returns straight lines through points given as pairs.
    static func line(_ points: (Double, Double)...) -> CanvasPath { polyline(points.map { Point($0.0, $0.1) }) }

    /// Returns a closed outline of curves, each given by its two control points and its end.
    static func curves(
        from start: (Double, Double), _ curves: ((Double, Double), (Double, Double), (Double, Double))...
    ) -> CanvasPath {
        var path = CanvasPath()
        path.move(to: start.0, start.1)
        for (first, second, end) in curves { path.curve(to: end, control1: first, control2: second) }
        path.close()
        return path
    }

    /// Returns a circular arc; angles in degrees, clockwise from the right.
    static func arc(x: Double, y: Double, radius: Double, from: Double, to: Double) -> CanvasPath {
        var path = CanvasPath()
        path.arc(center: x, y, radius: radius, from: from * Double.pi / 180, to: to * Double.pi / 180)
        return path
    }
}
