import Images

/// The title of a sheet with the lines under it, which are broken where the sheet is narrower than they are long.
struct SheetHeader {
    private let title: String
    private let lines: [String]
    private let style: SheetStyle
    private let room: Double
    private static let lineHeight = 18
    /// No line is broken into more.
    private static let mostLines = 6

    /// - Parameter width: Of the sheet, its margins included.
    init(_ title: String, _ subtitles: [String], width: Int, _ style: SheetStyle) {
        let room = Double(width - 2 * style.margin)
        (self.title, self.style, self.room) = (title, style, room)
        let look = SheetStyle.subtitle
        lines = subtitles.flatMap { text in
            look.width(of: text) <= room ? [text] : look.wrapped(text, width: room, lines: Self.mostLines)
        }
    }

    /// From the sheet's upper edge, without what is left free below.
    var height: Int { style.margin + 34 + lines.count * Self.lineHeight }

    func draw(on canvas: Canvas, _ texts: inout [String]) {
        let left = Double(style.margin)
        write(title, x: left, baseline: left + 24, SheetStyle.title, maximumWidth: room, on: canvas, style, &texts)
        for (place, line) in lines.enumerated() {
            write(
                line, x: left, baseline: Double(style.margin + 48 + Self.lineHeight * place), SheetStyle.subtitle,
                maximumWidth: room, on: canvas, style, &texts)
        }
    }
}
