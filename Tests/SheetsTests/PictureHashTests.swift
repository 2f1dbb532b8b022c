import Images
import TestSupport
import Testing

@testable import Sheets

struct PictureHashTests {
    /// Brightness in waves, of a size and phase of their own.
    private func waves(_ width: Int, _ height: Int, phase: Double, tint: Double = 0) -> Raster {
        TinyImages.picture(width: width, height: height) { x, y in
            let (u, v) = (Double(x) / Double(width), Double(y) / Double(height))
            let level = 120 + 60 * sine(7 * u + 3 * v * v + phase) + 40 * sine(11 * v - 2 * u)
            return [UInt8(level), UInt8(level * (1 - tint)), UInt8(level)]
        }
    }

    private func sine(_ x: Double) -> Double {
        // Bhaskara's approximation will do, and needs nothing of the platform.
        let turn = 2 * Double.pi
        let t = x - (x / turn).rounded(.down) * turn
        let half = t < Double.pi ? t : t - Double.pi
        let value = 16 * half * (Double.pi - half) / (5 * Double.pi * Double.pi - 4 * half * (Double.pi - half))
        return t < Double.pi ? value : -value
    }

    @Test func sizesDoNotMatterAndContentsDo() {
        let hash = PictureHash(waves(120, 90, phase: 0))
        #expect(hash.looksLike(PictureHash(waves(240, 180, phase: 0))))
        #expect(!hash.looksLike(PictureHash(waves(120, 90, phase: 2))))
        #expect(!hash.looksLike(PictureHash(waves(120, 90, phase: 0, tint: 0.5))))
    }
}
