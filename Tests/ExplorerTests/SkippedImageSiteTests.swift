import Foundation
import TestSupport
import Testing
import UnitAtlas
import Units

@testable import Explorer

/// The pages of an atlas with an image that could not be read.
struct SkippedImageSiteTests {
    private let tiny: TinySite

    init() throws { tiny = try TinySite(hasBrokenImage: true) }

    /// Follows every link and loads every picture, from the home page on.
    @Test func everyPageAndPictureIsThere() throws {
        var (targets, next): ([String], Int) = (["/"], 0)
        var pictures = 0
        while next < targets.count {
            let target = targets[next]
            next += 1
            let response = tiny.get(target)
            #expect(response.status == 200, "\(target)")
            if response.type == "image/png" { pictures += 1 }
            guard response.type.hasPrefix("text/html") else { continue }
            let text = String(decoding: response.bytes, as: UTF8.self)
            for match in text.matches(of: /(?:src|href)="(\/[^"#]*)"/) {
                let found = String(match.1).replacing("&amp;", with: "&")
                if !targets.contains(found) { targets.append(found) }
            }
        }
        #expect(targets.count > 60 && pictures > 40)
        let image = try tiny.image("red/broken.png")
        #expect(targets.contains("/image/\(image)"))
    }

    @Test func itsPageSaysWhyItWasSkipped() throws {
        let image = try tiny.image("red/broken.png")
        let entry = try #require(tiny.exploration.image(image))
        guard case .skipped(reason: let reason) = entry.record.status else {
            Issue.record("not skipped")
            return
        }
        #expect(tiny.text("/image/\(image)").contains("Skipped: \(reason)"))
        #expect(tiny.text("/images/1").contains("skipped: \(reason)"))
        for picture in ["small", "large"] {
            let response = tiny.get("/picture/image/\(image)/\(picture).png")
            #expect(response.status == 200 && response.type == "image/png")
        }
        // There is no map of it.
        #expect(tiny.get("/picture/image/\(image)/class-0.png").status == 404)
        #expect(tiny.get("/picture/image/\(image)/unit-0.png").status == 404)
    }

    @Test func itIsExported() throws {
        let summary = try SiteExport(tiny.site, threads: 2).write(into: tiny.folder.file("out")) { _, _ in }
        #expect(summary.missingPictures == [])
        #expect(summary.pages == 3 + 5 + 7 + 2 + 2 + 2)
    }
}
