package import MarginRules

/// Horizontal bars on one scale that begins at zero: margin by position, hours to breach, a cure
/// step by step, liquidations by price level.
package struct BarChart: Sendable {
    package struct Bar: Sendable {
        package let label: String
        /// Where the bar begins; zero but for the steps of a waterfall.
        package let from: Exact
        package let to: Exact
        /// The figure as the table beside the chart writes it.
        package let text: String
        /// An outline in place of a filled bar: totals, or what is not ours.
        package let isOutline: Bool

        package init(
            label: String, from: Exact = .zero, to: Exact, text: String, isOutline: Bool = false
        ) {
            self.label = label
            self.from = from
            self.to = to
            self.text = text
            self.isOutline = isOutline
        }
    }

    /// A value that bars are compared with.
    package struct Threshold: Sendable {
        package let label: String
        package let value: Exact

        package init(label: String, value: Exact) {
            self.label = label
            self.value = value
        }
    }

    package let id: String
    package let title: String
    package let bars: [Bar]
    package let threshold: Threshold?

    let numbers: NumberFormat

    package init(
        id: String, title: String, bars: [Bar], threshold: Threshold? = nil, numbers: NumberFormat
    ) {
        self.numbers = numbers
        self.id = id
        self.title = title
        self.bars = bars
        self.threshold = threshold
    }

    /// Narrow enough that its text can be read on a phone.
    private static let width = 440
    private static let left = 150
    /// What a character of a figure takes, generously.
    private static let characterWidth = 7
    private static let rowHeight = 26
    private static let tickCount = 3
    /// How many characters of a label the left column holds.
    private static let labelLength = 21

    /// The chart, or nothing without bars.
    package func svg() -> [UInt8]? {
        guard !bars.isEmpty else { return nil }
        let top = threshold == nil ? 12 : 32
        let bottom = top + bars.count * Self.rowHeight
        let longest = bars.map(\.text.count).max() ?? 0
        let right = max(Self.left + 60, Self.width - 12 - longest * Self.characterWidth)
        let scale = ChartScale(
            holding: bars.flatMap { [$0.from, $0.to] } + [.zero]
                + [threshold?.value].compactMap(\.self),
            from: Self.left, to: right
        ).reachingTicks(about: Self.tickCount)
        var markup = ChartMarkup(
            id: id, title: title, description: description, width: Self.width, height: bottom + 28)
        drawAxis(scale, top: top, bottom: bottom, into: &markup)
        for (index, bar) in bars.enumerated() {
            draw(bar, at: top + index * Self.rowHeight, scale, into: &markup)
        }
        let zero = scale.place(.zero)
        markup.line(from: (zero, top), to: (zero, bottom))
        if let threshold {
            let place = scale.place(threshold.value)
            markup.line(from: (place, top - 6), to: (place, bottom), width: 2, isDashed: true)
            markup.label(threshold.label, x: place, y: top - 12, anchor: .middle, isBold: true)
        }
        return markup.closed
    }

    private func drawAxis(
        _ scale: ChartScale, top: Int, bottom: Int, into markup: inout ChartMarkup
    ) {
        var free = Int.min
        for value in scale.ticks(about: Self.tickCount) {
            let place = scale.place(value)
            // Row by row, and none through a figure.
            var start = top
            for (index, bar) in bars.enumerated() where figure(of: bar, scale).contains(place) {
                let row = top + index * Self.rowHeight
                if row > start {
                    markup.line(from: (place, start), to: (place, row), isFaint: true)
                }
                start = row + Self.rowHeight
            }
            if start < bottom {
                markup.line(from: (place, start), to: (place, bottom), isFaint: true)
            }
            let label = numbers.tick(value)
            let half = label.count * Self.characterWidth / 2
            guard place - half >= free else { continue }
            free = place + half + Self.characterWidth
            markup.label(label, x: place, y: bottom + 18, anchor: .middle, isFaint: true)
        }
    }

    private func draw(
        _ bar: Bar, at y: Int, _ scale: ChartScale, into markup: inout ChartMarkup
    ) {
        let left = scale.place(min(bar.from, bar.to))
        let right = scale.place(max(bar.from, bar.to))
        markup.label(shortened(bar.label), x: Self.left - 10, y: y + 17, anchor: .end)
        markup.bar(x: left, y: y + 5, width: right - left, height: 16, isFilled: !bar.isOutline)
        markup.label(bar.text, x: figure(of: bar, scale).lowerBound + 4, y: y + 17)
    }

    /// What the figure of a bar covers, with a little room on both sides.
    private func figure(of bar: Bar, _ scale: ChartScale) -> Range<Int> {
        let start = scale.place(max(bar.from, bar.to, .zero)) + 4
        return start..<start + bar.text.count * Self.characterWidth + 8
    }

    private func shortened(_ label: String) -> String {
        label.count <= Self.labelLength ? label : label.prefix(Self.labelLength - 1) + "…"
    }

    private var description: String {
        let words = numbers.words
        let all = bars.map { words(.formatLabelled, $0.label, $0.text) }
        return words.sentences([
            words(.formatSentence, words.joined(all, by: .formatSemicolon)),
            threshold.map { words(.chartDashed, $0.label) } ?? "",
        ])
    }
}
