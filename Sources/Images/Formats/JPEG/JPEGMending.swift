/// Puts right what libjpeg warns of in the headers of a JPEG file and what does not change its pixels.
///
/// - SOS: phones by Samsung write zeros for the band of coefficients, which a sequential scan does not have.
/// - JFIF: a version other than 1.
/// - Adobe: an unknown code of the colour transformation; libjpeg assumes YCbCr for three channels, and YCCK for four.
/// - Stray bytes between the segments before the first scan.
enum JPEGMending {
    /// Returns the mended bytes; nil if nothing was wrong.
    static func mended(_ bytes: [UInt8], _ header: JPEGHeader) -> [UInt8]? {
        var mended = Array(bytes.prefix(2))
        var rest = bytes
        var position = 2
        var hasScan = false
        while position + 1 < rest.count {
            guard rest[position] == 0xFF, rest[position + 1] != 0xFF, rest[position + 1] != 0 else {
                // Before the first scan every byte between segments is a stray one or a fill byte.
                if hasScan { mended.append(rest[position]) }
                position += 1
                continue
            }
            let marker = rest[position + 1]
            let hasLength = marker != 0x01 && !(0xD0...0xD9).contains(marker)
            guard hasLength, let length = rest.bigEndian16(at: position + 2), length >= 2,
                position + 2 + length <= rest.count
            else {
                mended += rest[position..<position + 2]
                position += 2
                continue
            }
            mend(&rest, marker, position + 4..<position + 2 + length, header)
            mended += rest[position..<position + 2 + length]
            position += 2 + length
            if marker == 0xDA { hasScan = true }
        }
        mended += rest[min(position, rest.count)...]
        return mended == bytes ? nil : mended
    }

    private static func mend(_ bytes: inout [UInt8], _ marker: UInt8, _ segment: Range<Int>, _ header: JPEGHeader) {
        let start = segment.lowerBound
        switch marker {
        case 0xE0 where segment.count >= 7 && bytes[segment].starts(with: "JFIF\0".utf8):
            bytes[start + 5] = 1
        case 0xEE where segment.count >= 12 && bytes[segment].starts(with: "Adobe".utf8):
            let code = bytes[start + 11]
            if header.components == 3, code > 1 { bytes[start + 11] = 1 }
            if header.components == 4, code != 0, code != 2 { bytes[start + 11] = 2 }
        case 0xDA where !header.isProgressive && segment.count >= 3:
            let end = segment.upperBound
            (bytes[end - 3], bytes[end - 2], bytes[end - 1]) = (0, 63, 0)
        default: break
        }
    }

    /// The number of places whose stray bytes are taken out.
    static let strayPlaces = 8

    /// Returns the file without the stray bytes that libjpeg warns of (`3 extraneous bytes before marker 0xd9`), for each
    /// marker of that kind that they may precede, at most 16; empty for any other warning.
    static func withoutStrayBytes(_ bytes: [UInt8], warning: String) -> [[UInt8]] {
        let words = warning.split(separator: " ")
        guard let place = words.firstIndex(of: "extraneous"), place > 0, let count = Int(words[place - 1]),
            let last = words.last, last.hasPrefix("0x"), let marker = UInt8(last.dropFirst(2), radix: 16)
        else { return [] }
        let markers = bytes.indices.dropLast().lazy.filter {
            bytes[$0] == 0xFF && bytes[$0 + 1] == marker && $0 - count >= 2
        }
        return markers.prefix(16).map { Array(bytes[..<($0 - count)] + bytes[$0...]) }
    }
}
