import Images

/// Capital letters made of straight strokes on a grid of five columns and seven rows, independent of fonts.
enum Letters {
    /// The words on signs. They are independent of the class.
    static let words = [
        "OPEN", "EXIT", "SALE", "TAXI", "HELLO", "NORTH", "SOUTH", "WEST", "EAST", "STOP", "NEWS", "BANK", "MUSIC",
        "ZOO",
        "PARK", "POST", "FOTO", "JAZZ", "QUIZ", "VOTE", "LUNCH", "GATE", "BUS", "WIFI", "KIWI", "YES", "DELTA", "MAXI",
    ]

    /// The distance between letters in columns; a letter is four columns wide.
    static let advance = 6.0
    /// The number of rows from the top to the baseline.
    static let height = 6.0

    /// Returns half of a word's width, for letters whose half height is `radius`.
    static func halfWidth(_ word: String, radius: Int) -> Int { (word.utf8.count * 6 - 2) * radius / 6 }

    /// Returns the strokes of a word, one path per stroke, centred on the origin; letters are two units high.
    static func strokes(_ word: String) -> [CanvasPath] {
        let left = -(Double(word.utf8.count) * advance - 2) / 2
        return word.enumerated().flatMap { place, letter in
            (shapes[letter] ?? []).map { stroke in
                CanvasPath.polyline(
                    stroke.map { code in
                        let column = Double(code / 10) + Double(place) * advance + left
                        return CanvasPath.Point(column / (height / 2), Double(code % 10) / (height / 2) - 1)
                    })
            }
        }
    }

    /// The strokes of each letter; a point is its column times ten plus its row.
    static let shapes: [Character: [[Int]]] = [
        "A": [[6, 20, 46], [14, 34]], "B": [[6, 0, 30, 41, 42, 33, 3], [33, 44, 45, 36, 6]],
        "C": [[41, 30, 10, 1, 5, 16, 36, 45]], "D": [[0, 20, 42, 44, 26, 6, 0]], "E": [[40, 0, 6, 46], [3, 33]],
        "F": [[40, 0, 6], [3, 33]], "G": [[41, 30, 10, 1, 5, 16, 36, 45, 43, 23]], "H": [[0, 6], [40, 46], [3, 43]],
        "I": [[10, 30], [20, 26], [16, 36]], "J": [[40, 45, 36, 16, 5]], "K": [[0, 6], [40, 3, 46]],
        "L": [[0, 6, 46]], "M": [[6, 0, 23, 40, 46]], "N": [[6, 0, 46, 40]],
        "O": [[10, 30, 41, 45, 36, 16, 5, 1, 10]], "P": [[6, 0, 30, 41, 42, 33, 3]],
        "Q": [[10, 30, 41, 45, 36, 16, 5, 1, 10], [24, 46]], "R": [[6, 0, 30, 41, 42, 33, 3], [23, 46]],
        "S": [[41, 30, 10, 1, 2, 13, 33, 44, 45, 36, 16, 5]], "T": [[0, 40], [20, 26]],
        "U": [[0, 5, 16, 36, 45, 40]], "V": [[0, 26, 40]], "W": [[0, 16, 23, 36, 40]], "X": [[0, 46], [40, 6]],
        "Y": [[0, 23, 40], [23, 26]], "Z": [[0, 40, 6, 46]],
    ]
}
