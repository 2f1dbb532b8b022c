import Foundation
import Reporting
import UnitAtlas

/// Inline SVG charts. They have no `style` attributes, because the content security policy forbids them.
enum Bars {
    /// Returns a bar that starts at a centre line and extends to the right for a positive value; `largest` fills one half.
    static func signed(_ value: Double, largest: Double) -> HTML {
        let length = largest > 0 ? min(1, abs(value) / largest) * 50 : 0
        let start = value < 0 ? 50 - length : 50
        return """
            <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">\
            <rect class="track" width="100" height="8"/>\
            <rect class="\(value < 0 ? "minus" : "plus")" x="\(number(start))" width="\(number(length))" height="8"/>\
            <rect class="zero" x="49.7" width="0.6" height="8"/></svg>
            """
    }

    /// Returns a bar that starts at the left; a `share` of 1 fills it.
    static func share(_ share: Double, isMinus: Bool = false) -> HTML {
        """
        <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">\
        <rect class="track" width="100" height="8"/>\
        <rect class="\(isMinus ? "minus" : "plus")" width="\(number(100 * min(1, max(0, share))))" height="8"/></svg>
        """
    }

    /// Returns a histogram in which the counts of the unit's own class are drawn dark.
    ///
    /// Heights are proportional to the square root of the count, so that the few images of one class remain visible.
    static func histogram(_ histogram: PooledHistogram, ownName: String?) -> HTML {
        let (width, height) = (600.0, 150.0)
        let largest = Double(histogram.counts.max() ?? 0)
        guard largest > 0 else { return "<p class=\"none\">No image is indexed.</p>" }
        let step = width / Double(histogram.counts.count)
        func column(_ place: Int, _ count: Int, _ name: HTML) -> HTML {
            guard count > 0 else { return .none }
            let tall = max(1.5, (Double(count) / largest).squareRoot() * height)
            return """
                <rect class="\(name)" x="\(number(Double(place) * step + 0.5))" y="\(number(height - tall))" \
                width="\(number(max(0.5, step - 1)))" height="\(number(tall))"/>
                """
        }
        let columns = histogram.counts.indices.map { place -> HTML in
            let from = histogram.start + Double(place) * histogram.width
            let (all, own) = (histogram.counts[place], histogram.ownCounts[place])
            let words =
                "\(NumberFormat.short(from)) to \(NumberFormat.short(from + histogram.width)): \(NumberFormat.count(all, "image"))"
                + (ownName.map { own > 0 ? ", \(NumberFormat.grouped(own)) of \($0)" : "" } ?? "")
            return """
                <g><title>\(words)</title>\(column(place, all, "all"))\(column(place, own, "own"))</g>
                """
        }
        let end = histogram.start + Double(histogram.counts.count) * histogram.width
        return """
            <figure class="histogram"><svg viewBox="0 0 600 150" preserveAspectRatio="none" role="img" \
            aria-label="Histogram of pooled activations">\(columns)</svg>\
            <figcaption><span>\(NumberFormat.short(histogram.start))</span><span>pooled activation</span>\
            <span>\(NumberFormat.short(end))</span></figcaption></figure>
            """
    }

    private static func number(_ value: Double) -> String { String(format: "%.2f", value) }
}
