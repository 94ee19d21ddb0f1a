import MarginModel

/// Figures of an account that are possible and hardly true: told, and taken as they are given.
enum Plausibility {
    /// Seconds between account and ticker within which their prices are compared.
    private static let window: Int64 = 900

    static func reasons(
        _ terms: [PositionTerms], of account: Account, _ conditions: MarginConditions
    ) -> [AssessmentReason] {
        var reasons: [AssessmentReason] = []
        for member in terms {
            if let reason = leverage(of: member, account) { reasons.append(reason) }
            if let reason = mark(of: member, account, conditions) { reasons.append(reason) }
        }
        return reasons
    }

    private static func leverage(
        of terms: PositionTerms, _ account: Account
    ) -> AssessmentReason? {
        guard let given = terms.position.leverage, let tiers = terms.symbolSheet?.tiers,
            !tiers.contains(where: { $0.maxLeverage.map { given <= $0 } ?? true }),
            let offered = tiers.lazy.compactMap(\.maxLeverage).max()
        else { return nil }
        return AssessmentReason(
            .implausible, at: "positions[\(terms.index)].leverage",
            "leverage of \(terms.position.symbol) is \(given), and \(account.venue.displayName) "
                + "offers at most \(offered)")
    }

    /// A tenth off the ticker's price of the same quarter of an hour.
    private static func mark(
        of terms: PositionTerms, _ account: Account, _ conditions: MarginConditions
    ) -> AssessmentReason? {
        guard let market = conditions.market, !market.isExample,
            abs(account.asOf.seconds(since: market.asOf)) <= window,
            let mark = terms.position.markPrice,
            let price = market.price(of: terms.names.base, in: terms.names.quote),
            (Exact(mark) - price).magnitude * 10 > price
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
