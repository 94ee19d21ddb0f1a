import MarginModel

/// Figures of an account that are possible and hardly true: told, and taken as they are given.
struct Plausibility {
    private let account: Account
    private let conditions: MarginConditions
    /// Seconds between account and ticker within which their prices are compared.
    private static let window: Int64 = 900

    init(_ account: Account, _ conditions: MarginConditions) {
        self.account = account
        self.conditions = conditions
    }

    func reasons(_ terms: [PositionTerms]) -> [AssessmentReason] {
        var reasons: [AssessmentReason] = []
        for member in terms {
            if let reason = leverage(of: member) { reasons.append(reason) }
            if let reason = mark(of: member) { reasons.append(reason) }
            if let reason = entry(of: member) { reasons.append(reason) }
        }
        return reasons
    }

    /// Positions whose mark is less than half or more than twice the ticker's price.
    func impossibleMarks(_ terms: [PositionTerms]) -> Set<Int> {
        let members = terms.filter { member in
            marketPrice(of: member).map { mark, price in
                mark * 2 < price || mark > price * 2
            } ?? false
        }
        return Set(members.map(\.index))
    }

    private func leverage(of terms: PositionTerms) -> AssessmentReason? {
        guard let given = terms.position.leverage, let tiers = terms.symbolSheet?.tiers,
            !tiers.contains(where: { $0.maxLeverage.map { given <= $0 } ?? true }),
            let offered = tiers.lazy.compactMap(\.maxLeverage).max()
        else { return nil }
        return AssessmentReason(
            .implausible, at: "positions[\(terms.index)].leverage",
            "leverage of \(terms.position.symbol) is \(given), and \(account.venue.displayName) "
                + "offers at most \(offered)")
    }

    /// The mark, and the ticker's price of the same quarter of an hour.
    private func marketPrice(of terms: PositionTerms) -> (mark: Exact, price: Exact)? {
        guard let market = conditions.market, !market.isExample,
            abs(account.asOf.seconds(since: market.asOf)) <= Self.window,
            let mark = terms.position.markPrice,
            let price = market.price(of: terms.names.base, in: terms.names.quote)
        else { return nil }
        return (Exact(mark), price)
    }

    /// A hundredth of the mark or a hundred times as much: a mark of thousands was read as a decimal one.
    private func entry(of terms: PositionTerms) -> AssessmentReason? {
        guard let entry = terms.position.entryPrice, let mark = terms.position.markPrice,
            Exact(entry) * 100 < Exact(mark) || Exact(mark) * 100 < Exact(entry)
        else { return nil }
        return AssessmentReason(
            .implausible, at: "positions[\(terms.index)].entryPrice",
            "the entry price of \(terms.position.symbol) is \(entry) and its mark \(mark), more than a "
                + "hundred times apart")
    }

    /// A tenth off the ticker's price.
    private func mark(of terms: PositionTerms) -> AssessmentReason? {
        guard let market = conditions.market, let mark = terms.position.markPrice,
            let (given, price) = marketPrice(of: terms), (given - price).magnitude * 10 > price
        else { return nil }
        let shown = price.rounded(places: 8)?.description ?? "another one"
        return AssessmentReason(
            .implausible, at: "positions[\(terms.index)].markPrice",
            "the mark of \(terms.position.symbol) is \(mark), more than a tenth off the "
                + "\(market.source) price of \(market.asOf), \(shown)")
    }
}

extension Snapshot {
    /// One `base` in units of `quote`, from the dollar prices of both.
    func price(of base: String, in quote: String) -> Exact? {
        guard let dollars = self.quote(for: base)?.price else { return nil }
        if quote == "USD" { return Exact(dollars) }
        guard let unit = self.quote(for: quote)?.price else { return nil }
        return Exact(dollars).divided(by: Exact(unit))
    }
}
