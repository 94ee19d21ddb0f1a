package import MarginModel
package import MarginRules

/// Equity and requirement from report to report, on a scale of time.
package struct HistoryChart: Sendable {
    package struct Point: Sendable {
        package let at: Instant
        package let equity: Exact
        package let requirement: Exact

        package init(at: Instant, equity: Exact, requirement: Exact) {
            self.at = at
            self.equity = equity
            self.requirement = requirement
        }
    }

    package let id: String
    package let title: String
    package let asset: String
    package let points: [Point]
    let numbers: NumberFormat

    /// - Parameter points: In any order.
    package init(id: String, title: String, asset: String, points: [Point], numbers: NumberFormat) {
        self.id = id
        self.title = title
        self.asset = asset
        self.points = points.sorted { $0.at < $1.at }
        self.numbers = numbers
    }

    /// Narrow enough that its text can be read on a phone.
    private static let width = 470
    private static let height = 260
    private static let plot = (left: 76, right: 380, top: 34, bottom: 226)

    /// The chart; nothing of fewer than two points.
    package func svg() -> [UInt8]? {
        guard let first = points.first, let last = points.last, points.count > 1 else {
            return nil
        }
        let x = ChartScale(
            holding: [first.at, last.at].map(Self.seconds), from: Self.plot.left,
            to: Self.plot.right)
        let y = ChartScale(
            holding: points.flatMap { [$0.equity, $0.requirement] } + [.zero],
            from: Self.plot.bottom, to: Self.plot.top
        ).reachingTicks(about: 4)
        var markup = ChartMarkup(
            id: id, title: title, description: description(first, last), width: Self.width,
            height: Self.height)
        drawAxes(x, y, first, last, into: &markup)
        for (values, isDashed) in [
            (points.map(\.equity), false), (points.map(\.requirement), true),
        ] {
            let places = zip(points, values).map { (x.place(Self.seconds($0.at)), y.place($1)) }
            markup.polyline(places, isDashed: isDashed)
            if places.count < 3, let end = places.last { markup.dot(x: end.0, y: end.1) }
        }
        drawNames(last, y, into: &markup)
        return markup.closed
    }

    private static func seconds(_ instant: Instant) -> Exact {
        Exact(Int(instant.secondsSinceEpoch))
    }

    private func description(_ first: Point, _ last: Point) -> String {
        numbers.words(
            .chartHistory, asset, numbers.whole(points.count), numbers.time(first.at),
            numbers.time(last.at))
    }

    private func drawAxes(
        _ x: ChartScale, _ y: ChartScale, _ first: Point, _ last: Point,
        into markup: inout ChartMarkup
    ) {
        for tick in y.ticks(about: 4) {
            let place = y.place(tick)
            markup.line(
                from: (Self.plot.left, place), to: (Self.plot.right, place), isFaint: !tick.isZero)
            markup.label(numbers.tick(tick), x: Self.plot.left - 8, y: place + 4, anchor: .end)
        }
        markup.label(asset, x: Self.plot.left - 8, y: Self.plot.top - 16, anchor: .end)
        for (instant, anchor) in DateTicks.between(first.at, last.at) {
            let place = x.place(Self.seconds(instant))
            markup.line(
                from: (place, Self.plot.top), to: (place, Self.plot.bottom), isFaint: true)
            markup.label(
                DateTicks.label(instant, from: first.at, to: last.at, numbers.words), x: place,
                y: Self.plot.bottom + 18, anchor: anchor)
        }
    }

    private func drawNames(_ last: Point, _ y: ChartScale, into markup: inout ChartMarkup) {
        let names = [(Phrase.figureEquity, last.equity), (.figureRequirement, last.requirement)]
            .sorted { $0.1 > $1.1 }
        let places = LabelSpread.apart(
            names.map { y.place($0.1) }, gap: 18, top: Self.plot.top, bottom: Self.plot.bottom)
        for (name, place) in zip(names, places) {
            markup.label(numbers.words(name.0), x: Self.plot.right + 8, y: place + 4, isBold: true)
        }
    }
}

/// Round instants to label a time axis with.
private enum DateTicks {
    /// Steps in seconds, from an hour to a year.
    private static let steps: [Int64] = [
        3_600, 6 * 3_600, 12 * 3_600, 86_400, 2 * 86_400, 7 * 86_400, 14 * 86_400, 30 * 86_400,
        90 * 86_400, 365 * 86_400,
    ]
    /// As many labels as fit beside each other.
    private static let limit: Int64 = 3

    /// Whole steps between the two, counted from the epoch; the instant itself when they are one.
    static func between(
        _ first: Instant, _ last: Instant
    ) -> [(instant: Instant, anchor: ChartMarkup.Anchor)] {
        let span = last.seconds(since: first)
        guard span > 0 else { return [(first, .middle)] }
        let step = steps.first { span <= $0 * limit } ?? span / limit
        var at = (first.secondsSinceEpoch + step - 1) / step * step
        var found: [(instant: Instant, anchor: ChartMarkup.Anchor)] = []
        while at <= last.secondsSinceEpoch {
            found.append((Instant(secondsSinceEpoch: at), .middle))
            at += step
        }
        return found.isEmpty ? [(first, .start), (last, .end)] : found
    }

    /// The day; within two days also the hour.
    static func label(
        _ instant: Instant, from first: Instant, to last: Instant, _ words: Words
    ) -> String {
        let parts = instant.utc
        let day = words(
            .formatDayMonth, String(parts.date.day), words(Phrase.shortMonths[parts.date.month - 1])
        )
        guard last.seconds(since: first) <= 2 * 86_400 else { return day }
        return "\(day) \(DateFormat.hour(instant))"
    }
}
