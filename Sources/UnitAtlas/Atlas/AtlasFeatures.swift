import Store
package import Tensors
package import Units

extension Atlas {
    /// Returns the pooled activations [n, U] of indexed images.
    ///
    /// - Parameter places: Ascending positions among all indexed images in the order of their paths.
    package func features(at places: [Int], pooling: Pooling) throws -> Tensor {
        var (values, place, next, units): ([Float], Int, Int, Int) = ([], 0, 0, 0)
        try reader.forEachPooled { _, pooled in
            defer { place += 1 }
            guard next < places.count, places[next] == place else { return }
            next += 1
            let row = pooling == .maximum ? pooled.maximum : pooled.mean
            units = row.count
            values += row
        }
        return Tensor(shape: [places.count, units], values: values)
    }
}
