/// The schema of an atlas. Table and column names are an interface: saved queries and other tools rely on them.
enum Schema {
    /// `UATL`, at byte 68 of the file, distinguishes an atlas from other SQLite files.
    static let applicationID: Int64 = 0x5541_544C

    /// SQLite's `user_version`. There are no migrations: an atlas with a lower version is rebuilt.
    static let version = 12

    /// Creates everything in an empty database.
    static let sql = atlas + images + heads + analyses + localization + discovery + views + description + rowTriggers
}
