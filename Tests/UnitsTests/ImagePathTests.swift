import Testing
import Units

struct ImagePathTests {
    @Test func pathsAreBytes() {
        let (composed, decomposed) = (ImagePath("a/\u{E9}.jpg"), ImagePath("a/e\u{301}.jpg"))
        #expect(composed.text == decomposed.text)
        #expect(composed != decomposed && Set([composed, decomposed, composed]).count == 2)
        // By bytes: a composed letter begins with 0xC3.
        #expect(decomposed < composed && !(composed < decomposed))
        #expect(ImagePath("abcdefgh") != ImagePath("abcdefg") && ImagePath("") == ImagePath(""))
    }

    @Test func parts() {
        for (path, name, folder, stem) in [
            ("a/b/c.jpg", "c.jpg", "b", "a/b/c"), ("c.jpg", "c.jpg", nil, "c"), ("a.b/c", "c", "a.b", "a.b/c"),
            ("a/.h", ".h", "a", "a/.h"), ("a/.h.png", ".h.png", "a", "a/.h"), ("/c.x.y", "c.x.y", nil, "/c.x"),
            // A combining mark after "/" makes no other character of it.
            ("a/\u{301}b.jpg", "\u{301}b.jpg", "a", "a/\u{301}b"),
        ] as [(String, String, String?, String)] {
            let image = ImagePath(path)
            #expect(image.fileName == ImagePath(name) && image.withoutExtension == ImagePath(stem), "\(path)")
            #expect(image.folder == folder.map { ImagePath($0) }, "\(path)")
        }
        #expect(ImagePath("a/b.jpg").ends(in: ImagePath("b.jpg")) && !ImagePath("ab.jpg").ends(in: ImagePath("b.jpg")))
        #expect(
            ImagePath("a/\u{E9}").ends(in: ImagePath("\u{E9}"))
                && !ImagePath("a/\u{E9}").ends(in: ImagePath("e\u{301}")))
    }
}
