import MarginModel
import Testing

@Suite struct DollarCoinTests {
    @Test func takesTheCoinThatStandsFirstInItsList() {
        #expect(DollarCoin.best(of: ["BTC", "DAI", "USDC"]) == "USDC")
        #expect(DollarCoin.best(of: ["BTC"]) == nil)
    }

    @Test func givesEveryReadingOfAPair() {
        let readings = DollarCoin.pairs(in: "DOTUSD").map { "\($0.base) \($0.quote)" }
        #expect(readings == ["DO TUSD", "DOT USD"])
        #expect(DollarCoin.pairs(in: "USDT").isEmpty)
        #expect(DollarCoin.pairs(in: "BTCUSDT").map(\.base) == ["BTC"])
    }
}
