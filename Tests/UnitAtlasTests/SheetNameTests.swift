import Analyses
import Sheets
import TestSupport
import Testing
import Units

@testable import UnitAtlas

/// The default names of the sheets of `atlas` and `unit`.
struct SheetNameTests {
    private static let red = ClassRecord(id: ClassID(0), name: "red, crimson", wnid: nil)
    private static let crane = ClassRecord(id: ClassID(134), name: "crane", wnid: nil)
    private static let machine = ClassRecord(id: ClassID(517), name: "crane", wnid: nil)

    private static func options(_ change: (inout SheetOptions) -> Void) -> SheetOptions {
        var options = SheetOptions()
        change(&options)
        return options
    }

    @Test(arguments: [
        (options { _ in }, ""), (options { $0.order = .against }, "-against"),
        (options { $0.order = .versus(machine) }, "-versus-0517-crane"),
        (options { $0.isFromClass = true }, "-from-class"),
        (options { $0.measure = .contribution }, "-by-contribution"),
        (options { ($0.order, $0.measure) = (.against, .ablation) }, "-against-by-ablation"),
        (options { $0.isDistinct = true }, "-distinct"), (options { $0.rows = 3 }, "-rows-3"),
        (options { $0.columns = 5 }, "-columns-5"), (options { $0.columns = 9 }, ""),
        (options { $0.kind = .heat }, "-heat"), (options { $0.tileSize = 64 }, "-tile-size-64"),
        (options { $0.method = .quantile(share: 0.005) }, "-quantile"),
        (options { $0.method = .quantile(share: 0.01) }, "-quantile-share-0.01"),
        (options { $0.method = .threshold(fraction: 0.3, of: .unit) }, "-fraction-0.3-of-unit"),
        (options { $0.method = .synthetic(diameter: 40) }, "-synthetic-diameter-40"),
        (options { $0.method = .estimated(level: 0.25) }, "-estimated"),
        (
            options {
                ($0.order, $0.rows, $0.columns, $0.kind, $0.isDistinct) = (.versus(crane), 4, 7, .heat, true)
            }, "-versus-0134-crane-rows-4-columns-7-distinct-heat"
        ),
    ])
    func marks(options: SheetOptions, mark: String) {
        #expect(SheetFiles.name(options.parameters(of: Self.red, head: nil)) == "class-0000-red\(mark).png")
    }

    @Test func sheetsOfUnitsAndHeads() {
        let wide = Self.options { ($0.columns, $0.rows) = (24, 3) }
        #expect(SheetFiles.name(wide.parameters(of: UnitID(7), head: nil)) == "unit-0007-columns-24.png")
        #expect(SheetFiles.name(SheetOptions().parameters(of: UnitID(7), head: "warm")) == "unit-0007-head-warm.png")
        #expect(
            SheetFiles.name(SheetOptions().parameters(of: Self.red, head: "my head"))
                == "class-0000-red-head-my_head.png")
    }

    /// What a picture depends on, and nothing else, decides its name.
    @Test func differentOptionsNeverGiveOneName() {
        var random = SeededGenerator(seed: 11)
        var found: [String: String] = [:]
        for _ in 0..<5000 {
            let options = Self.random(&random)
            let head = ["native", "warm", "warm-rows-3", "rows 3", "from-class"].randomElement(using: &random)
            let known = head == "native" ? nil : head
            for (name, content) in [
                (
                    SheetFiles.name(options.parameters(of: Self.red, head: known)),
                    "class \(options.order) \(options.measure) \(options.isFromClass) \(options.rows) \(options.columns ?? 9)"
                ),
                (
                    SheetFiles.name(options.parameters(of: UnitID(0), head: known)),
                    "unit \(options.columns ?? 12)"
                ),
            ] {
                let whole =
                    content
                    + " \(known ?? "") \(options.kind) \(options.method) \(options.isDistinct) \(options.tileSize)"
                if let other = found.updateValue(whole, forKey: name) { #expect(other == whole, "\(name)") }
            }
        }
        #expect(found.count > 5000)
        #expect(Set(found.values).count == found.count)
    }

    private static func random(_ random: inout SeededGenerator) -> SheetOptions {
        func one<T>(_ values: [T]) -> T { values[Int.random(in: 0..<values.count, using: &random)] }
        return options {
            $0.order = one([.strongest, .against, .versus(crane), .versus(machine)])
            $0.kind = one(TileKind.allCases)
            $0.measure = one(UnitMeasure.allCases)
            $0.method = one([
                .standard, .threshold(fraction: 0.4, of: .unit), .threshold(fraction: 0.45, of: .image),
                .quantile(share: 0.005), .quantile(share: 0.4), .synthetic(diameter: 65), .synthetic(diameter: 0.25),
                .estimated(level: 0.25), .estimated(level: 0.4),
            ])
            ($0.isDistinct, $0.isFromClass) = (one([true, false]), one([true, false]))
            ($0.rows, $0.columns, $0.tileSize) = (one([3, 10, 33]), one([nil, 3, 9, 12]), one([64, 112]))
        }
    }
}
