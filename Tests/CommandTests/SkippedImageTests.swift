import Foundation
import TestSupport
import Testing

/// Every command on an atlas with an image that could not be read: none crashes, and the image is named where it is requested.
struct SkippedImageTests {
    private let tiny: TinyAtlas

    init() throws {
        tiny = try TinyAtlas()
        try tiny.folder.write("no picture", to: "images/red/broken.png")
        let outcome = try tiny.index()
        #expect(outcome.status == 2)
        #expect(outcome.stderr.contains("broken.png"), "\(outcome.stderr)")
        #expect(try tiny.answer("SELECT path FROM image WHERE status = 'skipped'") == ["red/broken.png"])
        try tiny.folder.write(
            "image,x0,y0,x1,y1\nred/full.png,1,1,7,7\nblue/odd.png,0,0,8,4\nred/broken.png,1,1,7,7\n", to: "boxes.csv")
        try tiny.folder.write(
            "image,x0,y0,x1,y1,name\nred/full.png,0,0,8,8,red\nred/left.png,0,0,4,8,red\ngreen/full.png,0,0,8,8,green\n"
                + "blue/odd.png,0,0,8,4,blue\nred/broken.png,0,0,8,8,red\n",
            to: "objects.csv")
    }

    @Test(arguments: [
        ["rank", "tiny.sqlite", "red"], ["rank", "tiny.sqlite", "red", "--format", "json"],
        ["atlas", "tiny.sqlite", "red"], ["atlas", "tiny.sqlite", "--all"], ["unit", "tiny.sqlite", "--all"],
        ["ablate", "tiny.sqlite", "--class", "red"], ["ablate", "tiny.sqlite", "--store"],
        ["similar", "tiny.sqlite", "red/full.png"], ["cam", "tiny.sqlite", "odd.png"],
        ["query", "tiny.sqlite", "SELECT path, width, reason FROM image"], ["segment", "tiny.sqlite"],
        ["receptive-field", "tiny.sqlite", "--units", "0", "--patch", "2", "--stride", "1"],
        ["head", "list", "tiny.sqlite"],
        ["head", "train", "tiny.sqlite", "--name", "own", "--labels", "atlas", "--test-share", "0"],
        ["head", "export", "tiny.sqlite", "--output", "head.json"],
        ["explore", "tiny.sqlite", "--export", "pages"], ["inspect", "model"],
    ])
    func nothingIsInTheWay(_ arguments: [String]) throws {
        let outcome = try tiny.run(arguments)
        #expect(outcome.status == 0, "\(arguments): \(outcome.stderr)")
    }

    /// What has to say that the image is missing says so.
    @Test(arguments: [
        ["index", "tiny.sqlite"], ["index", "tiny.sqlite", "--update"], ["similar", "tiny.sqlite", "red/broken.png"],
        ["cam", "tiny.sqlite", "red/broken.png"], ["localize", "tiny.sqlite", "--boxes", "boxes.csv"],
        ["name-units", "tiny.sqlite", "--boxes", "objects.csv"],
        [
            "discover", "concept", "tiny.sqlite", "--name", "r", "--class", "red", "--boxes", "objects.csv", "--object",
            "red", "--test-share", "0.4", "--folds", "2",
        ],
        ["discover", "scene", "tiny.sqlite", "--boxes", "objects.csv"],
        ["discover", "text", "tiny.sqlite", "--boxes", "boxes.csv", "--test-share", "0.5", "--folds", "2"],
    ])
    func theOthersSaySo(_ arguments: [String]) throws {
        let outcome = try tiny.run(arguments)
        #expect((0...2).contains(outcome.status), "\(arguments): \(outcome.stderr)")
        #expect(!outcome.stderr.contains("Fatal error"), "\(arguments): \(outcome.stderr)")
    }
}
