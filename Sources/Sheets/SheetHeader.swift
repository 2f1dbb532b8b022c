import Images

/// The title of a sheet, the lines under it, which are wrapped to the width of the sheet, and the bar of its colours.
struct SheetHeader {
    private let title: String
    private let lines: [String]
    private let style: SheetStyle
    private let room: Double
    private let bar: ColorBar?
    private static let lineHeight = 18
    /// The largest number of lines that one line is wrapped into.
    private static let mostLines = 6

    /// A header.
    ///
    /// - Parameter width: The width of the sheet, including margins.
    init(_ title: String, _ subtitles: [String], bar: ColorBar? = nil, width: Int, _ style: SheetStyle) {
        let room = Double(width - 2 * style.margin)
        (self.title, self.style, self.room, self.bar) = (title, style, room, bar)
        let look = SheetStyle.subtitle
        lines = subtitles.flatMap { text in
            look.width(of: text) <= room ? [text] : look.wrapped(text, width: room, lines: Self.mostLines)
        }
    }

    /// The distance from the top of the sheet to the end of the last line, or of the bar.
    var height: Int { style.margin + 34 + (lines.count + (bar == nil ? 0 : 1)) * Self.lineHeight }

    func draw(on sheet: SheetCanvas) {
        let left = Double(style.margin)
        sheet.write(title, x: left, baseline: left + 24, SheetStyle.title, maximumWidth: room)
        for (index, line) in lines.enumerated() {
            sheet.write(
                line, x: left, baseline: Double(style.margin + 48 + Self.lineHeight * index), SheetStyle.subtitle,
                maximumWidth: room)
        }
        bar?.draw(x: left, baseline: Double(style.margin + 48 + Self.lineHeight * lines.count), on: sheet)
    }
}
