package import Tensors
package import Units

/// Compares boxes computed from maps with annotated boxes.
package struct LocalizationEvaluation: Sendable {
    package let boxes: MapBoxes
    /// Thresholds that one may be chosen from, in ascending order.
    package let candidates: [Float]

    package init(_ boxes: MapBoxes, candidates: [Float] = []) {
        self.boxes = boxes
        self.candidates = candidates
    }

    /// Evaluates the map of an image's own class.
    ///
    /// - Parameters:
    ///   - rank: The label's rank among the five most probable classes.
    ///   - truth: The annotated boxes in image coordinates, clipped to the image; not empty. They are compared whole,
    ///     even if the network sees only a part of the image.
    package func evaluate(
        _ map: Plane, in geometry: MapGeometry, rank: Int?, truth: [ObjectBox]
    ) -> ImageLocalization {
        var map = EnlargedMap(map, geometry)
        let resized = truth.map {
            WSOLBoxes.resized(
                geometry.pictureBox($0), width: geometry.visibleWidth, height: geometry.visibleHeight)
        }
        func overlap(_ box: BoundingBox) -> Double {
            resized.map { box.intersectionOverUnion($0, inclusive: true) }.max() ?? 0
        }
        let largest = map.wsol.map { overlap($0.largest) }
        let hits = zip(map.wsol, largest).map { boxes, largest in
            var hits: ImageLocalization.Hits = largest >= ImageLocalization.right ? .largest : []
            let best = boxes.all.map(overlap).max() ?? 0
            for (hit, level) in ImageLocalization.Hits.levels where best >= level { hits.insert(hit) }
            return hits
        }
        let box = boxes.boxes(of: &map).first
        let iou =
            switch boxes.rule {
            case .wsol: largest[WSOLBoxes.place(of: boxes.threshold)]
            case .paper, .release: box.map { Self.best($0, truth, inclusive: boxes.rule == .release) } ?? 0
            }
        return ImageLocalization(
            rank: rank, box: box, intersectionOverUnion: iou,
            centerIntersectionOverUnion: Self.best(
                CenterBaseline.box(geometry.imageWidth, geometry.imageHeight), truth),
            hits: hits, thresholdHits: thresholdHits(&map, truth, largest))
    }

    /// For each candidate, whether its box is correct.
    private func thresholdHits(_ map: inout EnlargedMap, _ truth: [ObjectBox], _ wsol: [Double]) -> [Bool] {
        guard !candidates.isEmpty else { return [] }
        switch boxes.rule {
        case .wsol: return candidates.map { wsol[WSOLBoxes.place(of: $0)] >= ImageLocalization.right }
        case .paper:
            let found = PaperBoxes.boxes(map.bilinear, thresholds: candidates)
            return found.map { box in
                box.map { Self.best(map.imageBox($0), truth) >= ImageLocalization.right } ?? false
            }
        case .release: return []
        }
    }

    private static func best(_ box: ObjectBox, _ truth: [ObjectBox], inclusive: Bool = false) -> Double {
        truth.map { box.intersectionOverUnion($0, inclusive: inclusive) }.max() ?? 0
    }
}

/// The baseline: a centred box with the proportions of the image and half its area.
package enum CenterBaseline {
    /// Returns the box of an image of this size, in pixels.
    package static func box(_ width: Int, _ height: Int) -> ObjectBox {
        let (w, h) = (Double(width), Double(height))
        let margin = (1 - 0.5.squareRoot()) / 2
        return ObjectBox(x0: w * margin, y0: h * margin, x1: w * (1 - margin), y1: h * (1 - margin))
    }
}
