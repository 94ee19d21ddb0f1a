import MarginModel
import Testing

@testable import ContentIngest

struct AccountCSVTests {
    private static let header =
        "account,venue,asOf,symbol,side,quantity,marginMode,entryPrice,markPrice,walletAsset,walletBalance"
    private static let first =
        "desk-1,binance,2026-02-01T16:25:00Z,BTCUSDT,long,3,cross,92000,87959.9,USDT,25500"

    @Test func readsOnePositionARowAndManyAccounts() throws {
        let read = try read([
            Self.first, "desk-1,,,ETHUSDT,short,\"2\",isolated,3000,2900,,", "",
            "desk-2,okx,2026-02-01T16:25:00Z,BTC-USDT-SWAP,long,5,isolated,,,USDT,10",
            "desk-2,,,,,,,,,BTC,0.5",
        ])
        #expect(read.accounts.map(\.id) == ["desk-1", "desk-2"])
        let first = try #require(read.accounts.first)
        #expect(first.positions.map(\.symbol) == ["BTCUSDT", "ETHUSDT"])
        #expect(first.positions.map(\.quantity) == [3, 2])
        #expect(first.positions.map(\.marginMode) == [.cross, .isolated])
        #expect(first.collateral == [CollateralBalance(asset: "USDT", walletBalance: 25500)])
        let second = try #require(read.accounts.last)
        #expect(second.positions.map(\.entryPrice) == [nil])
        #expect(second.collateral.map(\.asset) == ["USDT", "BTC"])
        #expect(read.warnings.isEmpty)
    }

