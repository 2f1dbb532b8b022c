import Foundation
import Tensors
import TestSupport
import Testing

@Suite struct NumPyFileTests {
    private static let values: [Float] = [-2, -0.5, 1, 2.5, 4, 5.5]

    /// A file of one header and elements in hexadecimal; numpy's own, with its padding left out.
    private static func file(
        _ type: String, _ elements: String, fortran: String = "False", shape: String = "(2, 3)", version: UInt8 = 1
    ) -> Data {
        let header = "{'descr': '\(type)', 'fortran_order': \(fortran), 'shape': \(shape), }\n"
        var bytes = [0x93] + Array("NUMPY".utf8) + [version, 0, UInt8(header.utf8.count), 0]
        if version > 1 { bytes += [0, 0] }
        bytes += Array(header.utf8)
        let digits = Array(elements)
        for index in stride(from: 0, to: digits.count, by: 2) {
            bytes.append(UInt8(String(digits[index...index + 1]), radix: 16) ?? 0)
        }
        return Data(bytes)
    }

    private static let floats = "000000c0000000bf0000803f00002040000080400000b040"

    /// Elements as numpy 2 stored them.
    @Test(arguments: [
        (file("<f4", floats), values),
        (file("<f4", floats, version: 2), values),
        (file(">f4", "c0000000bf0000003f800000402000004080000040b00000", version: 3), values),
        (file("<f2", "00c000b8003c004100448045"), values),
        (
            file(
                "<f8",
                "00000000000000c00000000000000440000000000000e0bf0000000000001040000000000000f03f0000000000001640",
                fortran: "True"), values
        ),
        (
            file(
                "<i8",
                "feffffffffffffffffffffffffffffff0000000000000000010000000000000002000000000000000300000000000000"),
            [-2, -1, 0, 1, 2, 3]
        ),
        (file(">i2", "fd44fe70ff9c00c801f40320"), [-700, -400, -100, 200, 500, 800]),
        (file("|u1", "00326496c8fa"), [0, 50, 100, 150, 200, 250]),
        (file("|b1", "010001000100"), [1, 0, 1, 0, 1, 0]),
    ])
    func readsWhatNumPyWrote(_ bytes: Data, _ values: [Float]) throws {
        #expect(try NumPyFile.read(bytes: bytes, name: "x.npy") == Tensor(shape: [2, 3], values: values))
    }

    @Test func halvesAtTheEdges() throws {
        // The smallest subnormal, the largest number, both infinities, minus zero, a NaN.
        let values = try NumPyFile.read(
            bytes: Self.file("<f2", "0100ff7b007c00fc0080007e"), name: "x.npy"
        ).values
        #expect(values[0] == 0x1p-24 && values[1] == 65_504 && values[2] == .infinity && values[3] == -.infinity)
        #expect(values[4] == 0 && values[4].sign == .minus && values[5].isNaN)
    }

