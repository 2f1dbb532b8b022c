import Tensors
import Testing

@Suite struct TensorTests {
    @Test func sliceTakesOnePartOfTheFirstAxis() {
        let tensor = Tensor(shape: [2, 3], values: [1, 2, 3, 4, 5, 6])
        #expect(tensor.slice(1) == Tensor(shape: [3], values: [4, 5, 6]))
    }

    @Test func fillWritesInPlace() {
        let tensor = Tensor(shape: [2, 2]) { span in
            for index in span.indices { span[index] = Float(index) }
        }
        #expect(tensor.values == [0, 1, 2, 3])
    }

    @Test func shapesDescribeThemselves() {
        #expect(Shape([16, 3, 224, 224]).description == "16×3×224×224")
        #expect(Shape([]).count == 1)
    }
}
