import Store
import Tensors
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

    /// A network of 13 outputs, of which the first is the background, and labels for the 12 others that count from 0.
    @Test func labelsWithoutTheBackground() throws {
        let folder = try TemporaryFolder()
        var request = IndexRequest()
        request.model = try TinyClassifier.write(to: folder, network: Self.twelveGreysAndBackground(), classes: nil)
        request.images = folder.file("images")
        var labels = "image,class_index\n"
        for number in 0..<12 {
            let level = UInt8(number * 20 + 10)
            let picture = TinyImages.picture { _, _ in [level, level, level] }
            try TinyImages.write(picture, to: folder, "images/\(number).png")
            labels += "\(number).png,\(number)\n"
        }
        request.labels = try folder.write(labels, to: "labels.csv")
        let wrong = try Atlas.index(request, into: folder.file("a.sqlite"))
        let shift = try #require(wrong.labelShift)
        #expect(shift.offset == 1 && shift.count == 12 && shift.correct == 0 && shift.shiftedCorrect == 12)

        request.labelOffset = 1
        let settled = try Atlas.index(request, into: folder.file("b.sqlite"))
        #expect(settled.labelShift == nil && settled.correct == 12)
    }

    /// Class k + 1 is the grey level g = (20 k + 10) / 255, by −(x − g)² without x², which all classes share; class 0 is
    /// never seen. The only unit is x itself.
    private static func twelveGreysAndBackground() -> GraphBuilder {
        var builder = GraphBuilder()
        let x = builder.input("image", [-1, 3, 8, 8])
        let filters = (0..<3).flatMap { _ in [Float](repeating: 1 / 12, count: 4) }
        let maps = builder.relu(
            builder.conv(
                x, weights: Tensor(shape: [1, 3, 2, 2], values: filters), strides: [2, 2], name: "conv"), name: "relu")
        let levels = (0..<12).map { Float($0 * 20 + 10) / 255 }
        let weights = Tensor(shape: [13, 1], values: [0] + levels.map { 2 * $0 })
        let bias = Tensor(shape: [13], values: [-9] + levels.map { -$0 * $0 })
        let pooled = builder.flatten(builder.globalAveragePool(maps))
        builder.output(builder.gemm(pooled, weights: weights, bias: bias, name: "fc"), [-1, 13])
        return builder
    }
}
