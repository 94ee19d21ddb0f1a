import MarginModel

/// One rule of a venue in words.
package struct VenueRuleView: ViewModel {
    private let rule: VenueRule
    private let venue: Venue

    static func all(of venue: Venue) -> [VenueRuleView] {
        VenueRule.allCases.map { VenueRuleView(rule: $0, venue: venue) }
    }

    package static var shape: ViewShape<VenueRuleView> {
        ViewShape(
            "A rule of a venue.",
            [
                .text("topic", "What it is about.") { $1.topic(of: $0.rule) },
                .text("text", "The rule.") { $1($0.rule, at: $0.venue) },
            ])
    }
}

/// One rule at the three venues side by side.
package struct VenueRuleRow: ViewModel {
    let rule: VenueRule

    package static var shape: ViewShape<VenueRuleRow> {
        ViewShape(
            "A rule at the three venues.",
            [
                .text("topic", "What it is about.") { $1.topic(of: $0.rule) },
                .text("binance", "At Binance.") { $1($0.rule, at: .binance) },
                .text("bybit", "At Bybit.") { $1($0.rule, at: .bybit) },
                .text("okx", "At OKX.") { $1($0.rule, at: .okx) },
            ])
    }
}
