import UnitAtlas

/// The units that argue most strongly for a class, each with the image that activates it most.
func strongestUnits(of name: String, in path: String) throws -> [String] {
    let atlas = try Atlas(path)
    return try atlas.ranking(of: name).prefix(3).map { unit in
        let best = try atlas.topActivations(of: unit.unit).first { $0.maximum > 0 }
        return "unit \(unit.unit), weight \(unit.weight): \(best?.path ?? "never active")"
    }
}
