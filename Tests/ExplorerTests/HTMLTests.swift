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

    @Test func numbersAreShortAndHonest() {
        #expect(Numbers.signed(0.7512) == "+0.751")
        #expect(Numbers.signed(-0.02) == "−0.020")
        #expect(Numbers.short(12.345) == "12.3")
        #expect(Numbers.short(123_456.7) == "123457")
        #expect(Numbers.percent(0.9999) == "100 %")
        #expect(Numbers.percent(0.1234) == "12.3 %")
        #expect(Numbers.percent(0.000123) == "0.012 %")
        #expect(Numbers.percent(0) == "0 %")
        #expect(Numbers.grouped(1234) == "1234")
        #expect(Numbers.grouped(1_234_567) == "1\u{202F}234\u{202F}567")
        #expect(Numbers.count(1, "image") == "1 image")
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
