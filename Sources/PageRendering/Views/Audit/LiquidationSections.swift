import MarginModel
import MarginRules

/// Whether a liquidation is under way, what acts on its own, and where liquidations clustered.
struct LiquidationSections {
    let report: AuditReport
    let wording: AuditWording

    var underWay: ReportSection {
        let signs = report.liquidationUnderWay
        var texts = [
            signs.isLikely
                ? "The venue may be liquidating already: look before you act, and act on what is "
                    + "left."
                : "No sign that the venue is liquidating already."
        ]
        if signs.uncheckedPositions > 0 {
            let count =
                signs.uncheckedPositions == 1
                ? "One position" : "\(signs.uncheckedPositions) positions"
            texts.append(
                "\(count) could not be compared with your own records: the account gives no "
                    + "expected size.")
        }
        if !signs.reduceOrders.isEmpty {
            texts.append(
                "Resting reduce-only orders: \(signs.reduceOrders.count). They are yours or the "
                    + "venue's, and no proof of a liquidation.")
        }
        return ReportSection(
            id: "under-way", title: "Is a liquidation under way?", paragraphs: texts,
            tables: [recent(signs), shrunk(signs)])
    }

    private func recent(_ signs: LiquidationUnderWay) -> ReportTable {
        ReportTable(
            id: "under-way-log",
            caption: "Entries of the liquidation log, at most "
                + "\(DateFormat.span(seconds: signs.windowSeconds)) before the account's instant",
            columns: ["Contract", "At", "#Price", "#Quantity"],
            rows: signs.recentEntries.map {
                [
                    $0.symbol, DateFormat.text($0.at), wording.numbers.decimal($0.price),
                    wording.numbers.decimal($0.quantity),
                ]
            })
    }

    private func shrunk(_ signs: LiquidationUnderWay) -> ReportTable {
        ReportTable(
            id: "under-way-shrunk", caption: "Positions smaller than your records say",
            columns: ["Position", "#Expected", "#Actual", "#Missing"],
            rows: signs.shrunkPositions.map {
                [wording.position($0.symbol, $0.side)]
                    + [$0.expected, $0.actual, $0.missing].map(wording.numbers.quantity)
            })
    }

    var automation: ReportSection? {
        guard !report.automaticFeatures.isEmpty else { return nil }
        return ReportSection(
            id: "automation", title: "What acts on its own",
            tables: [
                ReportTable(
                    id: "automation-table", caption: "Automatic features that can undo a plan",
                    columns: ["Position", "Feature", "What it does", "Leave it on when"],
                    rows: report.automaticFeatures.map {
                        [
                            wording.position($0.symbol, $0.side), $0.kind.words, $0.effect,
                            $0.leaveOnWhen,
                        ]
                    })
            ])
    }

    var clusters: ReportSection? {
        guard let clusters = report.clusters.finding else {
            return report.clusters.gap.map {
                ReportSection(
                    id: "clusters", title: "Where liquidations clustered",
                    paragraphs: [wording.notComputed($0)])
            }
        }
        guard !clusters.isEmpty else { return nil }
        return ReportSection(
            id: "clusters", title: "Where liquidations clustered",
            tables: [
                ReportTable(
                    id: "clusters-table",
                    caption: "Liquidations of the log by price level and time",
                    columns: [
                        "Contract", "#From", "#To", "#Entries", "#Quantity", "#From mark",
                        "First", "Last", "Time of day (UTC)",
                    ],
                    rows: clusters.map {
                        [
                            $0.symbol, wording.price($0.low), wording.price($0.high), "\($0.count)",
                            wording.numbers.quantity($0.quantity),
                            wording.move($0.distanceFromMarkPercent), DateFormat.text($0.first),
                            DateFormat.text($0.last), $0.dailyWindow.words,
                        ]
                    }, chartSVG: chart(clusters))
            ])
    }

    private func chart(_ clusters: [LiquidationCluster]) -> [UInt8]? {
        BarChart(
            id: "clusters-chart", title: "Entries of the liquidation log by price level",
            bars: clusters.map { cluster in
                BarChart.Bar(
                    label: "\(cluster.symbol) \(wording.price(cluster.low))",
                    to: Exact(cluster.count),
                    text: cluster.count == 1 ? "1 entry" : "\(cluster.count) entries")
            }
        ).svg()
    }
}

extension AutomaticFeature.Kind {
    fileprivate var words: String {
        switch self {
        case .autoAddMargin: "Automatic margin top-up"
        case .reduceOnlyOrder: "Reduce-only order"
        case .trailingStop: "Trailing stop"
        }
    }
}

extension LiquidationCluster.DailyWindow {
    /// `13:05 to 14:20`.
    fileprivate var words: String {
        fromMinute == toMinute ? clock(fromMinute) : "\(clock(fromMinute)) to \(clock(toMinute))"
    }

    private func clock(_ minute: Int) -> String {
        let digits = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
        return "\(digits(minute / 60)):\(digits(minute % 60))"
    }
}
