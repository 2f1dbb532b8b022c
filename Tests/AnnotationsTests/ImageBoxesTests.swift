import Foundation
import TestSupport
import Testing
import Units

@testable import Annotations

struct ImageBoxesTests {
    private let classes = [
        ClassRecord(id: ClassID(0), name: "crane, bird", wnid: "n1"),
        ClassRecord(id: ClassID(1), name: "crane", wnid: "n2"),
    ]

    private func boxes(_ text: String) throws -> ImageBoxes {
        let folder = try TemporaryFolder()
        try folder.write("image,x0,y0,x1,y1,class\n" + text, to: "boxes.csv")
        return ImageBoxes(
            try BoxAnnotations(path: folder.file("boxes.csv")), images: ["a/1.jpg", "b/1.jpg", "b/2.jpg"],
            classes: classes)
    }

    private func record(_ path: String) -> ImageRecord {
        ImageRecord(path: path, width: 10, height: 8, bytes: 1, modified: 1, label: nil, status: .indexed)
    }

    /// A name that two classes have serves both; an index and a wnid are names too.
    @Test func boxesAreThoseOfTheImagesClass() throws {
        var found = try boxes(
            "2.jpg,1,1,2,2,Crane\n2.jpg,2,2,3,3,n2\n2.jpg,3,3,4,4,0\n2.jpg,4,4,5,5,\n2.jpg,5,5,6,6,dog\n")
        #expect(found.boxes(of: record("b/2.jpg"), label: ClassID(0)).map(\.x0) == [1, 3, 4])
        #expect(found.boxes(of: record("b/2.jpg"), label: ClassID(1)).map(\.x0) == [1, 2, 4])
        #expect(found.boxes(of: record("a/1.jpg"), label: ClassID(1)).isEmpty)
        #expect(found.classless.count == 2 && found.classless.first == "“dog”")
        #expect(found.remarks.count == 1)
    }

    /// A box of `a/1.jpg` is none of `b/1.jpg`.
    @Test func imagesThatAreNotThereAreCounted() throws {
        var found = try boxes("1.jpg,1,1,2,2,\nc/1.jpg,1,1,2,2,\nz.jpg,1,1,2,2,\n")
        #expect(found.boxes(of: record("a/1.jpg"), label: ClassID(0)).isEmpty)
        #expect(
            found.table.unknown.count == 2 && found.table.unknown.first == "“c/1.jpg”")
        #expect(
            found.table.ambiguous.count == 1 && found.table.ambiguous.first == "“1.jpg” (a/1.jpg, b/1.jpg)")
        #expect(found.remarks.count == 2)
    }

    @Test func boxesAreClippedToTheirImage() throws {
        var found = try boxes("2.jpg,-0.5,1,10.5,9,\n2.jpg,4,4,30,6,\n2.jpg,10,0,20,4,\n2.jpg,3,3,3,5,\n")
        #expect(
            found.boxes(of: record("b/2.jpg"), label: ClassID(0)) == [
                ObjectBox(x0: 0, y0: 1, x1: 10, y1: 8), ObjectBox(x0: 4, y0: 4, x1: 10, y1: 6),
            ])
        #expect(found.placement.clipped.count == 1 && found.placement.clipped.first.contains("4,4,30,6"))
        #expect(found.placement.outside.count == 2 && found.placement.outside.first.contains("10,0,20,4"))
        #expect(found.remarks.count == 2)
    }
}
