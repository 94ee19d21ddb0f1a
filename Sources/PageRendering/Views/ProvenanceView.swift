package import MarginRules

/// A price or a sheet that figures were computed from.
package struct ProvenanceView: ViewModel {
    package let symbol: String
    package let what: String
    package let asOf: String
    package let source: String

    package init(_ price: Provenance.Price) {
        symbol = price.symbol
        what = price.kind == .mark ? "Mark price" : "Indicative price, not a mark price"
        asOf = DateFormat.text(price.asOf)
        source = price.source
    }

    package init(_ sheet: Provenance.Sheet) {
        symbol = sheet.symbol
        what = "Venue sheet: tiers and fees"
        asOf = DateFormat.text(sheet.asOf)
        source = sheet.source
    }

    package static var shape: ViewShape<ProvenanceView> {
        ViewShape(
            "Where figures come from.",
            [
                .text("symbol", "The symbol.") { $0.symbol },
                .text("what", "A price of a kind, or a sheet.") { $0.what },
                .text("asOf", "The time or date that it holds for.") { $0.asOf },
                .text("source", "Who gave it.") { $0.source },
            ])
    }
}
