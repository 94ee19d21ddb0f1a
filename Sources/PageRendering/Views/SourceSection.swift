import MarginModel
import MarginRules

/// Where the figures of a report come from: rules, prices, tiers and fees, each with its date.
struct SourceSection {
    let subject: ReportSubject

    init(_ subject: ReportSubject) { self.subject = subject }

    private var words: Words { subject.words }
    private var provenance: Provenance { subject.assessment.provenance }

    var section: ReportSection {
        ReportSection(
            id: "provenance", title: words(.partSources),
            paragraphs: [rules, costs].compactMap(\.self),
            tables: [
                ReportTable(
                    id: "provenance-table", caption: words(.partSourcesCaption),
                    columns: [.columnWhat, .columnOf, .columnAsOf, .columnSource].map {
                        words($0)
                    },
                    rows: gathered(prices) + gathered(tiers) + fees.map(\.row) + gathered(candles))
            ])
    }

    private var rules: String {
        let rules = subject.numbers.prose(provenance.rules)
        let sources = provenance.ruleSources
        return sources.isEmpty
            ? words(.partRules, rules)
            : words(.partRulesBy, rules, words.joined(sources, by: .formatSemicolon))
    }

    // MARK: Prices and tiers

    /// Of more symbols that all have one source it is said that they are all.
    private static let mostNamed = 4

    private typealias Source = (what: String, symbol: String, asOf: String, source: String)

    private var prices: [Source] {
        provenance.prices.map {
            (
                words($0.kind == .mark ? .partMarkPrice : .partIndicativePrice), $0.symbol,
                words.instant($0.asOf), $0.source
            )
        }
    }

    private var tiers: [Source] {
        provenance.sheets.map { (words(.partTiers), $0.symbol, words.date($0.asOf), $0.source) }
    }

    /// What the moves of one day are estimated from.
    private var candles: [Source] {
        (subject.audit?.stress.finding?.volatility.finding ?? []).map {
            (
                words(.partCandles), $0.asset, words.day($0.lastCandleAt.utc.date),
                words(.partCandlesSource)
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
                key[0],
                isAll ? words(.partAllSymbols, "\(symbols.count)") : words.joined(symbols),
                key[1], key[2],
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
                            words(.partFee), words.joined(types.map(name)),
                            words.instant(subject.assessment.account.asOf), words(.partOwnFee),
                        ]
                    )
                ]
        }
        return types.compactMap { type in
            subject.sheet?.fee(for: type).map { fee in
                (
                    fee.takerRate,
                    [
                        words(.partFeeTier, fee.tierName), name(type),
                        fee.asOf.map(words.date) ?? words(.notGiven), fee.source,
                    ]
                )
            }
        }
    }

    private func name(_ type: ContractType) -> String {
        words(type == .linear ? .contractsLinear : .contractsInverse)
    }

    /// What a cost is made of.
    private var costs: String? {
        let rates = Set(fees.map(\.rate)).sorted()
        guard !rates.isEmpty, subject.plan?.steps.isEmpty == false else { return nil }
        let percent = { (value: Exact) in
            subject.numbers.percent(of: subject.numbers.quantity(value))
        }
        return words(
            .partCosts, words.joined(rates.map { percent(Exact($0) * 100) }, by: .formatOr),
            percent(Exact(subject.policy.slippagePercent)))
    }
}
