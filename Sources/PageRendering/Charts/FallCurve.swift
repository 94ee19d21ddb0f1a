import MarginModel
package import MarginRules

/// How many accounts have reached their trigger after a move of all prices: falls to the left of the
/// middle, rises to the right.
///
/// The axis counts the curve's own steps, which are finer near the middle: what matters lies there.
package struct FallCurve: Sendable {
    package let id: String
    package let title: String
    package let down: DeskCurve
    package let up: DeskCurve
    let numbers: NumberFormat

    package init(
        id: String, title: String, down: DeskCurve, up: DeskCurve, numbers: NumberFormat
    ) {
        self.id = id
        self.title = title
        self.down = down
        self.up = up
        self.numbers = numbers
    }

    /// Narrow enough that its text can be read on a phone.
    private static let width = 470
    private static let height = 220
    private static let plot = (left: 60, right: 440, top: 30, bottom: 180)
    /// Moves in percent that have a line, and those of them that have room for a label.
    private static let lines = [1, 2, 5, 10, 20, 60, 100]
    private static let labelled = [2, 5, 20, 100]

    package func svg() -> [UInt8] {
        let count = DeskCurve.moves.count
        let x = ChartScale(
            holding: [Exact(-count), Exact(count)], from: Self.plot.left, to: Self.plot.right)
        let sides = [(points(of: down), -1), (points(of: up), 1)]
        let y = ChartScale(
            holding: sides.flatMap(\.0).map { Exact($0) } + [.zero], from: Self.plot.bottom,
            to: Self.plot.top)
        var markup = ChartMarkup(
            id: id, title: title, description: description, width: Self.width, height: Self.height)
        drawAxes(x, y, into: &markup)
        for (points, sign) in sides {
            markup.polyline(
                points.enumerated().map { (x.place(Exact($0 * sign)), y.place(Exact($1))) })
        }
        return markup.closed
    }

    /// Accounts at no move, and after each of the curve's moves.
    private func points(of curve: DeskCurve) -> [Int] {
        [curve.past] + curve.points.map(\.fallen)
    }

    private var description: String {
        let words = numbers.words
        let ends = [down, up].map { numbers.whole($0.points.last?.fallen ?? 0) }
        return words(.chartFallMoves, words(.countAccounts, .count(down.past)), ends[0], ends[1])
    }

    private func drawAxes(_ x: ChartScale, _ y: ChartScale, into markup: inout ChartMarkup) {
        for tick in y.ticks(about: 4) where tick.scaledToWhole {
            let place = y.place(tick)
            markup.line(
                from: (Self.plot.left, place), to: (Self.plot.right, place), isFaint: !tick.isZero)
            markup.label(numbers.tick(tick), x: Self.plot.left - 8, y: place + 4, anchor: .end)
        }
        markup.label(numbers.words(.chartAccounts), x: 4, y: Self.plot.top - 16)
        let now = x.place(.zero)
        markup.line(from: (now, Self.plot.top), to: (now, Self.plot.bottom))
        markup.label(
            numbers.words(.chartNow), x: now, y: Self.plot.bottom + 18, anchor: .middle,
            isBold: true)
        for move in Self.lines {
            guard let place = DeskCurve.moves.firstIndex(of: .init(move)) else { continue }
            for (sign, mark) in [(-1, numbers.minus), (1, "+")] {
                let place = x.place(Exact(sign * (place + 1)))
                markup.line(
                    from: (place, Self.plot.top), to: (place, Self.plot.bottom), isFaint: true)
                guard Self.labelled.contains(move) else { continue }
                markup.label(
                    mark + numbers.percent(of: "\(move)"), x: place, y: Self.plot.bottom + 18,
                    anchor: .middle)
            }
        }
        markup.label(
            numbers.words(.chartAllPrices), x: now, y: Self.plot.bottom + 36, anchor: .middle,
            isFaint: true)
    }
}

extension Exact {
    /// Whether it counts whole things.
    fileprivate var scaledToWhole: Bool { rounded(places: 0).map { Exact($0) == self } ?? false }
}
