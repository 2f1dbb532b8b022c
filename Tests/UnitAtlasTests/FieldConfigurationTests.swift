import Analyses
import Store
import Tensors
import Testing
import Units

struct FieldConfigurationTests {
    private func configuration(_ field: ReceptiveField?, _ frame: FieldFrame, side: Int) -> FieldConfiguration {
        FieldConfiguration(
            patch: 4, stride: 2, noise: "", seed: 1, images: 1, precision: .f32, measure: "", center: "", mean: "",
            share: 0.5, inputWidth: side, inputHeight: side, theoretical: field, originX: frame.originX,
            originY: frame.originY)
    }

    /// A cell's centre in the image is the field's centre laid on it: cells that see the whole image among them, whose maps
    /// reach as far on all sides as the image is long.
    @Test func centresOfFieldsAreCentresOfCells() throws {
        let grid = try #require(OcclusionGrid(height: 16, width: 16, patch: 4, stride: 2))
        // Four cells over 16 pixels, at 2, 6, 10 and 14.
        let whole = ReceptiveFieldAxis(size: 32, stride: 4, offset: -14)
        let small = ReceptiveFieldAxis(size: 5, stride: 4, offset: 0)
        for (axis, isKnown) in [(whole, false), (small, true)] {
            let field = ReceptiveField(vertical: axis, horizontal: axis)
            let frame = FieldFrame(field, cellsAcross: 4, cellsDown: 4, grid: grid)
            let center = configuration(isKnown ? field : nil, frame, side: 16).centerInMap
            for cell in 0..<4 {
                // Where the map's first pixel lies in the image when the peak is at the cell.
                let left = Double(axis.start(cell) + frame.originX)
                #expect(left + center.x == axis.center(cell) && left + center.y == axis.center(cell))
            }
        }
    }
}
