import ContentIngest
import MarginModel
import Testing

struct AccountReaderTests {
    @Test func readsEveryFieldOfACompleteAccount() throws {
        let (account, warnings) = try read(AccountSample.complete)
        #expect(warnings.isEmpty)
        #expect(account.id == "desk-0042")
        #expect(account.label == "Swing book")
        #expect(account.venue == .binance)
        #expect(account.environment == .testnet)
        #expect(account.accountMode == .multiAsset)
        #expect(account.positionMode == .hedge)
        #expect(account.asOf.description == "2026-02-01T16:25:00Z")
        #expect(account.isFictional)
        #expect(account.marginModel == .legacyEntryValue)
        #expect(account.takerFeeRate == Decimal("0.0004"))
        #expect(
            account.collateral == [
                CollateralBalance(
                    asset: "USDT", walletBalance: Decimal("25500.5"),
                    collateralRate: Decimal("0.99"), indexPrice: 1)
            ])
        #expect(
            account.borrowed == [
                Borrowing(
                    asset: "USDC", amount: 10, indexPrice: Decimal("0.9998"),
                    initialMarginRate: Decimal("0.1"), maintenanceMarginRate: Decimal("0.04"))
            ])
        #expect(account.creditLine == CreditLine(aprPercent: try decimal("21.5"), limit: 10_000))
        #expect(
            account.averagingDown
                == AveragingDownEvidence(onChainAccumulation: true, multiTimeframeAlignment: false))
        #expect(
            account.policy
                == PolicyOverrides([
                    .targetRatio: try decimal("0.4"),
                    .targetDistancePercent: try decimal("2.5"), .stopPercentNear: 2,
                    .stopPercentFar: 6,
                    .watchDistancePercent: 4,
                ]))
        #expect(
            account.reported
                == ReportedFigures(
                    notional: 5, initialMargin: 1, maintenanceMargin: 2,
                    marginRatio: Decimal("0.5"), uniMMR: 3, equity: 4, walletBalance: 6,
                    availableBalance: 7, breakEvenPrice: 8, bankruptcyPrice: 9))
    }

    @Test(arguments: [
        ("\"1\", \"callDistancePercent\": \"2\"", "policy-bounds"),
        ("\"-1\"", "negative"),
    ])
    func refusesBoundsThatContradictThemselves(written: String, id: String) throws {
        let text = AccountSample.complete.replacing(
            "\"watchDistancePercent\": \"4\"", with: "\"watchDistancePercent\": " + written)
        let error = try #require(throws: Diagnostics.self) { try read(text) }
        #expect(error.all.map(\.id) == [id])
    }

    @Test func readsEveryFieldOfAPosition() throws {
        let (account, _) = try read(AccountSample.complete)
        let long = Position(
            symbol: "BTCUSDT", contractType: .inverse, side: .long, marginMode: .isolated,
            quantity: 3, expectedQuantity: Decimal("3.5"), contractSize: 100, entryPrice: 92_000,
            markPrice: Decimal("87959.907984"), leverage: 20, isolatedWallet: 0,
            extraMargin: 0, autoAddMargin: true, fundingRate: Decimal("-0.0001"),
            fundingIntervalHours: 8,
            nextFundingAt: Instant(year: 2026, month: 2, day: 2),
            realized: RealizedFigures(
                pnl: 7, fees: Decimal("-1.25"), funding: Decimal("0.5")),
            reported: ReportedFigures(
                unrealizedPnl: Decimal("-12.5"), liquidationPrice: 81_000))
        let short = Position(
            symbol: "BTCUSDT", side: .short, marginMode: .cross, quantity: try decimal("0.25"),
            entryPrice: nil, markPrice: nil)
        #expect(account.positions == [long, short])
    }

    @Test func readsWhatRestsAtTheVenueAndWhatHappened() throws {
        let (account, _) = try read(AccountSample.complete)
        #expect(
            account.openOrders == [
                OpenOrder(
                    symbol: "BTCUSDT", side: .long, quantity: 1, price: 80_000, reduceOnly: true,
                    marginMode: .isolated, initialMargin: 40, maintenanceMargin: 3, orderLoss: 0,
                    fee: Decimal("0.5"))
            ])
        #expect(
            account.stops == [
                StopOrder(
                    symbol: "BTCUSDT", side: .long, quantity: 1, triggerPrice: 84_000,
                    priceType: .last)
            ])
        let widened = try #require(Instant(year: 2026, month: 1, day: 31, hour: 9))
        #expect(
            account.trailingStops == [
                TrailingStop(
                    symbol: "BTCUSDT", side: .short, callbackPercent: 2,
                    history: [.init(at: widened, callbackPercent: try decimal("1.5"))])
            ])
        #expect(
            account.funds == [
                AvailableFunds(
                    asset: "USDT", amount: 5_000, place: "spot wallet", route: "internal transfer",
                    confirmationSeconds: 2, fee: 0, isVerified: true)
            ])
        #expect(
            account.deposits == [
                Deposit(
                    asset: "USDT", amount: 500,
                    sentAt: Instant(year: 2026, month: 2, day: 1, hour: 16, minute: 20),
                    status: .pending, reference: "0xab")
            ])
        #expect(account.liquidations.map(\.at.description) == ["2026-01-30T02:11:09.500Z"])
        #expect(account.liquidations.first?.price == 61_200)
        #expect(account.liquidations.first?.quantity == Decimal("0.4"))
        #expect(account.positions.map(\.expectedQuantity) == [Decimal("3.5"), nil])
        let paidAt = try #require(Instant(year: 2026, month: 2, day: 1, hour: 8))
        #expect(
            account.fundingPayments == [
                FundingPayment(
                    symbol: "BTCUSDT", amount: try decimal("-8.8"), asset: "USDT", at: paidAt)
            ])
        // The driver moves with itself.
        #expect(account.betas?.values == ["BTC": 1, "ETH": try decimal("1.25")])
    }

    @Test(arguments: [
        (Venue.binance, AccountMode.singleAsset), (.bybit, .cross), (.okx, .futures),
    ])
    func takesTheDefaultsOfTheVenue(venue: Venue, mode: AccountMode) throws {
        let text = AccountSample.smallest.replacing("okx", with: venue.rawValue)
        let (account, warnings) = try read(text)
        let asOf = try #require(Instant(year: 2026, month: 2, day: 1, hour: 16, minute: 25))
        #expect(account == Account(id: "a", venue: venue, accountMode: mode, asOf: asOf))
        #expect(warnings.isEmpty)
    }

    @Test(arguments: ["null", "\"\""])
    func takesNullAndTheEmptyTextForAbsent(nothing: String) throws {
        let keys = [
            "label", "environment", "accountMode", "positionMode", "fictional", "marginModel",
            "takerFeeRate", "collateral", "positions", "unmodelled", "openOrders", "stops",
            "trailingStops", "borrowed", "funds", "deposits", "liquidations", "fundingPayments",
            "creditLine",
            "averagingDown", "betas", "policy", "report", "reported",
        ]
        let members = keys.map { ",\"\($0)\":\(nothing)" }.joined()
        let (account, warnings) = try read(AccountSample.smallest.dropLast() + members + "}")
        #expect(try account == read(AccountSample.smallest).account)
        #expect(warnings.isEmpty)
    }

    @Test func reportsAnAssetThatHasTwoBetas() throws {
        let betas = """
            ,"betas":{"driver":"BTC","values":[{"asset":"ETH","beta":1},{"asset":"ETH","beta":2}]}}
            """
        let error = try #require(throws: Diagnostics.self) {
            try read(AccountSample.smallest.dropLast() + betas)
        }
        #expect(error.all.map(\.id) == ["duplicate-asset"])
        #expect(error.all.map(\.location.column) == [155])
    }

    @Test func readsWhatNoRuleCovers() throws {
        let held = """
            ,"unmodelled":[{"symbol":"BTC-USD-260327-90000-C","kind":"OPTION","marginMode":"isolated","settleAsset":"BTC","place":"p.json:2:1"},{"symbol":"X","kind":"MARGIN","marginMode":"cross"}]}
            """
        let (account, warnings) = try read(AccountSample.smallest.dropLast() + held)
        #expect(warnings.isEmpty)
        #expect(
            account.unmodelled == [
                UnmodelledHolding(
                    symbol: "BTC-USD-260327-90000-C", kind: "OPTION", marginMode: .isolated,
                    settleAsset: "BTC", place: "p.json:2:1"),
                UnmodelledHolding(symbol: "X", kind: "MARGIN", marginMode: .cross),
            ])
    }

    @Test func countsPlacesFromTheGivenLine() throws {
        let error = try #require(throws: Diagnostics.self) {
            try AccountReader().read(
                Array("[".utf8), file: "-", at: SourceLocation(file: "-", line: 7))
        }
        #expect(error.all.map(\.location) == [SourceLocation(file: "-", line: 7, column: 2)])
    }

    private func read(_ text: String) throws -> (account: Account, warnings: [Diagnostic]) {
        try AccountReader().read(Array(text.utf8), file: "account.json")
    }

    private func decimal(_ text: String) throws -> Decimal { try #require(Decimal(text)) }

    /// What cannot be shown costs its characters, not the account.
    @Test(arguments: [
        (#"Desk\n7"#, "Desk 7"), (#"=SUM(A1)"#, "SUM(A1)"), (#"a\u0007b"#, "a b"),
        (#"a\u202eb"#, "a b"),
        (#"Müller & Söhne"#, "Müller & Söhne"), (#"\u0000"#, nil),
    ])
    func aLabelIsShownWithoutWhatCannotBeShown(given: String, shown: String?) throws {
        let text = AccountSample.smallest.replacing(
            "{", with: "{\"label\": \"\(given)\",", maxReplacements: 1)
        let read = try AccountReader().read(Array(text.utf8), file: "f")
        #expect(read.account.label == shown)
        #expect(read.warnings.map(\.id) == (shown == given ? [] : ["label-changed"]))
    }

    /// A misspelt list is no empty one.
    @Test(arguments: [("positions", 0), ("position", 1), ("Positions", 1)])
    func anAccountWithoutAListOfPositionsIsNotFlat(key: String, absent: Int) throws {
        let text = """
            {"schema": "marginalia/account/1", "id": "a", "venue": "binance", "accountMode": "single-asset",
             "asOf": "2026-02-01T16:25:00Z", "\(key)": []}
            """
        let account = try AccountReader().read(Array(text.utf8), file: "a.json").account
        #expect(account.unmodelled.map(\.symbol) == [String](repeating: "positions", count: absent))
        #expect(account.unmodelled.allSatisfy { $0.kind == UnmodelledHolding.notGiven })
    }
}
