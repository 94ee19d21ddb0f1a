import MarginModel
import Testing

@testable import ContentIngest

struct TickerTests {
    private struct Case: Sendable {
        let text: String
        let source: String
        let quotes: [String]
        let asOf: String
        var ids: [String] = []
    }

    /// Made-up prices in the shape of each source; a quote reads `ticker price change`.
    private static let cases = [
        Case(
            text: """
                [{"id":"bitcoin","symbol":"btc","name":"Bitcoin","current_price":81000.25,"price_change_percentage_24h":-1.5,"last_updated":"2026-02-01T16:24:31.123Z"},
                 {"id":"tether","symbol":"usdt","name":"Tether","current_price":1.0,"price_change_percentage_24h":null,"last_updated":"2026-02-01T16:25:00.000Z"},
                 {"id":"wild-thing","symbol":"btc","name":"Wild","current_price":7e-9,"price_change_percentage_24h":3,"last_updated":"2026-02-01T16:25:00.000Z"}]
                """, source: "coingecko",
            quotes: ["BTC 81000.25 -1.5", "USDT 1 -", "- 0.000000007 3"],
            asOf: "2026-02-01T16:25:00Z", ids: ["not-mapped"]),
        Case(
            text: """
                {"status":{"timestamp":"2026-02-01T16:25:00.000Z","error_code":0},"data":[{"id":1,"name":"Bitcoin","symbol":"BTC","slug":"bitcoin","quote":{"USD":{"price":81000.5,"percent_change_24h":0.25,"last_updated":"2026-02-01T16:24:00.000Z"}}}]}
                """, source: "coinmarketcap", quotes: ["BTC 81000.5 0.25"],
            asOf: "2026-02-01T16:25:00Z"),
        Case(
            text: """
                [{"symbol":"BTCUSDT","priceChangePercent":"-2.500","lastPrice":"78000.00","openPrice":"80000.00","closeTime":1769963100000},
                 {"symbol":"BTCEUR","priceChangePercent":"1","lastPrice":"70000.00","openPrice":"69306.93","closeTime":1769963100000},
                 {"symbol":"ETHUSDT","priceChangePercent":"0.000","lastPrice":"0.00000000","openPrice":"0","closeTime":1769963100000}]
                """, source: "binance", quotes: ["BTC 77922 -2.5", "ETH - -"],
            asOf: "2026-02-01T16:25:00Z",
            ids: ["not-positive", "other-currency"]),
        Case(
            text: """
                {"symbol":"BTCUSDT","priceChangePercent":"9","lastPrice":"78000","openPrice":"80000","closeTime":1769963100000}
                """, source: "binance", quotes: ["BTC 77922 -"], asOf: "2026-02-01T16:25:00Z",
            ids: ["change-unclear"]),
        Case(
            text: """
                {"symbol":"BTCUSDT","markPrice":"78000.5","indexPrice":"1","lastFundingRate":"0.0001","time":1769963100000}
                """, source: "binance", quotes: ["BTC 77922.4995 -"],
            asOf: "2026-02-01T16:25:00Z"),
        Case(
            text: """
                {"retCode":0,"retMsg":"OK","result":{"category":"inverse","list":[{"symbol":"BTCUSD","lastPrice":"78000","prevPrice24h":"80000","price24hPcnt":"-0.025","markPrice":"78001"},{"symbol":"ETHUSDT","lastPrice":"2500","prevPrice24h":"2400","price24hPcnt":"4.1667","markPrice":"1"}]},"time":1769963100500}
                """, source: "bybit", quotes: ["BTC 78000 -2.5", "ETH 2497.5 4.1667"],
            asOf: "2026-02-01T16:25:00.500Z"),
        Case(
            text: """
                {"code":"0","msg":"","data":[{"instType":"SPOT","instId":"BTC-USDT","last":"78000","open24h":"80000","ts":"1769963100000"},{"instType":"SPOT","instId":"USDT-USD","last":"0.9995","open24h":"0.9995","ts":"1769963100000"}]}
                """, source: "okx", quotes: ["BTC 77961 -2.5", "USDT 0.9995 0"],
            asOf: "2026-02-01T16:25:00Z"),
        Case(
            text: """
                {"code":"0","msg":"","data":[{"instType":"SWAP","instId":"BTC-USD-SWAP","markPx":"78000.1","ts":"1769963100000"}]}
                """, source: "okx", quotes: ["BTC 78000.1 -"], asOf: "2026-02-01T16:25:00Z"),
        Case(
            text: """
                {"BTC/USDT":{"symbol":"BTC/USDT","timestamp":1769963100000,"last":78000.0,"open":80000,"percentage":-2.5,"info":{}},"BTC/USD":{"symbol":"BTC/USD","timestamp":1769963100000,"last":77900.0,"percentage":-2.4},"ETH/BTC":{"symbol":"ETH/BTC","timestamp":1769963100000,"last":0.03},"ETH/EUR":{"symbol":"ETH/EUR","timestamp":1769963100000,"last":2000}}
                """, source: "ccxt", quotes: ["BTC 77900 -2.4", "ETH 2337 -"],
            asOf: "2026-02-01T16:25:00Z", ids: ["duplicate-asset", "other-currency"]),
        Case(
            text:
                "asset,price,change24h,asOf\nBTC,78000,-2.5,2026-02-01T16:25:00Z\ntether,0.999,,\n",
            source: "csv", quotes: ["BTC 78000 -2.5", "USDT 0.999 -"],
            asOf: "2026-02-01T16:25:00Z"),
        Case(
            text: """
                [{"id":"bitcoin","current_price":1,"last_updated":"2026-02-01T16:25:00Z"},{"id":"zcash","current_price":2,"last_updated":"2026-02-01T12:25:00Z"}]
                """, source: "coingecko", quotes: ["BTC 1 -", "ZEC - -"],
            asOf: "2026-02-01T16:25:00Z", ids: ["quote-stale"]),
    ]

