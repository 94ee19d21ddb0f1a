package import MarginModel

/// One rule of a venue in words.
package struct VenueRuleView: ViewModel {
    package let topic: String
    package let text: String

    package static func all(of venue: Venue) -> [VenueRuleView] {
        VenueRuleRow.all.map { VenueRuleView(topic: $0.topic, text: $0.text(of: venue)) }
    }

    package static var shape: ViewShape<VenueRuleView> {
        ViewShape(
            "A rule of a venue.",
            [
                .text("topic", "What it is about.") { $0.topic },
                .text("text", "The rule.") { $0.text },
            ])
    }
}

/// One rule at the three venues side by side. The calculator follows the same rules.
package struct VenueRuleRow: ViewModel {
    package let topic: String
    package let binance: String
    package let bybit: String
    package let okx: String

    func text(of venue: Venue) -> String {
        switch venue {
        case .binance: binance
        case .bybit: bybit
        case .okx: okx
        }
    }

    /// Where a trader finds equity and maintenance margin.
    static let figures = VenueRuleRow(
        topic: "Where the two figures stand",
        binance:
            "Futures, beside the order form, under Margin ratio: Maintenance margin, and Margin "
            + "balance, which is the equity.",
        bybit:
            "Unified trading account, under Margin: Maintenance margin, and Margin balance, which "
            + "is the equity.",
        okx:
            "Trade or Assets, the trading account: Maintenance margin, and the currency's Equity, or "
            + "Adjusted equity with several currencies.")

    package static let all = [
        figures,
        VenueRuleRow(
            topic: "Ratio shown",
            binance: "Margin ratio = maintenance margin ÷ margin balance. Higher is worse.",
            bybit: "Account MM rate = maintenance margin ÷ margin balance. Higher is worse.",
            okx: "Margin ratio = equity ÷ (maintenance margin + liquidation fee). Higher is safer."),
        VenueRuleRow(
            topic: "Trigger", binance: "100%, reached from below.",
            bybit: "100%, reached from below.", okx: "100%, reached from above."),
        VenueRuleRow(
            topic: "Early warning",
            binance: "The venue advises to stay below 80%. Portfolio margin: 150%, 120% and "
                + "105% of uniMMR.",
            bybit: "Alerts are set by the user; at an initial margin rate of 100% new orders are "
                + "refused.",
            okx: "300%."),
        VenueRuleRow(
            topic: "What a tier is looked up by",
            binance: "Notional at the mark price: in the quote coin for USD-M, in the coin for "
                + "COIN-M.",
            bybit: "Value at the mark price in the settle coin.", okx: "Number of contracts."),
        VenueRuleRow(
            topic: "Maintenance margin",
            binance: "Value × rate − maintenance amount: continuous from tier to tier.",
            bybit: "Value × rate − deduction + fee to close: continuous from tier to tier.",
            okx: "Value × the rate of the whole position's tier: it jumps where a tier begins."),
        VenueRuleRow(
            topic: "Fee in the requirement", binance: "None.",
            bybit:
                "The taker fee at the bankruptcy price stands in initial and maintenance margin, "
                + "and cancels out of the liquidation price of an isolated position.",
            okx: "The taker fee on the value stands in the ratio and in the liquidation price."),
        VenueRuleRow(
            topic: "Initial margin", binance: "Value at the mark price ÷ leverage.",
            bybit: "Value at the mark price ÷ leverage + fee to close.",
            okx: "Value ÷ leverage, at the entry price when isolated and at the mark price in "
                + "cross."),
        VenueRuleRow(
            topic: "Both legs of a hedge",
            binance: "Each leg carries its full maintenance margin; profit and loss are netted.",
            bybit: "Each leg carries its full maintenance margin; profit and loss are netted.",
            okx: "Each leg carries its maintenance margin; in a liquidation opposite positions are "
                + "offset first."),
        VenueRuleRow(
            topic: "Margin mode",
            binance: "Per symbol; no change while it has a position or orders.",
            bybit: "The whole account's.", okx: "Set when a position is opened."),
    ]

    package static var shape: ViewShape<VenueRuleRow> {
        ViewShape(
            "A rule at the three venues.",
            [
                .text("topic", "What it is about.") { $0.topic },
                .text("binance", "At Binance.") { $0.binance },
                .text("bybit", "At Bybit.") { $0.bybit },
                .text("okx", "At OKX.") { $0.okx },
            ])
    }
}
