/// An outline to fill or to stroke. Pixel (x, y) is the square [x, x+1) × [y, y+1); y grows downwards, and angles
/// (radians) from the x axis towards the y axis, which is clockwise on the screen.
package struct CanvasPath: Sendable, Equatable {
    package struct Point: Sendable, Hashable {
        package let x: Double
        package let y: Double

        package init(_ x: Double, _ y: Double) {
            self.x = x
            self.y = y
        }
    }

    enum Element: Sendable, Equatable {
        case move(Point)
        case line(Point)
        case curve(Point, Point, Point)
        case arc(center: Point, radius: Double, from: Double, to: Double)
        case rectangle(x: Double, y: Double, width: Double, height: Double)
        case close
    }

    var elements: [Element] = []

    package init() {}

    init(_ elements: [Element]) { self.elements = elements }

    /// Starts a new subpath at a point.
    package mutating func move(to x: Double, _ y: Double) { elements.append(.move(Point(x, y))) }

    /// A straight line from the current point.
    package mutating func line(to x: Double, _ y: Double) { elements.append(.line(Point(x, y))) }

    /// A cubic Bézier curve from the current point, with the control points `control1` and `control2`.
    package mutating func curve(
        to end: (Double, Double), control1 first: (Double, Double), control2 second: (Double, Double)
    ) {
        elements.append(.curve(Point(first.0, first.1), Point(second.0, second.1), Point(end.0, end.1)))
    }

    /// An arc, joined to the current point by a line; angles in radians, `to` not less than `from`.
    package mutating func arc(center x: Double, _ y: Double, radius: Double, from: Double, to: Double) {
        elements.append(.arc(center: Point(x, y), radius: radius, from: from, to: to))
    }

    /// Closes the subpath.
    package mutating func close() { elements.append(.close) }

    package static func rectangle(x: Double, y: Double, width: Double, height: Double) -> CanvasPath {
        CanvasPath([.rectangle(x: x, y: y, width: width, height: height)])
    }

    /// Returns a rectangle with round corners; the radius is at most half of the shorter side.
    package static func rounded(x: Double, y: Double, width: Double, height: Double, radius: Double) -> CanvasPath {
        let corner = max(0, min(radius, width / 2, height / 2))
        guard corner > 0 else { return rectangle(x: x, y: y, width: width, height: height) }
        let quarter = Double.pi / 2
        let centers = [
            (x + width - corner, y + corner, -1.0), (x + width - corner, y + height - corner, 0),
            (x + corner, y + height - corner, 1), (x + corner, y + corner, 2),
        ]
        let arcs = centers.map { (centerX, centerY, turn) in
            Element.arc(
                center: Point(centerX, centerY), radius: corner, from: turn * quarter, to: (turn + 1) * quarter)
        }
        return CanvasPath(arcs + [.close])
    }

    package static func circle(x: Double, y: Double, radius: Double) -> CanvasPath {
        CanvasPath([.arc(center: Point(x, y), radius: radius, from: 0, to: 2 * Double.pi), .close])
    }

    package static func line(from start: (Double, Double), to end: (Double, Double)) -> CanvasPath {
        CanvasPath([.move(Point(start.0, start.1)), .line(Point(end.0, end.1))])
    }

    /// Returns straight lines through the points.
    package static func polyline(_ points: [Point]) -> CanvasPath {
        CanvasPath(points.enumerated().map { $0.offset == 0 ? .move($0.element) : .line($0.element) })
    }

    package static func polygon(_ points: [Point]) -> CanvasPath {
        points.isEmpty ? CanvasPath() : CanvasPath(polyline(points).elements + [.close])
    }
}