    /// A site that counts a USDT as 0.999 dollars.
    private static let assets = AssetTable.standard.adding([
        AssetTable.Entry(
            asset: AssetName(slug: "tether", ticker: "USDT", name: "Tether"), isStable: true,
            dollarValue: Decimal(significand: 999, scale: 3))
    ])

    @Test(arguments: cases.indices)
    func readsEverySource(index: Int) throws {
        let sample = Self.cases[index]
        let read = try SnapshotReader(assets: Self.assets).read(
            Array(sample.text.utf8), file: "t.json")
        let shown = read.snapshot.quotes.map { quote in
            [quote.ticker, quote.price?.description, quote.change24h?.description]
                .map { $0 ?? "-" }.joined(separator: " ")
        }
        #expect(shown == sample.quotes)
        #expect(read.snapshot.source == sample.source)
        #expect(read.snapshot.asOf == (try Instant(parsing: sample.asOf)))
        #expect(Set(read.warnings.map(\.id)).sorted() == sample.ids)
    }

    /// A ticker of such rows alone has no price.
    @Test func doesNotTakeATetherForADollar() throws {
        let text = "{\"symbol\":\"BTCUSDT\",\"lastPrice\":\"78000\",\"closeTime\":1769963100000}"
        let error = try #require(throws: Diagnostics.self) {
            try SnapshotReader().read(Array(text.utf8), file: "t.json")
        }
        #expect(error.all.map(\.id).sorted() == ["not-in-dollars", "ticker-empty"])
        #expect(error.all.contains { $0.hint?.contains("dollarValue") ?? false })
    }

    @Test(arguments: [
        ("[{\"id\":\"bitcoin\",\"current_price\":1}]", "ticker-without-time"),
        ("[{\"hello\":1}]", "ticker-unknown"), ("[]", "ticker-empty"),
        ("asset,price\nBTC,1", "ticker-without-time"),
    ])
    func refuses(text: String, id: String) throws {
        let error = try #require(throws: Diagnostics.self) {
            try SnapshotReader().read(Array(text.utf8), file: "t.json")
        }
        #expect(error.all.contains { $0.id == id && $0.severity == .error })
    }

    /// What each source calls options and dated futures, beside one price that is of the asset.
    @Test(arguments: [
        (
            "{\"code\":\"0\",\"data\":[{\"instType\":\"OPTION\",\"instId\":\"BTC-USD-260327-90000-C\",\"last\":\"0.04\",\"ts\":\"1769963100000\"},{\"instType\":\"FUTURES\",\"instId\":\"BTC-USD-260327\",\"last\":\"89000\",\"ts\":\"1769963100000\"},{\"instType\":\"SPOT\",\"instId\":\"BTC-USD\",\"last\":\"78000\",\"ts\":\"1769963100000\"}]}",
            2, "BTC-USD-260327-90000-C"
        ),
        (
            "{\"code\":\"0\",\"data\":[{\"instType\":\"FUTURES\",\"instId\":\"BTC-USD-260327\",\"markPx\":\"89000\",\"ts\":\"1769963100000\"},{\"instType\":\"SWAP\",\"instId\":\"BTC-USD-SWAP\",\"markPx\":\"78000\",\"ts\":\"1769963100000\"}]}",
            1, "BTC-USD-260327"
        ),
        (
            "[{\"symbol\":\"BTCUSD_260327\",\"lastPrice\":\"89000\",\"closeTime\":1769963100000},{\"symbol\":\"BTCUSDT_260327\",\"lastPrice\":\"89000\",\"closeTime\":1769963100000},{\"symbol\":\"BTCUSD_PERP\",\"lastPrice\":\"78000\",\"closeTime\":1769963100000}]",
            2, "BTCUSD_260327"
        ),
        (
            "[{\"symbol\":\"BTC-260327-90000-P\",\"markPrice\":\"7\",\"lastFundingRate\":\"0\",\"time\":1769963100000},{\"symbol\":\"BTCUSD_PERP\",\"markPrice\":\"78000\",\"lastFundingRate\":\"0\",\"time\":1769963100000}]",
            1, "BTC-260327-90000-P"
        ),
        (
            "{\"retCode\":0,\"result\":{\"list\":[{\"symbol\":\"BTC-27MAR26-90000-C\",\"lastPrice\":\"900\"},{\"symbol\":\"BTC-7MAR26-90000-C-USDT\",\"lastPrice\":\"900\"},{\"symbol\":\"BTCUSDT-27MAR26\",\"lastPrice\":\"89000\"},{\"symbol\":\"BTCUSDH26\",\"lastPrice\":\"89000\"},{\"symbol\":\"BTCUSD\",\"lastPrice\":\"78000\"}]},\"time\":1769963100000}",
            4, "BTC-27MAR26-90000-C"
        ),
        (
            "{\"a\":{\"symbol\":\"BTC/USD:BTC-260327-90000-C\",\"last\":0.04,\"timestamp\":1769963100000},\"b\":{\"symbol\":\"BTC/USD:BTC-260327\",\"last\":89000,\"timestamp\":1769963100000},\"c\":{\"symbol\":\"BTC/USD:BTC\",\"last\":78000,\"timestamp\":1769963100000}}",
            2, "BTC/USD:BTC-260327-90000-C"
        ),
    ])
    func takesNoPremiumAndNoFutureForThePriceOfTheAsset(
        text: String, count: Int, first: String
    ) throws {
        let read = try SnapshotReader().read(Array(text.utf8), file: "t.json")
        #expect(read.snapshot.quotes.map(\.asset) == ["bitcoin"])
        #expect(read.snapshot.quotes.map(\.price) == [78_000])
        let warning = try #require(read.warnings.first { $0.id == "not-a-price" })
        #expect(warning.message.hasPrefix("\(count) row") && warning.message.contains(first))
    }

    /// The code stands at `column` of the first line.
    @Test(arguments: [
        (
            "{\"status\":{\"error_code\":1001,\"error_message\":\"no key\"},\"data\":[]}", 25,
            "no key"
        ),
        ("{\"status\":{\"error_code\":429,\"error_message\":\"slow down\"}}", 25, "slow down"),
        ("{\"error\":\"coin not found\"}", 10, "coin not found"),
        ("{\"error\":{\"code\":7,\"message\":\"no\"}}", 18, "no"),
        (
            "{\"error\":{\"status\":{\"error_code\":10002,\"error_message\":\"no key\"}}}", 34,
            "no key"
        ),
        ("{\"code\":-1003,\"msg\":\"Too many\\u001b[31m\"}", 9, "Too many\\u{1b}[31m"),
        ("{\"retCode\":10006,\"retMsg\":\"Too many visits\",\"result\":{}}", 12, "Too many"),
        ("{\"code\":\"50011\",\"msg\":\"Too Many\",\"data\":[]}", 9, "Too Many"),
    ])
    func refusesAnAnswerThatIsARefusal(text: String, column: Int, message: String) throws {
        let error = try #require(throws: Diagnostics.self) {
            try SnapshotReader().read(Array(text.utf8), file: "t.json")
        }
        #expect(error.all.map(\.id) == ["venue-refused"])
        #expect(error.all.map(\.location.column) == [column])
        #expect(error.all.first?.message.contains(message) == true)
    }

    @Test(arguments: [
        "{\"status\":{\"timestamp\":\"2026-02-01T16:25:00Z\",\"error_code\":0},\"data\":[]}",
        "[{\"symbol\":\"BTCUSD_260327\",\"lastPrice\":\"89000\",\"closeTime\":1769963100000}]",
        "[{\"symbol\":\"ETHBTC\",\"lastPrice\":\"0.03\",\"closeTime\":1769963100000}]",
        "[{\"symbol\":\"BTCUSD\",\"lastPrice\":\"0\",\"closeTime\":1769963100000}]",
        "asset,price,asOf\nBTC,,2026-02-01T16:25:00Z",
        "asset,price\n",
        "{\"schema\":\"marginalia/snapshot/1\",\"asOf\":\"2026-02-01T16:25:00Z\",\"source\":\"x\",\"currency\":\"USD\",\"quotes\":[]}",
    ])
    func refusesATickerWithoutAPrice(text: String) throws {
        let error = try #require(throws: Diagnostics.self) {
            try SnapshotReader().read(Array(text.utf8), file: "t.json")
        }
        #expect(error.all.filter { $0.severity == .error }.map(\.id) == ["ticker-empty"])
    }

    @Test func extendsTheTableOfAssets() throws {
        let text = """
            {"schema":"marginalia/assets/1","assets":[{"slug":"floki","ticker":"FLOKI","name":"Floki","aliases":["1000FLOKI"]},
             {"slug":"tether","ticker":"USDT","name":"Tether","stable":true,"dollarValue":"0.9998"}]}
            """
        let (table, warnings) = try AssetTableReader().read(Array(text.utf8), file: "assets.json")
        #expect(warnings.isEmpty)
        #expect(table.entry(ticker: "1000FLOKI")?.asset.name == "Floki")
        #expect(table.entry(ticker: "USDT")?.dollarValue == Decimal("0.9998"))
        #expect(table.entry(slug: "bitcoin")?.asset.ticker == "BTC")
        #expect(table.entries.count == AssetTable.standard.entries.count + 1)
    }

    private struct Odd: Sendable {
        let rows: String
        let id: String
        var severity = Diagnostic.Severity.warning
        /// What is left, beside the bitcoin that stands in each file.
        var left: [String] = []
    }

    /// Rows in the shape of Binance's ticker, of which none may cost the bitcoin before them.
    private static let odd: [Odd] = [
        Odd(rows: "7", id: "wrong-type"), Odd(rows: "{\"lastPrice\":\"1\"}", id: "missing-key"),
        Odd(rows: row("ETHUSD", "true"), id: "not-a-number", left: ["ethereum - unparsable"]),
        Odd(rows: row("ETHUSD", "{}"), id: "wrong-type", left: ["ethereum - unparsable"]),
        Odd(rows: row("ETHUSD", "\"-3\""), id: "not-positive", left: ["ethereum - not-positive"]),
        Odd(rows: row("ETHUSD", "null"), id: "no-reason", left: ["ethereum - absent"]),
        Odd(rows: row("NEWUSD", "0"), id: "not-positive"),
        Odd(rows: row("=1+1USD", "3"), id: "name-is-a-formula"),
        Odd(
            rows: row("ETHUSD", "3", change: "-134000"), id: "price-implausible",
            left: ["ethereum - implausible"]),
        Odd(
            rows: row("ETHUSD", "29204970000000000000000000"), id: "price-implausible",
            left: ["ethereum - implausible"]),
        Odd(rows: row("BTCUSD", "2"), id: "duplicate-asset", severity: .notice),
        Odd(
            rows: row("1000ADAUSD", "400"), id: "unit-converted", severity: .notice,
            left: ["cardano 0.4 -"]),
        Odd(
            rows: row("ETHUSD", "3", time: "\"soon\""), id: "not-an-instant",
            left: ["ethereum - unparsable"]),
        Odd(
            rows: row("XRPUSD", "2") + "," + row("ETHUSD", "3", time: "1799963100000"),
            id: "quote-stale", left: ["xrp 2 -", "ethereum - stale"]),
    ]

    private static func row(
        _ symbol: String, _ price: String, change: String = "null",
        time: String = "1769963100000"
    ) -> String {
        "{\"symbol\":\"\(symbol)\",\"lastPrice\":\(price),\"priceChangePercent\":\(change),"
            + "\"closeTime\":\(time)}"
    }

    @Test(arguments: odd.indices)
    func anOddRowCostsItselfAlone(index: Int) throws {
        let odd = Self.odd[index]
        let text = "[" + Self.row("BTCUSD", "78000") + ",\n" + odd.rows + "]"
        let read = try SnapshotReader().read(Array(text.utf8), file: "t.json")
        let shown = read.snapshot.quotes.map { quote in
            [quote.asset, quote.price?.description ?? "-", quote.reason?.rawValue ?? "-"]
                .joined(separator: " ")
        }
        #expect(shown == ["bitcoin 78000 -"] + odd.left)
        let told = read.warnings.filter { $0.id != "not-mapped" }
        #expect(told.map(\.id) == [odd.id] && told.map(\.severity) == [odd.severity])
        #expect(told.map(\.location.line) == [2])
    }

    /// What a ticker is shows in its first rows together, not in the first alone.
    @Test(arguments: ["3", "null", "{\"hello\":1}", "[]"])
    func anOddFirstRowSaysNothingOfTheRest(first: String) throws {
        let text = "[" + first + "," + Self.row("BTCUSD", "78000") + "]"
        let read = try SnapshotReader().read(Array(text.utf8), file: "t.json")
        #expect(read.snapshot.quotes.map(\.asset) == ["bitcoin"])
        #expect(!read.warnings.isEmpty)
    }

    /// The better row wins in whichever order they stand.
    @Test(arguments: [
        ("BTC/USD", "BTC/USDT"), ("BTC/USD", "BTC/USD:BTC"), ("BTC/USD:BTC", "BTC/USDT"),
        ("BTC/USDT", "BTC/USDC:USDC"), ("BTC/USDC", "BTC/USDT:USDT"), ("BTC/USDT", "BTC/USDC"),
    ])
    func takesTheBetterOfTwoRows(better: String, worse: String) throws {
        let tether =
            "\"x\":{\"symbol\":\"USDT/USD\",\"last\":1,\"timestamp\":1769963100000},"
            + "\"y\":{\"symbol\":\"USDC/USD\",\"last\":1,\"timestamp\":1769963100000},"
        let good = "\"a\":{\"symbol\":\"\(better)\",\"last\":5,\"timestamp\":1769963100000}"
        let bad = "\"b\":{\"symbol\":\"\(worse)\",\"last\":6,\"timestamp\":1769963160000}"
        for rows in [good + "," + bad, bad + "," + good] {
            let read = try SnapshotReader().read(
                Array(("{" + tether + rows + "}").utf8), file: "t.json")
            #expect(read.snapshot.quotes.first { $0.asset == "bitcoin" }?.price == 5)
            #expect(read.warnings.map(\.id) == ["duplicate-asset"])
            #expect(read.warnings.map(\.severity) == [.notice])
        }
    }

    @Test func takesTheNewestOfEqualRowsThenTheFirst() throws {
        func bitcoin(_ prices: [(Int, Int)]) throws -> Decimal? {
            let rows = prices.map { Self.row("BTCUSD", "\($0.0)", time: "17699631\($0.1)000") }
            let text = "[" + rows.joined(separator: ",") + "]"
            return try SnapshotReader().read(Array(text.utf8), file: "t.json")
                .snapshot.quotes.first?.price
        }
        #expect(try bitcoin([(1, 10), (2, 20)]) == 2)
        #expect(try bitcoin([(1, 20), (2, 10)]) == 1)
        #expect(try bitcoin([(1, 20), (2, 20)]) == 1)
    }

    @Test func leavesOutWhatIsNotTradedYetAtBybit() throws {
        let text = """
            {"retCode":0,"result":{"list":[{"symbol":"BTCUSD","lastPrice":"78000","fundingRate":"0.0001","deliveryTime":"0","curPreListingPhase":""},{"symbol":"SOLUSD","lastPrice":"9","curPreListingPhase":"ContinuousTrading"},{"symbol":"ETHUSD","lastPrice":"9","deliveryTime":"1774598400000"},{"symbol":"ADAUSDT-27MAR26","lastPrice":"9"}],"category":"linear"},"time":1769963100000}
            """
        let read = try SnapshotReader().read(Array(text.utf8), file: "t.json")
        #expect(read.snapshot.quotes.map(\.asset) == ["bitcoin"])
        #expect(read.warnings.map(\.id) == ["not-a-price"])
    }

    /// Each source has ids of its own for what the site calls by one slug.
    @Test(arguments: [
        ("ripple", "xrp"), ("binancecoin", "bnb"), ("leo-token", "unus-sed-leo"),
        ("avalanche-2", "avalanche"), ("matic-network", "polygon"),
        ("the-open-network", "toncoin"), ("shiba-inu", "shiba-inu"), ("polkadot-new", "polkadot"),
        ("hedera-hashgraph", "hedera"), ("bitcoin", "bitcoin"),
    ])
    func knowsTheIdsOfSources(id: String, slug: String) throws {
        let gecko =
            "[{\"id\":\"\(id)\",\"current_price\":1,\"last_updated\":\"2026-02-01T16:25:00Z\"}]"
        let cap =
            "{\"status\":{\"timestamp\":\"2026-02-01T16:25:00Z\",\"error_code\":0},\"data\":[{\"slug\":\"\(id)\",\"quote\":{\"USD\":{\"price\":1}}}]}"
        for text in [gecko, cap] {
            let read = try SnapshotReader().read(Array(text.utf8), file: "t.json")
            #expect(read.snapshot.quotes.map(\.asset) == [slug])
            #expect(read.snapshot.quotes.first?.ticker != nil && read.warnings.isEmpty)
        }
    }

    @Test func anOddLineOfATableCostsItselfAlone() throws {
        let text = """
            asset,price,change24h,asOf
            BTC,78000,-2.5,2026-02-01T16:25:00Z
            ETH,0,,
            =1+1,3,,
            SOL,"78,000",,
            XRP,2,-134000,
            """
        let read = try SnapshotReader().read(Array(text.utf8), file: "t.csv")
        #expect(read.snapshot.quotes.map(\.price) == [78_000, nil, nil, nil])
        #expect(
            read.warnings.map(\.id).sorted() == [
                "name-is-a-formula", "not-a-number", "not-positive", "price-implausible",
            ])
    }
}
