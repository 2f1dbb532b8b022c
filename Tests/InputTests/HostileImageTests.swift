import Images
import TestSupport
import Testing

/// Damaged images give pixels or an error, and never end the program.
struct HostileImageTests {
    @Test(arguments: ImageFixture.all.indices)
    func damagedFilesAreReadOrRefused(_ index: Int) throws {
        let bytes = [UInt8](ImageFixture.all[index].file)
        var random = SeededGenerator(seed: UInt64(index))
        for _ in 0..<40 {
            let damaged = Self.damaged(bytes, using: &random)
            guard let raster = try? ImageFile.decode(bytes: damaged, name: "x") else { continue }
            #expect(raster.pixels.count == raster.width * raster.height * 3)
        }
    }

    /// Returns the file with a few bytes changed, removed or added, or cut short.
    private static func damaged(_ bytes: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
        var damaged = bytes
        // Headers decide more than pixels do.
        let limit = Bool.random(using: &random) ? min(64, bytes.count) : bytes.count
        for _ in 0..<Int.random(in: 1...4, using: &random) {
            let place = Int.random(in: 0..<min(limit, damaged.count), using: &random)
            switch Int.random(in: 0..<6, using: &random) {
            case 0: damaged.remove(at: place)
            case 1: damaged.insert(UInt8.random(in: 0...255, using: &random), at: place)
            case 2: damaged[place] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? 0
            default: damaged[place] ^= UInt8.random(in: 1...255, using: &random)
            }
        }
        if Int.random(in: 0..<5, using: &random) == 0 {
            damaged.removeLast(Int.random(in: 0..<damaged.count, using: &random))
        }
        return damaged
    }
}
