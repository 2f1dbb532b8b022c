import Testing

@testable import Reporting

struct NumberFormatTests {
    @Test func cellsHaveFourSignificantDigits() {
        let cases: [(Double, String)] = [
            (0, "0.0"), (-0.0, "0.0"), (3, "3.0"), (0.751304, "0.7513"), (-0.0620413, "-0.06204"), (12.3456, "12.35"),
            (1234.56, "1235.0"), (123_456.7, "123457.0"), (1e-5, "1e-05"), (1.23456e-7, "1.235e-07"),
            (2e15, "2e+15"), (0.5, "0.5"),
        ]
        for (value, text) in cases { #expect(NumberFormat.cell(value) == text) }
        #expect(NumberFormat.cell(.infinity) == "inf" && NumberFormat.cell(.nan) == "nan")
    }

    @Test func sentencesHaveTypographicMinusSigns() {
        let cases: [(Double, String)] = [
            (0, "0"), (12, "12"), (-12.5, "−12.5"), (0.0001, "0.0001"), (51.2345, "51.23"), (1234, "1234"),
        ]
        for (value, text) in cases { #expect(NumberFormat.short(value) == text) }
        #expect(NumberFormat.signed(0.7512) == "+0.751" && NumberFormat.signed(-0.02) == "−0.020")
    }

    @Test func percentagesHaveOneDecimal() {
        let cases: [(Double, String)] = [
            (0, "0.0 %"), (0.0001, "<0.1 %"), (0.0006, "0.1 %"), (0.1234, "12.3 %"), (1, "100.0 %"),
            (-0.25, "−25.0 %"),
        ]
        for (value, text) in cases { #expect(NumberFormat.percent(value) == text) }
        #expect(NumberFormat.percent(1, of: 3) == "33.3 %" && NumberFormat.percent(0, of: 0) == "–")
        #expect(NumberFormat.level(0.2) == "20 %" && NumberFormat.level(0.005) == "0.5 %")
    }

    @Test func countsHaveNounsAndCommas() {
        #expect(NumberFormat.count(1, "image") == "1 image" && NumberFormat.count(2, "class") == "2 classes")
        #expect(NumberFormat.count(1500, "image") == "1,500 images")
        #expect(NumberFormat.grouped(999) == "999" && NumberFormat.grouped(1_234_567) == "1,234,567")
        #expect(NumberFormat.grouped(-1000) == "−1,000" && NumberFormat.grouped(0) == "0")
    }

    /// A number has one text, which reads back as the same number.
    @Test func exactTextsReadBack() {
        for value in [0.1, 1.0 / 3, 1e300, -2.5, Double(Float(0.1)), 1e-300, 123_456_789] {
            #expect(Double(NumberFormat.exact(value)) == value || Float(NumberFormat.exact(value)) == Float(value))
        }
        #expect(NumberFormat.exact(Double(Float(0.1))) == "0.1" && NumberFormat.exact(0.1) == "0.1")
        #expect(NumberFormat.exact(1.0 / 3) == "0.3333333333333333")
    }
}
