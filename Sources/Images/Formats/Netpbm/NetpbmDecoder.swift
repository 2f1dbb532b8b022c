/// Decodes PBM, PGM and PPM files to the pixels of PIL's `convert("RGB")`; of grey levels above 255 the upper 8 of 16 bits
/// are used, as in PNG.
enum NetpbmDecoder {
    /// - Throws: ``ImageError`` with `name` as its path.
    static func decode(_ bytes: [UInt8], name: String) throws(ImageError) -> Raster {
        let header = try NetpbmHeader(bytes, name: name)
        let samples = try header.isPlain ? plain(header, bytes, name: name) : binary(header, bytes, name: name)
        var pixels = samples
        if header.kind != .color {
            pixels = []
            pixels.reserveCapacity(samples.count * 3)
            for sample in samples {
                pixels.append(sample)
                pixels.append(sample)
                pixels.append(sample)
            }
        }
        return Raster(width: header.width, height: header.height, pixels: pixels)
    }

    private static func cut(_ name: String) -> ImageError {
        .truncated(path: name, detail: "the samples end before the last row")
    }

    private static func binary(
        _ header: NetpbmHeader, _ bytes: [UInt8], name: String
    ) throws(ImageError) -> [UInt8] {
        if header.kind == .bits {
            let stride = (header.width + 7) / 8
            guard header.start + stride * header.height <= bytes.count else { throw cut(name) }
            return (0..<header.height).flatMap { row in
                (0..<header.width).map { column in
                    bytes[header.start + row * stride + column / 8] >> UInt8(7 - column % 8) & 1 == 1 ? 0 : 255
                }
            }
        }
        let size = header.highest < 256 ? 1 : 2
        guard header.start + header.sampleCount * size <= bytes.count else { throw cut(name) }
        if header.highest == 255 { return Array(bytes[header.start..<header.start + header.sampleCount]) }
        return (0..<header.sampleCount).map { index in
            let place = header.start + index * size
            return level(size == 1 ? Int(bytes[place]) : Int(bytes[place]) << 8 | Int(bytes[place + 1]), header)
        }
    }

    private static func plain(
        _ header: NetpbmHeader, _ bytes: [UInt8], name: String
    ) throws(ImageError) -> [UInt8] {
        // Each sample takes at least one byte, so a header without data cannot allocate much.
        guard header.sampleCount <= bytes.count else { throw cut(name) }
        var reader = NetpbmReader(bytes, position: header.start)
        var samples: [UInt8] = []
        samples.reserveCapacity(header.sampleCount)
        while samples.count < header.sampleCount {
            if header.kind == .bits {
                guard let bit = reader.character() else { throw cut(name) }
                guard bit == 0x30 || bit == 0x31 else {
                    throw .corrupt(path: name, detail: "a sample that is neither 0 nor 1")
                }
                samples.append(bit == 0x31 ? 0 : 255)
                continue
            }
            switch reader.number() {
            case .success(let number) where number <= header.highest: samples.append(level(number, header))
            case .success(let number):
                throw .corrupt(path: name, detail: "the level \(number) is above the highest, \(header.highest)")
            case .failure(.end): throw cut(name)
            case .failure(.invalid(let text)):
                throw .corrupt(path: name, detail: "“\(text)” instead of a level")
            }
        }
        return samples
    }

    /// Scales a level to 8 bits.
    private static func level(_ value: Int, _ header: NetpbmHeader) -> UInt8 {
        let highest = header.kind == .grey && header.highest > 255 ? 65_535 : 255
        let scaled = (Double(value) / Double(header.highest) * Double(highest)).rounded(.toNearestOrEven)
        let level = min(highest, Int(scaled))
        return UInt8(highest == 255 ? level : level >> 8)
    }
}
