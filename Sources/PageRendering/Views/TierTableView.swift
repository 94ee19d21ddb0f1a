package import MarginModel
import MarginRules

/// The maintenance tiers of one contract at one venue, as a table and a chart.
package struct TierTableView: ViewModel {
    package let venue: Venue
    package let sheet: SymbolSheet
    /// What the sheet's source key stands for.
    package let source: String

    package init(sheet: SymbolSheet, of venueSheet: VenueSheet) {
        venue = venueSheet.venue
        self.sheet = sheet
        source = venueSheet.sources[sheet.source] ?? sheet.source
    }

    /// `binance-btcusdt`, unique on a page.
    package var id: String { Self.id(of: sheet.symbol, at: venue) }

    static func id(of symbol: String, at venue: Venue) -> String {
        "\(venue.rawValue)-\(symbol.lowercased())"
    }

    var unit: String {
        switch sheet.tierUnit {
        case .quoteNotional: sheet.quote
        case .baseCoin: sheet.base
        case .contracts: "contracts"
        }
    }

    private var measure: String {
        switch sheet.tierUnit {
        case .quoteNotional: "notional in \(sheet.quote)"
        case .baseCoin: "size in \(sheet.base)"
        case .contracts:
            "number of contracts, each \(NumberFormat.html.decimal(sheet.contractSize)) "
                + (sheet.contractType == .inverse ? sheet.quote : sheet.base)
        }
    }

    private var rule: String {
        guard sheet.contradiction == nil else {
            return "These tiers contradict each other: none of them is used."
        }
        return switch sheet.tierRule {
        case .progressiveWithDeduction:
            "Maintenance margin is the value at the mark price × rate − amount, so it rises without "
                + "a jump."
        case .wholePositionRate:
            "The rate of the tier holds for the whole position, so maintenance margin jumps where "
                + "a tier begins."
        }
    }

    /// How many tiers the chart has room for.
    private static let charted = 12

    private var chart: [UInt8] {
        let tiers = sheet.tiers.prefix(Self.charted)
        let part =
            tiers.count < sheet.tiers.count
            ? ", tiers 1 to \(tiers.count) of \(sheet.tiers.count)" : ""
        return BarChart(
            id: "\(id)-chart", title: "Maintenance margin rate of \(sheet.symbol)\(part)",
            bars: tiers.map { tier in
                BarChart.Bar(
                    label: "to \(NumberFormat.html.decimal(tier.upperBound))",
                    to: Exact(tier.maintenanceMarginRate),
                    text: NumberFormat.html.ratioPercent(Exact(tier.maintenanceMarginRate)))
            },
            tick: { NumberFormat.html.ratioPercent($0) }
        ).svg() ?? []
    }

    package static var shape: ViewShape<TierTableView> {
        ViewShape(
            "The maintenance tiers of one contract.",
            [
                .text("id", "An id for this page.") { $0.id },
                .text("symbol", "The contract, as its venue writes it.") { $0.sheet.symbol },
                .text("venue", "The venue's name.") { $0.venue.displayName },
                .text("venueHref", "The venue's page.") { VenuePage.path(of: $0.venue) },
                .text("unit", "What sizes count.") { $0.unit },
                .text("measure", "What the tier is looked up by, in words.") { $0.measure },
                .text("rule", "How the rate becomes maintenance margin.") { $0.rule },
                .text("asOf", "The date of the tiers.") { DateFormat.text($0.sheet.asOf) },
                .text("source", "Where they come from.") { $0.source },
                .flag("isPartial", "Whether the source shows only the lower tiers.") {
                    !$0.sheet.isComplete
                },
                .list("tiers", "The tiers in rising order.") { $0.sheet.tiers.map(TierView.init) },
                .html("chartSVG", "The rates as a chart.") { $0.chart },
            ])
    }
}

/// One maintenance tier.
package struct TierView: ViewModel {
    package let tier: MaintenanceTier

    package static var shape: ViewShape<TierView> {
        ViewShape(
            "One maintenance tier.",
            [
                .text("number", "Its number.") { String($0.tier.number) },
                .text("above", "It holds above this size.") {
                    NumberFormat.html.decimal($0.tier.lowerBound)
                },
                .text("upTo", "It holds up to this size, included.") {
                    NumberFormat.html.decimal($0.tier.upperBound)
                },
                .text("rate", "The maintenance margin rate.") {
                    NumberFormat.html.ratioPercent(Exact($0.tier.maintenanceMarginRate))
                },
                .text("amount", "What is taken off value × rate.") {
                    NumberFormat.html.decimal($0.tier.maintenanceAmount)
                },
                .text("leverage", "The highest leverage, where the source gives it.") {
                    $0.tier.maxLeverage.map { NumberFormat.html.multiple(Exact($0)) } ?? "not given"
                },
            ])
    }
}
