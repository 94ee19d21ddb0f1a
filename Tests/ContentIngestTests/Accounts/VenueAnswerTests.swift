import MarginModel
import Testing

@testable import ContentIngest

/// What a venue's own answers leave open without each other, and what settles it.
struct VenueAnswerTests {
    private static let asOf = Instant(secondsSinceEpoch: 1_770_000_300)

    private static let positions = """
        [{"symbol":"ETHUSDT","positionSide":"SHORT","positionAmt":"-4","entryPrice":"2600",
          "markPrice":"2500","unRealizedProfit":"400","notional":"-10000","isolatedMargin":"0",
          "isolatedWallet":"0","marginAsset":"USDT","updateTime":1770000000000}]
        """
    private static let balances = """
        [{"accountAlias":"a","asset":"USDT","balance":"900","crossWalletBalance":"900"},
         {"accountAlias":"a","asset":"BTC","balance":"0.1","crossWalletBalance":"0.1"}]
        """
    private static let info =
        #"{"retCode":0,"retMsg":"","result":{"marginMode":"ISOLATED_MARGIN"},"time":1770000000000}"#

    private static func bybitPositions(leverage: String, balance: String = "0") -> String {
        #"{"retCode":0,"result":{"category":"linear","list":[{"symbol":"BTCUSDT","side":"Buy","#
            + #""size":"0.5","avgPrice":"80000","markPrice":"79000","positionIdx":0,"#
            + "\"leverage\":\"\(leverage)\",\"positionBalance\":\"\(balance)\"}]},"
            + #""time":1770000000000}"#
    }

    private static func bybitWallet(rate: String, equity: String = "2000") -> String {
        #"{"retCode":0,"result":{"list":[{"accountType":"UNIFIED","totalEquity":"2000","#
            + "\"accountMMRate\":\"\(rate)\",\"totalMarginBalance\":\"\(rate.isEmpty ? "" : equity)\","
            + #""coin":[{"coin":"USDT","equity":"2000","usdValue":"2000","walletBalance":"2500"}]}]},"#
            + #""time":1770000000000}"#
    }

    private static func okxPositions(leverage: String) -> String {
        #"{"code":"0","data":[{"instId":"BTC-USDT-SWAP","instType":"SWAP","mgnMode":"cross","#
            + #""posSide":"net","pos":"10","avgPx":"80000","markPx":"79000","#
            + "\"lever\":\"\(leverage)\",\"uTime\":\"1770000000000\"}]}"
    }

    private static func okxBalance(pooled: Bool) -> String {
        "{\"code\":\"0\",\"data\":[{\"adjEq\":\"\(pooled ? "9000" : "")\","
            + #""uTime":"1770000000000","details":[{"ccy":"BTC","cashBal":"0.1","eq":"0.1","#
            + #""eqUsd":"7900","disEq":"7505"}]}]}"#
    }

