internal import Store
internal import Units

/// Functions of the blob of a map.
enum MapFunctions {
    static func all(_ source: FunctionSource) -> [SQLFunction] {
        [
            SQLFunction(
                real: "cell(map, x, y)",
                "The value of a map of `top_activation` in column x and row y, counted from 0."
            ) { arguments in
                let map = try arguments.floats(0)
                let (x, y) = (try arguments.integer(1), try arguments.integer(2))
                let size = try source.size()
                guard map.count == size.width * size.height else {
                    throw SQLFunctionFailure(
                        "the map has \(map.count) cells, but the atlas's maps have \(size.height) rows of \(size.width)"
                    )
                }
                guard x >= 0, x < size.width, y >= 0, y < size.height else {
                    throw SQLFunctionFailure(
                        "column \(x), row \(y) is outside a map of \(size.height) rows of \(size.width) cells")
                }
                return Double(map[y * size.width + x])
            },
            SQLFunction(real: "map_max(map)", "The largest value of any map or list of float32 numbers.") { arguments in
                Double(MapSummary(try arguments.floats(0)).maximum)
            },
            SQLFunction(real: "map_mean(map)", "The mean of any map or list of float32 numbers.") { arguments in
                let map = try arguments.floats(0)
                return MapSummary(map).sum / Double(map.count)
            },
        ]
    }
}
