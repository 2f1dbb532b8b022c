package import Images

/// The description of a scene. It consists of integers, so that it is the same on every machine.
///
/// Lengths and positions are in eighths of a pixel, angles in degrees clockwise.
package struct Scene: Sendable, Hashable {
    /// The side of every image in pixels.
    package static let side = 128
    /// The units of length per pixel.
    package static let unitsPerPixel = 8

    package let seed: UInt64
    package let index: Int
    package let sceneClass: SceneClass
    package let backdrop: Backdrop
    /// Small objects without a class, drawn first.
    package let clutter: [Clutter]
    /// Parts and words in drawing order; later ones hide earlier ones.
    package let objects: [Object]

    /// Creates a scene from its contents; ``init(seed:index:)`` composes one.
    package init(
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
    package struct Palette: Sendable, Hashable {
        package let main: Color
        package let second: Color
        package let ink: Color
    }

    /// The placement of an object: its centre, half of its extent, and its rotation.
    package struct Placement: Sendable, Hashable {
        package let x: Int
        package let y: Int
        package let radius: Int
        package let angle: Int
        package let isMirrored: Bool
    }

    /// A part or a word.
    package struct Object: Sendable, Hashable {
        /// The kind of the object.
        package enum Kind: Sendable, Hashable {
            case part(Part)
            /// Capital letters, on a board if `hasBoard`. The radius is half of the letters' height.
            case word(String, hasBoard: Bool)
        }

        package let kind: Kind
        package let placement: Placement
        package let palette: Palette

        /// The object in captions: `a red wheel`, `the word OPEN`.
        package var words: String {
            switch kind {
            case .part(let part):
                let color = SceneColors.name(of: palette.main)
                return (color.hasPrefix("o") ? "an " : "a ") + color + " " + part.name
            case .word(let word, _): return "the word " + word
            }
        }
    }

    /// An object that belongs to no class.
    package struct Clutter: Sendable, Hashable {
        /// The shape.
        package enum Kind: Int, Sendable, CaseIterable {
            case blot, stick, ring, triangle, cross, zigzag, dots
        }

        package let kind: Kind
        package let placement: Placement
        package let color: Color
    }

    /// The backdrop.
    package struct Backdrop: Sendable, Hashable {
        /// The pattern.
        package enum Kind: Int, Sendable, CaseIterable {
            case plain, fade, stripes, checks, dots, hills
        }

        package let kind: Kind
        package let first: Color
        package let second: Color
        /// The width and the offset of the pattern.
        package let period: Int
        package let phase: Int
        package let angle: Int
    }

    /// The parts in the scene, including those outside the recipe.
    package var parts: [Part] {
        objects.compactMap { if case .part(let part) = $0.kind { part } else { nil } }
    }

    /// The words in the scene.
    package var words: [String] {
        objects.compactMap { if case .word(let word, _) = $0.kind { word } else { nil } }
    }

    /// The file name: `scene-00042.png`.
    package var fileName: String {
        let digits = String(index)
        return "scene-" + String(repeating: "0", count: max(0, 5 - digits.count)) + digits + ".png"
    }
}
