import ArgumentParser
import Foundation
import Reporting
import UnitAtlas

/// Prints a line on stderr. Where nobody can be told, nobody is.
func note(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data((VisibleText.line(text) + "\n").utf8))
}

/// Prints data on stdout as it is.
///
/// - Throws: `UnitAtlasError.file` when stdout takes no more; an exit without a word when its reader has gone, as `head`
///   does when it has seen enough.
func emit(_ text: String) throws {
    do {
        try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
        let cause = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError) ?? (error as NSError)
        if cause.domain == NSPOSIXErrorDomain, cause.code == EPIPE { throw ExitCode.success }
        throw UnitAtlasError.file(
            path: "stdout", reason: "it cannot be written; check the free space, and where it is sent to")
    }
}

/// Opens an atlas, and says on stderr where its indexing has not finished.
func open(atlas path: String) throws -> Atlas {
    let atlas = try Atlas(path)
    if let remark = try atlas.unfinishedRemark { note(remark) }
    return atlas
}
