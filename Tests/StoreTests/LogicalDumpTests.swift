import Foundation
import GRDB
import Store
import TestSupport
import Testing

@Suite struct LogicalDumpTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test(arguments: [1, 2, 3, 4]) func itDoesNotDependOnTheOrderOfImagesOrBatches(seed: UInt64) throws {
        var atlas = AtlasContents.random(images: 30)
        atlas.write(to: folder.file("a.sqlite"))
        var random = SeededGenerator(seed: seed)
        let images = atlas.images.shuffled(using: &random)
        atlas.header.createdAt = "2031-01-01T00:00:00Z"
        let writer = try atlas.writer(folder.file("b.sqlite"))
        for start in stride(from: 0, to: 30, by: 7) {
            try writer.commit(images: Array(images[start..<min(start + 7, 30)]), units: [])
        }
        try writer.commit(images: [], units: atlas.units.shuffled(using: &random))
        try writer.finish()
        #expect(try logicalDump(path: folder.file("a.sqlite")) == logicalDump(path: folder.file("b.sqlite")))
    }

    @Test(arguments: [
        "UPDATE image SET label = 1 WHERE id = 1", "UPDATE image SET pooled_mean = zeroblob(16) WHERE id = 1",
        "UPDATE head_weight SET weight = 0 WHERE class = 3 AND unit = 2",
        "UPDATE head_bias SET bias = 9 WHERE class = 1",
        "UPDATE top_activation SET map = zeroblob(24) WHERE unit = 3 AND rank = 1",
        "DELETE FROM prediction WHERE rank = 2",
        "UPDATE unit SET mean = mean * (1 + 3e-16) WHERE id = 2", "UPDATE class SET name = 'x' WHERE id = 5",
        "UPDATE class_activation SET images = 0", "UPDATE unit_state SET state = x'00'", "UPDATE atlas SET layer = 'x'",
        "UPDATE progress SET state = 'indexing'",
        "INSERT INTO segmentation VALUES (1, 1, 'cam', '{}', x'01', 1, 0, 0, 1, 1)",
        "INSERT INTO receptive_field VALUES (1, 'occlusion', '{}', 3, 4, 2, 7, 5, NULL, x'00')",
        "INSERT INTO head_label VALUES (1, 1, 2, 'train', NULL)",
        "INSERT INTO discovery VALUES (1, 'text', 'words', 1, '{}', '{}', '1')",
        "INSERT INTO discovery_state VALUES ('{}', 'a.png', 3, x'00')",
        """
        INSERT INTO discovery VALUES (1, 'units', 'masks', NULL, '{}', '{}', '1');
        INSERT INTO unit_concept VALUES (1, 1, 1, 'wheel', 0.2, 0.1, 0.01, 0.02, 1, 1.5, 'quantile')
        """,
    ]) func itShowsEveryChange(sql: String) throws {
        let path = folder.file("a.sqlite")
        AtlasContents.random().write(to: path)
        let before = try logicalDump(path: path)
        try DatabaseQueue(path: path).write { try $0.execute(sql: sql) }
        #expect(try logicalDump(path: path) != before)
    }

    @Test func aLineIsARow() throws {
        let path = folder.file("a.sqlite")
        AtlasContents.random().write(to: path)
        let lines = try logicalDump(path: path).split(separator: "\n")
        #expect(lines.contains("progress\tstate=\"complete\""))
        #expect(lines.contains("class\thead=\"native\"\tid=5\tname=\"class 5, c\"\twnid=\"n5\""))
        #expect(lines.filter { $0.hasPrefix("image\t") }.count == 10)
        #expect(lines.filter { $0.hasPrefix("top_activation\t") }.count == 12)
        #expect(lines.filter { $0.hasPrefix("head_weight\t") }.count == 6)
        #expect(lines.filter { $0.hasPrefix("head_bias\thead=native\tcount=6\t") }.count == 1)
        #expect(lines.filter { $0.hasPrefix("class_activation\tclass=2 images=1 basis=label\tcount=4\t") }.count == 1)
        #expect(!lines.contains { $0.contains("2025-01-01") })
    }
}

extension AtlasContents {
    fileprivate func write(to path: String) {
        do { try write(path) } catch { Issue.record(error) }
    }
}
