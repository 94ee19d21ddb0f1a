import MarginModel
import Testing

@testable import ContentIngest

struct PayloadReaderTests {
    private static let asOf = Instant(secondsSinceEpoch: 1_770_000_300)

    @Test func readsPositionRiskAndRecoversAnEntryPrice() throws {
        let read = try read([PayloadSample.binanceRiskV2], asOf: Self.asOf)
        let account = read.account
        #expect(account.id == "binance-account")
        #expect(account.asOf == Self.asOf)
        #expect(account.positions.map(\.symbol) == ["BTCUSDT", "ETHUSDT"])
        let bitcoin = try #require(account.positions.first)
        #expect(bitcoin.side == .long)
        #expect(bitcoin.marginMode == .cross)
        #expect(bitcoin.quantity == Decimal("0.25"))
        #expect(bitcoin.leverage == 20)
        #expect(bitcoin.reported?.liquidationPrice == Decimal("65000.5"))
        let ether = try #require(account.positions.last)
        #expect(ether.side == .short)
        #expect(ether.marginMode == .isolated)
        #expect(ether.autoAddMargin)
        // 2500 + 120 ÷ 4; the margin of 1120 includes the profit of 120.
        #expect(ether.entryPrice == 2530)
        #expect(ether.isolatedWallet == 1000)
        #expect(ether.reported?.liquidationPrice == nil)
        #expect(
            read.summary == ["0.json: Binance positionRisk v2 (2 positions, 1 flat dropped)"])
        #expect(ids(read) == ["entry-price-recovered"])
    }

    @Test func recoversWhatTheThirdVersionOfTheAccountLeavesOut() throws {
        let account = try read([PayloadSample.binanceAccountV3], asOf: Self.asOf).account
        let bitcoin = try #require(account.positions.first)
        #expect(bitcoin.markPrice == 80_000)
        #expect(bitcoin.entryPrice == 81_000)
        #expect(bitcoin.leverage == 20)
        #expect(bitcoin.marginMode == .cross)
        let ether = try #require(account.positions.last)
        #expect(ether.markPrice == 2500)
        #expect(ether.entryPrice == 2530)
        #expect(ether.isolatedWallet == 1000)
        #expect(ether.marginMode == .isolated)
        // Without the isolated wallet, and without the asset that holds nothing.
        #expect(
            account.collateral == [CollateralBalance(asset: "USDT", walletBalance: 5000)])
        #expect(account.reported?.equity == 5870)
        #expect(account.reported?.maintenanceMargin == 130)
    }

    @Test func putsPositionRiskAndAccountTogether() throws {
        let read = try read(
            [PayloadSample.binanceRiskV2, PayloadSample.binanceAccountV3], asOf: Self.asOf)
        #expect(read.account.positions.count == 2)
        let bitcoin = try #require(read.account.positions.first)
        #expect(bitcoin.reported?.maintenanceMargin == 80)
        #expect(bitcoin.reported?.breakEvenPrice == Decimal("81040.5"))
        #expect(read.account.collateral.map(\.walletBalance) == [5000])
        #expect(
            read.summary.last
                == "1.json: Binance account v3 (2 positions, 1 balance)")
    }

    @Test func takesMarkPricesAndFundingFromAPremiumIndex() throws {
        let bare = PayloadSample.binanceAccountV3
            .replacing("\"notional\":\"20000.00000000\",", with: "")
        let account = try read([bare, PayloadSample.binancePremium]).account
        let bitcoin = try #require(account.positions.first)
        #expect(bitcoin.markPrice == Decimal("80100.5"))
        #expect(bitcoin.fundingRate == Decimal("0.0001"))
        #expect(bitcoin.nextFundingAt == Instant(secondsSinceEpoch: 1_770_019_200))
        #expect(account.positions.last?.markPrice == 2500)
        #expect(account.asOf == Instant(secondsSinceEpoch: 1_770_000_200))
    }

    @Test func findsTheContractSizeOfCoinMarginedPositions() throws {
        let account = try read([PayloadSample.binanceCoinRisk]).account
        let position = try #require(account.positions.first)
        #expect(position.contractType == .inverse)
        #expect(position.contractSize == 100)
        #expect(position.quantity == 30)
        #expect(position.side == .short)
        #expect(account.positionMode == .hedge)
    }

    @Test func readsBybitPositionsAndWallet() throws {
        let read = try read([PayloadSample.bybitPositions, PayloadSample.bybitWallet])
        let account = read.account
        #expect(account.venue == .bybit)
        #expect(account.positionMode == .hedge)
        #expect(account.positions.map(\.side) == [.long, .short])
        #expect(
            account.positions.map { $0.reported?.liquidationPrice } == [nil, Decimal("123456.5")])
        #expect(account.asOf == Instant(millisecondsSinceEpoch: 1_770_000_000_500))
        #expect(account.collateral.map(\.asset) == ["USDT", "MNT", "ETH"])
        #expect(account.collateral.map(\.walletBalance) == [9200, 500, 0])
        #expect(account.collateral.map(\.collateralRate) == [nil, 0, nil])
        #expect(account.collateral.map(\.indexPrice) == [Decimal("0.9998"), Decimal("0.8"), 2500])
        #expect(
            account.borrowed == [
                Borrowing(
                    asset: "ETH", amount: try #require(Decimal("0.5")), indexPrice: 2500)
            ])
        #expect(account.reported?.marginRatio == Decimal("0.0287"))
        #expect(
            read.summary == [
                "0.json: Bybit position list (2 positions, 1 flat dropped)",
                "1.json: Bybit wallet balance (3 balances, 1 loan)",
            ])
    }

    @Test func readsTheStreamsNamesAndIsolatedInverse() throws {
        let account = try read([PayloadSample.bybitPositionStream]).account
        let position = try #require(account.positions.first)
        #expect(position.entryPrice == 2400)
        #expect(position.contractType == .inverse)
        #expect(position.contractSize == 1)
        #expect(position.marginMode == .isolated)
        #expect(position.extraMargin == .zero)
        #expect(position.autoAddMargin)
    }

    @Test func isolatesEveryPositionWhereTheAccountDoes() throws {
        let info = """
            {"retCode":0,"result":{"marginMode":"ISOLATED_MARGIN","unifiedMarginStatus":5},"time":1770000000600}
            """
        let account = try read([PayloadSample.bybitPositions, info]).account
        #expect(account.accountMode == .isolated)
        #expect(account.positions.map(\.marginMode) == [.isolated, .isolated])
    }

    @Test func readsOKXPositionsInContractsAndBalancesWithoutIsolatedMargin() throws {
        let read = try read([PayloadSample.okxPositions, PayloadSample.okxBalance])
        let account = read.account
        #expect(account.accountMode == .futures)
        #expect(account.positions.map(\.quantity) == [30, 100])
        #expect(account.positions.map(\.side) == [.short, .long])
        #expect(account.positions.map(\.contractType) == [.linear, .inverse])
        #expect(account.positions.map(\.contractSize) == [nil, nil])
        #expect(account.positions.map(\.isolatedWallet) == [nil, Decimal("0.0833")])
        #expect(account.collateral.map(\.walletBalance) == [8000, Decimal("0.2")])
        #expect(account.collateral.map(\.indexPrice) == [1, 2500])
        #expect(account.asOf == Instant(secondsSinceEpoch: 1_770_000_005))
        #expect(
            read.summary.first
                == "0.json: OKX positions (2 positions, 1 flat dropped, 1 row not modelled)")
        #expect(ids(read).contains("position-not-a-contract"))
    }

    @Test func keepsEveryHoldingOfOKXThatIsNoContract() throws {
        let others = """
            {"code":"0","msg":"","data":[
              {"instId":"BTC-USD-260327-90000-C","instType":"OPTION","mgnMode":"cross","posSide":"net","pos":"-4","ccy":"BTC"},
              {"instId":"DOGE-USDT","instType":"MARGIN","mgnMode":"isolated","posSide":"net","pos":"900","ccy":"DOGE"},
              {"instId":"SOL-USDT","instType":"MARGIN","mgnMode":"cross","posSide":"net","pos":"0","ccy":"SOL"},
              {"instId":"ETH-USD-260327-3000-P","mgnMode":"cross","posSide":"long","pos":"2","ccy":"ETH"},
              {"instId":"XRP-USDT","mgnMode":"cross","posSide":"net","pos":"2"}]}
            """
        let read = try read([PayloadSample.okxPositions, others, others], asOf: Self.asOf)
        let held = read.account.unmodelled
        #expect(
            held.map(\.symbol) == [
                "BTC-USDT", "BTC-USD-260327-90000-C", "DOGE-USDT", "ETH-USD-260327-3000-P",
                "XRP-USDT",
            ])
        #expect(held.map(\.kind) == ["MARGIN", "OPTION", "MARGIN", "OPTION", "MARGIN"])
        #expect(held.map(\.marginMode) == [.cross, .cross, .isolated, .cross, .cross])
        #expect(held.map(\.settleAsset) == [nil, "BTC", "DOGE", "ETH", nil])
        #expect(held.map(\.place).prefix(2) == ["0.json:4:3", "1.json:2:3"])
        #expect(read.account.positions.count == 2)
    }

    @Test(arguments: [
        (
            "{\"retCode\":0,\"result\":{\"category\":\"option\",\"list\":[{\"symbol\":\"BTC-27MAR26-90000-C\",\"positionIdx\":0,\"side\":\"Sell\",\"size\":\"2\"},{\"symbol\":\"BTC-27MAR26-80000-P\",\"positionIdx\":0,\"side\":\"\",\"size\":\"0\"}]},\"time\":1770000000000}",
            Venue.bybit, "option", nil
        ),
        (
            "[{\"symbol\":\"BTC/USDC:USDC-260327-90000-C\",\"contracts\":2,\"side\":\"short\",\"info\":{\"symbol\":\"BTC-27MAR26-90000-C\",\"positionIdx\":0,\"side\":\"Sell\",\"size\":\"2\"}}]",
            .bybit, "option", nil
        ),
        (
            "[{\"symbol\":\"BTC/USD:BTC-260327-90000-C\",\"contracts\":2,\"side\":\"long\"}]", .okx,
            "option", "BTC"
        ),
        ("[{\"symbol\":\"BTC/USDT\",\"contracts\":2,\"side\":\"long\"}]", .okx, "margin", nil),
    ])
    func keepsHoldingsThatNoRuleCovers(
        text: String, venue: Venue, kind: String, coin: String?
    ) throws {
        let read = try read([text], venue: venue, asOf: Self.asOf)
        #expect(read.account.positions.isEmpty)
        #expect(read.account.unmodelled.map(\.kind) == [kind])
        #expect(read.account.unmodelled.map(\.settleAsset) == [coin])
        #expect(ids(read).contains("position-not-a-contract"))
    }

    @Test func keepsCrossAndIsolatedOfOneContractApart() throws {
        let both = PayloadSample.okxPositions.replacing("ETH-USD-SWAP", with: "BTC-USDT-SWAP")
            .replacing("\"pos\":\"100\"", with: "\"pos\":\"-100\"")
        let account = try read([both], asOf: Self.asOf).account
        #expect(account.positions.map(\.marginMode) == [.cross, .isolated])
    }

    @Test(arguments: [
        (Venue.okx, "BTC-USDT-SWAP", "30", "0.01", "500"),
        (Venue.binance, "BTCUSDT", "0.3", nil, "200"),
    ])
    func readsUnifiedPositionsOfCCXT(
        venue: Venue, symbol: String, quantity: String, size: String?, wallet: String
    ) throws {
        let account = try read([PayloadSample.ccxtUnified], venue: venue).account
        let position = try #require(account.positions.first)
        #expect(account.positions.count == 1)
        #expect(position.symbol == symbol)
        #expect(position.quantity == Decimal(quantity))
        #expect(position.contractSize == size.flatMap { Decimal($0) })
        #expect(position.isolatedWallet == Decimal(wallet))
        #expect(position.side == .short)
    }

    @Test func prefersTheVenuesOwnRecordInCCXT() throws {
        let rows = PayloadSample.binanceRiskV2.dropFirst().dropLast()
        let first = try #require(rows.split(separator: "\n").first)
        let text =
            "[{\"info\":\(first.dropLast()),\"symbol\":\"BTC/USDT:USDT\",\"contracts\":0.25,"
            + "\"contractSize\":1,\"side\":\"long\",\"timestamp\":1770000000000}]"
        let account = try read([text]).account
        #expect(account.venue == .binance)
        #expect(account.positions.first?.leverage == 20)
        #expect(account.positions.first?.reported?.breakEvenPrice == Decimal("81040.5"))
    }

    @Test func readsABalanceOfCCXTFromItsInfo() throws {
        let text =
            "{\"info\":\(PayloadSample.okxBalance),\"USDT\":{\"free\":1,\"used\":2,\"total\":3},"
            + "\"free\":{},\"used\":{},\"total\":{}}"
        let account = try read([text], asOf: Self.asOf).account
        #expect(account.venue == .okx)
        #expect(account.collateral.map(\.asset) == ["USDT", "ETH"])
    }

    @Test func readsLiquidationsAndFundingOfEveryVenue() throws {
        let force = """
            [{"orderId":1,"symbol":"BTCUSDT","clientOrderId":"autoclose-12","avgPrice":"70000.5","executedQty":"0.1","price":"69000","side":"SELL","time":1770000000000},
             {"orderId":2,"symbol":"BTCUSDT","clientOrderId":"adl_autoclose","avgPrice":"70000.5","executedQty":"0.1","time":1770000000000}]
            """
        let income = """
            [{"symbol":"BTCUSDT","incomeType":"FUNDING_FEE","income":"-1.25","asset":"USDT","time":1770000000000},
             {"symbol":"BTCUSDT","incomeType":"COMMISSION","income":"-9","asset":"USDT","time":1770000000000}]
            """
        let csv = "time,symbol,amount,asset\n2026-02-01T08:00:00Z,ETHUSDT,0.5,USDT\n"
        let read = try read(
            [PayloadSample.binanceRiskV2, force, income, csv], asOf: Self.asOf)
        #expect(read.account.liquidations.map(\.price) == [Decimal("70000.5")])
        #expect(read.account.fundingPayments.map(\.amount) == [Decimal("-1.25"), Decimal("0.5")])
        #expect(read.summary.last == "3.json: funding payments as CSV (1 funding payment)")
    }

    @Test(arguments: [
        ("{\"retCode\":10003,\"retMsg\":\"API key is invalid.\"}", "venue-refused"),
        ("{\"code\":\"50111\",\"msg\":\"Invalid OK-ACCESS-KEY\",\"data\":[]}", "venue-refused"),
        ("{\"code\":-2015,\"msg\":\"Invalid API-key, IP\"}", "venue-refused"),
        ("{\"hello\":1}", "payload-unknown"), ("[]", "venue-not-shown"), ("3", "payload-unknown"),
        ("[1]", "payload-unknown"),
        (
            "[{\"symbol\":\"BTCUSDT\",\"positionAmt\":\"-1\",\"marginType\":\"cross\",\"positionSide\":\"LONG\"}]",
            "side-disagrees"
        ),
        (
            "[{\"symbol\":\"BT\u{421}USDT\",\"positionAmt\":\"1\",\"marginType\":\"cross\"}]",
            "name-mixes-scripts"
        ),
        (
            "[{\"symbol\":\"X\",\"positionAmt\":\"1e999999\",\"marginType\":\"cross\"}]",
            "number-too-long"
        ),
        ("[{\"symbol\":\"A/B:B\",\"contracts\":1,\"side\":\"long\"}]", "venue-not-shown"),
        ("{\"free\":{},\"used\":{},\"total\":{}}", "balance-without-info"),
    ])
    func refuses(text: String, id: String) throws {
        let error = try #require(throws: Diagnostics.self) { try read([text], asOf: Self.asOf) }
        #expect(error.all.filter { $0.severity == .error }.map(\.id) == [id])
        #expect(error.all.first?.location.file == "0.json")
    }

    /// What is neither JSON nor CSV has no fault of JSON's.
    @Test(arguments: [
        ("schema: marginalia/account/1\nid: a\n", "payload-unknown"),
        ("account,venue\ra,okx\r", "csv-lone-carriage-return"),
        ("{\u{0}\"\u{0}", "text-not-utf8"),
    ])
    func namesATextThatIsNothingKnown(text: String, id: String) throws {
        let error = try #require(throws: Diagnostics.self) { try read([text], asOf: Self.asOf) }
        #expect(error.all.map(\.id) == [id])
    }

    /// With the command that takes it out.
    @Test(arguments: [
        ("{\"status\":200,\"body\":\(PayloadSample.okxBalance)}", "jq '.body' 0.json"),
        ("{\"accounts\":[\(AccountSample.smallest)]}", "jq -c '.accounts[]' 0.json"),
        ("{\"hello\":[1]}", "doctor"),
    ])
    func saysWhereAnAnswerStandsThatWasWrapped(text: String, hint: String) throws {
        let error = try #require(throws: Diagnostics.self) { try read([text], asOf: Self.asOf) }
        #expect(error.all.map(\.id) == ["payload-unknown"])
        #expect(error.all.first?.hint?.contains(hint) == true)
    }

    /// As their libraries return them, without the envelope; and one answer a line.
    @Test(arguments: [
        (PayloadSample.bybitPositions, "\"result\":", PayloadSample.bybitWallet),
        (PayloadSample.okxBalance, "\"data\":", PayloadSample.okxPositions),
    ])
    func readsAnswersWithoutTheirEnvelope(answer: String, key: String, other: String) throws {
        let whole = try read([answer], asOf: Self.asOf).account
        let flat = answer.split(separator: "\n").joined()
        let start = try #require(flat.firstRange(of: key)?.upperBound)
        // The envelope's last brace goes; what may follow the value in it goes by the parser.
        var inner = String(flat[start...].dropLast())
        while (try? JSONDocument(parsing: Array(inner.utf8), file: "")) == nil, !inner.isEmpty {
            inner.removeLast()
        }
        let bare = try read([inner], asOf: Self.asOf).account
        #expect(bare.positions == whole.positions && bare.collateral == whole.collateral)
        let text = flat + "\n" + other.split(separator: "\n").joined() + "\n"
        let lines = try read([text], asOf: Self.asOf).account
        let files = try read([answer, other], asOf: Self.asOf).account
        #expect(lines.positions == files.positions && lines.collateral == files.collateral)
        #expect(lines.asOf == files.asOf && lines.accountMode == files.accountMode)
        #expect(!AccountSource.isOwn(text: Array(text.utf8)))
    }

    @Test func refusesFilesOfTwoVenues() throws {
        let error = try #require(throws: Diagnostics.self) {
            try read([PayloadSample.bybitPositions, PayloadSample.okxBalance])
        }
        #expect(error.all.map(\.id) == ["files-of-two-venues"])
        #expect(error.all.map(\.location.file) == ["1.json"])
    }

    @Test func refusesTwoFilesThatDisagreeOnASize() throws {
        let other = PayloadSample.binanceRiskV2.replacing("\"0.250\"", with: "\"0.300\"")
        let error = try #require(throws: Diagnostics.self) {
            try read([PayloadSample.binanceRiskV2, other], asOf: Self.asOf)
        }
        #expect(error.all.filter { $0.severity == .error }.map(\.id) == ["files-disagree"])
    }

    @Test func refusesMorePositionsThanAnAccountCanHave() throws {
        let rows = (0...1_000).map { number in
            "{\"symbol\":\"S\(number)USDT\",\"positionAmt\":\"1\",\"entryPrice\":\"2\",\"markPrice\":\"2\","
                + "\"unRealizedProfit\":\"0\",\"positionSide\":\"BOTH\",\"leverage\":\"5\"}"
        }
        let error = try #require(throws: Diagnostics.self) {
            try read(["[" + rows.joined(separator: ",") + "]"], asOf: Self.asOf)
        }
        #expect(error.all.contains { $0.id == "too-many-positions" })
    }

    @Test func asksForATimeAndNeverTakesALastChangeSilently() throws {
        let read = try read([PayloadSample.binanceRiskV2])
        #expect(read.account.asOf == Instant(secondsSinceEpoch: 1_770_000_000))
        #expect(ids(read).contains("as-of-from-last-change"))
        let timeless = PayloadSample.binanceRiskV2.replacing("1770000000000", with: "0")
        let error = try #require(throws: Diagnostics.self) { try self.read([timeless]) }
        #expect(error.all.contains { $0.id == "no-as-of" })
    }

    @Test func warnsOfMorePages() throws {
        let text = PayloadSample.bybitPositions
            .replacing("\"nextPageCursor\":\"\"", with: "\"nextPageCursor\":\"abc\"")
        #expect(ids(try read([text])).contains("payload-has-more-pages"))
    }

    @Test func takesTheUsersIdAndRefusesAPath() throws {
        let files = [PayloadReader.File(name: "a", bytes: Array(PayloadSample.bybitWallet.utf8))]
        let named = try PayloadReader().read(files, PayloadReader.Options(id: "desk-7"))
        #expect(named.account.id == "desk-7")
        let error = try #require(throws: Diagnostics.self) {
            try PayloadReader().read(files, PayloadReader.Options(id: "../x"))
        }
        #expect(error.all.contains { $0.id == "unsafe-id" })
    }

    private func ids(_ read: PayloadReader.Answer) -> [String] {
        Set(read.warnings.map(\.id)).sorted()
    }

    private func read(
        _ texts: [String], venue: Venue? = nil, asOf: Instant? = nil
    ) throws -> PayloadReader.Answer {
        let files = texts.enumerated().map {
            PayloadReader.File(name: "\($0.offset).json", bytes: Array($0.element.utf8))
        }
        return try PayloadReader().read(files, PayloadReader.Options(venue: venue, asOf: asOf))
    }
}
