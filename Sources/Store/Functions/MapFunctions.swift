/// Functions of a map's blob.
enum MapFunctions {
    static func all(_ source: FunctionSource) -> [SQLFunction] {
        [
            SQLFunction(
                "cell(map, x, y)",
                "The value of a map of `top_activation` in column x and row y, counted from 0."
            ) { arguments in
                let map = try arguments.floats(0)
                let (x, y) = (try arguments.integer(1), try arguments.integer(2))
                let size = try source.size()
                guard map.count == size.width * size.height else {
                    throw arguments.failure(
                        "the map has \(map.count) cells, and the atlas's maps have \(size.height) rows of \(size.width)"
                    )
                }
                guard x >= 0, x < size.width, y >= 0, y < size.height else {
                    throw arguments.failure(
                        "column \(x), row \(y) is not in a map of \(size.height) rows of \(size.width) cells")
                }
                return Double(map[y * size.width + x])
            },
            SQLFunction("map_max(map)", "The largest value of any map or list of float32 numbers.") { arguments in
                try arguments.floats(0).max()?.asDouble
            },
            SQLFunction("map_mean(map)", "The mean of any map or list of float32 numbers.") { arguments in
                let map = try arguments.floats(0)
                return map.reduce(0) { $0 + Double($1) } / Double(map.count)
            },
        ]
    }
}
