package import MarginModel

/// The one judgement of prices, for builds, nights, pages and files alike: is there a ticker, is it of
/// now, and can each of its prices be right?
///
/// A price that cannot is withheld with its reason, so nothing is computed from it. What a nightly run
/// stops at, a build tells.
package struct TickerJudge: Sendable {
    package struct Verdict: Sendable {
        /// The newest ticker at or before the clock; `nil` when there is none.
        package var snapshot: Snapshot?
        /// The file that it is in.
        package var file: String?
        /// Why there are no prices of now.
        package var age: Diagnostic?
        /// What differs too much from the ticker before, until somebody accepts it.
        package var changes: [Diagnostic] = []
        /// What is told in every run; an error means that no price of the ticker can be used.
        package var problems: [Diagnostic] = []
    }

    let assets: AssetTable
    let gates: MarketGates
    let ages: MaximumAges
    let clock: Instant
    /// Whether prices that changed too much are taken all the same.
    let acceptsChanges: Bool

    private static let stableBand =
        Decimal(
            significand: 95, scale: 2)...Decimal(
            significand: 105, scale: 2)
    /// Where a source names no currency: the euro may be nearer to the dollar than the band is wide.
    private static let unstatedBand =
        Decimal(
            significand: 99, scale: 2)...Decimal(
            significand: 101, scale: 2)
    /// Beyond these a figure is a mistake of units: dollars for one unit, percent in a day.
    private static let highestPrice = Decimal(1_000_000_000_000)
    private static let highestChange = Decimal(1_000_000)

    package init(
        assets: AssetTable, gates: MarketGates?, ages: MaximumAges?, clock: Instant,
        acceptsChanges: Bool = false
    ) {
        self.assets = assets
        self.gates = gates ?? .standard
        self.ages = ages ?? .standard
        self.clock = clock
        self.acceptsChanges = acceptsChanges
    }

    /// What is impossible about a price and its change over 24 hours; `nil` when nothing is.
    static func implausibility(of price: Decimal?, change: Decimal?) -> String? {
        if let change, change <= Decimal(-100) || change > highestChange {
            return "a change of \(change) percent in 24 hours is impossible"
        }
        guard let price, price > highestPrice else { return nil }
        return "a price of \(price) dollars for one unit is impossible"
    }

    /// - Parameters:
    ///   - folder: Where messages point that are of no file.
    ///   - accepted: Files whose changes were accepted before: nothing is said of them again.
    package func judge(
        _ entries: [(file: String, value: Snapshot)], in folder: String,
        accepted: Set<String> = []
    ) -> Verdict {
        var verdict = Verdict()
        let past = past(entries, &verdict.problems)
        guard let last = past.last else {
            verdict.age = .absent(at: SourceLocation(file: folder))
            return verdict
        }
        let place = SourceLocation(file: last.file)
        let baseline = baseline(past.dropLast().map(\.value))
        var (offPeg, pegged) = ([Quote](), [Quote]())
        let quotes = last.value.quotes.map { quote -> Quote in
            guard let price = quote.price else { return quote }
            if assets.entry(slug: quote.asset)?.isStable == true {
                pegged.append(quote)
                if !Self.stableBand.contains(price) {
                    offPeg.append(quote)
                    return quote.withheld(.offPeg)
                }
            }
            guard !accepted.contains(last.file), let before = baseline[quote.asset],
                !before.contains(where: { isNear(price, $0) })
            else { return quote }
            verdict.changes.append(
                .jump(quote.asset, before[0], price, gates.jumpPercent, !acceptsChanges, place))
            return acceptsChanges ? quote : quote.withheld(.jumped)
        }
        let isUnitUnknown =
            !last.value.statesCurrency && !pegged.isEmpty
            && !pegged.contains { $0.price.map(Self.unstatedBand.contains) ?? false }
        if pegged.count > 1 && offPeg.count == pegged.count || isUnitUnknown {
            verdict.problems.append(.wrongUnit(pegged, at: place))
        } else {
            verdict.problems += offPeg.map { .offPeg($0, Self.stableBand, at: place) }
        }
        if !accepted.contains(last.file),
            let lost = lostPrices(from: past.dropLast().last?.value, to: last.value, at: place)
        {
            verdict.changes.append(lost)
        }
        let source = last.value
        verdict.file = last.file
        verdict.snapshot = Snapshot(
            asOf: source.asOf, source: source.source, quotes: quotes, isExample: source.isExample)
        // Pages show an example as one, so nobody takes it for prices of today.
        if !source.isExample, !source.isFresh(at: clock, ages) {
            verdict.age = .stale(
                source.asOf, clock.seconds(since: source.asOf), ages.tickerSeconds,
                SourceLocation(file: folder))
        }
        return verdict
    }

    /// Those at or before the clock, oldest first: real ones, or the examples where there are no others.
    private func past(
        _ entries: [(file: String, value: Snapshot)], _ problems: inout [Diagnostic]
    ) -> [(file: String, value: Snapshot)] {
        for later in entries where later.value.isAfter(clock) {
            problems.append(.afterClock(later.value.asOf, clock, SourceLocation(file: later.file)))
        }
        let past = entries.filter { !$0.value.isAfter(clock) }
            .sorted { ($0.value.asOf, $0.file) < ($1.value.asOf, $1.file) }
        let real = past.filter { !$0.value.isExample }
        let used = real.isEmpty ? past : real
        if let last = used.last, let other = used.dropLast().last,
            other.value.asOf == last.value.asOf
        {
            let differing = last.value.quotes.filter { quote in
                let price = other.value.quotes.first { $0.asset == quote.asset }?.price
                return price != nil && quote.price != nil && price != quote.price
            }.map(\.asset)
            if !differing.isEmpty {
                problems.append(
                    .sameInstant(differing, other.file, SourceLocation(file: last.file)))
            }
        }
        return used
    }

    /// What a price may follow from: that of the ticker before, so that a true jump passes once it is
    /// seen again, and the last one that followed from its own, so that the way back from a mistake
    /// does too.
    private func baseline(_ past: [Snapshot]) -> [String: [Decimal]] {
        var baseline: [String: [Decimal]] = [:]
        for quote in past.lazy.flatMap(\.quotes) {
            guard let price = quote.price else { continue }
            let before = baseline[quote.asset] ?? [price]
            baseline[quote.asset] =
                before.contains { isNear(price, $0) } ? [price] : [price, before[before.count - 1]]
        }
        return baseline
    }

    private func isNear(_ price: Decimal, _ before: Decimal) -> Bool {
        // Where 128 bits do not hold the product the prices are far apart, or nonsense.
        guard let move = price.subtracting(before)?.magnitude.multiplied(by: Decimal(100)),
            let limit = before.multiplied(by: gates.jumpPercent)
        else { return false }
        return move <= limit
    }

    private func lostPrices(
        from earlier: Snapshot?, to latest: Snapshot, at place: SourceLocation
    ) -> Diagnostic? {
        let priced = (earlier?.quotes ?? []).filter { $0.price != nil }.map(\.asset)
        let now = Set(latest.quotes.filter { $0.price != nil }.map(\.asset))
        let lost = priced.filter { !now.contains($0) }
        guard let limit = Decimal(priced.count).multiplied(by: gates.lostPricesPercent),
            Decimal(lost.count * 100) > limit
        else { return nil }
        return .gaps(lost, of: priced.count, gates.lostPricesPercent, place)
    }
}

