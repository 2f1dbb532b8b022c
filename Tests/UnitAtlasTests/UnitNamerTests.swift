import Annotations
import Foundation
import Images
import Reporting
import Store
import TestSupport
import Testing

@testable import UnitAtlas

/// Names of units from a run that was interrupted.
struct UnitNamerTests {
    private static func picture(_ index: Int, size: Int = 8) -> Raster {
        TinyImages.picture(width: size, height: size) { x, y in
            (x + index) % 8 < 4 && y < 4 ? [UInt8(155 + index), 0, 0] : [0, 0, UInt8(100 + 2 * index)]
        }
    }

    private static func name(_ index: Int) -> String { "images/s\(index < 10 ? "0" : "")\(index).png" }

    /// Twenty pictures with masks, and two atlases of them.
    private static func atlases() throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let model = try TinyClassifier.write(to: folder)
        for index in 0..<20 {
            try TinyImages.write(Self.picture(index), to: folder, name(index))
            let mask = TinyImages.picture { x, y in
                let isRed = (x + index) % 8 < 4 && y < 4
                return isRed ? [10, 10, 10] : [20, 20, 20]
            }
            try TinyImages.write(mask, to: folder, name(index).replacing("images/", with: "masks/"))
        }
        try folder.write("value,name\n10,red\n20,blue\n", to: "masks/masks.csv")
        for atlas in ["a.sqlite", "b.sqlite"] {
            var index = IndexRequest()
            (index.model, index.images) = (model, folder.file("images"))
            _ = try Atlas.index(index, into: folder.file(atlas))
        }
        return folder
    }

    private static func name(
        _ folder: TemporaryFolder, _ atlas: String, block: Int, progress: (IndexProgress) -> Void = { _ in }
    ) throws -> UnitNamingReport {
        var request = UnitNamingRequest(objects: .masks(folder.file("masks")))
        request.block = block
        return try Atlas(folder.file(atlas)).nameUnits(request, progress: progress)
    }

    @Test func anInterruptedRunGoesOnWhereItWas() throws {
        let folder = try Self.atlases()
        let whole = try Self.name(folder, "a.sqlite", block: 100)
        #expect(whole.images == 20)
        #expect(whole.table().rows[0][1] == .text("red") && whole.table().rows[2][1] == .text("blue"))

        // An image that has changed ends the run in its third block.
        try TinyImages.write(Self.picture(15, size: 9), to: folder, Self.name(15))
        #expect(throws: UnitAtlasError.image(path: "s15.png", .changed(atlas: folder.file("b.sqlite")))) {
            try Self.name(folder, "b.sqlite", block: 6)
        }
        let reader = try AtlasReader(path: folder.file("b.sqlite"))
        #expect(try reader.unitConcepts().isEmpty)
        reader.close()
        // What was counted is not read again: these would be missed.
        try TinyImages.write(Self.picture(15), to: folder, Self.name(15))
        for index in 0..<12 { try folder.write("no picture", to: Self.name(index)) }
        var progress: [IndexProgress] = []
        let resumed = try Self.name(folder, "b.sqlite", block: 6) { progress.append($0) }
        #expect(resumed.unreadable.isEmpty)
        #expect(resumed.json() == whole.json())
        // Progress is that of this run.
        #expect(progress.first?.done == 1 && progress.last?.done == 8)
        #expect(progress.allSatisfy { $0.total == 8 })
    }

    @Test func aRunStartsAnewWhereMasksMeanSomethingElse() throws {
        let folder = try Self.atlases()
        try TinyImages.write(Self.picture(15, size: 9), to: folder, Self.name(15))
        #expect(throws: UnitAtlasError.image(path: "s15.png", .changed(atlas: folder.file("b.sqlite")))) {
            try Self.name(folder, "b.sqlite", block: 6)
        }
        try TinyImages.write(Self.picture(15), to: folder, Self.name(15))
        // The same names in the same order, of other values.
        try folder.write("value,name\n20,red\n10,blue\n", to: "masks/masks.csv")
        let whole = try Self.name(folder, "a.sqlite", block: 100)
        #expect(whole.table().rows[0][1] == .text("blue") && whole.table().rows[2][1] == .text("red"))
        let resumed = try Self.name(folder, "b.sqlite", block: 6)
        #expect(resumed.images == 20 && resumed.json() == whole.json())
    }

    /// Names that chance explains are kept in the table, and shown nowhere.
    @Test func onlyNamesThatExceedChanceAreShown() throws {
        let folder = try Self.atlases()
        let report = try Self.name(folder, "a.sqlite", block: 100)
        #expect([0, 2].allSatisfy { report.naming.names[$0]?.isDetector == true })
        // The whole of every picture is one concept: units overlap it, in whatever order the pictures are.
        for index in 0..<20 {
            let mask = TinyImages.picture { _, _ in [10, 10, 10] }
            try TinyImages.write(mask, to: folder, Self.name(index).replacing("images/", with: "whole/"))
        }
        try folder.write("value,name\n10,whole\n", to: "whole/masks.csv")
        let atlas = try Atlas(folder.file("a.sqlite"))
        var request = UnitNamingRequest(objects: .masks(folder.file("whole")))
        request.orders = 100
        let whole = try atlas.nameUnits(request)
        #expect(whole.detectors == 0 && whole.overlappingUnits >= 2)
        #expect(whole.naming.names.compactMap { $0 }.allSatisfy { $0.p == 1 && $0.q == 1 })
        let stored = try atlas.reader.unitConcepts()
        #expect(stored.contains { $0.intersectionOverUnion > 0.04 && $0.support.q == 1 })
        #expect(stored.allSatisfy { !$0.support.isDetector && $0.concept == "whole" })
        #expect(try atlas.reader.detectorNames().isEmpty && atlas.reader.bestConcepts().isEmpty)
    }
}
