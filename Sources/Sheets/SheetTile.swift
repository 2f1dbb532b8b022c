public import Images
public import Tensors
public import Units

/// How the tiles of a sheet show what a unit looks at.
public enum TileKind: String, Sendable, CaseIterable {
    /// Bright inside the region, dimmed outside, a line between them.
    case segment
    /// The region alone, enlarged to fill the tile.
    case crop
    /// The whole picture with the region's bounding box.
    case box
    /// The activation map as colours over the grey picture.
    case heat
}

/// One image of a unit: the picture with what the unit looks at.
public struct SheetTile: Sendable {
    /// What there is to show.
    public enum Picture: Sendable {
        /// The picture, its longer side at most a tile's, and the part of it that the unit looks at, of the same size.
        case image(Raster, looksAt: Mask)
        /// A picture as it is.
        case plain(Raster)
        /// The picture with a box on it.
        case boxed(Raster, BoundingBox)
        /// The picture under a map of its size, whose colours end at `maximum`.
        case heat(Raster, Plane, maximum: Float)
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

extension SheetTile {
    /// The tile alone, a square without its caption.
    public func drawn(_ style: SheetStyle) throws(CanvasError) -> Raster {
        let canvas = try Canvas(width: style.tile, height: style.tile, background: SheetStyle.background)
        var texts: [String] = []
        TileDrawing.draw(self, raster, x: 0, y: 0, on: canvas, style, texts: &texts)
        return try canvas.raster()
    }

    /// The picture as it is, of its own shape; nil where there is none.
    public var raster: Raster? { TileDrawing.raster(picture) }
}

/// Draws tiles.
enum TileDrawing {
    /// The picture with everything but `mask` dimmed, and around the mask a bright line of one pixel with a dark one of one
    /// pixel outside of it, so that it reads on pictures of any brightness.
    static func highlighted(_ picture: Raster, _ mask: Mask) -> Raster {
        precondition(picture.width == mask.width && picture.height == mask.height, "a mask of another size")
        return outlined(picture, mask, dimming: SheetStyle.dimming)
    }

    /// The picture with the two lines around `mask`, and what lies outside of them at `dimming` of its brightness.
    static func outlined(_ picture: Raster, _ mask: Mask, dimming: Double = 1) -> Raster {
        var result = picture
        let bright = mask.grown
        let dark = bright.grown
        let dimmed = (0..<256).map { UInt8(Double($0) * dimming) }
        let (inside, light, shade) = (mask.pixels.span, bright.pixels.span, dark.pixels.span)
        var pixels = result.pixels.mutableSpan
        for index in inside.indices where !inside[index] {
            if !shade[index] {
                for channel in 3 * index..<3 * index + 3 { pixels[channel] = dimmed[Int(pixels[channel])] }
                continue
            }
            let color = light[index] ? SheetStyle.outline : SheetStyle.outlineShade
            pixels[3 * index] = color.red
            pixels[3 * index + 1] = color.green
            pixels[3 * index + 2] = color.blue
        }
        return result
    }

    /// The picture as its tile shows it; nil where there is none.
    static func raster(_ picture: SheetTile.Picture) -> Raster? {
        switch picture {
        case .image(let raster, let mask): return highlighted(raster, mask)
        case .plain(let raster): return raster
        case .boxed(let raster, let box):
            let box = inset(box, in: raster)
            let pixels = (0..<raster.width * raster.height).map { index in
                (box.x0..<box.x1).contains(index % raster.width) && (box.y0..<box.y1).contains(index / raster.width)
            }
            return outlined(raster, Mask(width: raster.width, height: raster.height, pixels: pixels))
        case .heat(let raster, let map, let maximum): return heated(raster, map, maximum: maximum)
        case .absent: return nil
        }
    }

    /// The box without what the two lines around it need at the picture's edges.
    private static func inset(_ box: BoundingBox, in picture: Raster) -> BoundingBox {
        func ends(_ low: Int, _ high: Int, _ extent: Int) -> (Int, Int) {
            let room = min(2, (extent - 1) / 2)
            let start = min(max(low, room), extent - room - 1)
            return (start, max(min(high, extent - room), start + 1))
        }
        let (x0, x1) = ends(box.x0, box.x1, picture.width)
        let (y0, y1) = ends(box.y0, box.y1, picture.height)
        return BoundingBox(x0: x0, y0: y0, x1: x1, y1: y1)
    }

    /// The picture in grey under colours from 0 to `maximum`. A colour takes on the brightness of what it covers, and covers
    /// more of it the larger the value: the picture can be read also where a unit that saturates is at its maximum.
    private static func heated(_ picture: Raster, _ map: Plane, maximum: Float) -> Raster {
        precondition(picture.width == map.width && picture.height == map.height, "a map of another size")
        var result = picture
        let values = map.values.span
        let scale = maximum > 0 ? 1 / maximum : 0
        var pixels = result.pixels.mutableSpan
        for index in values.indices {
            let place = min(1, max(0, values[index] * scale))
            let color = ColorMap.uniform.color(at: place)
            let (r, g, b) = (Int(pixels[3 * index]), Int(pixels[3 * index + 1]), Int(pixels[3 * index + 2]))
            let grey = Float((r * 299 + g * 587 + b * 114) / 1000)
            let share = SheetStyle.leastHeat + (SheetStyle.mostHeat - SheetStyle.leastHeat) * place
            let light = 0.3 + 0.85 * grey / 255
            func mixed(_ tone: UInt8) -> UInt8 {
                UInt8(min(255, grey * (1 - share) + Float(tone) * light * share).rounded())
            }
            pixels[3 * index] = mixed(color.red)
            pixels[3 * index + 1] = mixed(color.green)
            pixels[3 * index + 2] = mixed(color.blue)
        }
        return result
    }

    /// Draws `tile` into the square whose top left corner is (x, y), its caption below.
    /// - Parameter picture: The tile's `raster`.
    static func draw(
        _ tile: SheetTile, _ picture: Raster?, x: Int, y: Int, on canvas: Canvas, _ style: SheetStyle,
        texts: inout [String]
    ) {
        let side = Double(style.tile)
        if let picture {
            // A picture that is not square lies on one that is.
            if picture.width != style.tile || picture.height != style.tile {
                canvas.fillRectangle(x: Double(x), y: Double(y), width: side, height: side, SheetStyle.missing)
            }
            canvas.copy(picture, x: x + (style.tile - picture.width) / 2, y: y + (style.tile - picture.height) / 2)
        } else if case .absent(let reason) = tile.picture {
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
