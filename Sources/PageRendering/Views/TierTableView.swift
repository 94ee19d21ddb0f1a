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

    private func unit(_ words: Words) -> String {
        switch sheet.tierUnit {
        case .quoteNotional: sheet.quote
        case .baseCoin: sheet.base
        case .contracts: words(.tiersContracts)
        }
    }

    private func measure(_ words: Words) -> String {
        switch sheet.tierUnit {
        case .quoteNotional: words(.tiersByNotional, .text(sheet.quote))
        case .baseCoin: words(.tiersBySize, .text(sheet.base))
        case .contracts:
            words(
                .tiersByContracts, .text(words.numbers.decimal(sheet.contractSize)),
                .text(sheet.contractType == .inverse ? sheet.quote : sheet.base))
        }
    }

    private var rule: Phrase {
        guard sheet.contradiction == nil else { return .tiersContradict }
        return sheet.tierRule == .progressiveWithDeduction ? .tiersRise : .tiersJump
    }

    private func chart(_ words: Words) -> [UInt8] {
        guard sheet.contradiction == nil else { return [] }
        return TierChart(
            id: "\(id)-chart", title: words(.tiersChart, .text(sheet.symbol)), tiers: sheet.tiers,
            names: (words(.tiersRate), words(.tiersScale, .text(unit(words)))),
            numbers: words.numbers
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
                .text("unit", "What sizes count.") { $0.unit($1) },
                .text("measure", "What the tier is looked up by, in words.") { $0.measure($1) },
                .text("rule", "How the rate becomes maintenance margin.") { $1($0.rule) },
                .text("asOf", "The date of the tiers.") { $1.date($0.sheet.asOf) },
                .text("source", "Where they come from.") { $0.source },
                .flag("isPartial", "Whether the source shows only the lower tiers.") {
                    !$0.sheet.isComplete
                },
                .list("tiers", "The tiers in rising order.") { $0.sheet.tiers.map(TierView.init) },
                .html("chartSVG", "The rates as a chart.") { $0.chart($1) },
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
                    $1.numbers.decimal($0.tier.lowerBound)
                },
                .text("upTo", "It holds up to this size, included.") {
                    $1.numbers.decimal($0.tier.upperBound)
                },
                .text("rate", "The maintenance margin rate.") {
                    $1.numbers.ratioPercent(Exact($0.tier.maintenanceMarginRate))
                },
                .text("amount", "What is taken off value × rate.") {
                    $1.numbers.decimal($0.tier.maintenanceAmount)
                },
                .text("leverage", "The highest leverage, where the source gives it.") {
                    $1.multiple($0.tier.maxLeverage)
                },
            ])
    }
}
