/// A rule for computing a box from a class activation map and comparing it with annotated boxes.
public enum LocalizationProtocol: String, Sendable, Codable, CaseIterable {
    /// Zhou et al. 2016, §3.2: ``PaperBoxes``.
    case paper
    /// The code that its authors released: ``ReleaseBoxes``.
    case release
    /// Choe et al., CVPR 2020: ``WSOLBoxes``.
    case wsol
}
