import GRDB
import Reporting
import Store
import TestSupport
import Testing
import Units

/// What analyses store as JSON, as other programs read it.
struct AnalysisRecordTests {
    let folder: TemporaryFolder
    let path: String

    init() throws {
        folder = try TemporaryFolder()
        path = folder.file("a.sqlite")
        try AtlasContents.random().write(path)
    }

    private func edit(_ body: (AtlasEditor) throws -> Void) throws {
        let editor = try AtlasEditor(path: path)
        defer { editor.close() }
        try body(editor)
    }

    private func texts(_ sql: String) throws -> [String] {
        let file = try DatabaseQueue(path: path)
        defer { try? file.close() }
        return try file.read { try String.fetchAll($0, sql: sql) }
    }

    @Test func localizationRuns() throws {
        let columns = [
            "top1_error", "top5_error", "top1_localization_error", "top5_localization_error", "gt_known_accuracy",
            "max_box_accuracy", "max_box_accuracy_v2", "center_baseline",
        ]
        var figures = columns.map { Figure($0, $0, 0.5, unit: .percent) }
        figures[0] = Figure("top1_error", "", 0.25, interval: .init(low: 0.125, high: 0.375), unit: .percent)
        let method = LocalizationRun.Method(
            head: .native, rule: "paper", threshold: 0.2, weighting: "raw", dilation: 0, part: "all", split: "odd",
            thresholdChosenOn: "even")
        let truth = LocalizationRun.Truth(
            boxes: .init(path: "/b \"1\".csv", sha256: "aa"), labels: .init(path: "/l.csv", sha256: "bb"))
        try edit { try $0.save(LocalizationRun(method, truth: truth, figures: figures, toolVersion: "1", images: [])) }
        #expect(
            try texts("SELECT configuration FROM localization") == [
                #"{"boxes": "/b \"1\".csv", "boxes_sha256": "aa", "labels": "/l.csv", "labels_sha256": "bb", "#
                    + #""threshold_chosen_on": "even", "top1_error_interval": [0.125, 0.375]}"#
            ])
        #expect(try texts("SELECT top1_error || ' ' || top5_error FROM localization") == ["0.25 0.5"])
    }

    @Test func discoveries() throws {
        let record = DiscoveryRecord(
            kind: .scene, name: "rooms", head: nil, figures: [("scenes", 2), ("precision", nil)],
            configuration: [("threshold", 0.5), ("labels", "é")])
        try edit { try $0.save(record, toolVersion: "1") }
        #expect(try texts("SELECT figures FROM discovery") == [#"{"scenes": 2, "precision": null}"#])
        #expect(try texts("SELECT configuration FROM discovery") == [#"{"threshold": 0.5, "labels": "é"}"#])
    }

    /// A run resumes from its own state alone, and not from one that cannot be read.
    @Test func statesOfRuns() throws {
        func configuration(seed: UInt64) -> NamingConfiguration {
            NamingConfiguration(objects: "/m", names: ["a", "b"], paths: "1", levels: "2", contents: "3\(seed)")
        }
        func state(seed: UInt64) throws -> DiscoveryState<[Int]>? {
            let reader = try AtlasReader(path: path)
            defer { reader.close() }
            return try reader.discoveryState(of: configuration(seed: seed), as: [Int].self)
        }
        let stored = DiscoveryState(configuration: configuration(seed: .max), last: "x", images: 7, state: [3, 4])
        try edit { try $0.save(stored) }
        let found = try #require(try state(seed: .max))
        #expect(found.configuration == stored.configuration && found.last == "x")
        #expect(found.images == 7 && found.state == [3, 4])
        #expect(try state(seed: 1) == nil)
        try edit { editor in
            try editor.save(
                DiscoveryState(configuration: configuration(seed: 1), last: "y", images: 9, state: ["another form"]))
        }
        #expect(try state(seed: 1) == nil)
        try edit { try $0.removeState(configuration(seed: .max)) }
        #expect(try state(seed: .max) == nil)
    }
}
