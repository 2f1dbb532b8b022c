@testable import Explorer
import Foundation
import TestSupport
import Testing

struct SiteExportTests {
    private let tiny: TinySite

    init() throws { tiny = try TinySite() }

    private func export(_ name: String = "out", threads: Int = 2) throws -> SiteExport.Summary {
        try SiteExport(tiny.site, threads: threads).write(into: tiny.folder.file(name)) { _, _ in }
    }

    private func files(_ name: String = "out") -> [String] {
        (FileManager.default.enumerator(atPath: tiny.folder.file(name))?.compactMap { $0 as? String } ?? [])
            .filter { !FileManager.default.fileExists(atPath: tiny.folder.file("\(name)/\($0)/.")) }.sorted()
    }

    @Test func everyLinkLeadsToAFile() throws {
        let summary = try export()
        // Three classes, five units, six images, a list of each of the latter, two queries, their list, and home.
        #expect(summary.pages == 3 + 5 + 6 + 2 + 2 + 2)
        let names = files()
        #expect(names.count { $0.hasSuffix(".html") } == summary.pages)
        #expect(names.count { $0.hasSuffix(".png") } == summary.pictures)
        var links = 0
        for name in names where name.hasSuffix(".html") {
            let url = URL(fileURLWithPath: tiny.folder.file("out/" + name))
            let text = try String(contentsOf: url, encoding: .utf8)
            #expect(text.hasSuffix("</html>\n"))
            for match in text.matches(of: /(?:src|href|action)="([^"]*)"/) where !match.1.hasPrefix("data:") {
                let target = url.deletingLastPathComponent().appendingPathComponent(String(match.1))
                #expect(FileManager.default.fileExists(atPath: target.path), "\(name): \(match.1)")
                #expect(!match.1.hasPrefix("/"))
                links += 1
            }
        }
        #expect(links > 300)
        // No page needs a server.
        #expect(!names.contains { $0.hasPrefix("sql") || $0.hasPrefix("search") })
    }

    @Test func threadsDoNotMatter() throws {
        _ = try export("one", threads: 1)
        _ = try export("three", threads: 3)
        #expect(files("one") == files("three"))
        for name in files("one") {
            let (a, b) = (tiny.folder.file("one/" + name), tiny.folder.file("three/" + name))
            #expect(FileManager.default.contentsEqual(atPath: a, andPath: b), "\(name)")
        }
    }

    @Test func otherFoldersAreLeftAlone() throws {
        let file = try tiny.folder.write("mine", to: "out/index.html")
        #expect(throws: ExplorerError.occupied(folder: tiny.folder.file("out"))) { try export() }
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
        #expect(files() == ["index.html"])
        #expect(throws: ExplorerError.self) { try export("tiny.sqlite") }
    }

    @Test func anExportThatWasCutOffGoesOn() throws {
        _ = try export()
        let whole = files()
        let marker = tiny.folder.file("out/" + ExportFolder.marker)
        let text = try String(contentsOfFile: marker, encoding: .utf8)
        #expect(text.hasPrefix("complete\n"))
        // As after a kill: the marker says so, pages and a picture are missing, and another picture is there.
        try tiny.folder.write(text.replacing("complete\n", with: "writing\n"), to: "out/" + ExportFolder.marker)
        for name in ["index.html", "class/1.html", "picture/unit/0/1.png"] {
            try FileManager.default.removeItem(atPath: tiny.folder.file("out/" + name))
        }
        try tiny.folder.write("kept", to: "out/picture/unit/0/2.png")
        _ = try export()
        #expect(files() == whole)
        #expect(try String(contentsOfFile: tiny.folder.file("out/picture/unit/0/2.png"), encoding: .utf8) == "kept")
        #expect(try String(contentsOfFile: marker, encoding: .utf8).hasPrefix("complete\n"))
        // A whole export is written anew, and loses what it no longer has.
        try tiny.folder.write("old", to: "out/class/77.html")
        try tiny.folder.write("mine", to: "out/notes.txt")
        _ = try export()
        #expect(files() == (whole + ["notes.txt"]).sorted())
        #expect(try Data(contentsOf: URL(fileURLWithPath: tiny.folder.file("out/picture/unit/0/2.png"))).count > 50)
    }
}
