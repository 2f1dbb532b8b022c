import Foundation
package import Images

/// Small pictures made in code.
package enum TinyImages {
    package static let red: [UInt8] = [255, 0, 0]
    package static let green: [UInt8] = [0, 255, 0]
    package static let blue: [UInt8] = [0, 0, 255]
    package static let black: [UInt8] = [0, 0, 0]
    package static let white: [UInt8] = [255, 255, 255]

    /// 8×8 pixels; `color` gives [r, g, b] at (x, y).
    package static func picture(
        width: Int = 8, height: Int = 8, _ color: (_ x: Int, _ y: Int) -> [UInt8]
    ) -> Raster {
        var pixels: [UInt8] = []
        for y in 0..<height {
            for x in 0..<width { pixels += color(x, y) }
        }
        return Raster(width: width, height: height, pixels: pixels)
    }

    /// Six pictures for `TinyClassifier`. Folders are labels; `blue/odd.png` is labelled blue and seen as red, and
    /// `plain.png` has no label.
    package static func writeSix(to folder: TemporaryFolder, name: String = "images") throws -> String {
        try write(picture { _, _ in red }, to: folder, name + "/red/full.png")
        try write(picture { x, _ in x < 4 ? red : black }, to: folder, name + "/red/left.png")
        try write(picture { _, _ in green }, to: folder, name + "/green/full.png")
        try write(picture { _, _ in blue }, to: folder, name + "/blue/full.png")
        try write(picture { _, y in y < 4 ? blue : red }, to: folder, name + "/blue/odd.png")
        try write(picture { _, _ in white }, to: folder, name + "/plain.png")
        return folder.file(name)
    }

    /// Writes a picture as PNG.
    package static func write(_ picture: Raster, to folder: TemporaryFolder, _ name: String) throws {
        try folder.write(Data(try PNGCodec.encode(picture)), to: name)
    }

    /// `count` random pictures of 6 to 30 pixels a side, called `a/0000.png` and so on in four folders. Every fifth is
    /// the one before it once more, so that ties occur; every 17th is cut short.
    package static func writeMany(_ count: Int, seed: UInt64, to folder: TemporaryFolder, name: String) throws -> String
    {
        var random = SeededGenerator(seed: seed)
        var last: [UInt8] = []
        for index in 0..<count {
            if index % 5 != 4 || last.isEmpty {
                let (width, height) = (Int.random(in: 6...30, using: &random), Int.random(in: 6...30, using: &random))
                let (bottom, top) = (
                    (0..<3).map { _ in Int.random(in: 0...255, using: &random) },
                    (0..<3).map { _ in Int.random(in: 0...255, using: &random) }
                )
                let shown = picture(width: width, height: height) { x, y in
                    (0..<3).map { channel in
                        let place = (x * 3 + y * 5 + channel * 7) % 11
                        return UInt8((bottom[channel] * place + top[channel] * (10 - place)) / 10)
                    }
                }
                last = try PNGCodec.encode(shown)
            }
            let kept = index % 17 == 16 ? Array(last.prefix(last.count / 2)) : last
            let file = ["a", "b", "c", "d"][index % 4] + "/" + String(format: "%04d", index) + ".png"
            try folder.write(Data(kept), to: name + "/" + file)
        }
        return folder.file(name)
    }
}
