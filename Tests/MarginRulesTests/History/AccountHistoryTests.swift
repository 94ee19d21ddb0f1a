import MarginModel
import Testing

@testable import MarginRules

@Suite struct AccountHistoryTests {
    private func standing(_ hour: Int64) -> Standing {
        Standing(
            asOf: exampleInstant.advanced(bySeconds: hour * 3_600), level: .healthy,
            worstPool: "cross:USDT", pools: [Standing.Pool(id: "cross:USDT", asset: "USDT")],
            holdings: [
                Standing.Holding(
                    symbol: "BTCUSDT", side: .long, pool: "cross:USDT", quantity: 1,
                    markPrice: 90_000)
            ])
    }

    @Test func comparesARepeatedReportWithTheSameOne() {
        let once = AccountHistory([standing(0)]).adding(standing(1))
        let again = once.adding(standing(1))
        #expect(again == once)
        #expect(again.last(before: standing(1).asOf) == standing(0))
    }

    @Test func keepsHoldingsOfTheNewestTwoAlone() {
        let history = [1, 2, 3].reduce(AccountHistory([standing(0)])) { $0.adding(standing($1)) }
        #expect(history.standings.map { $0.holdings.count } == [0, 0, 1, 1])
    }

    @Test func forgetsTheOldest() {
        let history = AccountHistory((0..<500).map { standing($0) })
        #expect(history.standings.count == AccountHistory.limit)
        #expect(history.standings.first?.asOf == standing(100).asOf)
    }
}
