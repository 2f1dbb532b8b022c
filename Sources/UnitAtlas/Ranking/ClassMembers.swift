import Analyses
import Store
import Tensors
import Units

/// The images that stand for a class: those labelled with it, or, where no image has a label among the head's classes, those
/// whose most probable class it is.
struct ClassMembers {
    /// The indexed images, in the order of their paths.
    let images: [ImageRecord]
    /// How the images were chosen.
    let basis: ClassActivation.Basis
}

extension AtlasHead {
    /// Returns the images of a class: the same that its mean activations are over.
    func members(of id: ClassID) throws -> ClassMembers {
        let images = try indexedImages()
        if isNative ? images.contains(where: { $0.label != nil }) : !ownLabels.isEmpty {
            return ClassMembers(images: images.filter { label(of: $0) == id }, basis: .label)
        }
        return ClassMembers(images: try self.images(predictedAs: id), basis: .prediction)
    }

    /// Returns the pooled activations [N, U] of the images of a class.
    private func features(of members: ClassMembers) throws -> Tensor {
        let rows = try members.images.compactMap { try pooled($0.path).map(features) }
        return Tensor(shape: [rows.count, rows.first?.count ?? 0], values: Array(rows.joined()))
    }

    /// Returns the mean decrease of a class's lead over the best other class without each unit [U], over the images of the
    /// class: stored by an ablation, or else computed from pooled activations.
    ///
    /// - Precondition: the class has images.
    /// - Throws: `UnitAtlasError.head(.noStoredAblation)` for a head that is not linear in pooled activations.
    func marginDrops(of id: ClassID) throws -> [Double] {
        try knownMarginDrops(of: id) {
            if let stored = try storedMarginDrops(of: id) { return stored }
            guard form == .poolThenLinear else { throw UnitAtlasError.head(.noStoredAblation(name: name)) }
            let features = try features(of: try members(of: id))
            var ablation = UnitAblation(head: try head)
            ablation.add(features: features, labels: Array(repeating: id, count: features.shape[0]))
            return ablation.effects(on: id).map(\.marginDrop)
        }
    }
}
