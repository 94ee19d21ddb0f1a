package import MarginRules

/// A chart of the prices that decide one position: what the mark is, and how near the others lie.
///
/// Inline SVG that carries its own styling in presentation attributes and `currentColor`, because
/// print engines do not apply the page's CSS inside SVG. The same prices stand in a table beside it.
package struct PriceLadder: Sendable {
    package enum Kind: Sendable { case mark, entry, stop, liquidation, bankruptcy }

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
    let words: Words

    /// `id` must be unique on the page. Levels may come in any order.
    package init(id: String, title: String, levels: [Level], words: Words) {
        self.words = words
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
        var markup = ChartMarkup(
            id: id, title: title, description: description, width: 360, height: height)
        markup.line(from: (160, exact[0]), to: (160, exact[exact.count - 1]), width: 2)
        for (index, level) in levels.enumerated() {
            markup.append(row(level, at: exact[index], labelAt: spread[index]))
        }
        return markup.closed
    }

    private var description: String {
        words(
            .chartLadder,
            words.joined(
                levels.map { words(.chartLevel, $0.label, $0.text) }, by: .formatSemicolon))
    }

    private func row(_ level: Level, at y: Int, labelAt labelY: Int) -> String {
        let weight = level.kind == .mark ? #" font-weight="bold""# : ""
        let leaders =
            #"<path d="M146 \#(y) L138 \#(labelY) M174 \#(y) L182 \#(labelY)" fill="none" "#
            + #"stroke="currentColor" stroke-width="1" opacity="0.6"/>"#
        let name =
            #"<text x="132" y="\#(labelY + 4)" text-anchor="end" fill="currentColor"\#(weight)>"#
            + "\(ChartMarkup.escaped(level.label))</text>"
        let price =
            #"<text x="188" y="\#(labelY + 4)" fill="currentColor"\#(weight)>\#(ChartMarkup.escaped(level.text))"#
            + "</text>"
        return leaders + sign(level.kind, at: y) + name + price
    }

    /// One shape a kind, so that the chart reads without colour.
    private func sign(_ kind: Kind, at y: Int) -> String {
        switch kind {
        case .mark: #"<circle cx="160" cy="\#(y)" r="6" fill="currentColor"/>"#
        case .entry:
            #"<circle cx="160" cy="\#(y)" r="5" fill="none" stroke="currentColor" stroke-width="2"/>"#
        case .stop:
            #"<path d="M160 \#(y - 7) L167 \#(y + 5) L153 \#(y + 5) Z" fill="none" stroke="currentColor" "#
                + #"stroke-width="2"/>"#
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

    static func spread(_ places: [Int]) -> [Int] {
        LabelSpread.apart(places, gap: labelGap, top: topEdge, bottom: bottomEdge)
    }
}
