public import Tensors
public import Units

/// How well the class activation map of an image's own class finds the object.
///
/// One map decides everything: localization is right in the top 1 or top 5 where the label is there **and** the box of the
/// label's own map has an intersection over union of at least 0.5 with one of the boxes that people drew.
public struct ImageLocalization: Sendable, Equatable {
    /// The label's place among the five likeliest classes, from 1; nil when it is not there.
    public let rank: Int?
    /// The box of the chosen protocol at its threshold, in pixels of the image; nil where the map gives none.
    public let box: ObjectBox?
    /// Of that box with the best of those drawn.
    public let intersectionOverUnion: Double
    /// Of a centred box over half the image's area.
    public let centerIntersectionOverUnion: Double
    /// For each τ of ``WSOLBoxes``, what is right there.
    public let hits: [Hits]
    /// For each of the thresholds that one may be chosen from: whether the chosen protocol's box there is right.
    public let thresholdHits: [Bool]

    /// What is right at one τ.
    public struct Hits: OptionSet, Sendable, Hashable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// MaxBoxAcc's box has 0.5.
        public static let largest = Hits(rawValue: 1)
        /// One of MaxBoxAccV2's boxes has 0.3, 0.5, 0.7.
        public static let any30 = Hits(rawValue: 2)
        public static let any50 = Hits(rawValue: 4)
        public static let any70 = Hits(rawValue: 8)

        static let levels: [(Hits, Double)] = [(.any30, 0.3), (.any50, 0.5), (.any70, 0.7)]
    }

    /// From which intersection over union a box is right.
    public static let right = 0.5

    public init(
        rank: Int?, box: ObjectBox?, intersectionOverUnion: Double, centerIntersectionOverUnion: Double, hits: [Hits],
        thresholdHits: [Bool] = []
    ) {
        self.rank = rank
        self.box = box
        self.intersectionOverUnion = intersectionOverUnion
        self.centerIntersectionOverUnion = centerIntersectionOverUnion
        self.hits = hits
        self.thresholdHits = thresholdHits
    }

    public var isGroundTruthKnownRight: Bool { intersectionOverUnion >= Self.right }
    public var isTop1Right: Bool { rank == 1 && isGroundTruthKnownRight }
    public var isTop5Right: Bool { rank != nil && isGroundTruthKnownRight }
}

/// Evaluates maps of one size on pictures of one size, one image after another.
public struct LocalizationEvaluation: Sendable {
    public let rule: LocalizationProtocol
    /// Of the map's maximum (paper) or τ (wsol); the release has its own levels.
    public let threshold: Float
    /// Thresholds that one may be chosen from; rising.
    public let candidates: [Float]

    public init(rule: LocalizationProtocol, threshold: Float, candidates: [Float] = []) {
        self.rule = rule
        self.threshold = threshold
        self.candidates = candidates
    }

    /// The picture that a map covers: the part of the image that the network sees.
    public struct View: Sendable {
        /// In pixels of the image.
        public let x0, y0, width, height: Double
        /// Of the whole image.
        public let imageWidth, imageHeight: Int
        /// To the size of the picture, in whole pixels.
        public let bilinear: MapEnlargement
        public let bicubic: BicubicEnlargement
        public let pixelsAcross, pixelsDown: Int

        /// - Parameters:
        ///   - x0: Where the picture begins in the image, and its size, in the image's pixels.
        public init(
            cellsAcross: Int, cellsDown: Int, x0: Double, y0: Double, width: Double, height: Double, imageWidth: Int,
            imageHeight: Int
        ) {
            (self.x0, self.y0, self.width, self.height) = (x0, y0, width, height)
            (self.imageWidth, self.imageHeight) = (imageWidth, imageHeight)
            (pixelsAcross, pixelsDown) = (max(1, Int(width.rounded())), max(1, Int(height.rounded())))
            bilinear = MapEnlargement(
                cellsAcross: cellsAcross, cellsDown: cellsDown, width: pixelsAcross, height: pixelsDown)
            bicubic = BicubicEnlargement(
                cellsAcross: cellsAcross, cellsDown: cellsDown, width: WSOLBoxes.side, height: WSOLBoxes.side)
        }

