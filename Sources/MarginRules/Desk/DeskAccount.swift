package import MarginModel

/// One account as the book lists it. Figures are rounded as `DeskFigure` rounds them.
package struct DeskAccount: Hashable, Sendable {
    package var id: String
    package var venue: Venue
    package var level: AccountState
    /// What made the state; `nil` where it is incomplete.
    package var cause: StateCause?
    package var asOf: Instant
    /// Where its report is, seen from the book; empty where it has no file of its own.
    package var report = ""
    /// n of the worst pool.
    package var ratio: Decimal?
    /// requirement − equity of the worst pool, and its coin.
    package var deficit: Decimal?
    package var asset: String?
    /// The nearest move of prices that liquidates, in percent, and the contract that moves alone.
    package var move: Decimal?
    package var symbol: String?
    package var change: DeskChange?

    package init(
        id: String, venue: Venue, level: AccountState, cause: StateCause?, asOf: Instant,
        ratio: Decimal?, deficit: Decimal?, asset: String?, move: Decimal?,
        symbol: String?, change: DeskChange?
    ) {
        self.id = id
        self.venue = venue
        self.level = level
        self.cause = cause
        self.asOf = asOf
        self.ratio = ratio
        self.deficit = deficit
        self.asset = asset
        self.move = move
        self.symbol = symbol
        self.change = change
    }

    init(_ assessment: Assessment, since past: Standing?) {
        let worst = assessment.worstPool
        let nearest = assessment.nearestAdverseMove
        let level = assessment.state
        self.init(
            id: assessment.account.id, venue: assessment.account.venue, level: level,
            cause: assessment.cause, asOf: assessment.account.asOf,
            ratio: (worst?.ratio).flatMap(DeskFigure.round),
            deficit: (worst?.deficit).flatMap(DeskFigure.round), asset: worst?.asset,
            move: (nearest?.percent).flatMap(DeskFigure.round), symbol: nearest?.symbol,
            change: past.flatMap {
                $0.level == level ? nil : DeskChange(from: $0, to: assessment)
            })
    }

    package var nearestMove: AdverseMove? {
        move.map { AdverseMove(percent: Exact($0), symbol: symbol) }
    }

    /// Bankrupt ones first, then by n, the highest first.
    var rankPastTrigger: Decimal {
        level == .bankrupt || ratio == nil
            ? Decimal(significand: .min + 1, scale: 0) : (ratio ?? .zero).negated
    }

    /// Those that became worse before those that recovered, the worst first; `nil` where nothing changed.
    var rankOfChange: Decimal? {
        guard let change else { return nil }
        let all = AccountState.allCases.count
        return Decimal(level.alarm > change.before.alarm ? -level.alarm - all : -level.alarm)
    }
}

/// Why an account's state is another than in the report before: its worst pool then and now, and what
/// did most to its equity.
package struct DeskChange: Hashable, Sendable {
    package enum Effect: String, Hashable, Sendable, CaseIterable {
        case price, funding, deposits, rest
    }

    package var before: AccountState
    package var since: Instant
    package var equityBefore: Decimal?
    package var equity: Decimal?
    package var requirementBefore: Decimal?
    package var requirement: Decimal?
    package var effect: Effect?
    /// In the pool's coin.
    package var amount: Decimal?
    /// Whose price it was.
    package var symbol: String?
    /// What is missing, where the state is not known.
    package var reasons: [ReasonCode]

    package init(
        before: AccountState, since: Instant, equityBefore: Decimal?, equity: Decimal?,
        requirementBefore: Decimal?, requirement: Decimal?, effect: Effect?, amount: Decimal?,
        symbol: String?, reasons: [ReasonCode]
    ) {
        self.before = before
        self.since = since
        self.equityBefore = equityBefore
        self.equity = equity
        self.requirementBefore = requirementBefore
        self.requirement = requirement
        self.effect = effect
        self.amount = amount
        self.symbol = symbol
        self.reasons = reasons
    }

    init(from past: Standing, to now: Assessment) {
        let worst = now.worstPool
        let then = worst.flatMap { past.pool($0.id) }
        let rounded = { (value: Decimal?) in value.flatMap { DeskFigure.round(Exact($0)) } }
        self.init(
            before: past.level, since: past.asOf, equityBefore: rounded(then?.equity),
            equity: (worst?.equity).flatMap(DeskFigure.round),
            requirementBefore: rounded(then?.requirement),
            requirement: (worst?.requirement).flatMap(DeskFigure.round), effect: nil, amount: nil,
            symbol: nil,
            reasons: now.state == .incomplete ? now.reasons.map(\.code).uniqued() : [])
        guard let worst,
            let change = EquityChange.all(from: past, to: now).first(where: { $0.pool == worst.id })
        else { return }
        let effects: [(Effect, Exact, String?)] =
            change.prices.map { (.price, $0.amount, $0.symbol) } + [
                (.funding, change.funding, nil), (.deposits, change.deposits, nil),
                (.rest, change.rest, nil),
            ]
        // The first of equals.
        guard let most = effects.map(\.1.magnitude).max(), most.isPositive,
            let main = effects.first(where: { $0.1.magnitude == most }),
            let amount = DeskFigure.round(main.1)
        else { return }
        (effect, self.amount, symbol) = (main.0, amount, main.2)
    }
}

/// An account at its place in a list: by `rank`, then by id.
package struct DeskListing: Hashable, Sendable, Comparable {
    package let rank: Decimal
    package var account: DeskAccount

    package init(rank: Decimal, account: DeskAccount) {
        self.rank = rank
        self.account = account
    }

    package static func < (left: DeskListing, right: DeskListing) -> Bool {
        left.rank == right.rank
            ? left.account.id < right.account.id : left.rank < right.rank
    }
}

package struct DeskTransition: Hashable, Sendable {
    package let from: AccountState
    package let to: AccountState

    package init(from: AccountState, to: AccountState) {
        self.from = from
        self.to = to
    }
}

/// Something that has no report, and why: it names no account that could not be read.
package struct DeskFailure: Hashable, Sendable, Comparable {
    package let place: SourceLocation
    package let code: String
    package let message: String

    package init(place: SourceLocation, code: String, message: String) {
        self.place = place
        self.code = code
        self.message = message
    }

    package static func < (left: DeskFailure, right: DeskFailure) -> Bool {
        if left.place != right.place { return left.place < right.place }
        return (left.code, left.message) < (right.code, right.message)
    }
}
