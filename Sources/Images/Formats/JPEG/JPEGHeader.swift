/// The header of a JPEG file: the markers before its first scan.
struct JPEGHeader: Equatable {
    var width: Int
    var height: Int
    var components: Int
    /// Whether the data are arithmetic-coded instead of Huffman-coded.
    var isArithmetic: Bool
    /// Whether its scans refine each other.
    var isProgressive: Bool
    /// The EXIF orientation, 1...8; 1 if there is none.
    var orientation: Orientation

    /// Reads the markers up to the frame header. All writers put EXIF before it.
    init(_ bytes: [UInt8], name: String) throws(ImageError) {
        var orientation = Orientation.upright
        var position = 2
        while true {
            // Any number of fill bytes FF may precede a marker, and some writers leave other bytes.
            while position < bytes.count, bytes[position] != 0xFF { position += 1 }
            while position < bytes.count, bytes[position] == 0xFF { position += 1 }
            guard position < bytes.count else {
                throw .truncated(path: name, detail: "no frame header in its \(bytes.count) bytes")
            }
            let marker = bytes[position]
            position += 1
            if marker == 0x00 || marker == 0x01 || (0xD0...0xD8).contains(marker) { continue }
            if marker == 0xD9 || marker == 0xDA {
                throw .corrupt(path: name, detail: "no frame header before its data")
            }
            guard let length = bytes.bigEndian16(at: position), position + length <= bytes.count else {
                throw .truncated(path: name, detail: "ends inside a header segment")
            }
            guard length >= 2 else { throw .corrupt(path: name, detail: "a segment of \(length) bytes") }
            let segment = position + 2..<position + length
            if Self.isFrame(marker) {
                guard segment.count >= 6, let height = bytes.bigEndian16(at: segment.lowerBound + 1),
                    let width = bytes.bigEndian16(at: segment.lowerBound + 3)
                else { throw .corrupt(path: name, detail: "its frame header is too short") }
                self.width = width
                self.height = height
                self.components = Int(bytes[segment.lowerBound + 5])
                self.isArithmetic = marker > 0xC8
                self.isProgressive = marker & 3 == 2
                self.orientation = orientation
                return
            }
            if marker == 0xE1, orientation == .upright, bytes[segment].starts(with: Self.exifMark) {
                orientation = Orientation(exif: bytes[segment].dropFirst(Self.exifMark.count))
            }
            position = segment.upperBound
        }
    }

    static let exifMark: [UInt8] = [0x45, 0x78, 0x69, 0x66, 0, 0]

    /// Returns whether a marker is one of SOF0...SOF15. DHT (C4), JPG (C8) and DAC (CC) are in this range but are not.
    private static func isFrame(_ marker: UInt8) -> Bool {
        (0xC0...0xCF).contains(marker) && marker != 0xC4 && marker != 0xC8 && marker != 0xCC
    }

    /// Returns whether the scans end with an end-of-image marker.
    static func reachesEnd(_ bytes: [UInt8]) -> Bool {
        var position = 2
        while position + 1 < bytes.count {
            guard bytes[position] == 0xFF else {
                position += 1
                continue
            }
            switch bytes[position + 1] {
            case 0xD9: return true
            case 0x00, 0x01, 0xD0...0xD8: position += 2
            case 0xFF: position += 1
            default:
                guard let length = bytes.bigEndian16(at: position + 2) else { return false }
                position += 2 + max(2, length)
            }
        }
        return false
    }
}

extension Collection where Element == UInt8, Index == Int {
    /// Returns the big-endian number at an index; nil if it would extend past the end.
    func bigEndian16(at index: Int) -> Int? {
        guard index >= startIndex, index + 2 <= endIndex else { return nil }
        return Int(self[index]) << 8 | Int(self[index + 1])
    }

    func bigEndian32(at index: Int) -> Int? {
        guard let high = bigEndian16(at: index), let low = bigEndian16(at: index + 2) else { return nil }
        return high << 16 | low
    }
}