    @Test func refusesABalanceThatStandsInEveryRowOfItsAccount() throws {
        let error = try #require(throws: Diagnostics.self) {
            try read([Self.first, "desk-1,,,ETHUSDT,short,2,cross,3000,2900,USDT,25500"])
        }
        #expect(error.all.map(\.id) == ["duplicate-asset"])
        #expect(error.all.map(\.location.line) == [3])
        #expect(error.all.first?.hint?.contains("in one row") == true)
    }

    /// Columns: venue, isolatedWallet, extraMargin, marginMode, accountMode.
    @Test(arguments: [
        ("binance,500,,,", "missing-key", 46), ("okx,,,,", "missing-key", 39),
        ("okx,,,,portfolio", "missing-key", 39), ("bybit,,,,", "missing-key", 41),
        ("okx,500,,cross,", "margin-not-counted", 37), ("okx,,7,cross,", "margin-not-counted", 38),
        ("okx,,7,isolated,", "margin-not-counted", 38),
        ("binance,9,,,multi-asset", "margin-not-counted", 41),
        ("bybit,,,isolated,cross", "margin-mode-not-of-account", 41),
        ("binance,9,,isolated,multi-asset", "margin-mode-not-of-account", 44),
    ])
    func refusesARowWhoseMarginModeIsNotSettledOrPassesMoneyOver(
        cells: String, id: String, column: Int
    ) throws {
        let error = try #require(throws: Diagnostics.self) { try readIsolated(cells) }
        #expect(error.all.map(\.id) == [id])
        let place = SourceLocation(file: "a.csv", line: 2, column: column)
        #expect(error.all.map(\.location) == [place])
        #expect(error.all.allSatisfy { $0.hint != nil })
    }

    @Test(arguments: [
        ("okx,500,,isolated,", MarginMode.isolated), ("okx,0,0,cross,", .cross),
        ("bybit,,7,,isolated", .isolated), ("bybit,7,,,isolated", .isolated),
        ("bybit,,7,isolated,isolated", .isolated),
        ("bybit,,,,cross", .cross), ("bybit,,,,portfolio", .cross),
        ("binance,,,,multi-asset", .cross), ("bybit,,,cross,", .cross),
    ])
    func takesTheMarginModeFromTheRowOrTheAccount(cells: String, mode: MarginMode) throws {
        let account = try #require(try readIsolated(cells).accounts.first)
        #expect(account.positions.map(\.marginMode) == [mode])
    }

    /// JSON takes it the same way.
    @Test(arguments: [
        ("bybit,7,7,,isolated", ["margin-not-counted"]), ("bybit,0,7,,isolated", []),
        ("bybit,7,0,,isolated", ["margin-not-counted"]), ("bybit,7,,,isolated", []),
    ])
    func tellsOfAWalletThatExtraMarginReplaces(cells: String, ids: [String]) throws {
        let read = try readIsolated(cells)
        #expect(read.warnings.map(\.id) == ids)
        let own = cells.split(separator: ",", omittingEmptySubsequences: false)
        let json = """
            {"schema": "marginalia/account/1", "id": "a", "venue": "bybit", "accountMode": "isolated",
             "asOf": "2026-02-01T16:25:00Z", "positions": [{"symbol": "B", "side": "long",
             "marginMode": "cross", "quantity": 1, "isolatedWallet": "\(own[1])",
             "extraMargin": "\(own[2])"}]}
            """
        #expect(try accounts(json).warnings.map(\.id) == ids)
    }

    @Test func aColumnOfResultsMakesNoExportOfAnAccount() throws {
        let text = AccountCSVReader.header + "\n"
        #expect(AccountSource.isOwn(text: Array(text.utf8)))
    }

    /// What a pool of several coins weighs them by.
    @Test func takesTheWeightAndPriceOfABalance() throws {
        let text = """
            account;venue;asOf;accountMode;symbol;side;quantity;marginMode;walletAsset;walletBalance;collateralRate;indexPrice
            a;bybit;2026-02-01T16:25:00Z;cross;BTCUSDT;long;1;;BTC;0,5;0,95;80000,5
            a;;;;;;;;ETH;;0,9;
            b;okx;2026-02-01T16:25:00Z;multi-currency;BTC-USDT-SWAP;long;1;cross;USDC;5;1,1;
            """
        let lines = try AccountCSVReader().read(Array(text.utf8), file: "a.csv").lines
        #expect(
            try lines[0].result.get().collateral == [
                CollateralBalance(
                    asset: "BTC", walletBalance: Decimal("0.5"), collateralRate: Decimal("0.95"),
                    indexPrice: Decimal("80000.5")),
                CollateralBalance(
                    asset: "ETH", walletBalance: nil, collateralRate: Decimal("0.9")),
            ])
        guard case .failure(let error) = lines[1].result else {
            Issue.record("a share above one was taken")
            return
        }
        #expect(error.all.map(\.location.line) == [4])
    }

    /// Columns: venue, symbol, leverage, marginMode, contractType, collateralRate.
    @Test(
        arguments: [
            ("binance,BTCUSDT,10,isolated,,", AccountMode.singleAsset, true),
            ("binance,BTCUSDT,10,cross,,", .singleAsset, false),
            ("binance,BTCUSD_PERP,10,cross,inverse,", .singleAsset, false),
            ("bybit,BTCUSDT,10,cross,,", .cross, true), ("bybit,BTCUSDT,,cross,,", .cross, false),
            ("bybit,BTCUSDT,10,isolated,,", .isolated, true),
            ("okx,BTC-USDT-SWAP,10,cross,,", .futures, false),
            ("okx,BTC-USDT-SWAP,10,cross,,0.9", .multiCurrency, true),
            ("okx,BTC-USDT-SWAP,10,isolated,,", .futures, true),
        ])
    func aModeThatIsNotGivenIsTheOneThatFitsOrUnknown(
        cells: String, mode: AccountMode, isKnown: Bool
    ) throws {
        let header =
            "account,asOf,side,quantity,venue,symbol,leverage,marginMode,contractType,collateralRate,walletAsset,walletBalance"
        let csv = try accounts("\(header)\na,2026-02-01T16:25:00Z,long,1,\(cells),USDT,9\n")
        let own = cells.split(separator: ",", omittingEmptySubsequences: false)
        let rate = own[5].isEmpty ? "" : ", \"collateralRate\": \(own[5])"
        let json = try accounts(
            """
            {"schema": "marginalia/account/1", "id": "a", "venue": "\(own[0])",
             "asOf": "2026-02-01T16:25:00Z", "collateral": [{"asset": "USDT", "walletBalance": 9\(rate)}],
             "positions": [{"symbol": "\(own[1])", "side": "long", "marginMode": "\(own[3])",
             "contractType": "\(own[4])", "quantity": 1, "leverage": "\(own[2])"}]}
            """)
        for read in [csv, json] {
            let account = try #require(read.accounts.first)
            #expect(account.accountMode == mode)
            #expect(account.isModeKnown == isKnown)
            let told = read.warnings.filter { $0.severity == .warning }
            #expect(told.map(\.id) == (isKnown ? [] : ["mode-unknown"]))
            #expect(told.allSatisfy { $0.hint?.contains(mode.rawValue) == true })
        }
    }

    /// Its pool would be without it, so it costs its account, and no other.
    @Test(arguments: [
        ("b,,,,,", ["a", "b", "c"]), ("b,,,X,long,", ["a", nil, "c"]),
        ("b,,,,long,1", ["a", nil, "c"]),
        ("b,x", ["a", nil, "c"]), (",,,X,long,1", ["a", nil, nil]), ("b\"x", ["a", nil, nil]),
        ("d/,okx,2026-02-01T16:25:00Z,X,long,1", ["a", "b", nil, "c"]),
        ("nonsense", ["a", "b", nil, "c"]),
    ])
    func aBrokenRowCostsItsAccount(row: String, ids: [String?]) throws {
        let rows = ["a", "b", "c"].map { "\($0),binance,2026-02-01T16:25:00Z,X,long,1,cross" }
        var text = ["account,venue,asOf,symbol,side,quantity,marginMode"] + rows
        text.insert(row + (row.filter { $0 == "," }.count == 5 ? "," : ""), at: 3)
        let read = try AccountCSVReader().read(
            Array(text.joined(separator: "\n").utf8), file: "a.csv")
        #expect(read.lines.map { (try? $0.result.get())?.id } == ids)
        for case .failure(let error) in read.lines.map(\.result) {
            #expect(error.all.allSatisfy { $0.location.line == 4 })
        }
    }

    @Test func tellsOfABalanceWithoutAnAsset() throws {
        let error = try #require(throws: Diagnostics.self) {
            try read([Self.first, "desk-1,,,,,,,,,,5"])
        }
        #expect(error.all.map(\.id) == ["missing-key"])
    }

    /// A file without the column has one error, not one a row.
    @Test func saysOnceThatTheColumnOfMarginModesIsMissing() throws {
        let rows = (0..<9).map { "a,binance,2026-02-01T16:25:00Z,S\($0),long,1\n" }.joined()
        let error = try #require(throws: Diagnostics.self) {
            try accounts("account,venue,asOf,symbol,side,quantity\n" + rows)
        }
        #expect(error.all.map(\.id) == ["missing-key"])
        #expect(error.all.first?.hint?.contains("earlier versions took cross") == true)
    }

    @Test(arguments: [
        "1769963100", "1769963100000", "2026-02-02 00:25:00+08:00", "2026-02-01 16:25:00 Z",
        "\"2026-02-01T16:25:00Z\"", "1769963100.0004", " 1769963100 ",
    ])
    func readsInstantsAsProgramsWriteThem(text: String) throws {
        let read = try read(["a,okx,\(text),B,long,1,cross,,,,"])
        #expect(read.accounts.first?.asOf.description == "2026-02-01T16:25:00Z")
    }

    private func readIsolated(
        _ cells: String
    ) throws -> (accounts: [Account], warnings: [Diagnostic]) {
        let header =
            "account,asOf,symbol,side,quantity,venue,isolatedWallet,extraMargin,marginMode,accountMode\n"
        return try accounts(header + "a,2026-02-01T16:25:00Z,B,long,1,\(cells)\n")
    }

    @Test(arguments: [
        ("../x,binance,2026-02-01T16:25:00Z,B,long,1,,,,,", "unsafe-id", 1),
        ("=A1,binance,2026-02-01T16:25:00Z,B,long,1,,,,,", "unsafe-id", 1),
        ("a,binance,2026-02-01T16:25:00Z,=B,long,1,,,,,", "name-is-a-formula", 32),
        ("a,binance,2026-02-01T16:25:00Z,@B,long,1,,,,,", "name-is-a-formula", 32),
        ("a,binance,2026-02-01T16:25:00Z,BTСUSDT,long,1,,,,,", "name-mixes-scripts", 32),
        ("a,binance,2026-02-01T16:25:00Z,B,up,1,,,,,", "unknown-value", 34),
        ("a,binance,2026-02-01T16:25:00Z,B,long,0,,,,,", "not-positive", 39),
        ("a,binance,2026-02-01T16:25:00Z,B,long,1e999999,,,,,", "number-too-long", 39),
        ("a,binance,2026-02-01T16:25:00Z,B,long,,,,,,", "missing-key", 39),
        ("a,kraken,2026-02-01T16:25:00Z,B,long,1,,,,,", "unknown-value", 3),
        ("a,binance,2026-02-01T16:25:00,B,long,1,,,,,", "instant-without-zone", 11),
        ("desk-1,bybit,,ETHUSDT,long,1,,,,,", "csv-account-disagrees", 8),
        ("desk-1,,,BTCUSDT,long,1,cross,,,,", "duplicate-position", 1),
        ("a,b", "csv-wrong-cell-count", 1),
    ])
    func pointsAtTheCellThatIsWrong(line: String, id: String, column: Int) throws {
        let error = try #require(throws: Diagnostics.self) { try read([Self.first, line]) }
        let place = SourceLocation(file: "a.csv", line: 3, column: column)
        #expect(error.all.contains { $0.id == id && $0.location == place })
    }

    @Test func readsAGermanSpreadsheet() throws {
        let text = """
            Side;Quantity;Account;Venue;As Of;Symbol;margin_mode;ENTRYPRICE;Mark Price
            long;0,5;desk-9;binance;1769963100000;BTCUSDT;isolated;92000,5;87959,907984
            short;3;desk-9;;;ETHUSDT;cross;3000;2900
            """
        let read = try accounts(text)
        let account = try #require(read.accounts.first)
        #expect(account.asOf.description == "2026-02-01T16:25:00Z")
        #expect(account.positions.map(\.quantity.description) == ["0.5", "3"])
        #expect(account.positions[0].markPrice?.description == "87959.907984")
        #expect(read.warnings.isEmpty)
    }

    @Test func boundsThePositionsOfAnAccount() throws {
        let rows = (0..<5_000).map { "desk-1,,,SYM\($0)USDT,long,1,cross,,,," }
        let error = try #require(throws: Diagnostics.self) { try read([Self.first] + rows) }
        let first = try #require(error.all.first { $0.id == "too-many-positions" })
        #expect(first.location.line == 1_002)
    }

    @Test func namesTheNearestColumnAndTheMissingOnes() throws {
        let error = try #require(throws: Diagnostics.self) {
            try AccountCSVReader().read(Array("account,venue,simbol\n".utf8), file: "a.csv")
        }
        #expect(error.all.contains { $0.id == "missing-key" })
        let unknown = try #require(error.all.first { $0.id == "unknown-key" })
        #expect(unknown.hint?.contains("'symbol'") == true)
    }

    private func read(
        _ lines: [String]
    ) throws -> (accounts: [Account], warnings: [Diagnostic]) {
        try accounts(([Self.header] + lines).joined(separator: "\n"))
    }

    /// - Throws: What is wrong with any of them.
    private func accounts(
        _ text: String
    ) throws(Diagnostics) -> (accounts: [Account], warnings: [Diagnostic]) {
        try AccountSource.read(Array(text.utf8), file: "a.csv")
    }
}
