/// What becomes of an image's transparency.
public enum AlphaRule: String, Sendable, Codable, CaseIterable {
    /// The colours as stored, whatever their alpha: what PIL's `convert("RGB")` gives and networks are trained on.
    case drop
    /// Composited over white.
    case white
    /// Composited over black.
    case black

    /// The grey level under transparent pixels, nil where alpha is dropped.
    var background: UInt8? {
        switch self {
        case .drop: nil
        case .white: 255
        case .black: 0
        }
    }
}

/// How an image file becomes pixels. The defaults are those of PIL's `Image.open(f).convert("RGB")`.
public struct DecodingOptions: Sendable, Equatable, Codable {
    /// Whether the EXIF orientation (JPEG's APP1, PNG's eXIf) turns the picture.
    public var appliesOrientation: Bool
    public var alpha: AlphaRule

    public init(appliesOrientation: Bool = false, alpha: AlphaRule = .drop) {
        self.appliesOrientation = appliesOrientation
        self.alpha = alpha
    }
}
