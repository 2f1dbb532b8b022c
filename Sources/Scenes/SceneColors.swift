import Units
import Images

/// The colours of scenes.
enum SceneColors {
    /// The colours of parts and clutter.
    static let strong: [UInt32] = [
        0xD64545, 0xE07A3F, 0xE9B44C, 0x8DB04A, 0x4C9A5B, 0x3BA39A, 0x3D8FC4, 0x4A63B8, 0x7B5BB5, 0xB755A2, 0xD4698A,
        0x9A6B45, 0xF2F0E6, 0x5C6670,
    ]
    /// The names of `strong`.
    private static let names = [
        "red", "orange", "yellow", "green", "green", "teal", "blue", "blue", "purple", "purple", "pink", "brown",
        "white",
        "grey",
    ]
    /// The colours of second surfaces of parts.
    static let light: [UInt32] = [0xFFF3D6, 0xF6E0B5, 0xFADADD, 0xD9EEF7, 0xDDF0D8, 0xE9E0F5, 0xF7F7F2, 0xFFE08A]
    /// The colours of outlines and letters.
    static let dark: [UInt32] = [0x22252B, 0x2E2438, 0x1F2F3A, 0x33241E, 0x26331F]
    /// The colours of backdrops.
    static let soft: [UInt32] = [
        0xCFE3F1, 0xE8DCC6, 0xD3E5CC, 0xEBD3CE, 0xDAD2EA, 0xC9DDDB, 0xF3EBD2, 0xB9C7D6, 0xC7BCA6, 0xA9C2A5, 0xD8D8D4,
        0x8FA9BF, 0xB08F83, 0x8C9C86,
    ]

    /// Returns one of `list` with each component changed by at most `amount`.
    static func pick(_ list: [UInt32], varied amount: Int, _ random: inout SceneRandom) -> Color {
        let base = Color(random.pick(list))
        func vary(_ value: UInt8) -> UInt8 {
            UInt8(min(255, max(0, Int(value) + random.from(-amount...amount))))
        }
        let red = vary(base.red)
        let green = vary(base.green)
        return Color(red: red, green: green, blue: vary(base.blue))
    }

    /// Returns the name of a colour: that of the nearest one of `strong`, the first of several.
    static func name(of color: Color) -> String {
        let distances = strong.map { difference(Color($0), color) }
        return names[distances.indices.min { distances[$0] < distances[$1] } ?? 0]
    }

    /// Returns the sum of the absolute differences of the components.
    static func difference(_ a: Color, _ b: Color) -> Int {
        abs(Int(a.red) - Int(b.red)) + abs(Int(a.green) - Int(b.green)) + abs(Int(a.blue) - Int(b.blue))
    }

    /// Returns colours for an object that contrast with `backdrop`.
    static func palette(on backdrop: Color, _ random: inout SceneRandom) -> Scene.Palette {
        var main = pick(strong, varied: 14, &random)
        for _ in 0..<6 where difference(main, backdrop) < 120 { main = pick(strong, varied: 14, &random) }
        var second = pick(light, varied: 8, &random)
        for _ in 0..<6 where difference(main, second) < 110 { second = pick(light, varied: 8, &random) }
        return Scene.Palette(main: main, second: second, ink: pick(dark, varied: 8, &random))
    }
}
