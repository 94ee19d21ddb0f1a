import MarginModel

/// Turns an account's positions into `PositionTerms` and says what is missing.
struct TermsResolver {
    let account: Account
    let conditions: MarginConditions
    /// Of the same account before an edit, under the same conditions: a position that was not touched
    /// is not resolved again.
    private let known: KnownAccount?
    /// The only one of the known positions that the edit touches.
    private let changed: Int?
    private(set) var reasons: [AssessmentReason] = []
    /// The positions, each by itself, whatever stands beside it.
    private(set) var each: [PositionTerms] = []
    /// Where each position stands among the known ones; `nil` for one that is not as it was.
    private(set) var places: [Int?] = []

    /// What can be used again of the known account.
    var unchanged: UnchangedPositions { UnchangedPositions(known: known, places: places) }

    init(
        account: Account, conditions: MarginConditions, known: KnownAccount? = nil,
        changed: Int? = nil
    ) {
        self.account = account
        self.conditions = conditions
        self.known = known
        self.changed = changed
    }

    mutating func resolve() -> [PositionTerms] {
        resolveEach()
        var terms = each
        if known == nil { noteSheetsLaterThanAccount() }
        if account.rules.tiersByFamily { countFamilies(&terms) }
        return terms
    }

    mutating func resolveEach() {
        var terms: [PositionTerms] = []
        terms.reserveCapacity(account.positions.count)
        let stale = conditions.staleness(of: account)
        if let stale { reasons.append(stale) }
        if let known, known.isWhole, changed != nil || known.holds(account.positions) {
            each = known.terms
            places = Array(known.terms.indices)
            if let changed { resolve(changed) }
            return
        }
        let known = self.known?.terms ?? []
        places = Array(repeating: nil, count: account.positions.count)
        // An edit takes positions out and never moves them, so that one pass finds them all.
        var rest = known[...]
        for (index, position) in account.positions.enumerated() {
            let place = rest.firstIndex {
                $0.position.symbol == position.symbol && $0.position.side == position.side
            }
            if let place { rest = rest[(place + 1)...] }
            if let place, known[place].given.isWhole, known[place].position == position {
                terms.append(known[place].standing(at: index))
                places[index] = place
            } else {
                terms.append(resolve(position, at: index, marksAreStale: stale != nil))
            }
        }
        each = terms
    }

    /// After an edit of one of the known positions.
    private mutating func resolve(_ changed: Int) {
        if account.positions.count == each.count {
            each[changed] = resolve(
                account.positions[changed], at: changed, marksAreStale: false)
            places[changed] = nil
        } else {
            each.remove(at: changed)
            places.remove(at: changed)
            for index in each.indices[changed...] { each[index] = each[index].standing(at: index) }
        }
    }

    /// One tier for all contracts of a family in cross margin; an isolated position stands alone.
    private mutating func countFamilies(_ terms: inout [PositionTerms]) {
        let crossed = terms.indices.filter { !account.isIsolated(terms[$0].position) }
        for (family, members) in Dictionary(grouping: crossed, by: { terms[$0].family })
        where members.count > 1 && family != nil {
            // Of an unknown size none is known: the tier is then withheld for all.
            let sizes = members.compactMap { terms[$0].contracts }
            guard sizes.count == members.count else { continue }
            let total = sizes.sum()
            for index in members {
                var given = terms[index].given
                given.tierContracts = total
                given.isWhole = false
                terms[index] = PositionTerms(given, at: index)
                places[index] = nil
            }
        }
    }

    mutating func resolve(
        _ position: Position, at index: Int, marksAreStale: Bool
    ) -> PositionTerms {
        let before = reasons.count
        let table = tierTable(of: position, at: index)
        let instrument = table?.instrument ?? conditions.sheet?.instrument(position.symbol)
        let (mark, kind) = marksAreStale ? (nil, .mark) : markPrice(of: position, at: index)
        let names =
            table?.names
            ?? ContractNames(
                symbol: position.symbol, venue: account.venue, contractType: position.contractType)
        if names == nil {
            add(
                .notMapped, at: "positions[\(index)].symbol",
                "\(position.symbol) is not a known contract")
        }
        let quantity = positive(position.quantity, "quantity", of: index)
        let contractSize = contractSize(of: position, table?.sheet, instrument, at: index)
        return PositionTerms(
            PositionTerms.Given(
                position: position,
                names: names ?? ContractNames(unknown: position.symbol), table: table,
                instrument: instrument, priceKind: kind,
                size: quantity.flatMap { quantity in contractSize.map { quantity * $0 } },
                contracts: quantity, entryPrice: entryPrice(of: position, at: index),
                markPrice: mark, leverage: leverage(of: position, at: index),
                takerFeeRate: takerFeeRate(of: position, at: index),
                marginsOnEntry: account.marginModel == .legacyEntryValue,
                isWhole: !marksAreStale && reasons.count == before), at: index)
    }

