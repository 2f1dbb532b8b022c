import Images

extension Part {
    /// Four panes in a frame, with a sill.
    static func drawWindow(_ brush: Brush) {
        brush.solid(.rectangle(x: -0.76, y: -0.96, width: 1.52, height: 1.76), .second)
        for (x, y) in [(-0.62, -0.82), (0.06, -0.82), (-0.62, -0.02), (0.06, -0.02)] {
            brush.solid(.rectangle(x: x, y: y, width: 0.56, height: 0.68), .main, line: 0.07)
        }
        brush.solid(.rectangle(x: -0.94, y: 0.78, width: 1.88, height: 0.18), .second)
    }

    /// Two rails and five rungs.
    static func drawLadder(_ brush: Brush) {
        for y in [-0.72, -0.36, 0.0, 0.36, 0.72] { brush.bar(.line((-0.42, y), (0.42, y)), .second, 0.12) }
        for x in [-1.0, 1.0] { brush.bar(.line((x * 0.42, -0.9), (x * 0.5, 0.9)), .main, 0.15) }
    }

    /// A table lamp.
    static func drawLamp(_ brush: Brush) {
        brush.bar(.line((0, 0), (0, 0.8)), .second, 0.1)
        brush.solid(.curves(from: (-0.55, 0.96), ((-0.5, 0.6), (0.5, 0.6), (0.55, 0.96))), .second)
        brush.solid(.shape((-0.4, -0.94), (0.4, -0.94), (0.84, 0.14), (-0.84, 0.14)), .main)
        brush.stroke(.line((-0.74, -0.1), (0.74, -0.1)), .second, 0.1)
    }

    /// A cup with a handle on the right.
    static func drawCup(_ brush: Brush) {
        brush.bar(.arc(x: 0.5, y: 0.02, radius: 0.34, from: -100, to: 100), .main, 0.14)
        brush.solid(
            .curves(
                from: (-0.8, -0.62), ((-0.8, 0.5), (-0.7, 0.86), (-0.4, 0.88)), ((-0.2, 0.9), (0, 0.9), (0.2, 0.88)),
                ((0.5, 0.86), (0.6, 0.5), (0.6, -0.62))), .main)
        brush.solid(
            .curves(
                from: (-0.8, -0.62), ((-0.7, -0.86), (0.5, -0.86), (0.6, -0.62)),
                ((0.5, -0.38), (-0.7, -0.38), (-0.8, -0.62))), .second)
        brush.stroke(.line((-0.7, 0.1), (0.5, 0.1)), .second, 0.14)
    }

    /// A ring, a shaft and two teeth.
    static func drawKey(_ brush: Brush) {
        brush.bar(.line((0.55, 0), (0.55, 0.34)), .main, 0.17)
        brush.bar(.line((0.88, 0), (0.88, 0.42)), .main, 0.17)
        brush.bar(.line((-0.2, 0), (0.9, 0)), .main, 0.17)
        brush.solid(.circle(x: -0.52, y: 0, radius: 0.46), .main)
        brush.solid(.circle(x: -0.58, y: 0, radius: 0.2), .second)
    }

    /// A closed book with a spine, a title and pages below.
    static func drawBook(_ brush: Brush) {
        brush.solid(.rectangle(x: -0.72, y: 0.6, width: 1.44, height: 0.34), .second)
        brush.stroke(.line((-0.5, 0.77), (0.7, 0.77)), .ink, 0.05)
        brush.solid(.rectangle(x: -0.76, y: -0.94, width: 1.5, height: 1.58), .main)
        brush.stroke(.line((-0.44, -0.94), (-0.44, 0.64)), .ink, 0.08)
        brush.solid(.rectangle(x: -0.2, y: -0.66, width: 0.7, height: 0.36), .second, line: 0.07)
    }

    /// A dial with two hands.
    static func drawClock(_ brush: Brush) {
        brush.solid(.circle(x: 0, y: 0, radius: 0.93), .main)
        brush.solid(.circle(x: 0, y: 0, radius: 0.68), .second, line: 0.08)
        for (x, y) in [(0.0, -0.53), (0.53, 0.0), (0.0, 0.53), (-0.53, 0.0)] {
            brush.fill(.circle(x: x, y: y, radius: 0.07), .ink)
        }
        brush.stroke(.line((0, -0.42), (0, 0), (0.3, 0.17)), .ink, 0.12)
    }

    /// A bell with a clapper.
    static func drawBell(_ brush: Brush) {
        brush.solid(.circle(x: 0, y: 0.72, radius: 0.22), .ink)
        brush.solid(.circle(x: 0, y: -0.8, radius: 0.15), .second)
        brush.solid(
            .curves(
                from: (-0.9, 0.62), ((-0.5, 0.4), (-0.6, -0.72), (0, -0.72)), ((0.6, -0.72), (0.5, 0.4), (0.9, 0.62))),
            .main)
        brush.stroke(.line((-0.58, 0.32), (0.58, 0.32)), .second, 0.12)
    }
}
