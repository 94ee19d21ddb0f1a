import MarginModel
import MarginRules

/// Where the figures of a report come from: rules, prices, tiers and fees, each with its date.
struct SourceSection {
    let subject: ReportSubject

    init(_ subject: ReportSubject) { self.subject = subject }

    private var provenance: Provenance { subject.assessment.provenance }

    var section: ReportSection {
        ReportSection(
            id: "provenance", title: "Where the figures come from",
            paragraphs: [rules, costs].compactMap(\.self),
            tables: [
                ReportTable(
                    id: "provenance-table", caption: "Prices, tiers and fees used",
                    columns: ["What", "Of", "As of", "Source"],
                    rows: gathered(prices) + gathered(tiers) + fees.map(\.row) + gathered(candles))
            ])
    }

    private var rules: String {
        "Rules: \(provenance.rules)"
            + (provenance.ruleSources.isEmpty
                ? "." : ", by \(provenance.ruleSources.joined(separator: "; ")).")
    }

    // MARK: Prices and tiers

    /// Of more symbols that all have one source it is said that they are all.
    private static let mostNamed = 4

    private typealias Source = (what: String, symbol: String, asOf: String, source: String)

    private var prices: [Source] {
        provenance.prices.map {
            (
                $0.kind == .mark ? "Mark price" : "Indicative price, not a mark price", $0.symbol,
                DateFormat.text($0.asOf), $0.source
            )
        }
    }

    private var tiers: [Source] {
        provenance.sheets.map { ("Tiers", $0.symbol, DateFormat.text($0.asOf), $0.source) }
    }

    /// What the moves of one day are estimated from.
    private var candles: [Source] {
        (subject.audit?.stress.finding?.volatility.finding ?? []).map {
            (
                "Daily candles", $0.asset, DateFormat.day($0.lastCandleAt.utc.date),
                "the publisher's price history, to that day"
            )
        }
    }

    /// One row for all that share kind, date and source.
    private func gathered(_ sources: [Source]) -> [[String]] {
        var rows: [(key: [String], symbols: [String])] = []
        for source in sources {
            let key = [source.what, source.asOf, source.source]
            if let index = rows.firstIndex(where: { $0.key == key }) {
                rows[index].symbols.append(source.symbol)
            } else {
                rows.append((key, [source.symbol]))
            }
        }
        return rows.map { key, symbols in
            let isAll = symbols.count > Self.mostNamed && symbols.count == sources.count
            return [
                key[0], isAll ? "all \(symbols.count)" : symbols.joined(separator: ", "), key[1],
                key[2],
            ]
        }
    }

    // MARK: Fees

    private var fees: [(rate: Decimal, row: [String])] {
        let types = ContractType.allCases.filter { type in
            subject.assessment.positions.contains { $0.position.contractType == type }
        }
        if let own = subject.assessment.account.takerFeeRate {
            return types.isEmpty
                ? []
                : [
                    (
                        own,
                        [
                            "Taker fee", types.map(\.rawValue).joined(separator: ", "),
                            DateFormat.text(subject.assessment.account.asOf),
                            "the account itself",
                        ]
                    )
                ]
        }
        return types.compactMap { type in
            subject.sheet?.fee(for: type).map { fee in
                (
                    fee.takerRate,
                    [
                        "Taker fee, \(fee.tierName)", type.rawValue,
                        fee.asOf.map { DateFormat.text($0) } ?? "not given", fee.source,
                    ]
                )
            }
        }
    }

    /// What a cost is made of.
    private var costs: String? {
        let rates = Set(fees.map(\.rate)).sorted()
        guard !rates.isEmpty, subject.plan?.steps.isEmpty == false else { return nil }
        let fee = rates.map { "\(subject.numbers.quantity(Exact($0) * 100))%" }.joined(
            separator: " or ")
        return "Costs: taker fee \(fee) and slippage "
            + subject.numbers.quantity(Exact(subject.policy.slippagePercent))
            + "% of what is traded, and the fees of transfers."
    }
}
