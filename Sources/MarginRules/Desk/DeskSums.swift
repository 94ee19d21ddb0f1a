package import MarginModel

/// What pools lack and what they have left, in one coin.
package struct DeskMoney: Equatable, Sendable, Summable {
    package var deficit = Exact.zero
    package var excess = Exact.zero
    /// Pools that lack something, and those that do not.
    package var short = 0
    package var over = 0

    package init(deficit: Exact, excess: Exact, short: Int, over: Int) {
        self.deficit = deficit
        self.excess = excess
        self.short = short
        self.over = over
    }

    /// - Parameter deficit: requirement − equity of one pool.
    init(deficit: Decimal) {
        let value = Exact(deficit)
        if value.isPositive {
            (self.deficit, short) = (value, 1)
        } else {
            (excess, over) = (-value, 1)
        }
    }

    package static func + (left: DeskMoney, right: DeskMoney) -> DeskMoney {
        DeskMoney(
            deficit: left.deficit + right.deficit, excess: left.excess + right.excess,
            short: left.short + right.short, over: left.over + right.over)
    }
}

/// Notional at the mark, in the coin that it settles in.
package struct DeskNotional: Equatable, Sendable, Summable {
    package var long = Exact.zero
    package var short = Exact.zero
    package var positions = 0
    package var gross: Exact { long + short }

    package init(long: Exact, short: Exact, positions: Int) {
        self.long = long
        self.short = short
        self.positions = positions
    }

    init(value: Decimal, side: PositionSide) {
        positions = 1
        if side == .long { long = Exact(value) } else { short = Exact(value) }
    }

    package static func + (left: DeskNotional, right: DeskNotional) -> DeskNotional {
        DeskNotional(
            long: left.long + right.long, short: left.short + right.short,
            positions: left.positions + right.positions)
    }

    /// Of parts: what is left of this.
    package static func - (left: DeskNotional, right: DeskNotional) -> DeskNotional {
        DeskNotional(
            long: left.long - right.long, short: left.short - right.short,
            positions: left.positions - right.positions)
    }
}

package struct DeskHolding: Hashable, Sendable, Comparable {
    /// The coin that notional is counted in.
    package let unit: String
    package let asset: String
    package let venue: Venue

    package init(unit: String, asset: String, venue: Venue) {
        self.unit = unit
        self.asset = asset
        self.venue = venue
    }

    package static func < (left: DeskHolding, right: DeskHolding) -> Bool {
        (left.unit, left.asset, left.venue.rawValue)
            < (right.unit, right.asset, right.venue.rawValue)
    }
}

package struct DeskSheet: Hashable, Sendable, Comparable {
    package let venue: Venue
    package let asOf: SheetDate
    package let source: String

    package init(venue: Venue, asOf: SheetDate, source: String) {
        self.venue = venue
        self.asOf = asOf
        self.source = source
    }

    package static func < (left: DeskSheet, right: DeskSheet) -> Bool {
        (left.venue.rawValue, left.asOf.description, left.source)
            < (right.venue.rawValue, right.asOf.description, right.source)
    }
}

/// At which move of all prices accounts fall, on one side: how many in each step, and the first of them.
package struct DeskCurve: Hashable, Sendable {
    package struct Step: Hashable, Sendable {
        package var count: Int
        /// The smallest move of them, without its sign.
        package var first: Decimal

        package init(count: Int, first: Decimal) {
            self.count = count
            self.first = first
        }
    }

    /// Accounts after a move.
    package struct Point: Hashable, Sendable {
        /// In percent, without its sign.
        package let move: Decimal
        /// Those that have reached their trigger by then, those past it now among them.
        package let fallen: Int
        /// The larger move at which the next one does; `nil` where there is none.
        package let next: Decimal?
    }

    /// The moves, in percent: by tenths up to 5, by halves up to 20, by fours up to 100.
    package static let moves: [Decimal] =
        (1...50).map { Decimal(significand: $0, scale: 1) }
        + (1...30).map { Decimal(significand: 50 + 5 * $0, scale: 1) }
        + (1...20).map { Decimal(20 + 4 * $0) }

    /// By the place of the move at which they have fallen; one more stands for all larger moves.
    package var steps: [Int: Step] = [:]
    /// Past the trigger now.
    package var past = 0
    /// Accounts that no such move brings there.
    package var safe = 0
    /// Accounts of which it is not known.
    package var unknown = 0

    package init() {}

    mutating func add(_ side: Distance.Side, isPast: Bool, isKnown: Bool) {
        if isPast {
            past += 1
        } else if let percent = side.percent {
            // One so far away that it is no figure is none.
            guard let move = DeskFigure.round(percent.magnitude) else { return safe += 1 }
            let place = Self.moves.firstIndex { move <= $0 } ?? Self.moves.count
            add(Step(count: 1, first: move), at: place)
        } else if side.withheld == nil, isKnown {
            safe += 1
        } else {
            unknown += 1
        }
    }

    mutating func add(_ other: DeskCurve) {
        for (place, step) in other.steps { add(step, at: place) }
        past += other.past
        safe += other.safe
        unknown += other.unknown
    }

    private mutating func add(_ step: Step, at place: Int) {
        guard let before = steps[place] else { return steps[place] = step }
        steps[place] = Step(count: before.count + step.count, first: min(before.first, step.first))
    }

    /// The curve, from the smallest move to the largest.
    package var points: [Point] {
        var points: [Point] = []
        var next = steps[Self.moves.count]?.first
        var fallen =
            past + steps.filter { $0.key < Self.moves.count }.map(\.value.count).reduce(0, +)
        for (place, move) in Self.moves.enumerated().reversed() {
            points.append(Point(move: move, fallen: fallen, next: next))
            guard let step = steps[place] else { continue }
            fallen -= step.count
            next = step.first
        }
        return points.reversed()
    }

    /// The smallest move at which any account falls.
    package var first: Decimal? { steps.values.map(\.first).min() }
    /// Accounts that only a move beyond the curve's end brings there.
    package var beyond: Int { steps[Self.moves.count]?.count ?? 0 }
}
