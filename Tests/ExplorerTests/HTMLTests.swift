@testable import Explorer
import Testing

struct HTMLTests {
    @Test func whatIsPutInIsEscaped() {
        let name = "<b>'\"&\u{202E}\n"
        let piece: HTML = "<p title=\"\(name)\">\([HTML](repeating: "<br>", count: 2))\(3)</p>"
        #expect(piece.text == "<p title=\"&lt;b&gt;&#39;&quot;&amp;\\u{202e} \"><br><br>3</p>")
        let nothing: HTML? = nil
        #expect(("\(nothing)" as HTML).text == "")
        #expect(("\(lines: "a\n<b>\u{1B}")" as HTML).text == "a\n&lt;b&gt;\\u{1b}")
    }

    @Test func targetsAreRead() {
        let request = Request(target: "/a%20b+c?x=1+2&y=%C3%A4&x=3&z")
        #expect(request?.path == "a b+c")
        #expect(request?.field("x") == "3")
        #expect(request?.field("y") == "ä")
        #expect(request?.field("z") == "")
        #expect(request?.field("w") == nil)
    }
}