    @Test func okxSaysWhatAPositionHasPaid() throws {
        let text = Self.okxPositions(leverage: "10").replacing(
            "\"lever\"",
            with: "\"pnl\":\"1.5\",\"fee\":\"-0.4\",\"fundingFee\":\"-0.02\",\"lever\"")
        let account = try read([text, Self.okxBalance(pooled: false)]).account
        #expect(
            account.positions.first?.realized
                == RealizedFigures(
                    pnl: Decimal("1.5"), fees: Decimal("-0.4"), funding: Decimal("-0.02")))
    }

    @Test func theConfigurationsGiveWhatVersionThreeLacks() throws {
        let account = try read([
            Self.positions, Self.balances,
            #"{"feeTier":0,"canTrade":true,"dualSidePosition":true,"multiAssetsMargin":true}"#,
            #"[{"symbol":"ETHUSDT","marginType":"CROSSED","isAutoAddMargin":false,"leverage":7}]"#,
            #"[{"symbol":"USDTUSD","time":1770000000000,"index":"0.999","bidBuffer":"0.01"}]"#,
        ]).account
        #expect(account.accountMode == .multiAsset)
        #expect(account.isModeKnown)
        #expect(account.positionMode == .hedge)
        #expect(account.positions.map(\.leverage) == [7])
        #expect(account.positions.map(\.marginMode) == [.cross])
        let dollar = try #require(account.collateral.first { $0.asset == "USDT" })
        #expect(dollar.indexPrice == Decimal("0.999"))
        #expect(dollar.collateralRate == Decimal("0.99"))
    }

    static let cases: [(answers: [String], modes: AccountMode?)] = [
        ([positions, balances], nil),
        (
            [positions.replacing("\"isolatedWallet\":\"0\"", with: "\"isolatedWallet\":\"9\"")],
            .singleAsset
        ),
        ([bybitPositions(leverage: "10"), bybitWallet(rate: "0.05")], .cross),
        ([bybitPositions(leverage: ""), bybitWallet(rate: "0.05")], nil),
        ([bybitPositions(leverage: "10")], nil),
        ([bybitPositions(leverage: "10"), bybitWallet(rate: "")], .isolated),
        ([okxPositions(leverage: "10"), okxBalance(pooled: true)], .multiCurrency),
        ([okxPositions(leverage: ""), okxBalance(pooled: true)], nil),
        ([okxPositions(leverage: "10"), okxBalance(pooled: false)], .futures),
        ([okxPositions(leverage: "10")], nil),
    ]

    /// Figures that are of one mode alone settle it; others leave it open, and say how to settle it.
    @Test(arguments: cases.indices)
    func aModeIsKnownOnlyWhereOneAloneFits(index: Int) throws {
        let (answers, mode) = Self.cases[index]
        let read = try read(answers)
        #expect(read.account.isModeKnown == (mode != nil))
        if let mode { #expect(read.account.accountMode == mode) }
        let warning = read.warnings.first { $0.id == "mode-unknown" }
        #expect((warning == nil) == (mode != nil))
        if let warning { #expect(warning.hint?.contains("--account-mode") == true) }
    }

    @Test func anOptionSettlesTheMode() throws {
        let account = try read([Self.positions], mode: .multiAsset).account
        #expect(account.isModeKnown)
        #expect(account.accountMode == .multiAsset)
    }

    /// One of the two is of another account, or of another day.
    @Test func filesAndOptionsThatNameTwoModesAreRefused() throws {
        let config = #"{"dualSidePosition":true,"multiAssetsMargin":true}"#
        let one = try read([Self.positions, Self.balances, config], mode: .multiAsset).account
        #expect(one.accountMode == .multiAsset)
        for (texts, mode) in [
            ([Self.positions, Self.balances, config], AccountMode.singleAsset),
            ([Self.positions, config, config.replacing("n\":true}", with: "n\":false}")], nil),
        ] {
            let error = try #require(throws: Diagnostics.self) { try read(texts, mode: mode) }
            #expect(error.all.filter { $0.severity == .error }.map(\.id) == ["files-disagree"])
        }
    }

    /// Prices of yesterday are none of now because an option says so.
    @Test(arguments: [(0, false), (60, false), (61, true), (-86_400, true)])
    func aTimeThatTheAnswersContradictIsTold(seconds: Int64, isTold: Bool) throws {
        let files = [Self.bybitPositions(leverage: "10"), Self.bybitWallet(rate: "0.05")].map {
            PayloadReader.File(name: "a.json", bytes: Array($0.utf8))
        }
        let asOf = Instant(secondsSinceEpoch: 1_770_000_000 + seconds)
        let read = try PayloadReader().read(files, PayloadReader.Options(asOf: asOf))
        #expect(read.account.asOf == asOf)
        #expect(read.warnings.contains { $0.id == "as-of-disagrees" } == isTold)
    }

    /// OKX nets what is cross and what is isolated apart; its settings may be older than a position.
    @Test func whatIsPutTogetherCanBeReadAgain() throws {
        let cross = Self.okxPositions(leverage: "10")
        let isolated = cross.replacing("\"cross\"", with: "\"isolated\"").replacing(
            "\"pos\":\"10\"", with: "\"pos\":\"-10\",\"margin\":\"900\"")
        let net = try read([cross, isolated, Self.okxBalance(pooled: false)]).account
        #expect(net.positionMode == .oneWay)
        let config = #"{"code":"0","data":[{"acctLv":"2","posMode":"net_mode"}]}"#
        let sided = cross.replacing("\"net\"", with: "\"long\"")
        let read = try read([config, sided, Self.okxBalance(pooled: false)])
        #expect(read.account.positionMode == .hedge)
        #expect(read.warnings.contains { $0.id == "position-mode-disagrees" })
        let written = """
            {"schema":"marginalia/account/1","id":"a","venue":"okx","accountMode":"futures","asOf":"2026-02-01T16:25:00Z",
             "positions":[{"symbol":"X","side":"long","marginMode":"cross","quantity":1},
             {"symbol":"X","side":"short","marginMode":"isolated","quantity":1}]}
            """
        #expect(
            try AccountReader().read(Array(written.utf8), file: "a").account.positions.count == 2)
        #expect(throws: Diagnostics.self) {
            try AccountReader().read(
                Array(
                    written.replacing("\"okx\"", with: "\"binance\"").replacing(
                        "futures", with: "single-asset"
                    ).utf8), file: "a")
        }
    }

    private static func unified(_ info: String, mode: String, leverage: String = "25") -> String {
        #"[{"symbol":"ETH/USDT:USDT","contracts":4,"contractSize":1,"side":"short","info":"#
            + "\(info.dropFirst().dropLast()),\"marginMode\":\"\(mode)\",\"leverage\":\(leverage)}]"
    }

    /// ccxt asks for leverages elsewhere; what the venue's record says itself must not differ.
    @Test func aUnifiedPositionCompletesItsOwnRecord() throws {
        let text = Self.unified(
            Self.positions.trimmingLineEnds, mode: "cross")
        let account = try read([text], mode: .singleAsset).account
        #expect(account.positions.map(\.leverage) == [25])
        let error = try #require(throws: Diagnostics.self) {
            try read(
                [Self.unified(Self.positions.trimmingLineEnds, mode: "isolated")],
                mode: .singleAsset)
        }
        #expect(error.all.contains { $0.id == "margin-mode-disagrees" })
    }

    /// A side, a sign and a mode that do not fit are not read as something that does.
    @Test(
        arguments: [
            (
                okxPositions(leverage: "10").replacing("\"net\"", with: "\"long\"").replacing(
                    "\"pos\":\"10\"", with: "\"pos\":\"-10\""), "side-disagrees"
            ),
            (
                positions.replacing(
                    "\"isolatedMargin\"", with: "\"marginType\":\"hybrid\",\"isolatedMargin\""),
                "unknown-value"
            ),
        ])
    func aRecordThatContradictsItselfIsRefused(text: String, id: String) throws {
        let error = try #require(throws: Diagnostics.self) { try read([text]) }
        #expect(error.all.contains { $0.id == id && $0.severity == .error })
    }

    /// A list of positions alone says no category; the names do.
    @Test(arguments: [
        ("BTCUSD", ContractType.inverse), ("BTCUSDH26", .inverse), ("BTCUSDT", .linear),
        ("BTCPERP", .linear), ("BTC-27MAR26", .linear), ("BTCUSDC", .linear),
    ])
    func aBarePositionIsOfTheCategoryThatItsNameShows(symbol: String, type: ContractType) throws {
        let row =
            "[{\"symbol\":\"\(symbol)\",\"side\":\"Buy\",\"size\":\"5\",\"avgPrice\":\"80000\","
            + "\"markPrice\":\"79000\",\"positionIdx\":0,\"leverage\":\"10\"}]"
        let file = PayloadReader.File(name: "p", bytes: Array(row.utf8))
        let account = try PayloadReader().read(
            [file], PayloadReader.Options(venue: .bybit, asOf: Self.asOf, accountMode: .cross)
        ).account
        #expect(account.positions.map(\.contractType) == [type])
        #expect(account.positions.first?.contractSize == (type == .inverse ? 1 : nil))
    }

    @Test(arguments: ["time,symbol,amount,asset", "Time;Symbol;Amount;Asset"])
    func headsOfPaymentsStandInAnyCase(head: String) throws {
        let separator = head.contains(";") ? ";" : ","
        let row = ["2026-02-01T08:00:00Z", "BTCUSDT", "-1.25", "USDT"].joined(separator: separator)
        let read = try #require(try ActivityCSV.part(Array("\(head)\n\(row)\n".utf8), file: "f"))
        #expect(read.part.fundingPayments.count == 1)
    }

    @Test func aFlatAccountIsOne() throws {
        let account = try read(["[]", Self.balances], mode: .singleAsset).account
        #expect(account.positions.isEmpty)
        #expect(account.collateral.map(\.walletBalance) == [900, Decimal("0.1")])
    }

    @Test func portfolioMarginIsToldByItsOwnAnswers() throws {
        let read = try read([
            """
            {"assets":[{"asset":"USDT","crossWalletBalance":"50","updateTime":1770000000000}],
             "positions":[{"symbol":"ETHUSDT","positionAmt":"2","positionSide":"BOTH","entryPrice":"2400",
             "leverage":"5","maintMargin":"25","unrealizedProfit":"10"}]}
            """,
            """
            [{"asset":"USDT","totalWalletBalance":"300","crossMarginBorrowed":"20","crossMarginInterest":"1"}]
            """,
        ])
        #expect(read.account.accountMode == .portfolio)
        #expect(read.account.positions.map(\.quantity) == [2])
        // The whole of it, not the futures wallet within.
        #expect(read.account.collateral.map(\.walletBalance) == [300])
        #expect(read.account.borrowed.map(\.amount) == [21])
    }

    @Test func aPositionRiskAnswerJoinsThePositions() throws {
        let risk = #"""
            {"code":"0","data":[{"adjEq":"9000","ts":"1770000000000",
             "balData":[{"ccy":"BTC","disEq":"7505","eq":"0.1"}],
             "posData":[{"instId":"BTC-USDT-SWAP","instType":"SWAP","mgnMode":"cross","pos":"10","posSide":"net"}]}]}
            """#
        let account = try read([
            Self.okxPositions(leverage: "10"), Self.okxBalance(pooled: true), risk,
        ]).account
        #expect(account.positions.count == 1)
        #expect(account.positions.first?.entryPrice == 80_000)
        #expect(account.collateral.map(\.walletBalance) == [Decimal("0.1")])
        // 7505 of 7900 dollars count.
        #expect(account.collateral.map(\.collateralRate) == [Decimal("0.95")])
        let alone = try read([risk]).account
        #expect(alone.positions.map(\.entryPrice) == [nil])
        #expect(alone.collateral.map(\.walletBalance) == [nil])
    }

    /// The margin balance is weighted by collateral rates, the equity is not.
    @Test(arguments: [("2000", true), ("1999", true), ("1900", false)])
    func aDollarCoinAloneCountsInFullWhereBothAgree(counted: String, isWhole: Bool) throws {
        let account = try read([
            Self.bybitPositions(leverage: "10"), Self.bybitWallet(rate: "0.05", equity: counted),
        ]).account
        #expect(account.collateral.map(\.collateralRate) == [isWhole ? 1 : nil])
    }

    @Test func anIsolatedPositionsBalanceIsKept() throws {
        let account = try read([
            Self.bybitPositions(leverage: "10", balance: "4070.5"), Self.bybitWallet(rate: ""),
            Self.info,
        ]).account
        #expect(account.positions.map(\.isolatedWallet) == [Decimal("4070.5")])
        #expect(account.positions.map(\.marginMode) == [.isolated])
    }

    private func read(
        _ texts: [String], mode: AccountMode? = nil
    ) throws -> PayloadReader.Answer {
        let files = texts.enumerated().map {
            PayloadReader.File(name: "\($0.offset).json", bytes: Array($0.element.utf8))
        }
        return try PayloadReader().read(
            files, PayloadReader.Options(asOf: Self.asOf, accountMode: mode))
    }

    // MARK: What is not among the answers

    private static let bybitCursor = bybitPositions(leverage: "10").replacing(
        "\"list\"", with: "\"nextPageCursor\":\"BTCUSDT%2C2\",\"list\"")

    private static let flat =
        #"{"retCode":0,"result":{"category":"linear","list":[]},"time":1770000000000}"#

    @Test(
        arguments: [
            ([balances], AccountMode.singleAsset, ["positions"]),
            ([positions, balances], .singleAsset, []),
            (["[]", balances], .singleAsset, []),
            ([flat, info], .isolated, ["balances"]),
            ([flat, bybitWallet(rate: "0.01"), info], .isolated, []),
            // A wallet without totals does not tell of positions on further pages.
            ([bybitCursor, bybitWallet(rate: "0.01")], .cross, ["further pages"]),
            ([bybitPositions(leverage: "10"), bybitWallet(rate: "0.01")], .cross, []),
        ] as [([String], AccountMode, [String])])
    func whatNoAnswerTellsIsNamed(
        texts: [String], mode: AccountMode, absent: [String]
    ) throws {
        let account = try read(texts, mode: mode).account
        #expect(account.unmodelled.map(\.symbol) == absent)
        #expect(account.unmodelled.allSatisfy { $0.kind == UnmodelledHolding.notGiven })
    }

    @Test func theVenuesWordOfALiquidationIsTaken() throws {
        let liquidated = Self.bybitPositions(leverage: "10").replacing(
            "\"side\"", with: "\"positionStatus\":\"Liq\",\"side\"")
        let bybit = try read([liquidated, Self.bybitWallet(rate: "0.01")], mode: .cross).account
        #expect(bybit.liquidating == ["BTCUSDT"])
        let portfolio = """
            {"uniMMR":"1.8","accountEquity":"9000","accountMaintMargin":"5000","actualEquity":"9000",
             "accountInitialMargin":"6000","accountStatus":"ACTIVE_LIQUIDATION","updateTime":1770000000000}
            """
        #expect(try read([portfolio]).account.liquidating == ["account"])
        #expect(
            try read([portfolio.replacing("ACTIVE_LIQUIDATION", with: "NORMAL")]).account
                .liquidating
                == [])
    }

    // MARK: What a venue's pages export

    private static let exports:
        [(text: String, kind: PayloadKind, payments: [String], others: Int)] = [
            (
                "Time(UTC),type,Amount,Asset,Symbol,Transaction ID\n"
                    + "2026-02-01 08:00:00,FUNDING_FEE,-1.25,USDT,BTCUSDT,1\n"
                    + "2026-02-01 08:01:00,COMMISSION,-0.4,USDT,BTCUSDT,2\n",
                .binanceTransactionsCSV, ["BTCUSDT -1.25 2026-02-01T08:00:00Z"], 1
            ),
            (
                "Currency,Contract,Type,Direction,Quantity,Funding,Cash Flow,Change,Wallet Balance,Time(UTC+8)\n"
                    + "USDT,ETHUSDT,SETTLEMENT,Buy,1,0.3,0,-0.3,900,2026-02-01 16:00:00\n"
                    + "USDT,ETHUSDT,TRADE,Buy,1,0,0,-0.1,899.9,2026-02-01 16:10:00\n",
                .bybitTransactionsCSV, ["ETHUSDT -0.3 2026-02-01T08:00:00Z"], 1
            ),
            (
                "id,Time(UTC),Trade Type,Symbol,Action,Balance Change,Balance,Balance Unit\n"
                    + "1,2026-02-01 08:00:00,Swap,BTC-USDT-SWAP,Funding fee income,0.7,100,USDT\n",
                .okxTradesCSV, ["BTC-USDT-SWAP 0.7 2026-02-01T08:00:00Z"], 0
            ),
            (
                "Contracts,Closing Direction,Qty,Entry Price,Exit Price,Closed P&L,Trade Time\n"
                    + "BTCUSDT,Sell,1,80000,81000,990,2026-02-01 08:00:00\n",
                .closedPositionsCSV, [], 1
            ),
            (
                "User_ID,UTC_Time,Account,Operation,Coin,Change,Remark\n"
                    + "1,2026-02-01 08:00:00,USD-M Futures,Funding Fee,USDT,-0.3,\n"
                    + "1,2026-02-01 08:00:00,Spot,Deposit,USDT,5,\n",
                .binanceTransactionsCSV, [], 2
            ),
        ]

    @Test(arguments: exports.indices)
    func anExportGivesItsFundingAndCountsTheRest(index: Int) throws {
        let export = Self.exports[index]
        let (part, _) = try #require(try ActivityCSV.part(Array(export.text.utf8), file: "f"))
        #expect(part.kind == export.kind)
        #expect(
            part.fundingPayments.map { "\($0.symbol) \($0.amount) \($0.at)" } == export.payments)
        #expect(part.others.values.reduce(0, +) == export.others)
        #expect(!AccountSource.isOwn(text: Array(export.text.utf8)))
        // Alone it is no account, and the answer says what it is.
        let error = try #require(throws: Diagnostics.self) { try read([export.text]) }
        #expect(error.all.map(\.id) == ["history-alone"])
        #expect(error.all.first?.message.contains(export.kind.title) == true)
    }

    @Test func anExportWithoutAZoneIsRefusedOnceAndNotRowByRow() throws {
        let row = "USDT,ETHUSDT,SETTLEMENT,Buy,1,0.3,0,-0.3,900,2026-02-01 16:00:00\n"
        let text =
            "Currency,Contract,Type,Direction,Quantity,Funding,Cash Flow,Change,Wallet Balance,Time\n"
            + String(repeating: row, count: 40)
        let error = try #require(throws: Diagnostics.self) {
            try ActivityCSV.part(Array(text.utf8), file: "f")
        }
        #expect(error.all.map(\.id) == ["instant-without-zone"])
        #expect(error.all.map(\.location.line) == [2])
        #expect(error.all.first?.hint?.contains("Time(UTC+8)") == true)
    }

    /// OKX and Bybit write whose account it is, and the zone, above the columns.
    @Test(
        arguments: [
            ("UID:1234567,Account Type:Trading,Time Zone:UTC+8\n", "Time", 1),
            ("UID: 1234567\nFrom 2026-01-01 to 2026-02-01\n", "Time(UTC+8)", 2),
            ("\u{FEFF}UID;1234567\r\n", "Time(UTC+08:00)", 1),
        ])
    func linesAboveAnExportsColumnsArePassedOverAndCounted(
        above: String, time: String, lines: Int
    ) throws {
        let text =
            above + "id,Order id,\(time),Trade Type,Symbol,Action,Amount,Trading Unit,Filled Price,"
            + "Balance Change,Balance Unit\n"
            + "1,2,2026-02-01 16:00:00,Swap,BTC-USDT-SWAP,Funding fee expense,0,cont,,-0.7,USDT\n"
            + "2,3,2026-02-01 16:05:00,Swap,BTC-USDT-SWAP,Close long,4,cont,80000,1.5,USDT\n"
            + "3,4,2026-02-01 16:06:00,Swap,BTC-USDT-SWAP,Liquidation long,3,cont,79000,-9,USDT\n"
        let bytes = try SourceBytes.text(Array(text.utf8), file: "f", limit: 1 << 20)
        let (part, _) = try #require(try ActivityCSV.part(bytes, file: "f"))
        #expect(part.kind == .okxTradesCSV)
        #expect(part.linesAbove == lines)
        let instant = try Instant(parsing: "2026-02-01T08:00:00Z")
        #expect(part.fundingPayments.map(\.at) == [instant])
        #expect(part.liquidations.map(\.quantity) == [3])
        #expect(part.others == ["Close long": 1])
        #expect(part.summary.contains("1 Close long"))
        let wrong = text.replacing("16:00:00", with: "16.00")
        let error = try #require(throws: Diagnostics.self) {
            try ActivityCSV.part(
                SourceBytes.text(Array(wrong.utf8), file: "f", limit: 1 << 20), file: "f")
        }
        #expect(error.all.map(\.location.line) == [lines + 2])
    }

    @Test func resultsAndInsuranceClearancesOfAnExportAreCountedByTheirName() throws {
        let text = """
            Time(UTC),type,Amount,Asset,Symbol,Transaction ID
            2026-02-01 08:00:00,REALIZED_PNL,-12.5,USDT,BTCUSDT,1
            2026-02-01 08:00:00,REALIZED_PNL,3,USDT,BTCUSDT,2
            2026-02-01 08:00:01,INSURANCE_CLEAR,-4,USDT,BTCUSDT,3
            2026-02-01 08:00:02,FUNDING_FEE,0.2,USDT,BTCUSDT,4
            """
        let (part, warnings) = try #require(try ActivityCSV.part(Array(text.utf8), file: "f"))
        #expect(part.others == ["REALIZED_PNL": 2, "INSURANCE_CLEAR": 1])
        #expect(part.fundingPayments.count == 1)
        #expect(warnings.map(\.id) == ["liquidation-without-price"])
        #expect(warnings.first?.location.line == 4)
    }

    @Test func aLiquidationInBybitsLogIsOne() throws {
        let text = """
            {"retCode":0,"result":{"list":[{"symbol":"BTCUSDT","type":"LIQUIDATION","side":"Sell","qty":"0.5","tradePrice":"79000","funding":"","currency":"USDT","transactionTime":"1769963100000"},
            {"symbol":"BTCUSDT","type":"TRADE","qty":"0.5","tradePrice":"79000","funding":"","currency":"USDT","transactionTime":"1769963100000"}]},"time":1769963100000}
            """
        let account = try read(
            [Self.bybitPositions(leverage: "10"), Self.bybitWallet(rate: "0.01"), text],
            mode: .cross
        ).account
        #expect(account.liquidations.map(\.quantity) == [Decimal("0.5")])
    }

    @Test func anExportJoinsTheVenuesAnswers() throws {
        let account = try read(
            [Self.positions, Self.balances, Self.exports[0].text], mode: .singleAsset
        ).account
        #expect(account.fundingPayments.count == 1)
        #expect(account.positions.count == 1)
    }
}

extension String {
    fileprivate var trimmingLineEnds: String {
        replacing("\n", with: " ").split(separator: " ").joined(separator: " ")
    }
}