    @Test func fortranOrderOfThreeAxes() throws {
        // numpy.arange(12).reshape(2, 3, 2) stored by columns.
        let bytes = Self.file("|u1", "00060208040a01070309050b", fortran: "True", shape: "(2, 3, 2)")
        #expect(
            try NumPyFile.read(bytes: bytes, name: "x.npy")
                == Tensor(shape: [2, 3, 2], values: (0..<12).map(Float.init)))
    }

    @Test func theBytesAreThoseOfNumPy() {
        let bytes = NumPyFile.encoded(Tensor(shape: [2, 3], values: Self.values))
        let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }"
        let expected = [0x93] + Array("NUMPY".utf8) + [1, 0, 118, 0] + Array(header.utf8)
        #expect(bytes.count == 152 && bytes.prefix(expected.count).elementsEqual(expected))
        #expect(bytes[127] == 10 && bytes[expected.count..<127].allSatisfy { $0 == 32 })
    }

    @Test(arguments: [[], [3], [0], [2, 0, 4], [1, 2, 3, 4], [5, 1]] as [Shape])
    func whatIsWrittenIsRead(_ shape: Shape) throws {
        let tensor = Tensor(shape: shape, values: (0..<shape.count).map { Float($0) * 0.1 - 1 })
        let folder = try TemporaryFolder()
        let path = folder.file("x.npy")
        try NumPyFile.write(Tensor.zeros([4]), to: path)
        try NumPyFile.write(tensor, to: path)
        #expect(try NumPyFile.read(path: path) == tensor)
        #expect(folder.contents == ["x.npy"])
        #expect(NumPyFile.encoded(tensor).count % 64 == shape.count * 4 % 64)
    }

    @Test func everyTruncationIsRefused() {
        let whole = NumPyFile.encoded(Tensor(shape: [2, 3], values: Self.values))
        for length in 0..<whole.count {
            #expect(throws: NumPyFileError.self) { try NumPyFile.read(bytes: whole.prefix(length), name: "x.npy") }
        }
        #expect(throws: NumPyFileError.self) { try NumPyFile.read(bytes: whole + [0], name: "x.npy") }
    }

    /// Each byte changed in turn: the values may differ, but nothing traps.
    @Test func damagedBytesNeverTrap() {
        let whole = NumPyFile.encoded(Tensor(shape: [2, 3], values: Self.values))
        var refused = 0
        for index in 0..<128 {
            for byte in [0, 32, 39, 40, 45, 57, 255] as [UInt8] where byte != whole[index] {
                var damaged = whole
                damaged[index] = byte
                do { _ = try NumPyFile.read(bytes: damaged, name: "x.npy") } catch { refused += 1 }
            }
        }
        #expect(refused > 200)
    }

    @Test func aSliceOfDataIsRead() throws {
        let padded = Data([1, 2, 3]) + NumPyFile.encoded(Tensor(shape: [2, 3], values: Self.values))
        #expect(try NumPyFile.read(bytes: padded.dropFirst(3), name: "x.npy").values == Self.values)
    }

    @Test(arguments: [
        (file("<c8", ""), "“<c8”"),
        (file("|O", ""), "“|O”"),
        (file("<U3", ""), "“<U3”"),
        (file("<f3", ""), "“<f3”"),
        (file("[('a', '<f4')]", ""), "type “[(”"),
        (file("<f4", "", shape: "(99999999999, 99999999999)"), "too many elements"),
        (file("<f4", "", shape: "(0, 99999999999, 99999999999)"), "too many elements"),
        (file("<f4", "", shape: "(99999999999999999999,)"), "list of at most 32"),
        (file("<f4", "", shape: "(1000000000, 4)"), "need 16000000000 bytes, but the file has 0"),
        (file("<f4", "", shape: "(-1,)"), "list of at most 32"),
        (file("<f4", "", shape: "(1,,2)"), "list of at most 32"),
        (file("<f4", "", shape: "5"), "does not have exactly one"),
        (file("<f4", "", fortran: "Maybe"), "does not have exactly one"),
        (file("<f4", floats, version: 4), "version 4"),
        (Data([0x93] + Array("NUMPY".utf8) + [2, 0, 255, 255, 255, 255]), "is too long"),
        (Data("PK\u{3}\u{4} an archive".utf8), "not a .npy file"),
        (Data(), "not a .npy file"),
    ])
    func refusals(_ bytes: Data, _ part: String) {
        let error = #expect(throws: NumPyFileError.self) { try NumPyFile.read(bytes: bytes, name: "x.npy") }
        #expect(error?.path == "x.npy")
        #expect(error?.description.contains(part) == true, "\(error?.description ?? "")")
    }

    @Test func absentFilesAndFoldersAreErrors() throws {
        #expect(throws: NumPyFileError.self) { try NumPyFile.read(path: "/nowhere/x.npy") }
        #expect(throws: NumPyFileError.self) { try NumPyFile.write(.zeros([1]), to: "/nowhere/x.npy") }
        let folder = try TemporaryFolder()
        #expect(throws: NumPyFileError.self) { try NumPyFile.read(path: folder.path) }
    }
}
