public import Images

/// What one image shows, before it is drawn: integers only, so that it is the same on every machine.
///
/// Lengths and places are in eighths of a pixel, angles in degrees clockwise.
public struct Scene: Sendable, Hashable {
    /// The sides of every image, in pixels.
    public static let side = 128
    /// Units of length in a pixel.
    public static let unitsPerPixel = 8

    public let seed: UInt64
    public let index: Int
    public let sceneClass: SceneClass
    public let backdrop: Backdrop
    /// Small things that belong to no class, drawn first.
    public let clutter: [Clutter]
    /// Parts and words in the order in which they are drawn: later ones hide earlier ones.
    public let objects: [Object]

    /// A scene of these things, as it is or changed; ``init(seed:index:)`` composes one.
    public init(
        seed: UInt64, index: Int, sceneClass: SceneClass, backdrop: Backdrop, clutter: [Clutter], objects: [Object]
    ) {
        self.seed = seed
        self.index = index
        self.sceneClass = sceneClass
        self.backdrop = backdrop
        self.clutter = clutter
        self.objects = objects
    }

    /// The colours of one thing.
    public struct Palette: Sendable, Hashable {
        public let main: Color
        public let second: Color
        public let ink: Color
    }

    /// Where a thing stands: the place of its middle, half of its extent, and how it is turned.
    public struct Placement: Sendable, Hashable {
        public let x: Int
        public let y: Int
        public let radius: Int
        public let angle: Int
        public let isMirrored: Bool
    }

    /// A part or a word.
    public struct Object: Sendable, Hashable {
        /// What it is.
        public enum Kind: Sendable, Hashable {
            case part(Part)
            /// Capital letters; on a board where `hasBoard`. Its radius is half of the letters' height.
            case word(String, hasBoard: Bool)
        }

        public let kind: Kind
        public let placement: Placement
        public let palette: Palette

        /// As people would say it: `a red wheel`, `the word OPEN`.
        public var words: String {
            switch kind {
            case .part(let part):
                let color = SceneColors.name(of: palette.main)
                return (color.hasPrefix("o") ? "an " : "a ") + color + " " + part.name
            case .word(let word, _): return "the word " + word
            }
        }
    }

    /// A thing that belongs to no class.
    public struct Clutter: Sendable, Hashable {
        /// Its shape.
        public enum Kind: Int, Sendable, CaseIterable {
            case blot, stick, ring, triangle, cross, zigzag, dots
        }

        public let kind: Kind
        public let placement: Placement
        public let color: Color
    }

    /// What lies behind everything.
    public struct Backdrop: Sendable, Hashable {
        /// Its pattern.
        public enum Kind: Int, Sendable, CaseIterable {
            case plain, fade, stripes, checks, dots, hills
        }

        public let kind: Kind
        public let first: Color
        public let second: Color
        /// Width of the pattern, and where it begins.
        public let period: Int
        public let phase: Int
        public let angle: Int
    }

    /// The parts that are drawn, those of the recipe and others.
    public var parts: [Part] {
        objects.compactMap { if case .part(let part) = $0.kind { part } else { nil } }
    }

    /// The words that are drawn.
    public var words: [String] {
        objects.compactMap { if case .word(let word, _) = $0.kind { word } else { nil } }
    }

    /// `scene-00042.png`.
    public var fileName: String {
        let digits = String(index)
        return "scene-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits + ".png"
    }
}
