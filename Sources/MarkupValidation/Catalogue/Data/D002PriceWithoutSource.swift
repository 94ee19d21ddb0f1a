extension Rule {
    /// Found by `DataFiles`.
    static let priceWithoutSource = Rule(
        "D002-price-without-source",
        what: "A price in a data file stands with an instant and a source, or within them.",
        why: "A price without time and source cannot be checked, and is taken for a live one.",
        cure: "Add asOf and source to the object or to the one around it.",
        example: "{\"asset\": \"BTC\", \"price\": \"87959.9\"}")
}
