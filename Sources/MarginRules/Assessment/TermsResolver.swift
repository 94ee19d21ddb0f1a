import MarginModel

/// Turns an account's positions into `PositionTerms` and says what is missing.
struct TermsResolver {
    let account: Account
    let conditions: MarginConditions
    private(set) var reasons: [AssessmentReason] = []

    init(account: Account, conditions: MarginConditions) {
        self.account = account
        self.conditions = conditions
    }

    mutating func resolve() -> [PositionTerms] {
        var terms: [PositionTerms] = []
        let stale = conditions.staleness(of: account)
        if let stale { reasons.append(stale) }
        for (index, position) in account.positions.enumerated() {
            terms.append(resolve(position, at: index, marksAreStale: stale != nil))
        }
        noteSheetsLaterThanAccount()
        if account.venue == .okx { countFamilies(&terms) }
        return terms
    }

    /// OKX looks up one tier for all contracts of a family in cross margin, perpetual and dated,
    /// long and short together; an isolated position stands alone. (Secondary copies of the
    /// position-tier rules; no official page was seen to say so in words.)
    private func countFamilies(_ terms: inout [PositionTerms]) {
        let crossed = terms.indices.filter { !account.isIsolated(terms[$0].position) }
        for (family, members) in Dictionary(grouping: crossed, by: { terms[$0].family })
        where members.count > 1 && family != nil {
            // Of an unknown size none is known: the tier is then withheld for all.
            let sizes = members.compactMap { terms[$0].contracts }
            guard sizes.count == members.count else { continue }
            let total = sizes.sum()
            for index in members { terms[index].tierContracts = total }
        }
    }

    private mutating func resolve(
        _ position: Position, at index: Int, marksAreStale: Bool
    ) -> PositionTerms {
        let place = "positions[\(index)]"
        let sheet = symbolSheet(of: position, at: place)
        let instrument = conditions.sheet?.instrument(position.symbol)
        let (mark, kind) = marksAreStale ? (nil, .mark) : markPrice(of: position, at: place)
        let names =
            sheet.map(ContractNames.init)
            ?? ContractNames(
                symbol: position.symbol, venue: account.venue, contractType: position.contractType)
        if names == nil {
            add(.notMapped, at: "\(place).symbol", "\(position.symbol) is not a known contract")
        }
        let quantity = positive(position.quantity, at: "\(place).quantity")
        let contractSize = contractSize(of: position, sheet, instrument, at: place)
        return PositionTerms(
            index: index, position: position,
            names: names ?? ContractNames(unknown: position.symbol),
            symbolSheet: sheet, instrument: instrument,
            sign: position.side == .long ? 1 : -1,
            size: quantity.flatMap { quantity in contractSize.map { quantity * $0 } },
            contracts: quantity,
            entryPrice: entryPrice(of: position, at: place), markPrice: mark, priceKind: kind,
            leverage: position.leverage.flatMap { positive($0, at: "\(place).leverage") },
            takerFeeRate: takerFeeRate(of: position, at: place),
            marginsOnEntry: account.marginModel == .legacyEntryValue)
    }

    private mutating func symbolSheet(of position: Position, at place: String) -> SymbolSheet? {
        guard let sheet = conditions.sheet?.symbol(position.symbol),
            sheet.contractType == position.contractType
        else {
            add(
                .noTier, at: "\(place).symbol",
                "no maintenance tiers of \(position.symbol) (\(position.contractType.rawValue)) "
                    + "are in the \(account.venue.displayName) sheet")
            return nil
        }
        if let start = sheet.asOf.start {
            let age = conditions.clock.seconds(since: start)
            if age > conditions.maximumAges.sheetSeconds {
                add(
                    .sheetStale, at: "\(place).symbol",
                    "the tiers of \(position.symbol) are of \(sheet.asOf), \(age / 86_400) days "
                        + "before the clock; the limit is "
                        + "\(conditions.maximumAges.sheetSeconds / 86_400) days")
                return nil
            }
        }
        return sheet
    }

