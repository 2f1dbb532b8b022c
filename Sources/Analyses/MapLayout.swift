package import Units

/// The positions of a layer's map cells on the network's input.
package struct MapLayout: Sendable, Equatable {
    /// The size of the network's input in pixels.
    package let inputWidth, inputHeight: Int
    /// The size of the layer's maps.
    package let cellsAcross, cellsDown: Int
    /// The cells' theoretical receptive fields; nil if they have no common size and stride.
    package let field: ReceptiveField?

    /// The assumed positions of cell centres.
    package enum Centers: Sendable {
        /// Spread evenly over the picture: the class activation map's enlargement (Zhou et al. 2016, §2).
        case even
        /// At the centres of the receptive fields (Network Dissection, Bau et al. 2017, §2.2); spread evenly over the input
        /// if the layer has none.
        case receptiveFields
    }

    package init(inputWidth: Int, inputHeight: Int, cellsAcross: Int, cellsDown: Int, field: ReceptiveField? = nil) {
        (self.inputWidth, self.inputHeight) = (inputWidth, inputHeight)
        (self.cellsAcross, self.cellsDown) = (cellsAcross, cellsDown)
        self.field = field
    }

    /// Returns the enlargement of maps to a picture of the whole input, `width`×`height` pixels.
    package func enlargement(width: Int, height: Int, centers: Centers) -> MapEnlargement {
        switch centers {
        case .even:
            MapEnlargement(cellsAcross: cellsAcross, cellsDown: cellsDown, width: width, height: height)
        case .receptiveFields:
            enlargement(
                across: .init(start: 0, scale: Double(inputWidth) / Double(width), pixels: width),
                down: .init(start: 0, scale: Double(inputHeight) / Double(height), pixels: height))
        }
    }

    /// Returns the enlargement of maps to a picture that shows some part of the input.
    func enlargement(across: MapEnlargement.InputSection, down: MapEnlargement.InputSection) -> MapEnlargement {
        let horizontal =
            field.map { MapEnlargement.Centers($0.horizontal) } ?? .init(cells: cellsAcross, over: inputWidth)
        let vertical = field.map { MapEnlargement.Centers($0.vertical) } ?? .init(cells: cellsDown, over: inputHeight)
        return MapEnlargement(
            cellsAcross: cellsAcross, cellsDown: cellsDown, horizontal: (horizontal, across),
            vertical: (vertical, down))
    }
}
