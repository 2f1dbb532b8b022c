import Foundation
import Images

extension Part {
    /// A tyre, a rim and six spokes.
    static func drawWheel(_ brush: Brush) {
        brush.fill(.circle(x: 0, y: 0, radius: 0.98), .ink)
        brush.fill(.circle(x: 0, y: 0, radius: 0.72), .second)
        for spoke in 0..<3 {
            let angle = Double(spoke) * Double.pi / 3
            let (x, y) = (0.7 * cos(angle), 0.7 * sin(angle))
            brush.stroke(.line((-x, -y), (x, y)), .main, 0.15)
        }
        brush.solid(.circle(x: 0, y: 0, radius: 0.24), .main)
    }

    /// An open umbrella with a hooked handle.
    static func drawUmbrella(_ brush: Brush) {
        brush.stroke(.line((0, -0.96), (0, 0.75)), .ink, 0.12)
        brush.stroke(.arc(x: 0.17, y: 0.74, radius: 0.17, from: 0, to: 180), .ink, 0.12)
        brush.solid(
            .curves(
                from: (-0.98, 0.1), ((-0.9, -1.12), (0.9, -1.12), (0.98, 0.1)),
                ((0.8, -0.14), (0.5, -0.14), (0.33, 0.1)),
                ((0.2, -0.14), (-0.2, -0.14), (-0.33, 0.1)), ((-0.5, -0.14), (-0.8, -0.14), (-0.98, 0.1))), .main)
        brush.fill(
            .curves(
                from: (-0.33, 0.06), ((-0.3, -0.5), (-0.15, -0.75), (0, -0.8)),
                ((0.15, -0.75), (0.3, -0.5), (0.33, 0.06)),
                ((0.2, -0.14), (-0.2, -0.14), (-0.33, 0.06))), .second)
    }

    /// An anchor of thick lines.
    static func drawAnchor(_ brush: Brush) {
        brush.bar(.arc(x: 0, y: 0.02, radius: 0.78, from: 20, to: 160), .main, 0.2)
        brush.bar(.line((0, -0.5), (0, 0.8)), .main, 0.2)
        brush.bar(.line((-0.4, -0.34), (0.4, -0.34)), .main, 0.18)
        brush.bar(.circle(x: 0, y: -0.72, radius: 0.18), .main, 0.12)
        for side in [-1.0, 1.0] {
            brush.solid(.shape((side * 0.98, 0.42), (side * 0.86, -0.06), (side * 0.5, 0.3)), .main)
        }
    }

    /// A kite of four fields with a tail.
    static func drawKite(_ brush: Brush) {
        brush.stroke(.line((0, 0.5), (0.2, 0.68), (-0.1, 0.84), (0.12, 0.98)), .ink, 0.1)
        brush.fill(.shape((0, -0.98), (0.66, -0.3), (0, 0.56), (-0.66, -0.3)), .main)
        brush.fill(.shape((0, -0.98), (0.66, -0.3), (0, -0.3)), .second)
        brush.fill(.shape((0, 0.56), (-0.66, -0.3), (0, -0.3)), .second)
        brush.stroke(.shape((0, -0.98), (0.66, -0.3), (0, 0.56), (-0.66, -0.3)), .ink, 0.1)
        brush.stroke(.line((0, -0.98), (0, 0.56)), .ink, 0.07)
        brush.stroke(.line((-0.66, -0.3), (0.66, -0.3)), .ink, 0.07)
    }

    /// A tent with an open entrance.
    static func drawTent(_ brush: Brush) {
        brush.solid(.shape((0, -0.82), (0.98, 0.82), (-0.98, 0.82)), .main)
        brush.solid(.shape((0, -0.5), (0.4, 0.82), (-0.4, 0.82)), .ink)
        brush.solid(.shape((0, -0.5), (-0.12, 0.82), (-0.46, 0.82)), .second, line: 0.07)
        brush.stroke(.line((-0.1, -0.98), (0, -0.82), (0.1, -0.98)), .ink, 0.1)
    }
}
