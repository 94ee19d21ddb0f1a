import MarginModel
import MarginRules

/// Whether a liquidation is under way, what acts on its own, and where liquidations clustered.
struct LiquidationSections {
    let report: AuditReport
    let wording: AuditWording

    private var words: Words { wording.words }
    private var numbers: NumberFormat { wording.numbers }

    var underWay: ReportSection {
        let signs = report.liquidationUnderWay
        var texts = [words(signs.isLikely ? .underwayLikely : .underwayNoSign)]
        if signs.uncheckedPositions > 0 {
            texts.append(
                signs.uncheckedPositions == 1
                    ? words(.underwayUncheckedOne)
                    : words(.underwayUnchecked, numbers.whole(signs.uncheckedPositions)))
        }
        if !signs.reduceOrders.isEmpty {
            texts.append(words(.underwayReduceOrders, numbers.whole(signs.reduceOrders.count)))
        }
        return ReportSection(
            id: "under-way", title: words(.underwayTitle), paragraphs: texts,
            tables: [recent(signs), shrunk(signs)])
    }

    private func recent(_ signs: LiquidationUnderWay) -> ReportTable {
        ReportTable(
            id: "under-way-log",
            caption: words(.underwayLog, words.span(seconds: signs.windowSeconds)),
            columns: wording.columns(
                [.columnContract, .columnAt], numbers: [.columnPrice, .columnQuantity]),
            rows: signs.recentEntries.map {
                [
                    $0.symbol, numbers.time($0.at), wording.numbers.decimal($0.price),
                    wording.numbers.decimal($0.quantity),
                ]
            })
    }

    private func shrunk(_ signs: LiquidationUnderWay) -> ReportTable {
        ReportTable(
            id: "under-way-shrunk", caption: words(.underwayShrunk),
            columns: wording.columns(
                [.columnPosition], numbers: [.columnExpected, .columnActual, .columnMissing]),
            rows: signs.shrunkPositions.map {
                [wording.numbers.position($0.symbol, $0.side)]
                    + [$0.expected, $0.actual, $0.missing].map(wording.numbers.quantity)
            })
    }

    var automation: ReportSection? {
        guard !report.automaticFeatures.isEmpty else { return nil }
        return ReportSection(
            id: "automation", title: words(.automationTitle),
            tables: [
                ReportTable(
                    id: "automation-table", caption: words(.automationCaption),
                    columns: wording.columns([
                        .columnPosition, .automationFeature, .automationEffect, .automationLeaveOn,
                    ]),
                    rows: report.automaticFeatures.map {
                        [
                            wording.numbers.position($0.symbol, $0.side), words($0.kind.phrase),
                            numbers.prose($0.effect), numbers.prose($0.leaveOnWhen),
                        ]
                    })
            ])
    }

    var clusters: ReportSection? {
        guard let clusters = report.clusters.finding else {
            return report.clusters.gap.map {
                ReportSection(
                    id: "clusters", title: words(.clustersTitle),
                    paragraphs: [wording.notComputed($0)])
            }
        }
        guard !clusters.isEmpty else { return nil }
        return ReportSection(
            id: "clusters", title: words(.clustersTitle),
            tables: [
                ReportTable(
                    id: "clusters-table",
                    caption: words(.clustersCaption),
                    columns: wording.columns(
                        [.columnContract],
                        numbers: [
                            .columnFrom, .columnTo, .clustersEntries, .columnQuantity,
                            .clustersFromMark,
                        ])
                        + wording.columns([.clustersFirst, .clustersLast, .clustersTimeOfDay]),
                    rows: clusters.map {
                        [
                            $0.symbol, wording.price($0.low), wording.price($0.high), "\($0.count)",
                            wording.numbers.quantity($0.quantity),
                            wording.move($0.distanceFromMarkPercent), numbers.time($0.first),
                            numbers.time($0.last), $0.dailyWindow.text(words),
                        ]
                    }, chartSVG: chart(clusters))
            ])
    }

    private func chart(_ clusters: [LiquidationCluster]) -> [UInt8]? {
        BarChart(
            id: "clusters-chart", title: words(.clustersChart),
            bars: clusters.map { cluster in
                BarChart.Bar(
                    label: "\(cluster.symbol) \(wording.price(cluster.low))",
                    to: Exact(cluster.count),
                    text: words(.clustersEntryCount, .count(cluster.count)))
            }, numbers: numbers
        ).svg()
    }
}

extension AutomaticFeature.Kind {
    fileprivate var phrase: Phrase {
        switch self {
        case .autoAddMargin: .automationTopUp
        case .reduceOnlyOrder: .automationReduceOnly
        case .trailingStop: .automationTrailing
        }
    }
}

extension LiquidationCluster.DailyWindow {
    /// `13:05 to 14:20`.
    fileprivate func text(_ words: Words) -> String {
        fromMinute == toMinute
            ? clock(fromMinute) : words(.formatRange, clock(fromMinute), clock(toMinute))
    }

    private func clock(_ minute: Int) -> String {
        let digits = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
        return "\(digits(minute / 60)):\(digits(minute % 60))"
    }
}
