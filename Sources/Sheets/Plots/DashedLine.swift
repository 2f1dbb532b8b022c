import Images

/// A dashed line that continues around corners. Lengths are in pixels.
struct DashedLine {
    var dash = 6.0
    var gap = 4.0

    func stroke(_ points: [CanvasPath.Point], _ color: Color, width: Double, on canvas: Canvas) {
        var travelled = 0.0
        for (a, b) in zip(points, points.dropFirst()) {
            let length = ((b.x - a.x) * (b.x - a.x) + (b.y - a.y) * (b.y - a.y)).squareRoot()
            func point(_ share: Double) -> (Double, Double) { (a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share) }
            var at = 0.0
            while at < length {
                let phase = (travelled + at).truncatingRemainder(dividingBy: dash + gap)
                let step = max(min(length - at, phase < dash ? dash - phase : dash + gap - phase), 1e-3)
                if phase < dash {
                    canvas.stroke(.line(from: point(at / length), to: point((at + step) / length)), color, width: width)
                }
                at += step
            }
            travelled += length
        }
    }
}
