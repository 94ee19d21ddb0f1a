import MarginModel
import MarginRules

/// The same portfolio under each venue's rules and fees.
struct VenueComparisonSection {
    let venues: [VenueComparison]
    let wording: AuditWording

    private var words: Words { wording.words }

    init(_ venues: [VenueComparison], wording: AuditWording) {
        self.venues = venues
        self.wording = wording
    }

    var view: ReportSection? {
        guard !venues.isEmpty else { return nil }
        let gaps = venues.compactMap { venue in
            venue.figures.gap.map { wording.notComputed($0, of: venue.venue.displayName) }
        }
        return ReportSection(
            id: "venues", title: words(.compareTitle), paragraphs: [words(.compareIntro)] + gaps,
            tables: [figures, prices])
    }

    private func name(_ venue: VenueComparison) -> String {
        let name = venue.venue.displayName
        return venue.isOwn ? words(.compareOwn, name) : name
    }

    private var figures: ReportTable {
        ReportTable(
            id: "venues-table", caption: words(.compareCaption),
            columns: wording.columns(
                [.columnVenue],
                numbers: [.figureEquity, .figureRequirement, .figureMarginUse, .compareItsRatio])
                + wording.columns(
                    [.columnState], numbers: [.compareDown, .compareUp, .compareCost]),
            rows: venues.compactMap { venue in
                guard let row = venue.figures.finding else { return nil }
                return [
                    name(venue), wording.money(row.equity, row.asset),
                    wording.money(row.requirement, row.asset),
                    wording.numbers.marginUse(row.ratio, of: row.equity),
                    wording.native(row.native), wording.numbers.state(row.state),
                    move(row.moveDownPercent, row), move(row.moveUpPercent, row),
                    wording.money(row.costToClose, row.asset),
                ]
            })
    }

    /// Past the trigger a root is the way back, not the way out.
    private func move(_ percent: Exact?, _ row: VenueComparison.Figures) -> String {
        row.state == .liquidation || row.state == .bankrupt
            ? words(.movePassed) : wording.move(percent)
    }

    private var prices: ReportTable {
        ReportTable(
            id: "venues-prices", caption: words(.comparePrices),
            columns: wording.columns(
                [.columnPosition, .columnVenue, .columnContract],
                numbers: [.columnQuantity, .compareLiquidationPrice]),
            rows: venues.flatMap { venue in
                (venue.figures.finding?.legs ?? []).map { leg in
                    [
                        wording.numbers.position(leg.symbol, leg.side), venue.venue.displayName,
                        leg.venueSymbol, wording.numbers.quantity(leg.quantity),
                        wording.price(leg.liquidationPrice),
                    ]
                }
            }
            .sorted { $0[0] < $1[0] })
    }
}
