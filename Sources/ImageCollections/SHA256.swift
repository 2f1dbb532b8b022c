import CLibCrypto

/// An incremental SHA-256 digest (FIPS 180-4), computed by OpenSSL.
///
///     var digest = SHA256()
///     digest.update(Array("abc".utf8))
///     digest.hexadecimal()    // "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
@safe
package struct SHA256: ~Copyable {
    private let context: OpaquePointer?

    /// The digest of no bytes yet.
    package init() {
        unsafe context = EVP_MD_CTX_new()
        let isReady = unsafe EVP_DigestInit_ex(context, EVP_sha256(), nil)
        precondition(isReady == 1, "libcrypto has no SHA-256")
    }

    deinit { unsafe EVP_MD_CTX_free(context) }

    /// The digest of `bytes` as 64 lower-case hexadecimal digits.
    package static func hexadecimal(of bytes: some Sequence<UInt8>) -> String {
        var digest = SHA256()
        digest.update(Array(bytes))
        return digest.hexadecimal()
    }

    /// The first 64 bits of the digest of `bytes`.
    package static func prefix(of bytes: [UInt8]) -> Int64 {
        var digest = SHA256()
        digest.update(bytes)
        return digest.prefix()
    }

    /// Appends bytes to those that are digested.
    package mutating func update(_ bytes: [UInt8]) {
        unsafe bytes.withUnsafeBytes { buffer in
            _ = unsafe EVP_DigestUpdate(context, buffer.baseAddress, buffer.count)
        }
    }

    /// The digest of all bytes as 64 lower-case hexadecimal digits.
    package consuming func hexadecimal() -> String {
        finish().map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }.joined()
    }

    /// The first 64 bits of the digest, most significant byte first.
    package consuming func prefix() -> Int64 {
        finish().prefix(8).reduce(0) { $0 << 8 | Int64($1) }
    }

    private consuming func finish() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 32)
        unsafe bytes.withUnsafeMutableBytes { buffer in
            _ = unsafe EVP_DigestFinal_ex(context, buffer.baseAddress?.assumingMemoryBound(to: UInt8.self), nil)
        }
        return bytes
    }
}
