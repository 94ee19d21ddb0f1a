import MarginModel

/// Dollars for one unit of an asset, from what the venue says an amount of it is worth.
enum IndexPrice {
    private static let places = 12

    /// `nil` where the amount is nothing, or the two contradict each other in sign.
    static func derived(
        value: Decimal?, amount: Decimal?, of asset: String, _ row: JSONObjectReader
    ) -> Decimal? {
        guard let value, let amount, let price = value.divided(by: amount, places: places),
            price.value.isPositive
        else { return nil }
        if !price.isExact {
            row.note(
                "index-price-derived",
                "the dollar price of \(quoted(asset)) is value ÷ amount = \(price.value), rounded "
                    + "at \(places) digits after the point")
        }
        return price.value
    }
}
