import MarginModel
import MarginRules

/// The same portfolio under each venue's rules and fees.
struct VenueComparisonSection {
    let venues: [VenueComparison]
    let wording: AuditWording

    init(_ venues: [VenueComparison], wording: AuditWording) {
        self.venues = venues
        self.wording = wording
    }

    var view: ReportSection? {
        guard !venues.isEmpty else { return nil }
        let gaps = venues.compactMap { venue in
            venue.figures.gap.map { "\(venue.venue.displayName): " + wording.notComputed($0) }
        }
        return ReportSection(
            id: "venues", title: "The same portfolio at each venue",
            paragraphs: [Self.explanation] + gaps,
            tables: [figures, prices])
    }

    private static let explanation = """
        The same coins, entries, marks, leverage and balances under each venue's own rules, tiers and \
        base-tier taker fee. Resting orders stay behind, and what a move to another venue would cost \
        or need is not counted, so this is no advice to move.
        """

    private func name(_ venue: VenueComparison) -> String {
        venue.venue.displayName + (venue.isOwn ? " (this account)" : "")
    }

    private var figures: ReportTable {
        ReportTable(
            id: "venues-table", caption: "Requirement, ratios and cost, venue by venue",
            columns: [
                "Venue", "#Equity", "#Requirement", "#Margin use", "#Its own ratio", "State",
                "#Move down",
                "#Move up", "#Cost to close all",
            ],
            rows: venues.compactMap { venue in
                guard let row = venue.figures.finding else { return nil }
                return [
                    name(venue), wording.money(row.equity, row.asset),
                    wording.money(row.requirement, row.asset),
                    wording.numbers.marginUse(row.ratio, of: row.equity),
                    wording.native(row.native), wording.state(row.state),
                    move(row.moveDownPercent, row), move(row.moveUpPercent, row),
                    wording.money(row.costToClose, row.asset),
                ]
            })
    }

    /// Past the trigger a root is the way back, not the way out.
    private func move(_ percent: Exact?, _ row: VenueComparison.Figures) -> String {
        row.state == .liquidation || row.state == .bankrupt ? "passed" : wording.move(percent)
    }

    private var prices: ReportTable {
        ReportTable(
            id: "venues-prices", caption: "Liquidation prices, venue by venue",
            columns: ["Position", "Venue", "Contract", "#Quantity", "#Liquidation price"],
            rows: venues.flatMap { venue in
                (venue.figures.finding?.legs ?? []).map { leg in
                    [
                        wording.position(leg.symbol, leg.side), venue.venue.displayName,
                        leg.venueSymbol, wording.numbers.quantity(leg.quantity),
                        wording.price(leg.liquidationPrice),
                    ]
                }
            }
            .sorted { $0[0] < $1[0] })
    }
}
