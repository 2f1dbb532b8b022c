public import Images

/// The description of a scene. It consists of integers, so that it is the same on every machine.
///
/// Lengths and positions are in eighths of a pixel, angles in degrees clockwise.
public struct Scene: Sendable, Hashable {
    /// The side of every image in pixels.
    public static let side = 128
    /// The units of length per pixel.
    public static let unitsPerPixel = 8

    public let seed: UInt64
    public let index: Int
    public let sceneClass: SceneClass
    public let backdrop: Backdrop
    /// Small objects without a class, drawn first.
    public let clutter: [Clutter]
    /// Parts and words in drawing order; later ones hide earlier ones.
    public let objects: [Object]

    /// Creates a scene from its contents; ``init(seed:index:)`` composes one.
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

    /// The colours of one object.
    public struct Palette: Sendable, Hashable {
        public let main: Color
        public let second: Color
        public let ink: Color
    }

    /// The placement of an object: its centre, half of its extent, and its rotation.
    public struct Placement: Sendable, Hashable {
        public let x: Int
        public let y: Int
        public let radius: Int
        public let angle: Int
        public let isMirrored: Bool
    }

    /// A part or a word.
    public struct Object: Sendable, Hashable {
        /// The kind of the object.
        public enum Kind: Sendable, Hashable {
            case part(Part)
            /// Capital letters, on a board if `hasBoard`. The radius is half of the letters' height.
            case word(String, hasBoard: Bool)
        }

        public let kind: Kind
        public let placement: Placement
        public let palette: Palette

        /// The object in captions: `a red wheel`, `the word OPEN`.
        public var words: String {
            switch kind {
            case .part(let part):
                let color = SceneColors.name(of: palette.main)
                return (color.hasPrefix("o") ? "an " : "a ") + color + " " + part.name
            case .word(let word, _): return "the word " + word
            }
        }
    }

    /// An object that belongs to no class.
    public struct Clutter: Sendable, Hashable {
        /// The shape.
        public enum Kind: Int, Sendable, CaseIterable {
            case blot, stick, ring, triangle, cross, zigzag, dots
        }

        public let kind: Kind
        public let placement: Placement
        public let color: Color
    }

    /// The backdrop.
    public struct Backdrop: Sendable, Hashable {
        /// The pattern.
        public enum Kind: Int, Sendable, CaseIterable {
            case plain, fade, stripes, checks, dots, hills
        }

        public let kind: Kind
        public let first: Color
        public let second: Color
        /// The width and the offset of the pattern.
        public let period: Int
        public let phase: Int
        public let angle: Int
    }

    /// The parts in the scene, including those outside the recipe.
    public var parts: [Part] {
        objects.compactMap { if case .part(let part) = $0.kind { part } else { nil } }
    }

    /// The words in the scene.
    public var words: [String] {
        objects.compactMap { if case .word(let word, _) = $0.kind { word } else { nil } }
    }

    /// The file name: `scene-00042.png`.
    public var fileName: String {
        let digits = String(index)
        return "scene-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits + ".png"
    }
}