    private mutating func tierTable(of position: Position, at index: Int) -> TierTable? {
        guard let table = conditions.prepared.tables[position.symbol],
            table.sheet.contractType == position.contractType
        else {
            if let contradiction = conditions.sheet?.symbol(position.symbol)?.contradiction {
                add(
                    .noTier, at: "positions[\(index)].symbol",
                    "the tiers of \(position.symbol) contradict each other, so none is used: "
                        + contradiction)
                return nil
            }
            add(
                .noTier, at: "positions[\(index)].symbol",
                "no maintenance tiers of \(position.symbol) (\(position.contractType.rawValue)) "
                    + "are in the \(account.venue.displayName) sheet")
            return nil
        }
        if let start = table.start {
            let age = conditions.clock.seconds(since: start)
            if age > conditions.maximumAges.sheetSeconds {
                add(
                    .sheetStale, at: "positions[\(index)].symbol",
                    "the tiers of \(position.symbol) are of \(table.sheet.asOf), \(age / 86_400) days "
                        + "before the clock; the limit is "
                        + "\(conditions.maximumAges.sheetSeconds / 86_400) days")
                return nil
            }
        }
        return table
    }

    private mutating func markPrice(
        of position: Position, at index: Int
    ) -> (Exact?, PriceKind) {
        if let mark = position.markPrice {
            return (positive(mark, "markPrice", of: index), .mark)
        }
        if let price = indicativePrice(of: position) {
            add(
                .indicativePrice, at: "positions[\(index)].markPrice",
                "\(position.symbol) is valued at an indicative spot price of "
                    + "\(conditions.indicative?.source ?? "unknown source"), not at a mark price")
            return (price, .indicative)
        }
        add(
            .noMarkPrice, at: "positions[\(index)].markPrice",
            "\(position.symbol) has no mark price, so nothing that depends on it is computed"
                + unusedIndicative)
        return (nil, .mark)
    }

    /// Why allowed indicative prices do not stand in, where their time is the cause.
    private var unusedIndicative: String {
        guard let snapshot = conditions.indicative, !conditions.indicativeIsFresh else { return "" }
        return "; the ticker of \(snapshot.asOf) "
            + (snapshot.isExample ? "holds example prices" : "is too old")
            + " and does not stand in"
    }

    /// The snapshot's dollar price over the quote coin's dollar price.
    private func indicativePrice(of position: Position) -> Exact? {
        guard let snapshot = conditions.indicative, conditions.indicativeIsFresh,
            let names = ContractNames(
                symbol: position.symbol, venue: account.venue, contractType: position.contractType)
        else { return nil }
        return snapshot.price(of: names.base, in: names.quote)
    }

    private mutating func entryPrice(of position: Position, at index: Int) -> Exact? {
        guard let entry = position.entryPrice else {
            add(
                .noEntryPrice, at: "positions[\(index)].entryPrice",
                "\(position.symbol) has no entry price")
            return nil
        }
        return positive(entry, "entryPrice", of: index)
    }

    private mutating func leverage(of position: Position, at index: Int) -> Exact? {
        if let leverage = position.leverage { return positive(leverage, "leverage", of: index) }
        let rules = account.rules
        // Where an isolated position's margin is computed from it, that says so itself.
        guard !rules.keepsExtraMargin || !account.isIsolated(position) else { return nil }
        add(
            .noLeverage, at: "positions[\(index)].leverage",
            "\(position.symbol) has no leverage, so its initial margin is withheld"
                + (rules.feeDependsOnLeverage
                    ? ", and the fee to close that both margins hold" : ""))
        return nil
    }

    private mutating func contractSize(
        of position: Position, _ sheet: SymbolSheet?, _ instrument: Instrument?, at index: Int
    ) -> Exact? {
        let known = sheet?.contractSize ?? instrument?.contractSize
        if let given = position.contractSize {
            if let known, given != known, given.isPositive {
                add(
                    .invalidValue, at: "positions[\(index)].contractSize",
                    "a contract of \(position.symbol) is \(given) here, and \(known) in the "
                        + "\(account.venue.displayName) sheet")
                return nil
            }
            return positive(given, "contractSize", of: index)
        }
        guard account.rules.countsContracts || position.contractType == .inverse else { return 1 }
        if let known { return Exact(known) }
        add(
            .noContractSize, at: "positions[\(index)].contractSize",
            "\(position.symbol) is counted in contracts and the size of one is not known")
        return nil
    }

    private mutating func takerFeeRate(of position: Position, at index: Int) -> Exact? {
        if let own = account.takerFeeRate { return Exact(own) }
        if let fee = conditions.prepared.takerFeeRates[position.contractType] { return fee }
        add(
            .noFee, at: "positions[\(index)]",
            "no taker fee of \(position.contractType.rawValue) contracts is known")
        return nil
    }

    private mutating func positive(
        _ value: Decimal, _ member: StaticString, of index: Int
    ) -> Exact? {
        guard value.isPositive else {
            add(
                .invalidValue, at: "positions[\(index)].\(member)",
                "\(value) is not a positive number")
            return nil
        }
        return Exact(value)
    }

    private mutating func noteSheetsLaterThanAccount() {
        let dates = conditions.prepared.dates(laterThan: account.asOf, of: account.positions)
        for date in dates {
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
}
