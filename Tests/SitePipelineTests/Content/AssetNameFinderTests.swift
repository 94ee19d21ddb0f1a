import MarginModel
import Testing

@testable import SitePipeline

@Suite struct AssetNameFinderTests {
    private static let assets = [
        AssetName(slug: "bitcoin", ticker: "BTC", name: "Bitcoin"),
        AssetName(slug: "bitcoin-cash", ticker: "BCH", name: "Bitcoin Cash"),
        AssetName(slug: "near", ticker: "NEAR", name: "NEAR Protocol"),
    ]

    private static let texts: [(text: String, found: Set<Int>)] = [
        ("Bitcoin fell", [0]), ("a long in BTC.", [0]), ("**BTC**", [0]), ("BTC", [0]),
        ("Bitcoin Cash fell", [1]), ("Bitcoin\nCash fell", [1]), ("Bitcoin and Cash", [0]),
        ("Bitcoin Cashier", [0]), ("Bitcoin, Bitcoin Cash and BCH", [0, 1]),
        ("NEAR the mark", [2]), ("Near the mark, near BTCUSDT", []), ("XBTC BTC2 bitcoin", []),
        ("BTCé", []), ("", []), ("B", []),
    ]

    @Test(arguments: texts)
    func findsNamesThatAreWholeWords(text: String, found: Set<Int>) {
        let finder = AssetNameFinder(of: Self.assets)
        #expect(finder.assets(in: [Array(text.utf8)]) == found)
        #expect(finder.assets(in: [Array("A title".utf8), Array(text.utf8)]) == found)
        // Wherever in the text it stands.
        for before in 0..<20 {
            let moved =
                String(repeating: "é ", count: before % 3) + String(repeating: " ", count: before)
                + text + ", and so on"
            #expect(finder.assets(in: [Array(moved.utf8)]) == found)
        }
    }
}
