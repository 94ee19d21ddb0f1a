import ContentIngest
import MarginModel
import Testing

@Suite struct TickerJudgeTests {
    private static let clock = Instant(secondsSinceEpoch: 1_770_000_000)

    private func judge(
        accepting: Bool = false, jumpPercent: Decimal = 20
    ) -> TickerJudge {
        TickerJudge(
            assets: .standard, gates: MarketGates(jumpPercent: jumpPercent, lostPricesPercent: 25),
            ages: .standard, clock: Self.clock, acceptsChanges: accepting)
    }

    /// Tickers a minute apart, the last one at the clock.
    private func verdict(
        _ prices: [[String: Decimal?]], accepting: Bool = false, accepted: Set<String> = []
    ) -> TickerJudge.Verdict {
        let entries = prices.enumerated().map { index, ticker in
            (
                file: "\(index).json",
                value: Snapshot(
                    asOf: Self.clock.advanced(bySeconds: Int64(index - prices.count) * 60),
                    source: "desk",
                    quotes: ticker.sorted { $0.key < $1.key }.map {
                        Quote(
                            asset: $0.key, ticker: nil, name: $0.key, price: $0.value,
                            change24h: nil)
                    })
            )
        }
        return judge(accepting: accepting).judge(entries, in: "snapshots", accepted: accepted)
    }

    private func reasons(_ verdict: TickerJudge.Verdict) -> [ReasonCode?] {
        verdict.snapshot?.quotes.map(\.reason) ?? []
    }

    /// A page of CoinGecko's in euros does not say so: its dollar coins do.
    @Test(arguments: [
        (["tether": "0.926"], true), (["tether": "0.962"], true), (["tether": "0.9996"], false),
        (["tether": "0.926", "usd-coin": "0.9271"], true),
        (["tether": "0.926", "usd-coin": "1.0002"], false), ([:], false),
    ])
    func aTickerWithoutACurrencyIsKnownByItsDollarCoins(
        coins: [String: String], isRefused: Bool
    ) throws {
        let rows = coins.merging(["bitcoin": "70000"]) { $1 }.sorted { $0.key < $1.key }.map {
            #"{"id":"\#($0.key)","symbol":"x","name":"\#($0.key)","current_price":\#($0.value),"#
                + #""price_change_percentage_24h":1,"last_updated":"2026-02-02T02:39:00Z"}"#
        }
        let read = try SnapshotReader().read(
            Array("[\(rows.joined(separator: ","))]".utf8), file: "t.json")
        let found = judge().judge([(file: "t.json", value: read.snapshot)], in: "snapshots")
        #expect(found.problems.contains { $0.id == "ticker-unit" } == isRefused)
        // A source that says dollars is believed: then the coin is off, not the unit.
        var stated = read.snapshot
        stated.statesCurrency = true
        if coins.count == 1 {
            let known = judge().judge([(file: "t.json", value: stated)], in: "snapshots")
            #expect(!known.problems.contains { $0.id == "ticker-unit" })
        }
    }

    @Test func twoTickersOfOneInstantWithOtherPricesAreTold() {
        func entry(_ file: String, _ price: Decimal) -> (file: String, value: Snapshot) {
            let quote = Quote(asset: "a", ticker: nil, name: "a", price: price, change24h: nil)
            return (
                file,
                Snapshot(
                    asOf: Self.clock.advanced(bySeconds: -60), source: "desk", quotes: [quote])
            )
        }
        let found = judge().judge([entry("b.json", 100), entry("a.json", 101)], in: "snapshots")
        #expect(found.problems.map(\.id) == ["snapshots-disagree"])
        #expect(found.problems.map(\.location.file) == ["b.json"])
        #expect(found.file == "b.json")
        let same = judge().judge([entry("b.json", 100), entry("a.json", 100)], in: "snapshots")
        #expect(same.problems.isEmpty)
    }

    @Test func acceptsAMoveUpToTheLimit() {
        for price in [Decimal(120), 80] {
            let found = verdict([["a": 100], ["a": price]])
            #expect(found.changes.isEmpty && reasons(found) == [nil])
        }
    }

