import Foundation

/// A resampling filter, with the names and results of Pillow.
///
/// `nearest` picks one pixel. The others are weighted averages whose support grows with the reduction, to avoid aliasing.
/// The raw value is the name used in configurations.
public enum ResamplingFilter: String, Sendable, Codable, CaseIterable {
    case nearest, box, bilinear, hamming, bicubic, lanczos

    /// Half the width of the kernel at scale 1, in pixels; 0 for `nearest`, which has no kernel.
    var support: Double {
        switch self {
        case .nearest: 0
        case .box: 0.5
        case .bilinear, .hamming: 1
        case .bicubic: 2
        case .lanczos: 3
        }
    }

    /// Returns the kernel at distance `x` from its centre, not normalized.
    func kernel(_ x: Double) -> Double {
        let distance = abs(x)
        switch self {
        case .nearest:
            return 1
        case .box:
            return x > -0.5 && x <= 0.5 ? 1 : 0
        case .bilinear:
            return distance < 1 ? 1 - distance : 0
        case .hamming:
            guard distance < 1 else { return 0 }
            guard distance > 0 else { return 1 }
            let angle = distance * .pi
            // Pillow has these two constants in single precision, which affects the last bit of weights.
            return sin(angle) / angle * (Double(0.54 as Float) + Double(0.46 as Float) * cos(angle))
        case .bicubic:
            // Keys' cubic with a = -0.5.
            let a = -0.5
            if distance < 1 { return ((a + 2) * distance - (a + 3)) * distance * distance + 1 }
            return distance < 2 ? (((distance - 5) * distance + 8) * distance - 4) * a : 0
        case .lanczos:
            return x >= -3 && x < 3 ? Self.sinc(x) * Self.sinc(x / 3) : 0
        }
    }

    private static func sinc(_ x: Double) -> Double {
        x == 0 ? 1 : sin(x * .pi) / (x * .pi)
    }
}
