import ArgumentParser
import Foundation
import Reporting
import UnitAtlas

/// Prints a line on stderr; errors while printing are ignored.
func note(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data((VisibleText.line(text) + "\n").utf8))
}

/// Writes data to stdout unchanged.
///
/// - Throws: `CommandError` if stdout cannot be written; a silent exit if the reader has closed the pipe, as `head` does.
func emit(_ text: String) throws {
    do {
        try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
        let cause = ((error as NSError).userInfo[NSUnderlyingErrorKey] as? NSError) ?? (error as NSError)
        if cause.domain == NSPOSIXErrorDomain, cause.code == EPIPE { throw ExitCode.success }
        throw CommandError("stdout cannot be written; check the free space and the redirection.")
    }
}

/// Opens an atlas, and prints a note on stderr if its indexing has not finished.
func open(atlas path: String) throws -> Atlas {
    let atlas = try Atlas(path)
    if let remark = try atlas.unfinishedRemark { note("\(remark); \(ErrorAdvice.resuming(path))") }
    return atlas
}
