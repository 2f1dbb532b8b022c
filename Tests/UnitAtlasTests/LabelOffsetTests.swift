import Store
import TestSupport
import Testing
import UnitAtlas

/// Labels that count from 1 are reported with the evidence, and an offset, which the atlas keeps, settles them.
struct LabelOffsetTests {
    @Test func labelsThatCountFromOne() throws {
        let folder = try TemporaryFolder()
        let atlas = folder.file("a.sqlite")
        var request = IndexRequest()
        request.model = try TinyClassifier.write(to: folder)
        request.images = folder.file("images")
        // Red is class 0, and green is class 1.
        let colors = [TinyImages.red, TinyImages.green]
        var labels = "image,class_index\n"
        for number in 0..<10 {
            let picture = TinyImages.picture(width: 8 + number) { _, _ in colors[number % 2] }
            try TinyImages.write(picture, to: folder, "images/\(number).png")
            labels += "\(number).png,\(number % 2 + 1)\n"
        }
        request.labels = try folder.write(labels, to: "labels.csv")
        let wrong = try Atlas.index(request, into: atlas)
        let shift = try #require(wrong.labelShift)
        #expect(shift.offset == -1 && shift.count == 10 && shift.correct == 0 && shift.shiftedCorrect == 10)

        request.labelOffset = -1
        #expect(throws: UnitAtlasError.self) { try Atlas.index(request, into: atlas) }
        request.update = true
        let settled = try Atlas.index(request, into: atlas)
        #expect(settled.labelShift == nil && settled.correct == 10 && settled.labelOffset == -1)

        // A later run takes the offset from the atlas.
        var again = IndexRequest()
        again.update = true
        let resumed = try Atlas.index(again, into: atlas)
        #expect(resumed.added == 0 && resumed.labelled == 10 && resumed.correct == 10)
        #expect(resumed.labelOffset == -1)
    }
}
