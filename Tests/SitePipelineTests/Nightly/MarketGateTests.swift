import MarginModel
import Testing

@testable import SitePipeline

@Suite struct MarketGateTests {
    private let gate = MarketGate(
        gates: MarketGates(jumpPercent: 20, lostPricesPercent: 25))

    private func snapshot(_ prices: [String: Decimal?]) -> Snapshot {
        Snapshot(
            asOf: noon, source: "test",
            quotes: prices.map {
                Quote(asset: $0.key, ticker: nil, name: $0.key, price: $0.value, change24h: nil)
            })
    }

    private func ids(_ before: [String: Decimal?], _ after: [String: Decimal?]) -> [String] {
        gate.problems(
            from: snapshot(before), to: snapshot(after), at: SourceLocation(file: "snapshots")
        ).map(\.id)
    }

    @Test func acceptsAMoveUpToTheLimit() {
        #expect(ids(["a": 100], ["a": 120]) == [])
        #expect(ids(["a": 100], ["a": 80]) == [])
    }

    @Test func stopsAtAMoveBeyondTheLimitInEitherDirection() throws {
        let above = try #require(Decimal("120.01"))
        let below = try #require(Decimal("79.99"))
        #expect(ids(["a": 100], ["a": above]) == ["price-jump"])
        #expect(ids(["a": 100], ["a": below]) == ["price-jump"])
    }

    @Test func stopsWhenTooManyPricesAreGone() {
        let four: [String: Decimal?] = ["a": 1, "b": 1, "c": 1, "d": 1]
        #expect(ids(four, ["a": 1, "b": 1, "c": 1]) == [], "one of four is 25 percent")
        #expect(ids(four, ["a": 1, "b": 1, "c": nil]) == ["prices-lost"])
    }

    @Test func hasNothingToSayWithoutATickerBefore() {
        let latest = snapshot(["a": 1])
        let place = SourceLocation(file: "snapshots")
        #expect(gate.problems(from: nil, to: latest, at: place).isEmpty)
        #expect(gate.problems(from: latest, to: nil, at: place).isEmpty)
    }

    @Test func passesOverAnAssetThatIsNew() {
        #expect(ids(["a": 1], ["a": 1, "b": 5]) == [])
        #expect(ids(["a": 1, "b": nil], ["a": 1]) == [])
    }
}
