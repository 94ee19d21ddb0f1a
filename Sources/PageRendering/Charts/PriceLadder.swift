package import MarginRules

/// A chart of the prices that decide one position: what the mark is, and how near the others lie.
///
/// Inline SVG that carries its own styling in presentation attributes and `currentColor`, because
/// print engines do not apply the page's CSS inside SVG. The same prices stand in a table beside it.
package struct PriceLadder: Sendable {
    package enum Kind: Sendable { case mark, entry, liquidation, bankruptcy }

    package struct Level: Sendable {
        package let kind: Kind
        package let label: String
        package let price: Exact
        /// The price as the table beside the chart writes it.
        package let text: String

        package init(kind: Kind, label: String, price: Exact, text: String) {
            self.kind = kind
            self.label = label
            self.price = price
            self.text = text
        }
    }

    package let id: String
    package let title: String
    package let levels: [Level]

    /// `id` must be unique on the page. Levels may come in any order.
    package init(id: String, title: String, levels: [Level]) {
        self.id = id
        self.title = title
        self.levels = levels.sorted { $0.price > $1.price }
    }

    /// The chart, or nothing when there are fewer than two prices to compare.
    package func svg() -> [UInt8]? {
        guard levels.count >= 2, let top = levels.first?.price, let bottom = levels.last?.price,
            top > bottom
        else { return nil }
        let exact = levels.map { Self.height(of: $0.price, from: bottom, to: top) }
        let spread = Self.spread(exact)
        let height = max(Self.bottomEdge, spread.last ?? 0) + Self.edge
        let titles = "\(id)-title \(id)-desc"
        var markup = #"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 \#(height)" "#
        markup += #"width="360" height="\#(height)" role="img" aria-labelledby="\#(titles)" "#
        markup += #"color="currentColor" font-family="sans-serif" font-size="12">"#
        markup += #"<title id="\#(id)-title">\#(escaped(title))</title>"#
        markup += #"<desc id="\#(id)-desc">\#(escaped(description))</desc>"#
        markup += #"<line x1="160" y1="\#(exact[0])" x2="160" y2="\#(exact[exact.count - 1])" "#
        markup += #"stroke="currentColor" stroke-width="2"/>"#
        for (index, level) in levels.enumerated() {
            markup += row(level, at: exact[index], labelAt: spread[index])
        }
        return Array((markup + "</svg>").utf8)
    }

    private var description: String {
        "From the highest price to the lowest: "
            + levels.map { "\($0.label) \($0.text)" }.joined(separator: "; ") + "."
    }

    private func row(_ level: Level, at y: Int, labelAt labelY: Int) -> String {
        let weight = level.kind == .mark ? #" font-weight="bold""# : ""
        let leaders =
            #"<path d="M146 \#(y) L138 \#(labelY) M174 \#(y) L182 \#(labelY)" fill="none" "#
            + #"stroke="currentColor" stroke-width="1" opacity="0.6"/>"#
        let name =
            #"<text x="132" y="\#(labelY + 4)" text-anchor="end" fill="currentColor"\#(weight)>"#
            + "\(escaped(level.label))</text>"
        let price =
            #"<text x="188" y="\#(labelY + 4)" fill="currentColor"\#(weight)>\#(escaped(level.text))"#
            + "</text>"
        return leaders + sign(level.kind, at: y) + name + price
    }

    /// One shape a kind, so that the chart reads without colour.
    private func sign(_ kind: Kind, at y: Int) -> String {
        switch kind {
        case .mark: #"<circle cx="160" cy="\#(y)" r="6" fill="currentColor"/>"#
        case .entry:
            #"<circle cx="160" cy="\#(y)" r="5" fill="none" stroke="currentColor" stroke-width="2"/>"#
        case .liquidation:
            #"<rect x="148" y="\#(y - 2)" width="24" height="4" fill="currentColor"/>"#
        case .bankruptcy:
            #"<path d="M154 \#(y - 6) L166 \#(y + 6) M166 \#(y - 6) L154 \#(y + 6)" fill="none" "#
                + #"stroke="currentColor" stroke-width="2"/>"#
        }
    }
}

extension PriceLadder {
    private static let topEdge = 20
    private static let bottomEdge = 200
    private static let edge = 20
    /// Two lines of 12-unit text need this much to stay apart.
    static let labelGap = 22

    /// The exact place of a price on the axis, to the nearest unit.
    static func height(of price: Exact, from bottom: Exact, to top: Exact) -> Int {
        let share = (top - price).divided(by: top - bottom) ?? .zero
        let offset = (share * Exact(bottomEdge - topEdge)).rounded(places: 0)?.significand ?? 0
        return topEdge + Int(offset)
    }

    /// Moves labels apart until neighbours have `labelGap` between them: down from the top, then up
    /// from the foot where that ran out of the axis. `places` rise.
    static func spread(_ places: [Int]) -> [Int] {
        var result = places
        for index in result.indices.dropFirst() {
            result[index] = max(result[index], result[index - 1] + labelGap)
        }
        guard let last = result.indices.last, result[last] > bottomEdge else { return result }
        result[last] = max(bottomEdge, topEdge + last * labelGap)
        for index in result.indices.dropLast().reversed() {
            result[index] = min(result[index], result[index + 1] - labelGap)
        }
        return result
    }
}

/// Text as it may stand between tags. Control characters, which XML forbids, are left out.
private func escaped(_ text: String) -> String {
    var markup = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": markup += "&amp;"
        case "<": markup += "&lt;"
        case ">": markup += "&gt;"
        case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": continue
        default: markup.unicodeScalars.append(scalar)
        }
    }
    return markup
}
