import Images
import Scenes
import Testing
import Units

@Suite struct SceneDrawingTests {
    /// Cairo's pixels, recorded on Debian 12 (cairo 1.16) on x86-64.
    @Test func pixelsAreThoseThatWereRecorded() throws {
        #if os(Linux) && arch(x86_64)
            var (pictures, labels) = (FNV1a(), FNV1a())
            for index in 0..<48 {
                let drawn = try Scene(seed: 5, index: index).draw()
                pictures.add(drawn.picture.pixels)
                labels.add(drawn.labels)
            }
            #expect(pictures.value == 15_907_284_437_206_866_364)
            #expect(labels.value == 9_403_650_339_949_561_751)
        #else
            print("skipped: pixels were recorded on Linux x86-64, and other machines may round otherwise")
        #endif
    }

    /// A scene is drawn once whole and once without one of its objects: the pixels that differ are the object's.
    @Test(arguments: 0..<24) func masksAreWhatAnObjectChanges(_ index: Int) throws {
        let scene = Scene(seed: 11, index: index)
        let whole = try scene.draw()
        for place in scene.objects.indices {
            let without = try scene.removing(place).draw().picture
            let mask = whole.mask(place)
            guard mask.area > 0 else { continue }
            var (changed, outside) = (0, 0)
            for y in 0..<Scene.side {
                for x in 0..<Scene.side {
                    let byte = (y * Scene.side + x) * 3
                    let isChanged = whole.picture.pixels[byte..<byte + 3] != without.pixels[byte..<byte + 3]
                    if isChanged, mask[x: x, y: y] { changed += 1 }
                    if isChanged, !mask.touches(x, y), !scene.isOnBoard(place) { outside += 1 }
                }
            }
            // Edges are smooth in the picture and sharp in the mask.
            #expect(outside <= mask.area / 50, "object \(place): \(outside) pixels beside the mask")
            #expect(changed >= mask.area * 95 / 100, "object \(place): \(changed) of \(mask.area) pixels")
        }
    }

    @Test func laterObjectsHideEarlierOnes() throws {
        for index in 0..<60 {
            let scene = Scene(seed: 3, index: index)
            let drawn = try scene.draw()
            let first = try scene.keeping(0).draw().mask(0)
            #expect(drawn.mask(0).area <= first.area)
            // The last one is never hidden.
            let last = scene.objects.count - 1
            #expect(try scene.keeping(last).draw().mask(0) == drawn.mask(last))
        }
    }

    @Test func mostOfEveryPartIsSeen() throws {
        var hidden = 0
        var count = 0
        for index in 0..<120 {
            let scene = Scene(seed: 21, index: index)
            let drawn = try scene.draw()
            for place in scene.objects.indices {
                let alone = try scene.keeping(place).draw().mask(0).area
                count += 1
                if 2 * drawn.mask(place).area < alone { hidden += 1 }
            }
        }
        #expect(hidden * 100 <= count, "\(hidden) of \(count) are hidden by more than half")
    }
}

extension Scene {
    fileprivate func removing(_ place: Int) -> Scene {
        var others = objects
        others.remove(at: place)
        return with(others)
    }

    fileprivate func keeping(_ place: Int) -> Scene { with([objects[place]]) }

    private func with(_ objects: [Object]) -> Scene {
        Scene(
            seed: seed, index: index, sceneClass: sceneClass, backdrop: backdrop, clutter: clutter, objects: objects)
    }

    /// A word's board changes pixels that are not the word's.
    fileprivate func isOnBoard(_ place: Int) -> Bool {
        if case .word(_, let hasBoard) = objects[place].kind { hasBoard } else { false }
    }
}

extension Mask {
    /// Whether the pixel or one beside it belongs to the mask.
    fileprivate func touches(_ x: Int, _ y: Int) -> Bool {
        (max(0, y - 1)...min(height - 1, y + 1)).contains { row in
            (max(0, x - 1)...min(width - 1, x + 1)).contains { self[x: $0, y: row] }
        }
    }
}
