import Foundation
import Images
import TestSupport
import Testing

/// `localize`, on pictures whose maps are reckoned by hand: `left.png` is red in its left half, `odd.png` blue in its upper
/// half and seen as red, the others are of one colour and have flat maps.
struct LocalizeCommandTests {
    private let tiny: TinyAtlas

    init() throws {
        tiny = try TinyAtlas.indexed()
        try tiny.folder.write(Self.boxes, to: "boxes.csv")
    }

    private static let boxes = """
        image,x0,y0,x1,y1
        red/full.png,1,1,7,7
        left.png,0,0,4,8
        green/full.png,1,1,7,7
        blue/full.png,1,1,7,7
        blue/odd.png,0,0,8,4
        plain.png,0,0,8,8

        """

    private func localize(_ more: [String] = [], boxes: String = "boxes.csv") throws -> Program.Outcome {
        try tiny.run(["localize", tiny.atlas, "--boxes", boxes] + more)
    }

    private func object(_ more: [String] = [], boxes: String = "boxes.csv") throws -> [String: Any] {
        let outcome = try localize(["--format", "json"] + more, boxes: boxes)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        return try #require(try JSONSerialization.jsonObject(with: Data(outcome.stdout.utf8)) as? [String: Any])
    }

    @Test func figuresByHand() throws {
        let found = try object()
        #expect(found["images"] as? Int == 5)
        func number(_ name: String) -> Double { (found[name] as? NSNumber)?.doubleValue ?? -1 }
        // odd.png alone is seen as another class, which is the second.
        #expect(number("top1_error") == 0.2 && number("top5_error") == 0)
        #expect(number("top1_localization_error") == 0.2 && number("top5_localization_error") == 0)
        // Flat maps have the whole picture as box: 36 / 64. left.png's second half is above 20 %: 32 / 64. odd.png: 32 / 40.
        #expect(number("gt_known_accuracy") == 1)
        // Flat maps become 0 there.
        #expect(number("max_box_accuracy") == 0.4 && number("max_box_accuracy_v2") == 0.4)
        #expect(number("center_baseline") == 0.6)
        #expect(found["protocol"] as? String == "paper" && number("threshold") == 0.2)
        #expect(found["weighting"] as? String == "raw" && number("dilation") == 0)
        #expect(found["gt_known_accuracy_interval"] as? [Double] == [1, 1])
        #expect((found["top1_error_interval"] as? [Double])?.first == 0)
        #expect(found["pixel_average_precision"] is NSNull && found["threshold_chosen_on"] is NSNull)
    }

