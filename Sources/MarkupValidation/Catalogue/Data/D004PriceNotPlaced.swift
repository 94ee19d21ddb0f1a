extension Rule {
    /// Found by `PricePlaces`.
    static let priceNotPlaced = Rule(
        "D004-price-not-placed",
        what: "A price, <data data-asset value>, stands in an element with data-source that "
            + "shows an instant, and shows its value rounded once.",
        why: "A price without time and source cannot be checked, and is taken for a live one.",
        cure: "Put data-source and a time with its hour on the table, list or paragraph around it.",
        example: "<p><data data-asset=\"BTC\" value=\"87959.9\">$87,959.90</data></p>")
}