    /// The larger move is never judged milder than the smaller one.
    @Test(arguments: ["120.01", "79.99", "197", "308", "100000", "0.001"])
    func holdsBackEveryMoveBeyondTheLimitUntilAccepted(price: String) throws {
        let price = try #require(Decimal(price))
        let held = verdict([["a": 100], ["a": price]])
        #expect(held.changes.map(\.id) == ["price-jump"])
        #expect(held.changes.map(\.location.file) == ["1.json"])
        #expect(reasons(held) == [.jumped])
        let accepted = verdict([["a": 100], ["a": price]], accepting: true)
        #expect(accepted.changes.map(\.id) == ["price-jump"])
        #expect(accepted.snapshot?.quotes.map(\.price) == [price])
        let later = verdict([["a": 100], ["a": price]], accepted: ["1.json"])
        #expect(later.changes.isEmpty && later.snapshot?.quotes.map(\.price) == [price])
    }

    @Test func takesATrueJumpThatIsSeenAgainAndTheWayBackFromAMistake() {
        #expect(reasons(verdict([["a": 100], ["a": 300], ["a": 310]])) == [nil])
        #expect(reasons(verdict([["a": 100], ["a": 300], ["a": 101]])) == [nil])
        #expect(reasons(verdict([["a": 100], ["a": 300], ["a": 900]])) == [.jumped])
    }

    @Test func tellsThatTooManyPricesAreGone() {
        let four: [String: Decimal?] = ["a": 1, "b": 1, "c": 1, "d": 1]
        let one = verdict([four, ["a": 1, "b": 1, "c": 1]])
        #expect(one.changes.isEmpty, "one of four is 25 percent")
        let two = verdict([four, ["a": 1, "b": 1, "c": nil]])
        #expect(two.changes.map(\.id) == ["prices-lost"])
        #expect(verdict([["a": 1, "b": nil], ["a": 1, "z": 5]]).changes.isEmpty)
    }

    @Test func tellsThatThereIsNoTickerOrAnOldOne() {
        #expect(verdict([]).age?.id == "snapshot-absent")
        let old = Snapshot(
            asOf: Self.clock.advanced(bySeconds: -86_401), source: "desk", quotes: [])
        #expect(judge().judge([("o.json", old)], in: "s").age?.id == "snapshot-stale")
        var example = old
        example.isExample = true
        #expect(judge().judge([("o.json", example)], in: "s").age == nil)
    }

    @Test func tellsOfATickerThatIsDatedAfterTheClock() {
        func ticker(after seconds: Int64) -> Snapshot {
            Snapshot(
                asOf: Self.clock.advanced(bySeconds: seconds), source: "desk", quotes: [])
        }
        let (soon, later) = (ticker(after: 5), ticker(after: 6))
        #expect(judge().judge([("s.json", soon)], in: "s").snapshot == soon)
        let found = judge().judge([("l.json", later)], in: "s")
        #expect(found.problems.map(\.id) == ["snapshot-after-clock"])
        #expect(found.problems.map(\.location.file) == ["l.json"])
        #expect(found.snapshot == nil)
    }

    @Test func holdsBackACoinThatLostItsDollar() {
        let found = verdict([["tether": 2, "usd-coin": 1]])
        #expect(found.problems.map(\.id) == ["stablecoin-off-band"])
        #expect(found.problems.map(\.severity) == [.warning])
        #expect(reasons(found) == [.offPeg, nil])
    }

    @Test func stopsWhereAllDollarCoinsAreOff() throws {
        let found = verdict([
            ["bitcoin": 70_000, "tether": Decimal("0.86"), "usd-coin": Decimal("0.861")]
        ])
        #expect(found.problems.map(\.id) == ["ticker-unit"])
        #expect(found.problems.map(\.severity) == [.error])
    }

    /// A price of now against an example of another year is no jump.
    @Test func forgetsTheExampleOnceThereIsARealTicker() {
        let example = Snapshot(
            asOf: Self.clock, source: "desk",
            quotes: [
                Quote(asset: "a", ticker: nil, name: "a", price: 1, change24h: nil)
            ], isExample: true)
        let real = Snapshot(
            asOf: Self.clock.advanced(bySeconds: -60), source: "desk",
            quotes: [Quote(asset: "a", ticker: nil, name: "a", price: 9, change24h: nil)])
        let found = judge().judge([("e.json", example), ("r.json", real)], in: "s")
        #expect(found.snapshot == real && found.changes.isEmpty && found.age == nil)
        #expect(judge().judge([("e.json", example)], in: "s").snapshot == example)
    }
}