    /// In the atlas: one run each way, an image a row.
    @Test func runsAreKept() throws {
        _ = try object()
        _ = try object()
        _ = try object(["--threshold", "0.3"])
        #expect(try tiny.answer("SELECT count(*) FROM localization") == ["2"])
        #expect(
            try tiny.answer(
                "SELECT protocol, threshold, images, gt_known_accuracy FROM localization ORDER BY threshold")
                == ["paper,0.2,5,1.0", "paper,0.3,5,1.0"])
        let rows = try tiny.answer(
            """
            SELECT i.path, e.class, e.predicted, e.rank, e.x0, e.y0, e.x1, e.y1, round(e.iou, 4) FROM localization_image e
            JOIN image i ON i.id = e.image JOIN localization l ON l.id = e.localization WHERE l.threshold = 0.2
            ORDER BY i.path
            """)
        #expect(
            rows == [
                "blue/full.png,2,2,1,0.0,0.0,8.0,8.0,0.5625", "blue/odd.png,2,0,2,0.0,0.0,8.0,5.0,0.8",
                "green/full.png,1,1,1,0.0,0.0,8.0,8.0,0.5625", "red/full.png,0,0,1,0.0,0.0,8.0,8.0,0.5625",
                "red/left.png,0,0,1,0.0,0.0,8.0,8.0,0.5",
            ])
        #expect(
            try tiny.answer(
                "SELECT round(e.x1), round(e.iou, 4) FROM localization_image e JOIN image i ON i.id = e.image JOIN localization l ON l.id = e.localization WHERE l.threshold = 0.3 AND i.path = 'red/left.png'"
            ) == ["5.0,0.8"])
        #expect(try tiny.run(["query", tiny.atlas, "localization-runs"]).stdout.contains("boxes.csv"))
        // Other boxes make another run, the same ones elsewhere do not.
        try tiny.folder.write(Self.boxes, to: "moved.csv")
        _ = try object(boxes: "moved.csv")
        #expect(try tiny.answer("SELECT count(*) FROM localization") == ["2"])
        try tiny.folder.write(Self.boxes.replacing("left.png,0,0,4,8", with: "left.png,0,0,4,7"), to: "others.csv")
        _ = try object(boxes: "others.csv")
        #expect(
            try tiny.answer(
                "SELECT count(*), count(DISTINCT boxes_sha256), sum(boxes LIKE '/%/others.csv') FROM localization")
                == ["3,2,1"])
        #expect(
            try tiny.answer(
                "SELECT count(*) FROM localization WHERE configuration ->> 'boxes_sha256' = boxes_sha256") == ["3"])
        _ = try tiny.run(["query", tiny.atlas, "localization-runs"])
        // Indexed again from the start, nothing stale is left.
        try TinyImages.write(
            TinyImages.picture(width: 9) { _, _ in TinyImages.red }, to: tiny.folder, "images/red/full.png")
        expectRefusal(try localize(), "images/red/full.png")
        #expect(try tiny.index(["--update"]).status == 0)
        #expect(try tiny.answer("SELECT count(*) FROM localization") == ["0"])
    }

    /// Chosen on the images at even places (blue/full, green/full, red/left), where 0 finds all; the others are reported.
    @Test func aThresholdIsChosenOnOneHalf() throws {
        let found = try object(["--choose-threshold-on", "even"])
        #expect(found["images"] as? Int == 2)
        #expect((found["threshold"] as? NSNumber)?.doubleValue == 0)
        #expect(found["threshold_chosen_on"] as? String == "even")
        #expect(try tiny.answer("SELECT split, images FROM localization") == ["odd,2"])
    }

    @Test func otherProtocolsAndWeights() throws {
        let wsol = try object(["--protocol", "wsol", "--threshold", "0.5", "--weighting", "relu"])
        // Of flat maps only a corner, of the two others their halves.
        #expect((wsol["gt_known_accuracy"] as? NSNumber)?.doubleValue == 0.4)
        #expect(wsol["weighting"] as? String == "relu")
        let release = try object(["--protocol", "release"])
        #expect(release["threshold"] is NSNull)
        let table = try localize(["--per-class", "--format", "csv"]).stdout.split(separator: "\n")
        #expect(table.count == 4)
        #expect(table[1] == "0,red,2,0.0,0.0,1.0,0.53125,0.5" || table[1].hasPrefix("0,red,2,0.0,0.0,1.0,0.531"))
    }

    /// Masks: the halves of left.png and odd.png, whose maps are highest exactly there.
    @Test func masksGivePixelPrecision() throws {
        let mask = TinyImages.picture { x, _ in x < 4 ? TinyImages.white : TinyImages.black }
        try TinyImages.write(mask, to: tiny.folder, "masks/red/left.png")
        let found = try object(["--masks", "masks"])
        #expect(try #require(found["pixel_average_precision"] as? Double) > 0.99)
        // One mask: every sample is of that image.
        let interval = try #require(found["pixel_average_precision_interval"] as? [Double])
        #expect(interval[0] == interval[1] && interval[0] > 0.99)
        let table = try localize(["--masks", "masks"])
        #expect(table.stdout.contains("PxAP") && table.stderr.contains("PxAP over the 1 image with a mask"))
        // Masks of other images are not left out in silence.
        let others = try localize(["--masks", "model"])
        #expect(others.status == 0 && !others.stdout.contains("PxAP"))
        #expect(others.stderr.contains("no PxAP: none of the images has a mask in model"), "\(others.stderr)")
        let wide = TinyImages.picture(width: 9) { _, _ in TinyImages.white }
        try TinyImages.write(wide, to: tiny.folder, "masks/red/left.png")
        let refused = try localize(["--masks", "masks"])
        #expect(refused.status == 1 && refused.stdout.isEmpty)
        #expect(refused.stderr.contains("left.png") && refused.stderr.contains("9×8 pixels"))
    }

    @Test func theStudyAndTheSheet() throws {
        let outcome = try tiny.run([
            "localize", tiny.atlas, "--boxes", "boxes.csv", "--study", "--dilate", "0", "--plot", "study.png",
            "--format", "csv",
        ])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let lines = outcome.stdout.split(separator: "\n")
        // Three weightings, two poolings, twenty thresholds.
        #expect(lines.count == 121)
        let row = try #require(lines.first { $0.contains(",average,raw,0.2,") })
        #expect(row.hasPrefix("model,4×4,0,average,raw,0.2,0.2,0.2,0.0,1.0,0.4,0.4,0.6"), "\(row)")
        #expect(try ImageFile.decode(path: tiny.folder.file("study.png")).width > 400)
        #expect(try localize(["--sheet", "worst.png"]).status == 0)
        let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: tiny.folder.file("worst.png"))))
        #expect(PNGCodec.textChunks(of: bytes).contains { $0.value.contains("protocol paper at 0.2") })
    }

    /// Progress counts the images of all passes together.
    @Test func theStudyCountsOnce() throws {
        try FileManager.default.copyItem(atPath: tiny.atlas, toPath: tiny.folder.file("copy.sqlite"))
        let outcome = try tiny.run([
            "localize", tiny.atlas, "copy.sqlite", "--boxes", "boxes.csv", "--study", "--dilate", "0",
        ])
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let lines = outcome.messages.filter { $0.contains(" images/s") }
        #expect(lines.allSatisfy { $0.contains(" of 10 images, ") }, "\(lines)")
        #expect(lines.count { $0.hasPrefix("10 of 10 ") } == 1, "\(lines)")
    }

    /// Of several atlases what is wrong with the last is told before the first is gone through.
    @Test func theStudyLooksAtAllAtlasesFirst() throws {
        #expect(try tiny.run(["index", "other.sqlite", "--model", "model", "--images", "images/red"]).status == 0)
        let study = ["--study", "--dilate", "0", "--format", "csv"]
        let refused = try tiny.run(["localize", tiny.atlas, "other.sqlite", "--boxes", "boxes.csv"] + study)
        expectRefusal(refused, "other.sqlite")
    }

    /// What cannot be read counts nowhere, and is told once; of nothing there are no figures.
    @Test func theStudyOfImagesThatAreGone() throws {
        let study = ["--study", "--dilate", "0", "--format", "csv"]
        try FileManager.default.removeItem(atPath: tiny.folder.file("images/blue/odd.png"))
        let some = try localize(study)
        #expect(some.status == 2 && some.stderr.contains("cannot be read: blue/odd.png"), "\(some.stderr)")
        // The one image that was not seen as its class.
        #expect(some.stdout.contains("model,4×4,0,average,raw,0.2,0.0,0.0,0.0,1.0,"), "\(some.stdout)")
        try FileManager.default.removeItem(atPath: tiny.folder.file("images"))
        try FileManager.default.createDirectory(
            atPath: tiny.folder.file("images"), withIntermediateDirectories: true)
        let none = try localize(study + ["--plot", "study.png"])
        #expect(none.status == 1 && none.stdout.isEmpty && none.stderr.contains("5 images"))
        #expect(!FileManager.default.fileExists(atPath: tiny.folder.file("study.png")))
    }

    /// Boxes beyond the image are cut to it, for all figures alike, and told.
    @Test func boxesBeyondTheImage() throws {
        let plain = try object()
        let wide =
            Self.boxes.replacing("left.png,0,0,4,8", with: "left.png,-4,0,4,80")
            .replacing("odd.png,0,0,8,4", with: "odd.png,0,-40,8,4") + "zebra.png,0,0,1,1\n"
        try tiny.folder.write(wide, to: "wide.csv")
        let found = try object(boxes: "wide.csv")
        for name in ["gt_known_accuracy", "max_box_accuracy", "max_box_accuracy_v2", "center_baseline", "mean_iou"] {
            #expect(found[name] as? Double == plain[name] as? Double, "\(name)")
        }
        let messages = try localize(boxes: "wide.csv").stderr
        #expect(messages.contains("beyond their image, clipped: 2, the first: blue/odd.png has 8×8 pixels"))
        #expect(messages.contains("not in the atlas: 1, the first: “zebra.png”"))
    }

    /// A box without a pixel of its image is skipped as a malformed one is; the others count.
    @Test func boxesOutsideOfTheImage() throws {
        try tiny.folder.write(Self.boxes + "left.png,8,0,12,8\n", to: "outside.csv")
        for more in [[], ["--study", "--dilate", "0", "--format", "csv"]] {
            let outcome = try localize(more, boxes: "outside.csv")
            #expect(outcome.status == 2 && !outcome.stdout.isEmpty, "\(outcome.stderr)")
            #expect(outcome.stderr.contains("outside their image, left out: 1"), "\(outcome.stderr)")
        }
    }

    @Test func whatIsRefused() throws {
        expectRefusal(try localize(boxes: "none.csv"), "none.csv")
        expectRefusal(
            try localize(["--study", "--per-class", "--threshold", "0.3"]), status: 64, "--per-class", "--threshold")
        expectRefusal(try localize(["--part", "test"]), "--part")
        expectRefusal(try localize(["--plot", "a.png"]), status: 64, "--plot")
        expectRefusal(try localize(["--sheet", "model/model.onnx/a.png"]), "model.onnx")
        try FileManager.default.createDirectory(
            atPath: tiny.folder.file("folder.png"), withIntermediateDirectories: false)
        expectRefusal(try localize(["--sheet", "folder.png"]), "folder.png")
        expectRefusal(try localize(["--sheet", "a.jpg"]), status: 64, "“a.jpg”", ".png")
        try tiny.folder.write("image,x0,y0,x1,y1\nleft.png,0,0,4,8\n", to: "one.csv")
        expectRefusal(try localize(["--choose-threshold-on", "even"], boxes: "one.csv"))
        expectRefusal(try localize(["--protocol", "release", "--threshold", "0.3"]), status: 64)
        expectRefusal(try localize(["--choose-threshold-on", "even", "--threshold", "0.3"]), status: 64)
        try tiny.folder.write("image,x0,y0,x1,y1\nother.png,0,0,3,3\n", to: "other.csv")
        expectRefusal(try localize(boxes: "other.csv"), "1", "5")
        try tiny.folder.write("image,x0,y0,x1,y1\nleft.png,5,0,1,1\n", to: "wrong.csv")
        expectRefusal(try localize(boxes: "wrong.csv"), "wrong.csv", "2")
    }
}
