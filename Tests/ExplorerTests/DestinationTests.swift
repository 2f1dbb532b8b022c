@testable import Explorer
import Testing
import Units

struct DestinationTests {
    private static let all: [Destination] = [
        .home, .classPage(ClassID(3)), .units(page: 2), .unit(UnitID(0)), .images(page: 1), .image(ImageID(17)),
        .queries,
        .query("dead-units"), .search, .sql, .style, .script, .icon, .tile(UnitID(5), rank: 1),
        .picture(ImageID(9), isLarge: true), .picture(ImageID(9), isLarge: false), .map(ImageID(9), ClassID(4)),
        .region(ImageID(9), UnitID(2)), .field(UnitID(1), 0), .segmentation(UnitID(1), 12),
    ]

    @Test func pathsLeadBack() {
        for destination in Self.all { #expect(Destination(path: destination.path) == destination, "\(destination)") }
        #expect(Destination(path: "") == .home)
        #expect(Destination(path: "units") == .units(page: 1))
    }

    @Test(arguments: [
        "class", "class/", "class/x", "class/-1", "class/03", "class/3/", "class/3/4", "/", "//", "..",
        "../atlas.sqlite",
        "class/../unit/1", "query/", "query/..", "query/a b", "query/a/b", "query/%2e", "picture/unit/1/../../x.png",
        "picture/unit/1/1.jpg", "picture/image/1/huge.png", "picture/x/1/1.png", "units/0", "unit/9999999999999999999",
        "style.css/", "STYLE.css", "picture/image/1/class-.png", "unit/+1", "images/1/2",
    ])
    func otherPathsLeadNowhere(_ path: String) { #expect(Destination(path: path) == nil) }
}
