public import Images
public import Units

/// One image of a unit: the picture with what the unit looks at.
public struct SheetTile: Sendable {
    /// What there is to show.
    public enum Picture: Sendable {
        /// The picture, its longer side at most a tile's, and the part of it that the unit looks at, of the same size.
        case image(Raster, looksAt: Mask)
        /// No picture, for a reason of a word or two: `missing`, `changed`.
        case absent(String)
    }

    public let picture: Picture
    /// The image's class, as labelled or as the network sees it.
    public let caption: String
    /// Whether that is the class the sheet is about.
    public let isOwnClass: Bool

    public init(picture: Picture, caption: String, isOwnClass: Bool) {
        self.picture = picture
        self.caption = caption
        self.isOwnClass = isOwnClass
    }
}

/// Draws tiles.
enum TileDrawing {
    /// The picture with everything but `mask` dimmed, and a line of one pixel along the mask's border.
    static func highlighted(_ picture: Raster, _ mask: Mask) -> Raster {
        precondition(picture.width == mask.width && picture.height == mask.height, "a mask of another size")
        let dimmed = (0..<256).map { UInt8(Double($0) * SheetStyle.dimming) }
        var result = picture
        let (width, height) = (picture.width, picture.height)
        let inside = mask.pixels.span
        var pixels = result.pixels.mutableSpan
        for y in 0..<height {
            for x in 0..<width {
                let index = y * width + x
                guard !inside[index] else { continue }
                // The pixels just outside of the mask make the line.
                let touches =
                    (x > 0 && inside[index - 1]) || (x + 1 < width && inside[index + 1])
                    || (y > 0 && inside[index - width]) || (y + 1 < height && inside[index + width])
                if touches {
                    pixels[3 * index] = SheetStyle.outline.red
                    pixels[3 * index + 1] = SheetStyle.outline.green
                    pixels[3 * index + 2] = SheetStyle.outline.blue
                } else {
                    for channel in 3 * index..<3 * index + 3 { pixels[channel] = dimmed[Int(pixels[channel])] }
                }
            }
        }
        return result
    }

    /// Draws `tile` into the square whose top left corner is (x, y), its caption below.
    static func draw(_ tile: SheetTile, x: Int, y: Int, on canvas: Canvas, _ style: SheetStyle, texts: inout [String]) {
        switch tile.picture {
        case .image(let picture, let mask):
            // A picture that is not square lies on one that is.
            if picture.width != style.tile || picture.height != style.tile {
                let side = Double(style.tile)
                canvas.fillRectangle(x: Double(x), y: Double(y), width: side, height: side, SheetStyle.missing)
            }
            canvas.copy(
                highlighted(picture, mask), x: x + (style.tile - picture.width) / 2,
                y: y + (style.tile - picture.height) / 2)
        case .absent(let reason):
            let side = Double(style.tile)
            canvas.fillRectangle(x: Double(x), y: Double(y), width: side, height: side, SheetStyle.missing)
            write(
                reason, x: Double(x) + side / 2, baseline: Double(y) + side / 2 + 4, SheetStyle.note, .center,
                maximumWidth: side - 8, on: canvas, style, &texts)
        }
        let ink = tile.isOwnClass ? SheetStyle.note.colored(SheetStyle.ownClass) : SheetStyle.note
        write(
            tile.caption, x: Double(x), baseline: Double(y + style.tile) + 12, ink, maximumWidth: Double(style.tile),
            on: canvas, style, &texts)
    }
}

/// Draws a line of text where the style has text drawn, and notes it.
func write(
    _ text: String, x: Double, baseline: Double, _ look: TextStyle, _ alignment: TextStyle.Alignment = .left,
    maximumWidth: Double? = nil, on canvas: Canvas, _ style: SheetStyle, _ texts: inout [String]
) {
    texts.append(text)
    guard style.drawsText, !text.isEmpty else { return }
    canvas.text(text, x: x, baseline: baseline, look, alignment, maximumWidth: maximumWidth)
}
