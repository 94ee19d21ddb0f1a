import MarginModel
import MarginRules

/// Whether the newest ticker follows from the one before it: no price far off, few prices gone.
struct MarketGate: Sendable {
    let gates: MarketGates

    /// What is wrong with `latest`, seen from `earlier`. Nothing when there is nothing to compare.
    func problems(
        from earlier: Snapshot?, to latest: Snapshot?, at place: SourceLocation
    ) -> [Diagnostic] {
        guard let earlier, let latest else { return [] }
        let now = Dictionary(
            latest.quotes.map { ($0.asset, $0.price) }, uniquingKeysWith: { first, _ in first })
        var problems: [Diagnostic] = []
        var lost: [String] = []
        var priced = 0
        for quote in earlier.quotes {
            guard let before = quote.price else { continue }
            priced += 1
            if let after = now[quote.asset] ?? nil {
                if isJump(from: before, to: after) {
                    problems.append(.jump(quote.asset, before, after, gates.jumpPercent, place))
                }
            } else {
                lost.append(quote.asset)
            }
        }
        if Exact(Decimal(lost.count * 100)) > Exact(gates.lostPricesPercent)
            * Exact(Decimal(priced))
        {
            problems.append(.gaps(lost, of: priced, gates.lostPricesPercent, place))
        }
        return problems
    }

    private func isJump(from before: Decimal, to after: Decimal) -> Bool {
        let move = Exact(after) - Exact(before)
        let size = move < Exact(.zero) ? -move : move
        return size * Exact(100) > Exact(gates.jumpPercent) * Exact(before)
    }
}

extension Diagnostic {
    fileprivate static func jump(
        _ asset: String, _ before: Decimal, _ after: Decimal, _ limit: Decimal,
        _ place: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            id: "price-jump", at: place,
            message: "the price of \(asset) went from \(before) to \(after) between two tickers; "
                + "site.yml allows \(limit) percent",
            hint: "Compare with the source. If it is right, run again with --accept-changes.")
    }

    fileprivate static func gaps(
        _ lost: [String], of count: Int, _ limit: Decimal, _ place: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            id: "prices-lost", at: place,
            message: "\(lost.count) of \(count) prices are gone since the ticker before: "
                + lost.prefix(8).joined(separator: ", ") + (lost.count > 8 ? ", …" : "")
                + "; site.yml allows \(limit) percent",
            hint: "Import the ticker again. If it is right, run again with --accept-changes.")
    }
}
