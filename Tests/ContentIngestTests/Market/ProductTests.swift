import MarginModel
import Testing

@testable import ContentIngest

@Suite struct ProductTests {
    private struct Case: Sendable {
        let symbol: String
        let kind: Product.Kind
        let base: String
        let quote: String

        init(_ symbol: String, _ kind: Product.Kind, _ base: String, _ quote: String) {
            (self.symbol, self.kind, self.base, self.quote) = (symbol, kind, base, quote)
        }
    }

    private static let cases: [Case] = [
        // Binance
        Case("BTCUSDT", .spot, "BTC", "USDT"), Case("ETHBTC", .spot, "ETH", "BTC"),
        Case("USDCUSDT", .spot, "USDC", "USDT"), Case("FDUSDUSDT", .spot, "FDUSD", "USDT"),
        Case("BTCUSD_PERP", .perpetual, "BTC", "USD"),
        Case("DOTUSD_PERP", .perpetual, "DOT", "USD"), Case("DOTTUSD", .spot, "DOT", "TUSD"),
        Case("BTCUSD_260626", .dated, "BTC", "USD"), Case("BTCUSDT_260327", .dated, "BTC", "USDT"),
        Case("BTC-260327-90000-P", .option, "BTC", "USDC"),
        Case("币安人生USDT", .spot, "币安人生", "USDT"), Case("1INCHUSDT", .spot, "1INCH", "USDT"),
        // Bybit
        Case("BTCPERP", .perpetual, "BTC", "USDC"), Case("PERPUSDT", .spot, "PERP", "USDT"),
        Case("BTC-27MAR26", .dated, "BTC", "USDC"), Case("BTCUSDT-27MAR26", .dated, "BTC", "USDT"),
        Case("BTC-7MAR26-90000-C-USDT", .option, "BTC", "USDC"),
        Case("BTCUSDH26", .dated, "BTC", "USD"),
        // OKX
        Case("BTC-USDT", .spot, "BTC", "USDT"), Case("BTC-USDT-SWAP", .perpetual, "BTC", "USDT"),
        Case("BTC-USD_UM-SWAP", .perpetual, "BTC", "USD"),
        Case("BTC-USD-260327", .dated, "BTC", "USD"),
        Case("BTC-USD-260327-90000-C", .option, "BTC", "USD"),
        // ccxt
        Case("BTC/USDT", .spot, "BTC", "USDT"), Case("BTC/USDT:USDT", .perpetual, "BTC", "USDT"),
        Case("BTC/USD:BTC", .perpetual, "BTC", "USD"),
        Case("BTC/USD:BTC-260327", .dated, "BTC", "USD"),
        Case("BTC/USD:BTC-260327-90000-C", .option, "BTC", "USD"),
    ]

    @Test(arguments: cases.indices)
    func tellsWhatASymbolIs(index: Int) throws {
        let expected = Self.cases[index]
        let product = try #require(Product(expected.symbol) { $0 == "DOT" })
        #expect(product.kind == expected.kind)
        #expect(product.base == expected.base)
        #expect(product.quote == expected.quote)
        #expect(product.isPriceOfAsset == [.spot, .perpetual].contains(expected.kind))
    }

    @Test(arguments: ["USDT", "", "-", "/USDT", "ABC", "PERP"])
    func takesNoOtherWordApart(symbol: String) {
        #expect(Product(symbol) == nil)
    }

    @Test func takesNoQuantoForAPrice() {
        #expect(Product("ETH/USD:BTC")?.isPriceOfAsset == false)
        #expect(Product("ETH/USDT:USDC")?.isPriceOfAsset == true)
        #expect(Product("BTC/USD:BTC")?.isPriceOfAsset == true)
    }

    @Test(arguments: [
        ("1000PEPEUSDT", "PEPE", 3), ("1000000MOGUSDT", "MOG", 6), ("SHIB1000USDT", "SHIB", 3),
        ("1MBABYDOGEUSDT", "BABYDOGE", 6), ("kPEPE/USDC:USDC", "PEPE", 3),
        ("1INCHUSDT", "1INCH", 0), ("kBTC/USD", "kBTC", 0), ("BTC3LUSDT", "BTC3L", 0),
    ])
    func knowsWhatCountsInThousands(symbol: String, coin: String, power: Int) throws {
        let unit = try #require(Product(symbol)).unit
        #expect(unit.coin == coin && unit.power == power)
    }
}
