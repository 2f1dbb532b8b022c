package import Images
package import Units

/// A picture with boxes on it, and a title and notes below it.
package struct MapPanel: Sendable {
    package let picture: Raster
    package let title: String
    package let note: String
    /// A second note.
    package let remark: String
    /// Boxes made from a map, in pixels of the picture. The first has the thickest line.
    package let boxes: [ObjectBox]
    /// Annotated boxes.
    package let truth: [ObjectBox]

    package init(
        picture: Raster, title: String, note: String, remark: String = "", boxes: [ObjectBox] = [],
        truth: [ObjectBox] = []
    ) {
        self.picture = picture
        self.title = title
        self.note = note
        self.remark = remark
        self.boxes = boxes
        self.truth = truth
    }

    /// The space below a picture for the title and `lines` notes, in pixels.
    static func caption(lines: Int) -> Int { 23 + 15 * lines }
    private static let box = Color(0xFFFFFF)
    private static let edge = Color(0x101418)
    /// The colour of annotated boxes.
    static let truthColor = Color(0x3BD16F)

    /// Draws the panel with its top left corner at (x, y).
    func draw(x: Int, y: Int, width: Int, on sheet: SheetCanvas) {
        let (left, top) = (Double(x), Double(y))
        sheet.canvas.copy(picture, x: x, y: y)
        sheet.canvas.clipped(
            to: .rectangle(x: left, y: top, width: Double(picture.width), height: Double(picture.height))
        ) {
            for (index, box) in boxes.enumerated().reversed() {
                let isFirst = index == 0
                let path = CanvasPath.polyline(corners(box, left, top))
                sheet.canvas.stroke(path, Self.edge.opacity(200), width: isFirst ? 5 : 3)
                sheet.canvas.stroke(path, Self.box.opacity(isFirst ? 255 : 190), width: isFirst ? 3 : 1)
            }
            // Dashed, so that a box below stays visible where edges coincide.
            for box in truth {
                for (color, width) in [(Self.edge, 4.0), (Self.truthColor, 2.5)] {
                    DashedLine(dash: 9, gap: 5).stroke(corners(box, left, top), color, width: width, on: sheet.canvas)
                }
            }
        }
        let bottom = top + Double(picture.height)
        sheet.write(title, x: left, baseline: bottom + 16, SheetStyle.number, maximumWidth: Double(width))
        for (index, note) in [note, remark].enumerated() {
            sheet.write(
                note, x: left, baseline: bottom + 31 + 15 * Double(index), SheetStyle.note,
                maximumWidth: Double(width))
        }
    }

    /// The corners of a box, ending with the first. Lines at the picture's edge are moved inside, so that they are visible on
    /// a background of their colour.
    private func corners(_ box: ObjectBox, _ left: Double, _ top: Double) -> [CanvasPath.Point] {
        let margin = 2.0
        func inside(_ position: Double, _ extent: Int) -> Double { min(max(position, margin), Double(extent) - margin) }
        let (x0, x1) = (left + inside(box.x0, picture.width), left + inside(box.x1, picture.width))
        let (y0, y1) = (top + inside(box.y0, picture.height), top + inside(box.y1, picture.height))
        return [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)].map { CanvasPath.Point($0, $1) }
    }
}
