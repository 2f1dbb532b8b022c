public import Images
public import Units

/// A picture with boxes on it, a title and notes below.
public struct MapPanel: Sendable {
    public let picture: Raster
    public let title: String
    /// Lines.
    public let notes: [String]
    /// Made from a map, in the picture's pixels; the first one is drawn strongly.
    public let boxes: [ObjectBox]
    /// Drawn by people.
    public let truth: [ObjectBox]

    public init(picture: Raster, title: String, notes: [String], boxes: [ObjectBox] = [], truth: [ObjectBox] = []) {
        self.picture = picture
        self.title = title
        self.notes = notes
        self.boxes = boxes
        self.truth = truth
    }

    /// Pixels below a picture, for the title and so many notes.
    static func caption(lines: Int) -> Int { 23 + 15 * lines }
    private static let box = Color(0xFFFFFF)
    private static let edge = Color(0x101418)
    /// Of boxes that people drew.
    static let truthColor = Color(0x3BD16F)

    /// Draws it with its top left corner at (x, y).
    func draw(x: Int, y: Int, width: Int, on canvas: Canvas, _ style: SheetStyle, _ texts: inout [String]) {
        let (left, top) = (Double(x), Double(y))
        canvas.copy(picture, x: x, y: y)
        canvas.clipped(
            to: .rectangle(x: left, y: top, width: Double(picture.width), height: Double(picture.height))
        ) {
            for box in truth { stroke(box, left, top, Self.truthColor, width: 2, on: canvas) }
            for (place, box) in boxes.enumerated().reversed() {
                let isFirst = place == 0
                stroke(
                    box, left, top, Self.box.opacity(isFirst ? 255 : 190), width: isFirst ? 2 : 1, on: canvas)
            }
        }
        let bottom = top + Double(picture.height)
        write(
            title, x: left, baseline: bottom + 16, SheetStyle.number, maximumWidth: Double(width), on: canvas, style,
            &texts)
        for (place, note) in notes.enumerated() {
            write(
                note, x: left, baseline: bottom + 31 + 15 * Double(place), SheetStyle.note,
                maximumWidth: Double(width), on: canvas, style, &texts)
        }
    }

    /// Lines at the picture's edge are moved into it, so that they are seen on a page of their colour.
    private func stroke(
        _ box: ObjectBox, _ left: Double, _ top: Double, _ color: Color, width: Double, on canvas: Canvas
    ) {
        let margin = width / 2 + 1
        func inside(_ place: Double, _ extent: Int) -> Double { min(max(place, margin), Double(extent) - margin) }
        let (x0, x1) = (inside(box.x0, picture.width), inside(box.x1, picture.width))
        let (y0, y1) = (inside(box.y0, picture.height), inside(box.y1, picture.height))
        let path = CanvasPath.rectangle(
            x: left + x0, y: top + y0, width: max(0, x1 - x0), height: max(0, y1 - y0))
        canvas.stroke(path, Self.edge.opacity(200), width: width + 2)
        canvas.stroke(path, color, width: width)
    }
}
