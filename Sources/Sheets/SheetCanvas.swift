import Images

/// The canvas of one sheet or plot, with its style and the text written on it.
final class SheetCanvas {
    let canvas: Canvas
    let style: SheetStyle
    /// All lines of text, as they were before any were shortened to fit.
    private(set) var texts: [String] = []

    /// Creates a blank sheet.
    ///
    /// - Throws: `SheetError.tooLarge`.
    init(width: Int, height: Int, _ style: SheetStyle) throws(SheetError) {
        canvas = try Canvas.sheet(width: width, height: height)
        self.style = style
    }

    /// Adds a line to `texts` without drawing it.
    func add(_ text: String) { texts.append(text) }

    /// Draws a line of text unless the style hides text, and adds it to `texts`.
    func write(
        _ text: String, x: Double, baseline: Double, _ look: TextStyle, _ alignment: TextStyle.Alignment = .left,
        maximumWidth: Double? = nil
    ) {
        add(text)
        guard style.drawsText, !text.isEmpty else { return }
        canvas.text(text, x: x, baseline: baseline, look, alignment, maximumWidth: maximumWidth)
    }

    /// The picture drawn so far.
    func finished() throws(SheetError) -> Raster { try canvas.finished() }
}
