import ImageCollections
import Reporting
import Store

/// How far the making of an atlas has come.
public enum AtlasState {
    /// A sentence about an atlas whose run has not come to its end; nil for one that is complete.
    ///
    /// - Throws: `StoreError` where there is no atlas at `path`.
    public static func remark(atlas path: String) throws -> String? {
        let reader = try AtlasReader(path: path)
        defer { reader.close() }
        guard !reader.isComplete else { return nil }
        let counts = try reader.counts()
        var amount = "\(counts.indexed + counts.skipped)"
        // Where the images are no longer there, nobody knows how many there would be.
        if let images = try? StoredSubject(reader.header, path: path).configuration.images,
            let total = try? ImageCollection(images).entries().count
        {
            amount += " of \(total)"
        }
        return
            "\(path): indexing has not finished: \(amount) images; `unit-atlas index \(ShellText.quoted(path))` goes on with it"
    }
}
