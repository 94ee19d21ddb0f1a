package import MarginModel

/// Everything besides the account and its plan that an audit looks at.
package struct AuditInputs: Sendable {
    /// What the account was assessed under.
    package let conditions: MarginConditions
    /// The sheets of all venues, for the comparison.
    package let sheets: [Venue: VenueSheet]
    /// Daily candles in US dollars by base asset: `BTC`.
    package let candles: [String: [Candle]]
    /// The site's betas; the account's own go before them.
    package let betas: BetaTable?

    package init(
        conditions: MarginConditions, sheets: [Venue: VenueSheet] = [:],
        candles: [String: [Candle]] = [:], betas: BetaTable? = nil
    ) {
        self.conditions = conditions
        self.sheets = sheets
        self.candles = candles
        self.betas = betas
    }
}
