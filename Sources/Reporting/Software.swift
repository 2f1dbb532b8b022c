/// The program that writes tables, pictures and atlases.
package enum Software {
    /// The version that is recorded in atlases, pictures and pages.
    package static let version = "0.1.0"
    /// The program's name with its version.
    package static let name = "unit-atlas \(version)"
}
