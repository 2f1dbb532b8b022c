import Foundation
import Images

extension Part {
    /// A pointed leaf with a rib and veins.
    static func drawLeaf(_ brush: Brush) {
        brush.solid(
            .curves(
                from: (0, -1), ((0.75, -0.55), (0.7, 0.35), (0, 0.72)), ((-0.7, 0.35), (-0.75, -0.55), (0, -1))), .main)
        brush.stroke(.line((0, -0.75), (0, 0.98)), .ink, 0.09)
        for y in [-0.35, 0.0, 0.35] {
            brush.stroke(.line((-0.33, y - 0.22), (0, y), (0.33, y - 0.22)), .second, 0.08)
        }
    }

    /// Six petals around a disc.
    static func drawFlower(_ brush: Brush) {
        for petal in 0..<6 {
            let angle = Double(petal) * Double.pi / 3
            brush.solid(.circle(x: 0.58 * cos(angle), y: 0.58 * sin(angle), radius: 0.37), .main)
        }
        brush.fill(.circle(x: 0, y: 0, radius: 0.5), .main)
        brush.solid(.circle(x: 0, y: 0, radius: 0.3), .second)
    }

    /// A spotted cap on a stem.
    static func drawMushroom(_ brush: Brush) {
        brush.solid(
            .curves(
                from: (-0.24, 0), ((-0.2, 0.4), (-0.25, 0.6), (-0.36, 0.92)), ((-0.1, 1), (0.1, 1), (0.36, 0.92)),
                ((0.25, 0.6), (0.2, 0.4), (0.24, 0))), .second)
        brush.solid(
            .curves(
                from: (-0.98, 0.12), ((-0.9, -1.2), (0.9, -1.2), (0.98, 0.12)),
                ((0.6, 0.3), (-0.6, 0.3), (-0.98, 0.12))), .main)
        for (x, y, radius) in [(-0.45, -0.25, 0.17), (0.1, -0.5, 0.19), (0.52, -0.12, 0.15)] {
            brush.fill(.circle(x: x, y: y, radius: radius), .second)
        }
    }

    /// A fish that looks to the left.
    static func drawFish(_ brush: Brush) {
        brush.solid(.shape((0.42, 0), (0.98, -0.5), (0.84, 0), (0.98, 0.5)), .second)
        brush.solid(.shape((-0.15, -0.4), (0.15, -0.72), (0.35, -0.3)), .second)
        brush.solid(
            .curves(
                from: (-1, 0.02), ((-0.6, -0.72), (0.3, -0.66), (0.62, 0)), ((0.3, 0.66), (-0.6, 0.72), (-1, 0.02))),
            .main)
        brush.stroke(.arc(x: -0.85, y: 0, radius: 0.5, from: -48, to: 48), .ink, 0.08)
        brush.fill(.circle(x: -0.62, y: -0.12, radius: 0.1), .ink)
        for x in [0.0, 0.3] { brush.stroke(.arc(x: x - 0.2, y: 0, radius: 0.22, from: -60, to: 60), .second, 0.08) }
    }

    /// A star of five points.
    static func drawStar(_ brush: Brush) {
        func points(_ outer: Double, _ inner: Double) -> CanvasPath {
            .polygon(
                (0..<10).map { index in
                    let angle = Double(index) * Double.pi / 5 - Double.pi / 2
                    let radius = index % 2 == 0 ? outer : inner
                    return CanvasPath.Point(radius * cos(angle), radius * sin(angle))
                })
        }
        brush.solid(points(0.98, 0.45), .main)
        brush.fill(points(0.5, 0.23), .second)
    }
}