    private mutating func markPrice(
        of position: Position, at place: String
    ) -> (Exact?, PriceKind) {
        if let mark = position.markPrice {
            return (positive(mark, at: "\(place).markPrice"), .mark)
        }
        if let price = indicativePrice(of: position) {
            add(
                .indicativePrice, at: "\(place).markPrice",
                "\(position.symbol) is valued at an indicative spot price of "
                    + "\(conditions.indicative?.source ?? "unknown source"), not at a mark price")
            return (price, .indicative)
        }
        add(
            .noMarkPrice, at: "\(place).markPrice",
            "\(position.symbol) has no mark price, so nothing that depends on it is computed")
        return (nil, .mark)
    }

    /// The snapshot's dollar price over the quote coin's dollar price.
    private func indicativePrice(of position: Position) -> Exact? {
        guard let snapshot = conditions.indicative, conditions.indicativeIsFresh,
            let names = ContractNames(
                symbol: position.symbol, venue: account.venue, contractType: position.contractType),
            let base = snapshot.quote(for: names.base)?.price
        else { return nil }
        if names.quote == "USD" { return Exact(base) }
        guard let quote = snapshot.quote(for: names.quote)?.price else { return nil }
        return Exact(base).divided(by: Exact(quote))
    }

    private mutating func entryPrice(of position: Position, at place: String) -> Exact? {
        guard let entry = position.entryPrice else {
            add(.noEntryPrice, at: "\(place).entryPrice", "\(position.symbol) has no entry price")
            return nil
        }
        return positive(entry, at: "\(place).entryPrice")
    }

    private mutating func contractSize(
        of position: Position, _ sheet: SymbolSheet?, _ instrument: Instrument?, at place: String
    ) -> Exact? {
        if let given = position.contractSize {
            return positive(given, at: "\(place).contractSize")
        }
        guard account.venue == .okx || position.contractType == .inverse else { return 1 }
        if let known = sheet?.contractSize ?? instrument?.contractSize { return Exact(known) }
        add(
            .noContractSize, at: "\(place).contractSize",
            "\(position.symbol) is counted in contracts and the size of one is not known")
        return nil
    }

    private mutating func takerFeeRate(of position: Position, at place: String) -> Exact? {
        if let own = account.takerFeeRate { return Exact(own) }
        if let fee = conditions.sheet?.fee(for: position.contractType) {
            return Exact(fee.takerRate)
        }
        add(
            .noFee, at: place,
            "no taker fee of \(position.contractType.rawValue) contracts is known")
        return nil
    }

    private mutating func positive(_ value: Decimal, at place: String) -> Exact? {
        guard value.isPositive else {
            add(.invalidValue, at: place, "\(value) is not a positive number")
            return nil
        }
        return Exact(value)
    }

    private mutating func noteSheetsLaterThanAccount() {
        let later = account.positions.compactMap { position -> SheetDate? in
            guard let date = conditions.sheet?.symbol(position.symbol)?.asOf,
                let start = date.start, start > account.asOf
            else { return nil }
            return date
        }
        for date in Set(later).sorted(by: { "\($0)" < "\($1)" }) {
            add(
                .sheetLaterThanAccount, at: "sheet",
                "the \(account.venue.displayName) tiers are of \(date), later than the account")
        }
    }

    private mutating func add(_ code: ReasonCode, at place: String, _ message: String) {
        reasons.append(AssessmentReason(code, at: place, message))
    }
}

extension ContractNames {
    /// Stands in for a symbol that no table knows; its pool is incomplete anyway.
    init(unknown symbol: String) {
        self.init(base: symbol, quote: symbol, settle: symbol)
    }

    private init(base: String, quote: String, settle: String) {
        self.base = base
        self.quote = quote
        self.settle = settle
    }
}
