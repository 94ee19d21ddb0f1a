package import MarginRules

/// Equity against requirement over moves of all marks or over hours of funding, with the crossing
/// marked.
package struct MarginCurve: Sendable {
    /// What runs along the bottom: percent of move, signed, or hours from now.
    package enum Axis: Sendable { case moves, hours }

    package struct Point: Sendable {
        /// A place on the axis.
        package let move: Exact
        package let equity: Exact
        package let requirement: Exact

        package init(move: Exact, equity: Exact, requirement: Exact) {
            self.move = move
            self.equity = equity
            self.requirement = requirement
        }
    }

    package let id: String
    package let title: String
    package let asset: String
    package let axis: Axis
    /// In rising order of the move.
    package let points: [Point]
    /// The places at which the pool reaches its trigger, exactly.
    package let breaches: [Exact]
    let numbers: NumberFormat

    package init(
        id: String, title: String, asset: String, axis: Axis = .moves, points: [Point],
        breaches: [Exact], numbers: NumberFormat
    ) {
        self.id = id
        self.title = title
        self.asset = asset
        self.axis = axis
        self.points = points.sorted { $0.move < $1.move }
        self.breaches = breaches.sorted()
        self.numbers = numbers
    }

    /// Narrow enough that its text can be read on a phone.
    private static let width = 470
    private static let height = 300
    private static let plot = (left: 76, right: 380, top: 34, bottom: 256)

    /// The chart, or nothing when there are fewer than two points to join.
    package func svg() -> [UInt8]? {
        guard points.count >= 2, let first = points.first, let last = points.last else {
            return nil
        }
        let x = ChartScale(
            holding: [first.move, last.move], from: Self.plot.left, to: Self.plot.right)
        let y = ChartScale(
            holding: points.flatMap { [$0.equity, $0.requirement] } + [.zero],
            from: Self.plot.bottom, to: Self.plot.top
        ).reachingTicks(about: 5)
        var markup = ChartMarkup(
            id: id, title: title, description: description, width: Self.width, height: Self.height)
        drawAxes(x, y, into: &markup)
        markup.polyline(points.map { (x.place($0.move), y.place($0.equity)) })
        markup.polyline(
            points.map { (x.place($0.move), y.place($0.requirement)) }, isDashed: true)
        drawBreaches(x, into: &markup)
        drawNames(last, y, into: &markup)
        return markup.closed
    }

    private var description: String {
        let words = numbers.words
        guard !breaches.isEmpty else {
            return words(axis == .moves ? .chartCurveMovesApart : .chartCurveHoursApart, asset)
        }
        return words(
            axis == .moves ? .chartCurveMoves : .chartCurveHours, asset,
            words.joined(breaches.map(crossing), by: .formatAnd))
    }

    private func crossing(_ place: Exact) -> String {
        switch axis {
        case .moves: numbers.percent(place, signed: true)
        case .hours: numbers.hours(place)
        }
    }

    private func drawAxes(_ x: ChartScale, _ y: ChartScale, into markup: inout ChartMarkup) {
        for tick in y.ticks(about: 5) {
            let place = y.place(tick)
            markup.line(
                from: (Self.plot.left, place), to: (Self.plot.right, place), isFaint: !tick.isZero)
            markup.label(
                numbers.tick(tick), x: Self.plot.left - 8, y: place + 4, anchor: .end)
        }
        for tick in x.ticks(about: 7) {
            let place = x.place(tick)
            let isNow = tick.isZero
            markup.line(
                from: (place, Self.plot.top), to: (place, Self.plot.bottom), isFaint: true)
            markup.label(
                isNow ? numbers.words(.chartNow) : signed(tick), x: place, y: Self.plot.bottom + 18,
                anchor: .middle,
                isBold: isNow)
        }
        markup.label(asset, x: Self.plot.left - 8, y: Self.plot.top - 16, anchor: .end)
        markup.label(
            numbers.words(axis == .moves ? .chartAllPrices : .chartHours),
            x: (Self.plot.left + Self.plot.right) / 2,
            y: Self.plot.bottom + 36, anchor: .middle, isFaint: true)
    }

    private func signed(_ tick: Exact) -> String {
        switch axis {
        case .moves:
            (tick.isPositive ? "+" : "") + numbers.percent(of: numbers.quantity(tick))
        case .hours: numbers.words(.formatHoursShort, numbers.tick(tick))
        }
    }

    private func drawBreaches(_ x: ChartScale, into markup: inout ChartMarkup) {
        var previous: Int?
        var row = 0
        for breach in breaches where breach >= x.low && breach <= x.high {
            let place = x.place(breach)
            // A label needs about 120 units; one that would cover the label before takes the row above.
            row = previous.map { place - $0 < 120 } == true ? 1 - row : 0
            previous = place
            markup.line(
                from: (place, Self.plot.top - 2), to: (place, Self.plot.bottom), width: 2)
            markup.label(
                numbers.words(.chartTrigger, crossing(breach)), x: place,
                y: Self.plot.top - 8 - row * 14, anchor: .middle, isBold: true)
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
