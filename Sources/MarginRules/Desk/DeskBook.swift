package import MarginModel

/// What a desk has to know of all its accounts together: counts, sums, and the few that come first.
///
/// A book of one account is made from its assessment; all others are books added up. The sum is the
/// same in any order and any grouping, and takes no more room than the limits here, whatever the number
/// of accounts: so a night is one pass, and parts that were made elsewhere are added at the end.
package struct DeskBook: Sendable {
    /// Accounts that the book lists by name on each side of the trigger.
    package static let listed = 50
    /// Changes, failures and accounts that are missed: each kind lists as many.
    package static let told = 200
    /// Coins, assets and sheets that are told apart.
    package static let apart = 1_000

    /// How many accounts are in each state.
    package var states: [AccountState: Int] = [:]
    /// How many went from one state to another, or stayed, since the report before.
    package var transitions: [DeskTransition: Int] = [:]
    package var money = BoundedSums<String, DeskMoney>(limit: apart)
    /// Pools whose equity or requirement is withheld.
    package var unknownPools = 0
    /// By the size of the move that liquidates them.
    package var nearest = Shortlist<DeskListing>(limit: listed)
    /// Past the trigger, the worst first.
    package var past = Shortlist<DeskListing>(limit: listed)
    /// Those that changed state, the worst first.
    package var changed = Shortlist<DeskListing>(limit: told)
    package var down = DeskCurve()
    package var up = DeskCurve()
    package var holdings = BoundedSums<DeskHolding, DeskNotional>(limit: apart)
    /// All of a coin, whether its assets are told apart or not.
    package var notionals = BoundedSums<String, DeskNotional>(limit: apart)
    /// Positions whose notional is withheld.
    package var unknownPositions = 0
    /// How many accounts each sheet was used for.
    package var sheets = BoundedSums<DeskSheet, Int>(limit: apart)
    package var failed = Shortlist<DeskFailure>(limit: told)
    package var missing = Shortlist<String>(limit: told)
    /// The instants of the oldest and the newest account.
    package var asOf: ClosedRange<Instant>?

    package init() {}

    package var accountCount: Int { states.values.reduce(0, +) }
    /// Accounts of which no report before is kept.
    package var firstCount: Int { accountCount - transitions.values.reduce(0, +) }

    package mutating func add(_ other: DeskBook) {
        states.merge(other.states, uniquingKeysWith: +)
        transitions.merge(other.transitions, uniquingKeysWith: +)
        money.add(other.money)
        unknownPools += other.unknownPools
        nearest.add(other.nearest)
        past.add(other.past)
        changed.add(other.changed)
        down.add(other.down)
        up.add(other.up)
        holdings.add(other.holdings)
        notionals.add(other.notionals)
        unknownPositions += other.unknownPositions
        sheets.add(other.sheets)
        failed.add(other.failed)
        missing.add(other.missing)
        if let more = other.asOf {
            asOf =
                asOf.map {
                    min($0.lowerBound, more.lowerBound)...max($0.upperBound, more.upperBound)
                }
                ?? more
        }
    }

    /// Says where the reports of its accounts are, seen from the book.
    package mutating func link(to report: String) {
        nearest = Self.linked(nearest, to: report)
        past = Self.linked(past, to: report)
        changed = Self.linked(changed, to: report)
    }

    private static func linked(
        _ list: Shortlist<DeskListing>, to report: String
    ) -> Shortlist<DeskListing> {
        let listings = list.first.map { listing in
            var listing = listing
            listing.account.report = report
            return listing
        }
        return Shortlist(limit: list.limit, first: listings, count: list.count)
    }

    package mutating func fail(_ failure: DeskFailure) { failed.add(failure) }

    package mutating func miss(_ id: String) { missing.add(id) }
}

extension DeskBook {
    /// The book of one account.
    ///
    /// - Parameter past: How it stood in the report before; `nil` where none is kept.
    package init(_ assessment: Assessment, since past: Standing?) {
        let account = assessment.account
        let row = DeskAccount(assessment, since: past)
        states[row.level] = 1
        asOf = account.asOf...account.asOf
        if let past { transitions[DeskTransition(from: past.level, to: row.level)] = 1 }
        if let rank = row.rankOfChange { changed.add(DeskListing(rank: rank, account: row)) }
        for pool in assessment.pools {
            guard let deficit = pool.deficit.flatMap(DeskFigure.round) else {
                unknownPools += 1
                continue
            }
            money.add(DeskMoney(deficit: deficit), to: pool.asset)
        }
        add(assessment.positions, at: account.venue)
        for sheet in Set(
            assessment.provenance.sheets.map {
                DeskSheet(venue: account.venue, asOf: $0.asOf, source: $0.source)
            })
        {
            sheets.add(1, to: sheet)
        }
        let isPast = row.level == .liquidation || row.level == .bankrupt
        if isPast {
            self.past.add(DeskListing(rank: row.rankPastTrigger, account: row))
        } else if let move = row.move {
            nearest.add(DeskListing(rank: move.isNegative ? move.negated : move, account: row))
        }
        down.add(assessment.distance.down, isPast: isPast, isKnown: row.level != .incomplete)
        up.add(assessment.distance.up, isPast: isPast, isKnown: row.level != .incomplete)
    }

    private mutating func add(_ positions: [PositionAssessment], at venue: Venue) {
        for assessed in positions {
            guard let unit = assessed.settleAsset,
                let value = assessed.notional.flatMap(DeskFigure.round)
            else {
                unknownPositions += 1
                continue
            }
            let notional = DeskNotional(value: value, side: assessed.position.side)
            notionals.add(notional, to: unit)
            holdings.add(
                notional,
                to: DeskHolding(
                    unit: unit, asset: assessed.baseAsset ?? assessed.position.symbol, venue: venue)
            )
        }
    }
}

/// A figure as the book adds it: to twelve digits after the point, so that sums of any number of them
/// end, and are the same in any order.
enum DeskFigure {
    private static let places = 12
    /// Beyond this it is no amount of money, and sums might outgrow what is written.
    private static let most = Exact(Decimal(significand: 100_000_000_000_000_000_000, scale: 0))

    static func round(_ value: Exact) -> Decimal? {
        value.magnitude <= most ? value.rounded(places: places) : nil
    }
}
