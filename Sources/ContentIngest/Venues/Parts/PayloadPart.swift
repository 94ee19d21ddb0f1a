import MarginModel

/// An instant in a payload, with the member that gave it and what it is the time of.
struct PayloadTime: Hashable, Sendable {
    enum Meaning: Hashable, Sendable {
        /// When the venue answered: as of then, everything in the answer holds.
        case response
        /// When something last changed; what is beside it, a mark price above all, may be later.
        case lastChange
    }

    let instant: Instant
    let member: String
    let meaning: Meaning

    init?(_ instant: Instant?, _ member: String, _ meaning: Meaning) {
        guard let instant else { return nil }
        (self.instant, self.member, self.meaning) = (instant, member, meaning)
    }
}

/// What one payload gives to an account.
struct PayloadPart {
    let kind: PayloadKind
    let file: String
    var venue: Venue?
    var times: [PayloadTime] = []
    var positions: [PayloadPosition] = []
    /// Positions of size zero, which are left out.
    var flatCount = 0
    var balances: [PayloadBalance] = []
    var borrowed: [Borrowing] = []
    var reported: ReportedFigures?
    var accountMode: AccountMode?
    var positionMode: PositionMode?
    var marks: [String: MarkQuote] = [:]
    var liquidations: [LiquidationEvent] = []
    var fundingPayments: [FundingPayment] = []
    /// Holdings that no rule covers: spot margin, options.
    var unmodelled: [UnmodelledHolding] = []
    /// Rows that are of another kind and change no pool: other bills.
    var otherCount = 0

    init(_ kind: PayloadKind, file: String) {
        self.kind = kind
        self.file = file
        venue = kind.venue
    }

    /// `Binance positionRisk v2 (4 positions, 12 flat dropped)`.
    var summary: String {
        var facts: [String] = []
        func count(_ number: Int, _ one: String, _ many: String) {
            if number > 0 { facts.append("\(number) \(number == 1 ? one : many)") }
        }
        count(positions.count, "position", "positions")
        count(flatCount, "flat dropped", "flat dropped")
        count(unmodelled.count, "row not modelled", "rows not modelled")
        count(balances.count, "balance", "balances")
        count(borrowed.count, "loan", "loans")
        count(marks.count, "mark price", "mark prices")
        count(liquidations.count, "liquidation", "liquidations")
        count(fundingPayments.count, "funding payment", "funding payments")
        count(otherCount, "other row left out", "other rows left out")
        return facts.isEmpty ? kind.title : "\(kind.title) (\(facts.joined(separator: ", ")))"
    }
}

/// A position, and how much of it the payload itself says.
struct PayloadPosition {
    var position: Position
    /// Whether the payload says cross or isolated, rather than leaving it to the account's mode.
    let statesMarginMode: Bool
    /// Whether it stands beside one of the other side: Binance's LONG and SHORT, Bybit's 1 and 2.
    var isHedged: Bool
    let place: SourceLocation

    init(
        position: Position, statesMarginMode: Bool = true, isHedged: Bool, place: SourceLocation
    ) {
        self.position = position
        self.statesMarginMode = statesMarginMode
        self.isHedged = isHedged
        self.place = place
    }
}

/// What an account holds of an asset.
struct PayloadBalance {
    var balance: CollateralBalance
    /// The wallet balance still includes the wallets of isolated positions.
    var includesIsolated = false
    let place: SourceLocation
}

/// What a market payload says of a symbol, to fill in where a position lacks it.
struct MarkQuote: Hashable, Sendable {
    var markPrice: Decimal?
    var fundingRate: Decimal?
    var fundingIntervalHours: Decimal?
    var nextFundingAt: Instant?
}
