@testable import Explorer
import Foundation
import Queries
import Store
import TestSupport
import Testing
import UnitAtlas
import Units

/// The site of an atlas of the tiny classifier's six pictures. A class has a name that would be a script if it were not
/// escaped; `blue/odd.png` is labelled blue and taken for red.
struct TinySite {
    static let hostile = "<script>alert('x')</script> & \"red\""
    private static let classes = """
        class_index,wnid,name
        0,n00000001,"<script>alert('x')</script> & ""red"", crimson"
        1,n00000002,"green, leaf"
        2,n00000003,"blue, sea"

        """
    private static let labels = """
        image,class_index
        red/full.png,0
        red/left.png,0
        green/full.png,1
        blue/full.png,2
        blue/odd.png,2

        """

    let folder: TemporaryFolder
    let atlas: String
    let exploration: Exploration
    let site: Site

    /// - Parameter hasBrokenImage: Adds `red/broken.png`, which is no picture.
    init(hasBrokenImage: Bool = false) throws {
        folder = try TemporaryFolder()
        atlas = folder.file("tiny.sqlite")
        var request = IndexRequest()
        request.model = try TinyClassifier.write(to: folder, classes: Self.classes)
        request.images = try TinyImages.writeSix(to: folder)
        if hasBrokenImage { try folder.write("no picture", to: "images/red/broken.png") }
        request.labels = try folder.write(Self.labels, to: "labels.csv")
        _ = try Atlas.index(request, into: atlas)
        let queries = SavedQueryFolder(path: folder.file("queries"))
        try folder.write(
            """
            -- Which units speak for a class? Only those with a weight above zero.
            -- :class  class  which class
            -- :limit  count  how many (default 2)
            SELECT unit, weight FROM class_unit WHERE class = :class AND weight > 0 ORDER BY rank LIMIT :limit
            """, to: "queries/words.sql")
        try folder.write(
            "-- Which images are there?\nSELECT path, label FROM image ORDER BY path", to: "queries/all-images.sql")
        exploration = try Exploration(Atlas(atlas))
        site = try Site(exploration, try ExplorationPictures(exploration), queries: queries)
    }

    /// What a browser on this machine gets.
    func get(
        _ target: String, method: String = "GET", host: String? = "127.0.0.1:8042", tag: String? = nil,
        headers: [(name: String, value: String)] = []
    ) -> Response {
        let all = [("Host", host), ("If-None-Match", tag)].compactMap { name, value in value.map { (name, $0) } }
        return site.respond(to: RequestHead(method: method, target: target, headers: all + headers), port: 8042)
    }

    func text(_ target: String) -> String { String(decoding: get(target).bytes, as: UTF8.self) }

    /// The rows of an SQL query on the same atlas.
    func rows(_ sql: String) throws -> [[SQLValue]] {
        try QueryRunner(path: atlas).run(SavedQuery(sql: sql)) { _ in 0 }.rows
    }

    func image(_ path: String) throws -> ImageID { try #require(exploration.image(path: path)).id }
}
