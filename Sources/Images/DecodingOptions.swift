/// How transparency is decoded.
public enum AlphaRule: String, Sendable, Codable, CaseIterable {
    /// Ignored: the colours as stored, as in PIL's `convert("RGB")`, which networks are trained with.
    case drop
    /// Composited over white.
    case white
    /// Composited over black.
    case black

    /// The grey level under transparent pixels; nil if alpha is ignored.
    var background: UInt8? {
        switch self {
        case .drop: nil
        case .white: 255
        case .black: 0
        }
    }

    /// Blends 8-bit levels like PIL's `paste` with a mask.
    @inline(__always)
    static func blend(_ level: UInt8, _ alpha: UInt8, over background: UInt8) -> UInt8 {
        let sum = Int(level) * Int(alpha) + Int(background) * (255 - Int(alpha)) + 128
        return UInt8((sum >> 8 + sum) >> 8)
    }
}

/// Options for decoding image files. The defaults match PIL's `Image.open(f).convert("RGB")`.
public struct DecodingOptions: Sendable, Equatable, Codable {
    /// Whether the EXIF orientation (JPEG's APP1, PNG's eXIf, WebP's EXIF) is applied.
    public var appliesOrientation: Bool
    /// What becomes of transparency.
    public var alpha: AlphaRule

    /// Options; by default those of training pipelines.
    public init(appliesOrientation: Bool = false, alpha: AlphaRule = .drop) {
        self.appliesOrientation = appliesOrientation
        self.alpha = alpha
    }
}
