/// The offsets of buffers in one block of memory. Buffers with disjoint lifetimes share bytes.
struct ArenaPlan {
    /// A buffer, alive from the step that first writes it to the last step that reads it, inclusive.
    struct Block {
        let byteCount: Int
        let first: Int
        let last: Int
    }

    let offsets: [Int]
    let byteCount: Int

    /// Places the largest buffers first, each at the lowest offset that is free during its lifetime.
    init(_ blocks: [Block]) {
        var offsets = [Int](repeating: 0, count: blocks.count)
        var placed: [Int] = []
        var end = 0
        let order = blocks.indices.sorted { (blocks[$1].byteCount, $0) < (blocks[$0].byteCount, $1) }
        for index in order where blocks[index].byteCount > 0 {
            let block = blocks[index]
            let size = (block.byteCount + 63) / 64 * 64
            var offset = 0
            for other in placed where blocks[other].first <= block.last && block.first <= blocks[other].last {
                if offsets[other] >= offset + size { break }
                offset = max(offset, offsets[other] + (blocks[other].byteCount + 63) / 64 * 64)
            }
            offsets[index] = offset
            let position = placed.firstIndex { offsets[$0] > offset } ?? placed.count
            placed.insert(index, at: position)
            end = max(end, offset + size)
        }
        self.offsets = offsets
        byteCount = end
    }
}