extension Diagnostic {
    /// The same, told and no more.
    package var asWarning: Diagnostic {
        Diagnostic(.warning, id: id, at: location, message: message, hint: hint)
    }

    fileprivate static func absent(at place: SourceLocation) -> Diagnostic {
        Diagnostic(
            id: "snapshot-absent", at: place,
            message: "there is no ticker snapshot at or before the clock",
            hint: "Import one: marginalia import PAGE --source ID --as-of INSTANT")
    }

    fileprivate static func stale(
        _ asOf: Instant, _ age: Int64, _ limit: Int64, _ place: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            id: "snapshot-stale", at: place,
            message: "the newest ticker is of \(asOf), \(age) seconds before the clock; "
                + "site.yml allows \(limit), so its prices are not used",
            hint: "Import a newer one, or raise ages.ticker in site.yml.")
    }

    fileprivate static func afterClock(
        _ asOf: Instant, _ clock: Instant, _ place: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            .warning, id: "snapshot-after-clock", at: place,
            message: "this ticker is of \(asOf), after the clock, \(clock), and is not used",
            hint: "Check its time; from then on it is")
    }

    fileprivate static func sameInstant(
        _ assets: [String], _ other: String, _ place: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            .warning, id: "snapshots-disagree", at: place,
            message: "\(other) is of the same instant and has other prices of "
                + assets.prefix(8).joined(separator: ", ") + (assets.count > 8 ? ", …" : "")
                + "; those of this file are used, whose name is the later one",
            hint: "Keep the one that is right.")
    }

    fileprivate static func jump(
        _ asset: String, _ before: Decimal, _ after: Decimal, _ limit: Decimal, _ isHeld: Bool,
        _ place: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            id: "price-jump", at: place,
            message: "the price of \(asset) went from \(before) to \(after) between two tickers; "
                + "site.yml allows \(limit) percent" + (isHeld ? ", so it is held back" : ""),
            hint:
                "Compare with the source. If it is right: marginalia nightly --accept-changes; it "
                + "also passes with the next ticker that has it.")
    }

    fileprivate static func gaps(
        _ lost: [String], of count: Int, _ limit: Decimal, _ place: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            id: "prices-lost", at: place,
            message: "\(lost.count) of \(count) prices are gone since the ticker before: "
                + lost.prefix(8).joined(separator: ", ") + (lost.count > 8 ? ", …" : "")
                + "; site.yml allows \(limit) percent",
            hint:
                "Import the ticker again. If it is right: marginalia nightly --accept-changes.")
    }

    fileprivate static func offPeg(
        _ quote: Quote, _ band: ClosedRange<Decimal>, at place: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            .warning, id: "stablecoin-off-band", at: place,
            message: "\(quote.name) is at \(quote.price ?? .zero) dollars, outside of "
                + "\(band.lowerBound) to \(band.upperBound), and is held back",
            hint: "Check the source; if it lost its peg, take \"stable\" off in "
                + "Content/assets.json")
    }

    fileprivate static func wrongUnit(_ quotes: [Quote], at place: SourceLocation) -> Diagnostic {
        Diagnostic(
            id: "ticker-unit", at: place,
            message: "no coin that is meant to be worth a dollar is near one ("
                + quotes.map { "\($0.name) \($0.price ?? .zero)" }.joined(separator: ", ")
                + "), so these prices are in something else",
            hint:
                "Ask the source for prices in US dollars (vs_currency=usd at CoinGecko). If the one "
                + "coin lost its peg, take \"stable\" off in Content/assets.json.")
    }
}
