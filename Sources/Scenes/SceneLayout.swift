import Units
/// Finds positions for parts and words with little or no overlap.
struct SceneLayout {
    /// An occupied disc.
    private struct Disc {
        let x: Int
        let y: Int
        let radius: Int
    }

    private var taken: [Disc] = []

    /// Tries random positions and reduces the required distance with each attempt, so that objects may finally overlap.
    mutating func place(_ kind: Scene.Object.Kind, _ random: inout SceneRandom) -> Scene.Placement {
        let extent = Scene.side * Scene.unitsPerPixel
        let radius: Int
        let angle: Int
        switch kind {
        case .part(let part):
            radius = random.from(116...184)
            angle = part.turnsFreely ? random.below(360) : random.from(-22...22)
        case .word:
            radius = random.from(40...60)
            angle = random.from(-14...14)
        }
        let isMirrored = random.chance(50)
        var best: (placement: Scene.Placement, discs: [Disc])?
        for attempt in 0..<160 {
            let reach = Self.reach(of: kind, radius: radius)
            let x = random.from(reach.x...(extent - reach.x))
            let y = random.from(reach.y...(extent - reach.y))
            let discs = Self.discs(of: kind, x: x, y: y, radius: radius)
            let placement = Scene.Placement(x: x, y: y, radius: radius, angle: angle, isMirrored: isMirrored)
            best = (placement, discs)
            // From 100 % of the radii to 60 %.
            if isFree(discs, percent: 100 - attempt / 4) { break }
        }
        guard let best else { preconditionFailure("a place is tried at least once") }
        taken += best.discs
        return best.placement
    }

    /// Returns the extent of an object from its centre, upright or slightly rotated.
    private static func reach(of kind: Scene.Object.Kind, radius: Int) -> (x: Int, y: Int) {
        switch kind {
        case .part: (radius, radius)
        case .word(let word, _): (Letters.halfWidth(word, radius: radius) + radius / 2, 2 * radius)
        }
    }

    private static func discs(of kind: Scene.Object.Kind, x: Int, y: Int, radius: Int) -> [Disc] {
        switch kind {
        case .part: return [Disc(x: x, y: y, radius: radius)]
        case .word(let word, _):
            let half = Letters.halfWidth(word, radius: radius)
            let count = word.utf8.count
            return (0..<count).map { letter in
                Disc(x: x - half + half * (2 * letter + 1) / count, y: y, radius: radius * 3 / 2)
            }
        }
    }

    private func isFree(_ discs: [Disc], percent: Int) -> Bool {
        discs.allSatisfy { disc in
            taken.allSatisfy { other in
                let (dx, dy) = (disc.x - other.x, disc.y - other.y)
                let distance = (disc.radius + other.radius) * percent / 100
                return dx * dx + dy * dy >= distance * distance
            }
        }
    }
}
