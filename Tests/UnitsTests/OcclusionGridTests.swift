import Testing
import Units

struct OcclusionGridTests {
    /// Zhou et al.: some 5,000 occluded versions of an image.
    @Test(arguments: [(224, 72, 224), (227, 73, 227), (226, 72, 224), (11, 1, 11)])
    func placesOfElevenPixelsEveryThree(_ side: Int, _ places: Int, _ covered: Int) throws {
        let grid = try #require(OcclusionGrid(height: side, width: side, patch: 11, stride: 3))
        #expect(grid.rows == places && grid.columns == places && grid.count == places * places)
        #expect(grid.coveredHeight == covered && grid.coveredWidth == covered)
        #expect(grid.box(0) == BoundingBox(x0: 0, y0: 0, x1: 11, y1: 11))
        let last = grid.box(grid.count - 1)
        #expect(last.x1 == covered && last.y1 == covered)
    }

    @Test func isNoGridWhereItLeavesGapsOrDoesNotFit() {
        #expect(OcclusionGrid(height: 20, width: 20, patch: 3, stride: 4) == nil)
        #expect(OcclusionGrid(height: 10, width: 20, patch: 11, stride: 3) == nil)
        #expect(OcclusionGrid(height: 20, width: 20, patch: 3, stride: 0) == nil)
    }

    /// A cell that sees rows 4..<9 and columns 10..<13.
    @Test func touchesWhatACellSees() throws {
        let grid = try #require(OcclusionGrid(height: 20, width: 30, patch: 2, stride: 1))
        let field = ReceptiveField(
            vertical: .init(size: 5, stride: 2, offset: 0), horizontal: .init(size: 3, stride: 4, offset: 2))
        let touched = (0..<grid.count).filter { grid.touches($0, cellX: 2, cellY: 2, of: field) }.map { grid.box($0) }
        #expect(Set(touched.map(\.y0)) == Set(3..<9))
        #expect(Set(touched.map(\.x0)) == Set(9..<13))
        #expect(touched.count == 24)
    }
}
