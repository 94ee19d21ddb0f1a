package import MarginModel
import MarginRules

/// One venue: its rules, its fees and the tiers of its contracts (`pages/venue`).
package struct VenuePage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?
    package let sheet: VenueSheet

    package init(sheet: VenueSheet, site: SiteView, ticker: TickerStripView?) {
        self.site = site
        self.ticker = ticker
        self.sheet = sheet
        let name = sheet.venue.displayName
        page = HeadView(
            title: site.words(.venueTitle, .text(name)),
            description: site.words(.venueDescription, .text(name)),
            path: Self.path(of: sheet.venue), site: site,
            parents: [LinkView(title: site.words(.venuesTitle), href: "/venues/")])
    }

    package static func path(of venue: Venue) -> String { "/venues/\(venue.rawValue)/" }

    package static var shape: ViewShape<VenuePage> {
        ViewShape(
            "One venue.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The strip of prices.", \.ticker),
                .text("name", "The venue's name.") { $0.sheet.venue.displayName },
                .list("rules", "How it measures margin.") { VenueRuleView.all(of: $0.sheet.venue) },
                .texts("process", "What it does at the trigger, in its order.") {
                    VenueProcedure.afterTrigger(at: $0.sheet.venue, .cross).steps.map(
                        $1.numbers.sentence)
                },
                .texts("sources", "The venue's own pages that the rules are taken from.") {
                    $0.sheet.venue.ruleSources
                },
                .list("fees", "Its fees.") { $0.sheet.fees.map(FeeView.init) },
                .flag("hasFees", "Whether fees are known.") { !$0.sheet.fees.isEmpty },
                .list("contracts", "Its contracts, in the order of the alphabet.") { page in
                    page.sheet.symbols.sorted { $0.symbol < $1.symbol }
                        .map { ContractRow(sheet: $0, venue: page.sheet.venue) }
                },
                .texts("notes", "What the sheet says of itself.") { $0.sheet.notes },
                .flag("hasNotes", "Whether it says anything.") { !$0.sheet.notes.isEmpty },
            ])
    }
}

/// One contract in a venue's list.
package struct ContractRow: ViewModel {
    package let sheet: SymbolSheet
    package let venue: Venue

    package static var shape: ViewShape<ContractRow> {
        ViewShape(
            "A contract.",
            [
                .text("symbol", "As the venue writes it.") { $0.sheet.symbol },
                .text("href", "Its tiers on the page of its asset.") { row in
                    AssetPage.path(of: row.sheet.base) + "#"
                        + TierTableView.id(of: row.sheet.symbol, at: row.venue)
                },
                .text("rate", "The rate of the first tier.") { row, words in
                    row.sheet.tiers.first.map {
                        words.numbers.ratioPercent(Exact($0.maintenanceMarginRate))
                    } ?? words(.withheld)
                },
                .text("tiers", "How many tiers are known.") { row, words in
                    let count = row.sheet.tiers.count
                    return row.sheet.isComplete
                        ? words.numbers.whole(count) : words(.tiersNotAll, .count(count))
                },
                .text("leverage", "The highest leverage of the first tier.") { row, words in
                    words.multiple(row.sheet.tiers.first?.maxLeverage)
                },
                .text("asOf", "The date of the tiers.") { $1.date($0.sheet.asOf) },
            ])
    }
}

/// What trading costs for some kinds of contract.
package struct FeeView: ViewModel {
    package let fee: FeeSchedule

    private var phrase: Phrase {
        switch (fee.contractTypes.contains(.linear), fee.contractTypes.contains(.inverse)) {
        case (true, true): .contractsBoth
        case (false, true): .contractsInverse
        case (_, false): .contractsLinear
        }
    }

    package static var shape: ViewShape<FeeView> {
        ViewShape(
            "A fee schedule.",
            [
                .text("contracts", "Which contracts it holds for.") {
                    $1($0.phrase)
                },
                .text("tier", "The fee tier.") { $0.fee.tierName },
                .text("taker", "The taker fee.") { $1.rate($0.fee.takerRate) },
                .text("maker", "The maker fee.") {
                    $0.fee.makerRate.map($1.rate) ?? $1(.notGiven)
                },
                .text("asOf", "Its date.") { $0.fee.asOf.map($1.date) ?? $1(.notDated) },
                .text("source", "Where it comes from.") { $0.fee.source },
            ])
    }
}

extension Words {
    /// A fee as percent with every digit: 0.00055 gives `0.055%`.
    fileprivate func rate(_ rate: Decimal) -> String {
        numbers.percent(of: numbers.quantity(Exact(rate) * 100))
    }

    /// A leverage, where a source gives it.
    func multiple(_ leverage: Decimal?) -> String {
        leverage.map { numbers.multiple(Exact($0)) } ?? self(.notGiven)
    }
}

/// All venues (`pages/venues`).
package struct VenuesPage: ViewModel {
    package let site: SiteView
    package let page: HeadView
    package let ticker: TickerStripView?
    package let venues: [LinkView]

    package init(sheets: [VenueSheet], site: SiteView, ticker: TickerStripView?) {
        self.site = site
        self.ticker = ticker
        page = HeadView(
            title: site.words(.venuesTitle), description: site.words(.venuesDescription),
            path: "/venues/", site: site)
        venues = sheets.map {
            LinkView(title: $0.venue.displayName, href: VenuePage.path(of: $0.venue))
        }
    }

    package static var shape: ViewShape<VenuesPage> {
        ViewShape(
            "All venues.",
            [
                .record("site", "The site.", \.site),
                .record("page", "The page.", \.page),
                .record("ticker", "The strip of prices.", \.ticker),
                .list("venues", "The venues that a sheet is known of.") { $0.venues },
                .list("rows", "One rule a row, one venue a cell.") { _ in
                    VenueRule.allCases.map(VenueRuleRow.init)
                },
            ])
    }
}
