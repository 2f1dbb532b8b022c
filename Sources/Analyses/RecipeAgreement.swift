package import Units

/// How well the units that argue most strongly for a class detect the class's parts, where each class is known to be a
/// recipe of parts. K classes, U units.
package struct RecipeAgreement: Sendable, Equatable {
    /// One of the strongest units of a class.
    package struct Word: Sendable, Equatable {
        package let classID: ClassID
        /// From 1, by weight.
        package let rank: Int
        package let unit: UnitID
        package let weight: Float
        package let agreement: PartAgreement
        /// Whether the unit's part is in the class's recipe; false without a part.
        package let isInRecipe: Bool
    }

    /// The strongest units of each class, by class.
    package let words: [Word]
    /// The fraction of `words` whose part is in their class's recipe.
    package let topUnitsInRecipe: Double
    /// The expected value for random units: the mean over all pairs of a unit and a class.
    package let topUnitsInRecipeRandom: Double
    /// The mean intersection over union of `words` with their parts.
    package let meanIntersectionOverUnion: Double
    /// The expected value for random units: the mean over all units.
    package let meanIntersectionOverUnionRandom: Double

    /// - Parameters:
    ///   - agreements: [U]
    ///   - recipes: [K], the parts of each class, from 0 as in the agreements.
    ///   - top: The number of units per class.
    package init(head: Head, agreements: [PartAgreement], recipes: [Set<Int>], top: Int = 3) {
        precondition(agreements.count == head.unitCount, "\(agreements.count) agreements, \(head.unitCount) units")
        precondition(recipes.count == head.classCount, "\(recipes.count) recipes, \(head.classCount) classes")
        func isIn(_ recipe: Set<Int>, _ agreement: PartAgreement) -> Bool {
            agreement.part.map(recipe.contains) ?? false
        }
        words = recipes.indices.flatMap { index in
            UnitRanking.units(of: ClassID(index), head: head, meanPooled: nil).prefix(top).map { ranked in
                let agreement = agreements[ranked.unit.value]
                return Word(
                    classID: ClassID(index), rank: ranked.rank, unit: ranked.unit, weight: ranked.weight,
                    agreement: agreement, isInRecipe: isIn(recipes[index], agreement))
            }
        }
        func share(_ count: Double, of total: Int) -> Double { total > 0 ? count / Double(total) : 0 }
        topUnitsInRecipe = share(Double(words.count { $0.isInRecipe }), of: words.count)
        let pairs = recipes.reduce(0) { sum, recipe in sum + agreements.count { isIn(recipe, $0) } }
        topUnitsInRecipeRandom = share(Double(pairs), of: recipes.count * agreements.count)
        meanIntersectionOverUnion = share(
            words.reduce(0) { $0 + $1.agreement.intersectionOverUnion }, of: words.count)
        meanIntersectionOverUnionRandom = share(
            agreements.reduce(0) { $0 + $1.intersectionOverUnion }, of: agreements.count)
    }
}
