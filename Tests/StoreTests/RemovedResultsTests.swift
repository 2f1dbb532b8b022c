import GRDB
import TestSupport
import Testing
import Units

@testable import Store

/// What an atlas loses when images change or are added.
struct RemovedResultsTests {
    private let stored: StoredAtlas
    private var path: String { stored.path }
    private var atlas: AtlasContents { stored.contents }

    init() throws { stored = try StoredAtlas() }

    /// A row or two in every table that a command other than `index` writes.
    private func fill() throws {
        try DatabaseQueue(path: path).write { database in
            try database.execute(
                sql: """
                    INSERT INTO head (id, name, origin, pooling, loss, configuration) VALUES
                      (2, 'trained', 'trained', 'average', 'softmax', '{"form":{"poolThenLinear":{}}}'),
                      (3, 'imported', 'imported', 'average', NULL, '{"form":{"poolThenLinear":{}}}');
                    INSERT INTO class VALUES (2, 0, 'a', NULL), (3, 0, 'b', NULL);
                    INSERT INTO head_weight VALUES (2, 0, 0, 1), (3, 0, 0, 1);
                    INSERT INTO head_row VALUES (2, 0, x'0000803F'), (3, 0, x'0000803F');
                    INSERT INTO head_bias VALUES (2, 0, 0), (3, 0, 0);
                    INSERT INTO head_label VALUES (2, 1, 0, 'train', NULL), (3, 1, 0, 'test', NULL);
                    INSERT INTO ablation SELECT id, 0, 0, 1, 0, 0, 0, 0, 0, 'pooled' FROM head;
                    INSERT INTO segmentation VALUES (0, 1, 'quantile', '{}', x'', 0, 0, 0, 0, 0),
                      (1, 1, 'quantile', '{}', x'', 0, 0, 0, 0, 0);
                    INSERT INTO receptive_field
                      SELECT id, 'occlusion', '{}', 1, 1, 1, 1, 1, NULL, x'00000000' FROM unit;
                    INSERT INTO discrepancy VALUES (0, 1, '{}', x''), (0, 2, '{}', x''), (2, 1, '{}', x'');
                    INSERT INTO localization (id, head, protocol, weighting, dilation, part, split, boxes, boxes_sha256,
                        images, top1_error, top5_error, top1_localization_error, top5_localization_error,
                        gt_known_accuracy, max_box_accuracy, max_box_accuracy_v2, center_baseline, configuration,
                        tool_version)
                      VALUES (1, 1, 'p', 'raw', 0, 'all', 'all', '', '', 1, 0, 0, 0, 0, 0, 0, 0, 0, '{}', '1');
                    INSERT INTO localization_image VALUES (1, 1, 0, 0, 1, 0, 0, 1, 1, 0.5);
                    INSERT INTO discovery VALUES (1, 'scene', 's', 2, '{}', '{}', '1'),
                      (2, 'units', 'u', NULL, '{}', '{}', '1');
                    INSERT INTO scene_object VALUES (1, 0, 'lamp', 1, 1, 1, 1, 1);
                    INSERT INTO unit_concept VALUES (0, 1, 2, 'lamp', 0.5, 0, NULL, NULL, 1, 1, 'quantile'),
                      (0, 2, 2, 'bed', 0.25, 0, NULL, NULL, 1, 1, 'quantile'), (1, 1, 2, 'bed', 0.5, 0, NULL, NULL, 1, 1, 'quantile');
                    INSERT INTO discovery_state VALUES ('{}', 'a', 1, x'');
                    """)
        }
    }

    private func counts() throws -> [String: Int] {
        try DatabaseQueue(path: path).read { database in
            let names = try String.fetchAll(
                database, sql: "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
            return try Dictionary(
                uniqueKeysWithValues: names.map {
                    ($0, try Int.fetchOne(database, sql: "SELECT count(*) FROM \($0)") ?? 0)
                })
        }
    }

    /// The list of tables comes from the schema: a new table is either named as kept or cleared.
    @Test func tablesAreClearedBeforeThoseTheyReferTo() throws {
        let order = try DatabaseQueue(path: path).read { try DerivedRows.tables($0) }
        #expect(Set(order).union(DerivedRows.kept) == Set(try counts().keys))
        #expect(Set(order).isDisjoint(with: DerivedRows.kept))
        for (child, parent) in [
            ("top_activation", "image"), ("top_activation", "unit"), ("unit_concept", "discovery"),
            ("unit_concept", "unit"), ("localization_image", "localization"), ("scene_object", "discovery"),
            ("unit_state", "unit"),
        ] {
            let places = (order.firstIndex(of: child), order.firstIndex(of: parent))
            #expect(try #require(places.0) < #require(places.1), "\(child) \(parent)")
        }
    }

    @Test func clearingKeepsTheNetworkAndImportedHeads() throws {
        try fill()
        #expect(try counts().filter { $0.value == 0 }.keys.sorted() == [])
        let writer = try atlas.writer(path)
        var expected = RemovedResults()
        expected.heads = ["trained"]
        expected.labels = ["imported"]
        expected.ablations = ["native", "imported"]
        expected.localizationRuns = 1
        expected.discoveries = 1
        expected.unitNames = 2
        expected.masks = 2
        expected.receptiveFields = 4
        expected.unfinishedReceptiveFields = 2
        expected.unfinishedNamings = 1
        #expect(try writer.clear() == expected)
        writer.close()
        #expect(Set(try counts().filter { $0.value > 0 }.keys) == DerivedRows.kept)
        let reader = try AtlasReader(path: path)
        #expect(try reader.heads().map(\.name) == ["native", "imported"])
        #expect(try reader.head() == atlas.head)
        reader.close()
        // The same images again: the same index.
        let again = try atlas.writer(path)
        #expect(try again.clear().isEmpty)
        try again.commit(images: atlas.images, units: atlas.units)
        try again.finish()
        again.close()
        #expect(try counts()["image"] == 10)
    }

    @Test func addingImagesRemovesWhatDependsOnAllOfThem() throws {
        try fill()
        let writer = try atlas.writer(path)
        var expected = RemovedResults()
        expected.ablations = ["native"]
        expected.unitNames = 2
        expected.masks = 2
        expected.unfinishedNamings = 1
        #expect(try writer.commit(images: [atlas.images[0]], units: []) == expected)
        // Unit 0 has other best images now.
        expected = RemovedResults()
        expected.receptiveFields = 1
        expected.unfinishedReceptiveFields = 1
        #expect(try writer.commit(images: [atlas.images[1]], units: [atlas.units[0]]) == expected)
        writer.close()
        let counts = try counts()
        #expect(counts["ablation"] == 2 && counts["head"] == 3 && counts["localization"] == 1)
        #expect(counts["discovery"] == 1 && counts["scene_object"] == 1 && counts["receptive_field"] == 3)
        for table in ["segmentation", "unit_concept", "discovery_state"] { #expect(counts[table] == 0, "\(table)") }
    }
}
