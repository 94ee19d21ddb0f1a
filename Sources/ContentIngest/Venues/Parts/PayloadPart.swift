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
    /// The account's mode, where it is said.
    var accountMode: AccountMode?
    /// The modes that its figures can be of, where it is not; `nil` for any.
    private(set) var fittingModes: Set<AccountMode>?
    var positionMode: PositionMode?
    var marks: [String: MarkQuote] = [:]
    /// What the account has set for a symbol, to fill in where a position lacks it.
    var symbolSettings: [String: SymbolSettings] = [:]
    /// Prices and collateral rates of assets, to fill in where a balance lacks them.
    var assetIndexes: [String: AssetIndex] = [:]
    var liquidations: [LiquidationEvent] = []
    /// What the venue says it is liquidating.
    var liquidating: [String] = []
    var fundingPayments: [FundingPayment] = []
    /// Whether the answer goes on on further pages.
    var hasMorePages = false
    /// Holdings that no rule covers: spot margin, options.
    var unmodelled: [UnmodelledHolding] = []
    /// How many rows are of another kind and change no pool, by what the venue calls them.
    private(set) var others: [String: Int] = [:]
    /// How many lines stand above the columns of an export.
    var linesAbove = 0

    init(_ kind: PayloadKind, file: String) {
        self.kind = kind
        self.file = file
        venue = kind.venue
    }

    mutating func narrow(to modes: Set<AccountMode>) {
        fittingModes = fittingModes?.intersection(modes) ?? modes
    }

    /// Counts a row that changes no pool.
    mutating func leaveOut(_ type: String?, at row: JSONObjectReader) {
        let type = type ?? "without a type"
        let isFirst = others.updateValue(others[type, default: 0] + 1, forKey: type) == nil
        // What a liquidation leaves behind, without its price and size.
        guard isFirst, type.uppercased().hasPrefix("INSURANCE_CLEAR") else { return }
        row.problems.report(
            .warning, id: "liquidation-without-price", kind: .form, at: row.offset,
            "this payment to the insurance fund shows a liquidation, and neither its price nor its size",
            hint: "Pass the answer of /fapi/v1/forceOrders too: liquidations are read from that")
    }

    /// `8 other rows left out, which change no open position: 5 COMMISSION, 3 TRANSFER`.
    private var othersLeftOut: String? {
        guard !others.isEmpty else { return nil }
        let count = others.values.reduce(0, +)
        let kinds = others.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return "\(count) other \(count == 1 ? "row" : "rows") left out, which "
            + "\(count == 1 ? "changes" : "change") no open position: "
            + kinds.prefix(8).map { "\($0.value) \($0.key.prefix(40))" }.joined(separator: ", ")
            + (kinds.count > 8 ? " …" : "")
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
        count(symbolSettings.count, "symbol's settings", "symbols' settings")
        count(assetIndexes.count, "asset's index", "assets' indexes")
        count(liquidations.count, "liquidation", "liquidations")
        count(fundingPayments.count, "funding payment", "funding payments")
        count(
            linesAbove, "line above the columns passed over", "lines above the columns passed over")
        if let othersLeftOut { facts.append(othersLeftOut) }
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
    enum Scope: Hashable, Sendable {
        /// What is free for all that the asset is held against.
        case whole
        /// The same with the wallets of isolated positions in it.
        case withIsolated
        /// One wallet of several, or an equity without a wallet balance.
        case part
    }

    var balance: CollateralBalance
    var scope = Scope.whole
    let place: SourceLocation
}

/// What a market payload says of a symbol, to fill in where a position lacks it.
struct MarkQuote: Hashable, Sendable {
    var markPrice: Decimal?
    var fundingRate: Decimal?
    var fundingIntervalHours: Decimal?
    var nextFundingAt: Instant?
}

/// What an account has set for a symbol.
struct SymbolSettings: Hashable, Sendable {
    let marginMode: MarginMode?
    let leverage: Decimal?
    let autoAddMargin: Bool
}

/// What a venue takes an asset to be worth as collateral.
struct AssetIndex: Hashable, Sendable {
    /// In dollars.
    let price: Decimal?
    /// The share of that which counts for what is held.
    let rate: Decimal?
}
