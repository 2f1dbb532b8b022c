extension Part {
    /// Draws the part in its frame, where it approximately fills the square from -1 to 1.
    func draw(_ brush: Brush) {
        switch self {
        case .wheel: Self.drawWheel(brush)
        case .window: Self.drawWindow(brush)
        case .leaf: Self.drawLeaf(brush)
        case .ladder: Self.drawLadder(brush)
        case .star: Self.drawStar(brush)
        case .fish: Self.drawFish(brush)
        case .lamp: Self.drawLamp(brush)
        case .umbrella: Self.drawUmbrella(brush)
        case .bell: Self.drawBell(brush)
        case .anchor: Self.drawAnchor(brush)
        case .flower: Self.drawFlower(brush)
        case .mushroom: Self.drawMushroom(brush)
        case .cup: Self.drawCup(brush)
        case .key: Self.drawKey(brush)
        case .clock: Self.drawClock(brush)
        case .kite: Self.drawKite(brush)
        case .tent: Self.drawTent(brush)
        case .book: Self.drawBook(brush)
        }
    }
}
