package import MarginModel

/// Everything besides the account and its plan that an audit looks at.
package struct AuditInputs: Sendable {
    /// What the account was assessed under.
    package let conditions: MarginConditions
    /// The sheets of all venues, ready for arithmetic, for the comparison.
    let venues: [Venue: PreparedSheet]
    /// Daily candles in US dollars by base asset: `BTC`.
    package let candles: [String: [Candle]]
    /// The site's betas; the account's own go before them.
    package let betas: BetaTable?

    package init(
        conditions: MarginConditions, sheets: [Venue: VenueSheet] = [:],
        candles: [String: [Candle]] = [:], betas: BetaTable? = nil
    ) {
        self.init(
            conditions: conditions, venues: sheets.mapValues { PreparedSheet($0) },
            candles: candles, betas: betas)
    }

    /// With each venue's sheet as conditions hold it, which are prepared once for all accounts.
    package init(
        conditions: MarginConditions, prepared: [Venue: MarginConditions],
        candles: [String: [Candle]], betas: BetaTable?
    ) {
        self.init(
            conditions: conditions, venues: prepared.mapValues(\.prepared), candles: candles,
            betas: betas)
    }

    private init(
        conditions: MarginConditions, venues: [Venue: PreparedSheet],
        candles: [String: [Candle]], betas: BetaTable?
    ) {
        self.conditions = conditions
        self.venues = venues
        self.candles = candles
        self.betas = betas
    }
}
