import Images

/// A weight as a bar, whose length is the weight's size and whose colour is its sign.
enum WeightBar {
    /// Draws the bar; a weight of `largest` is `width` pixels long.
    static func draw(
        _ weight: Float, largest: Float, x: Int, y: Int, width: Int, on sheet: SheetCanvas
    ) {
        sheet.canvas.fillRectangle(
            x: Double(x), y: Double(y), width: Double(width), height: Double(sheet.style.bar), SheetStyle.track)
        let share = largest > 0 ? min(1, Double(abs(weight) / largest)) : 0
        sheet.canvas.fillRectangle(
            x: Double(x), y: Double(y), width: (share * Double(width)).rounded(), height: Double(sheet.style.bar),
            weight < 0 ? SheetStyle.negative : SheetStyle.positive)
    }
}
