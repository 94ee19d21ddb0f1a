import MarginRules
import Testing

@testable import PageRendering

struct PriceLadderTests {
    private func level(_ price: Exact, _ label: String = "Mark") -> PriceLadder.Level {
        PriceLadder.Level(kind: .mark, label: label, price: price, text: "price")
    }

    @Test(arguments: [
        [20, 20, 20, 20, 20], [20, 200, 200, 200, 200], [20, 100, 101, 102, 200],
        [20, 198, 199, 200],
        [20, 200],
    ])
    func keepsLabelsApartAndInOrder(places: [Int]) {
        let spread = PriceLadder.spread(places)
        for (upper, lower) in zip(spread, spread.dropFirst()) {
            #expect(lower - upper >= PriceLadder.labelGap)
        }
        #expect(spread[0] >= 20)
        #expect((spread.last ?? 0) <= 200)
    }

    @Test func placesPricesInProportion() {
        #expect(PriceLadder.height(of: 100, from: 0, to: 100) == 20)
        #expect(PriceLadder.height(of: 75, from: 0, to: 100) == 65)
        #expect(PriceLadder.height(of: 0, from: 0, to: 100) == 200)
    }

    @Test func drawsNothingWithoutTwoPrices() {
        #expect(
            PriceLadder(id: "a", title: "t", levels: [level(1)], words: SampleWords.english).svg()
                == nil)
        #expect(
            PriceLadder(
                id: "a", title: "t", levels: [level(1), level(1)], words: SampleWords.english
            ).svg() == nil)
    }

    @Test func keepsHostileNamesAsText() throws {
        let ladder = PriceLadder(
            id: "a", title: "</title><script>&", levels: [level(1), level(2, "<b>\u{0}")],
            words: SampleWords.english)
        let svg = String(decoding: try #require(ladder.svg()), as: UTF8.self)
        #expect(svg.contains("&lt;/title&gt;&lt;script&gt;&amp;"))
        #expect(!svg.contains("<script") && !svg.contains("<b>") && !svg.contains("\u{0}"))
    }
}
