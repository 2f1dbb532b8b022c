import Foundation
import Images

extension Scene.Backdrop {
    /// Draws the backdrop over the whole canvas.
    func draw(on canvas: Canvas) {
        let side = Double(Scene.side)
        let (width, start) = (Double(period) / 8, -Double(phase) / 8)
        canvas.fillRectangle(x: 0, y: 0, width: side, height: side, first)
        switch kind {
        case .plain: break
        case .fade:
            let steps = 32
            for step in 0..<steps {
                canvas.fillRectangle(
                    x: 0, y: Double(step) * 4, width: side, height: 4,
                    second.opacity(UInt8(255 * step / (steps - 1))))
            }
        case .stripes:
            canvas.with(translation: (side / 2, side / 2), rotation: Double(angle) * Double.pi / 180) {
                for stripe in 0..<24 {
                    canvas.fillRectangle(
                        x: start - side + Double(stripe) * 2 * width, y: -side, width: width, height: 2 * side, second)
                }
            }
        case .checks:
            for row in 0..<18 {
                for column in 0..<18 where (row + column).isMultiple(of: 2) {
                    canvas.fillRectangle(
                        x: start + Double(column) * width, y: start + Double(row) * width, width: width, height: width,
                        second)
                }
            }
        case .dots:
            for row in 0..<18 {
                for column in 0..<18 {
                    let shift = row.isMultiple(of: 2) ? 0 : width / 2
                    canvas.fill(
                        .circle(
                            x: start + Double(column) * width + shift, y: start + Double(row) * width, radius: width / 4
                        ),
                        second)
                }
            }
        case .hills:
            let horizon = 56 + Double(phase) / 6
            canvas.fillRectangle(x: 0, y: horizon, width: side, height: side, second)
            canvas.fill(.circle(x: Double(period) / 2, y: horizon + 80, radius: 100), second)
        }
    }
}

extension Scene.Clutter {
    /// Draws the clutter in its colour or as a silhouette.
    func draw(on canvas: Canvas, silhouette: Color?) {
        let palette = Scene.Palette(main: color, second: color, ink: color)
        let brush = Brush(canvas: canvas, palette: palette, silhouette: silhouette)
        brush.inFrame(of: placement) {
            switch kind {
            case .blot:
                brush.fill(
                    .curves(
                        from: (-1, 0.1), ((-0.9, -0.9), (0.2, -0.6), (0.9, -0.4)), ((1.1, 0.5), (-0.9, 1.1), (-1, 0.1))),
                    .main)
            case .stick: brush.stroke(.line((-1, 0), (1, 0)), .main, 0.4)
            case .ring: brush.stroke(.circle(x: 0, y: 0, radius: 0.7), .main, 0.35)
            case .triangle: brush.fill(.shape((0, -0.9), (0.8, 0.6), (-0.8, 0.6)), .main)
            case .cross:
                brush.stroke(.line((-0.8, 0), (0.8, 0)), .main, 0.35)
                brush.stroke(.line((0, -0.8), (0, 0.8)), .main, 0.35)
            case .zigzag: brush.stroke(.line((-1, 0.4), (-0.4, -0.4), (0.2, 0.4), (0.8, -0.4)), .main, 0.3)
            case .dots:
                for (x, y) in [(-0.6, -0.3), (0.1, 0.5), (0.6, -0.5)] {
                    brush.fill(.circle(x: x, y: y, radius: 0.3), .main)
                }
            }
        }
    }
}
