public import Images

/// Every size and colour of the sheets, named once. Sizes are pixels.
public struct SheetStyle: Sendable, Equatable {
    /// Side of a tile.
    public var tile = 112
    /// Between tiles.
    public var gap = 8
    /// Around a sheet.
    public var margin = 24
    /// The column that tells about a unit.
    public var legend = 268
    /// Between that column and the tiles.
    public var gutter = 20
    /// Under a tile, for its caption.
    public var caption = 16
    /// Between rows.
    public var rowGap = 14
    /// Height of a weight's bar.
    public var bar = 8
    /// Whether text is drawn; tests compare pixels without it.
    public var drawsText = true

    /// What is left of the brightness of pixels that a unit does not look at.
    public static let dimming = 0.45

    /// What a map's colours cover of a picture, where it is 0 and where it is largest.
    public static let leastHeat: Float = 0.45
    public static let mostHeat: Float = 0.8

    public static let background = Color.white
    public static let ink = Color(0x1F2328)
    public static let faintInk = Color(0x6A737D)
    public static let rule = Color(0xE3E6EA)
    public static let positive = Color(0x2F7D4F)
    public static let negative = Color(0xB5443A)
    public static let track = Color(0xEEF0F2)
    /// Where a region ends.
    public static let outline = Color(0xFFD84D)
    /// Around that line, so that it is seen on bright pictures too.
    public static let outlineShade = Color(0x1A1A1A)
    /// Captions of images of the sheet's class.
    public static let ownClass = Color(0x1F6FB2)
    /// Tiles without a picture, and behind those that are not square.
    public static let missing = Color(0xF3F4F6)

    public static let title = TextStyle(size: 26, weight: .bold, color: ink)
    public static let subtitle = TextStyle(size: 14, color: faintInk)
    public static let heading = TextStyle(size: 16, weight: .bold, color: ink)
    public static let number = TextStyle(size: 14, weight: .bold, color: ink)
    public static let body = TextStyle(size: 13, color: ink)
    public static let note = TextStyle(size: 12, color: faintInk)

    /// The style of all sheets.
    public init() {}

    /// Width of `count` tiles with the gaps between them.
    func tilesWidth(_ count: Int) -> Int { count * tile + max(0, count - 1) * gap }

    /// Where the tiles begin.
    var tilesLeft: Int { margin + legend + gutter }

    /// Refuses sheets that are too large, before anything is drawn for them: with `rows` of `columns` tiles each, and
    /// whatever stands around them.
    ///
    /// - Throws: `CanvasError.size`.
    public func check(rows: Int, columns: Int) throws(CanvasError) {
        try Canvas.check(width: width(columns: max(1, columns)), height: 2 * margin + rows * (tile + caption + gap))
    }

    /// The whole width of a sheet with `columns` tiles in a row.
    func width(columns: Int) -> Int { tilesLeft + tilesWidth(columns) + margin }
}
