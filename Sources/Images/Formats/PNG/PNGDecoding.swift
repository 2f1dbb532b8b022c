extension PNGCodec {
    /// Decodes any PNG: 1, 2, 4, 8 and 16 bits; grey, colour and palette; with and without alpha; interlaced.
    ///
    /// Gamma and colour profiles are ignored; of 16-bit samples the upper 8 bits are used.
    ///
    /// - Throws: ``ImageError`` with `name` as its path.
    package static func decode(
        _ bytes: [UInt8], name: String, options: DecodingOptions = DecodingOptions()
    ) throws(ImageError) -> Raster {
        guard bytes.starts(with: PNGChunk.signature) else {
            throw .unknownFormat(path: name, kind: FileSignature.name(of: bytes))
        }
        let header = try PNGHeader(bytes, name: name)
        let chunks = try PNGChunk.all(in: bytes, name: name)
        func data(_ type: String) -> ArraySlice<UInt8>? {
            chunks.first { $0.type == type }.map { bytes[$0.data] }
        }
        let pixels = try PNGPixels(
            header, palette: data("PLTE"), transparency: data("tRNS"), background: options.alpha.background, name: name)
        let pieces = chunks.filter { $0.type == "IDAT" && !$0.data.isEmpty }.map(\.data)
        let raster = try decode(header, pixels: pixels, inflater: Inflater(bytes, pieces: pieces), name: name)
        guard options.appliesOrientation, let exif = data("eXIf") else { return raster }
        return Orientation(exif: exif).applied(to: raster)
    }

    static func decode(
        _ header: PNGHeader, pixels: PNGPixels, inflater: Inflater, name: String
    ) throws(ImageError) -> Raster {
        let (width, height) = (header.width, header.height)
        var target: [UInt8] = []
        for pass in header.isInterlaced ? PNGPass.adam7 : PNGPass.whole {
            let columns = pass.columns(of: width)
            guard columns > 0 else { continue }
            // Byte 0 of a row is its filter; the row above the first counts as zero.
            var row = [UInt8](repeating: 0, count: header.rowBytes(width: columns) + 1)
            var above = row
            for index in 0..<pass.rows(of: height) {
                try fill(&row, from: inflater, name: name)
                guard PNGFilter.reverse(&row, above: above, distance: header.filterDistance) else {
                    throw .corrupt(path: name, detail: "invalid row filter \(row[0])")
                }
                // Allocated only now, so that a header without data cannot allocate much.
                if target.isEmpty { target = [UInt8](repeating: 0, count: width * height * 3) }
                pixels.write(
                    row, columns: columns, into: &target, at: ((pass.y + index * pass.stepY) * width + pass.x) * 3,
                    step: pass.stepX * 3)
                swap(&row, &above)
            }
        }
        return Raster(width: width, height: height, pixels: target)
    }

    private static func fill(_ row: inout [UInt8], from inflater: Inflater, name: String) throws(ImageError) {
        switch inflater.read(into: &row) {
        case .none: return
        case .endsEarly: throw .truncated(path: name, detail: "the pixel data end before the last row")
        case .corrupt(let message):
            throw .corrupt(path: name, detail: "the pixel data cannot be decompressed: \(message)")
        }
    }
}