        /// A box of the picture's pixels, in the image.
        public func inImage(_ box: BoundingBox, scaleX: Double = 1, scaleY: Double = 1) -> ObjectBox {
            let (across, down) = (width / Double(pixelsAcross) * scaleX, height / Double(pixelsDown) * scaleY)
            return ObjectBox(
                x0: x0 + Double(box.x0) * across, y0: y0 + Double(box.y0) * down, x1: x0 + Double(box.x1) * across,
                y1: y0 + Double(box.y1) * down)
        }

        /// A box of the 224×224 pixels that ``WSOLBoxes`` works on, in the image.
        public func inImage(wsol box: BoundingBox) -> ObjectBox {
            inImage(
                box, scaleX: Double(pixelsAcross) / Double(WSOLBoxes.side),
                scaleY: Double(pixelsDown) / Double(WSOLBoxes.side))
        }

        /// A box of the image, relative to the picture; it may reach beyond it.
        func inPicture(_ box: ObjectBox) -> ObjectBox {
            ObjectBox(x0: box.x0 - x0, y0: box.y0 - y0, x1: box.x1 - x0, y1: box.y1 - y0)
        }
    }

    /// Evaluates the map of an image's own class.
    ///
    /// - Parameters:
    ///   - rank: The label's place among the five likeliest classes.
    ///   - truth: What people drew, in the image's pixels, cut to the image; not empty. It is compared whole, whether or not
    ///     the network sees all of the image.
    public func evaluate(_ map: Plane, in view: View, rank: Int?, truth: [ObjectBox]) -> ImageLocalization {
        let resized = truth.map {
            WSOLBoxes.resized(view.inPicture($0), width: view.width, height: view.height)
        }
        let wsol = WSOLBoxes.boxes(WSOLBoxes.normalized(view.bicubic.enlarged(map)))
        func overlap(_ box: BoundingBox) -> Double {
            resized.map { box.intersectionOverUnion($0, inclusive: true) }.max() ?? 0
        }
        let largest = wsol.map { overlap($0.largest) }
        let hits = zip(wsol, largest).map { boxes, largest in
            var hits: ImageLocalization.Hits = largest >= ImageLocalization.right ? .largest : []
            let best = boxes.all.map(overlap).max() ?? 0
            for (hit, level) in ImageLocalization.Hits.levels where best >= level { hits.insert(hit) }
            return hits
        }
        var box: ObjectBox?
        var iou = 0.0
        var thresholdHits: [Bool] = []
        switch rule {
        case .wsol:
            let place = WSOLBoxes.place(of: threshold)
            box = view.inImage(wsol: wsol[place].largest)
            iou = largest[place]
            if !candidates.isEmpty { thresholdHits = largest.map { $0 >= ImageLocalization.right } }
        case .paper:
            let enlarged = view.bilinear.enlarged(map)
            box = PaperBoxes.box(enlarged, threshold: threshold).map { view.inImage($0) }
            iou = box.map { Self.best($0, truth) } ?? 0
            if !candidates.isEmpty {
                thresholdHits = PaperBoxes.boxes(enlarged, thresholds: candidates).map { box in
                    box.map { Self.best(view.inImage($0), truth) >= ImageLocalization.right } ?? false
                }
            }
        case .release:
            let heat = ReleaseBoxes.heatMap(view.bilinear.enlarged(map))
            let found = ReleaseBoxes.boxes(heat, width: view.pixelsAcross, height: view.pixelsDown).first
            box = found.map { view.inImage($0) }
            iou = box.map { box in truth.map { box.intersectionOverUnion($0, inclusive: true) }.max() ?? 0 } ?? 0
        }
        return ImageLocalization(
            rank: rank, box: box, intersectionOverUnion: iou,
            centerIntersectionOverUnion: Self.best(CenterBaseline.box(view.imageWidth, view.imageHeight), truth),
            hits: hits, thresholdHits: thresholdHits)
    }

    private static func best(_ box: ObjectBox, _ truth: [ObjectBox]) -> Double {
        truth.map { box.intersectionOverUnion($0) }.max() ?? 0
    }
}

/// What knows nothing of the image: a centred box of its proportions over half its area.
public enum CenterBaseline {
    /// In pixels of an image of this size.
    public static func box(_ width: Int, _ height: Int) -> ObjectBox {
        let (w, h) = (Double(width), Double(height))
        let margin = (1 - 0.5.squareRoot()) / 2
        return ObjectBox(x0: w * margin, y0: h * margin, x1: w * (1 - margin), y1: h * (1 - margin))
    }
}
