package import Images

/// The sizes and colours of all sheets. Sizes are in pixels.
package struct SheetStyle: Sendable, Equatable {
    /// Side of a tile.
    package var tile = 112
    /// Space between tiles.
    package var gap = 8
    /// Space around a sheet.
    package var margin = 24
    /// Width of the column that describes a unit.
    package var legend = 268
    /// Space between that column and the tiles.
    package var gutter = 20
    /// Space under a tile for its caption.
    package var caption = 16
    /// Space between rows.
    package var rowGap = 14
    /// Height of a weight's bar.
    package var bar = 8
    /// Whether text is drawn; tests compare pixels without it.
    package var drawsText = true

    /// The factor for the brightness of pixels outside a mask.
    package static let dimming = 0.45

    /// Opacity of a map's colours where the map is 0, and where it is largest.
    package static let leastHeat: Float = 0.45
    package static let mostHeat: Float = 0.8

    package static let background = Color.white
    package static let ink = Color(0x1F2328)
    package static let faintInk = Color(0x6A737D)
    package static let rule = Color(0xE3E6EA)
    package static let positive = Color(0x2F7D4F)
    package static let negative = Color(0xB5443A)
    package static let track = Color(0xEEF0F2)
    /// The line around a region.
    package static let outline = Color(0xFFD84D)
    /// The line around that line, which makes it visible on bright pictures.
    package static let outlineShade = Color(0x1A1A1A)
    /// Captions of images of the sheet's own class.
    package static let ownClass = Color(0x1F6FB2)
    /// The background of missing pictures and of pictures that are not square.
    package static let missing = Color(0xF3F4F6)

    package static let title = TextStyle(size: 26, weight: .bold, color: ink)
    package static let subtitle = TextStyle(size: 14, color: faintInk)
    package static let heading = TextStyle(size: 16, weight: .bold, color: ink)
    package static let number = TextStyle(size: 14, weight: .bold, color: ink)
    package static let body = TextStyle(size: 13, color: ink)
    package static let note = TextStyle(size: 12, color: faintInk)

    /// The default style.
    package init() {}

    /// Width of `count` tiles with the gaps between them.
    func tilesWidth(_ count: Int) -> Int { count * tile + max(0, count - 1) * gap }

    /// The x of the first tile.
    var tilesLeft: Int { margin + legend + gutter }

    /// Checks, before anything is drawn, that a sheet of `rows` rows with `columns` tiles each is not too large.
    ///
    /// - Throws: `SheetError.tooLarge`.
    package func check(rows: Int, columns: Int) throws(SheetError) {
        do {
            try Canvas.check(width: width(columns: max(1, columns)), height: 2 * margin + rows * (tile + caption + gap))
        } catch {
            throw SheetError(error)
        }
    }

    /// The width of a sheet with `columns` tiles in a row.
    func width(columns: Int) -> Int { tilesLeft + tilesWidth(columns) + margin }
}
