import MarginModel
import Testing

@testable import ContentIngest

struct SheetResponseTests {
    private static let brackets = """
        {"asOf":"2026-11-20","source":"desk","response":[{"symbol":"AAAUSDT","brackets":[
          {"bracket":1,"initialLeverage":50,"notionalCap":1000,"notionalFloor":0,"maintMarginRatio":0.01,"cum":0.0},
          {"bracket":2,"initialLeverage":20,"notionalCap":5000,"notionalFloor":1000,"maintMarginRatio":0.02,"cum":10.0}]},
          {"symbol":"AAAUSD_PERP","brackets":[
          {"bracket":1,"initialLeverage":20,"qtyCap":50,"qtylFloor":0,"maintMarginRatio":0.02,"cum":0}]}]}
        """
    private static let exchangeInfo = """
        {"serverTime":1763596800000,"exchangeFilters":[],"symbols":[{"symbol":"AAAUSDT","baseAsset":"AAA","quoteAsset":"USDT","marginAsset":"USDT","liquidationFee":"0.0125","filters":[
          {"filterType":"PRICE_FILTER","tickSize":"0.10"},{"filterType":"LOT_SIZE","stepSize":"0.001","minQty":"0.002"},{"filterType":"MIN_NOTIONAL","notional":"5"},{"filterType":"MARKET_LOT_SIZE","maxQty":"120"}]}]}
        """

    private static func riskLimits(factor: Int) -> String {
        func rate(_ permille: Int) -> String {
            Decimal(significand: Int128(permille * factor), scale: 3).description
        }
        return """
            {"retCode":0,"retMsg":"OK","result":{"category":"linear","list":[
              {"id":2,"symbol":"AAAUSDT","riskLimitValue":"5000","maintenanceMargin":"\(rate(20))","initialMargin":"\(rate(50))","maxLeverage":"20.00","mmDeduction":"10"},
              {"id":1,"symbol":"AAAUSDT","riskLimitValue":"1000","maintenanceMargin":"\(rate(10))","initialMargin":"\(rate(20))","maxLeverage":"50.00","mmDeduction":""}]},"time":1763596800000}
            """
    }

    private static let instrumentsInfo = """
        {"retCode":0,"result":{"category":"linear","list":[{"symbol":"AAAUSDT","baseCoin":"AAA","quoteCoin":"USDT","settleCoin":"USDT","priceFilter":{"tickSize":"0.5"},"lotSizeFilter":{"qtyStep":"0.01","minOrderQty":"0.02","minNotionalValue":"5","maxMktOrderQty":"80"},"fundingInterval":480}]},"time":1763596800000}
        """
    private static let positionTiers = """
        {"asOf":"2026-11-20","response":{"code":"0","data":[
          {"instFamily":"AAA-USDT","instId":"","tier":"1","minSz":"0","maxSz":"10","mmr":"0.01","imr":"0.02","maxLever":"50"},
          {"instFamily":"AAA-USDT","instId":"","tier":"2","minSz":"11","maxSz":"20","mmr":"0.02","imr":"0.05","maxLever":"20"}]}}
        """
    private static let instruments = """
        {"asOf":"2026-11-20","response":{"code":"0","data":[
          {"instId":"AAA-USDT-SWAP","ctVal":"0.1","ctMult":"1","ctType":"linear","settleCcy":"USDT","tickSz":"0.01","lotSz":"1","minSz":"1","maxMktSz":"900"}]}}
        """

    @Test func readsBinanceBracketsAndInstruments() throws {
        let sheet = try #require(try assemble([Self.brackets, Self.exchangeInfo])[.binance])
        let linear = try #require(sheet.symbol("AAAUSDT"))
        #expect(linear.tiers.map(\.upperBound) == [1000, 5000])
        #expect(linear.tiers.map(\.maintenanceAmount) == [0, 10])
        #expect(linear.tierUnit == .quoteNotional)
        #expect(linear.settle == "USDT")
        #expect(linear.asOf == SheetDate(parsing: "2026-11-20"))
        let inverse = try #require(sheet.symbol("AAAUSD_PERP"))
        #expect(inverse.tierUnit == .baseCoin)
        #expect(inverse.contractType == .inverse)
        #expect(inverse.contractSize == 10)
        #expect(inverse.settle == "AAA")
        let instrument = try #require(sheet.instrument("AAAUSDT"))
        #expect(instrument.tickSize == Decimal("0.1"))
        #expect(instrument.quantityStep == Decimal("0.001"))
        #expect(instrument.minNotional == 5)
        #expect(instrument.maxMarketQuantity == 120)
        #expect(instrument.liquidationFeeRate == Decimal("0.0125"))
        #expect(instrument.asOf == SheetDate(parsing: "2025-11-20"))
    }

    @Test(arguments: [1, 100])
    func readsBybitRatesAsFractionsOrPercentByEvidence(factor: Int) throws {
        let texts = [Self.riskLimits(factor: factor), Self.instrumentsInfo]
        let sheet = try #require(try assemble(texts)[.bybit])
        let symbol = try #require(sheet.symbol("AAAUSDT"))
        #expect(symbol.tiers.map(\.number) == [1, 2])
        #expect(symbol.tiers.map(\.lowerBound) == [0, 1000])
        #expect(symbol.tiers.map(\.maintenanceMarginRate) == [Decimal("0.01"), Decimal("0.02")])
        #expect(symbol.tiers.map(\.initialMarginRate) == [Decimal("0.02"), Decimal("0.05")])
        #expect(symbol.tiers.map(\.maintenanceAmount) == [0, 10])
        #expect(sheet.instrument("AAAUSDT")?.fundingIntervalHours == 8)
    }

    @Test func readsOKXTiersInContracts() throws {
        let sheet = try #require(try assemble([Self.positionTiers, Self.instruments])[.okx])
        let symbol = try #require(sheet.symbol("AAA-USDT-SWAP"))
        #expect(symbol.contractSize == Decimal("0.1"))
        #expect(symbol.tierRule == .wholePositionRate)
        // The second tier starts where the first one ends.
        #expect(symbol.tiers.map(\.lowerBound) == [0, 10])
    }

    private static let ratios = """
        {"retCode":0,"result":{"list":[{"currency":"AAA","collateralRatioList":[
          {"minQty":"0","maxQty":"100","collateralRatio":"0.9"},
          {"minQty":"100","maxQty":"","collateralRatio":"0"}]}]},"time":1763596800000}
        """
    private static let discounts = """
        {"asOf":"2026-11-20","response":{"code":"0","data":[{"ccy":"AAA","amt":"0","minDiscountRate":"0",
          "details":[{"tier":"1","minAmt":"0","maxAmt":"20","discountRate":"0.98"},
                     {"tier":"2","minAmt":"20","maxAmt":"","discountRate":"0.5"}]}]}}
        """

    @Test func readsWhatShareOfAnAssetCounts() throws {
        let sheets = try assemble([Self.ratios, Self.discounts])
        let bybit = try #require(sheets[.bybit]?.collateral.first)
        #expect(bybit.asset == "AAA" && bybit.asOf == SheetDate(parsing: "2025-11-20"))
        #expect(bybit.tiers.map(\.upperBound) == [100, nil])
        #expect(bybit.tiers.map(\.rate) == [Decimal("0.9"), 0])
        let okx = try #require(sheets[.okx]?.collateral.first)
        #expect(okx.tiers.map(\.upperBound) == [20, nil])
        #expect(okx.tiers.map(\.rate) == [Decimal("0.98"), Decimal("0.5")])
        let older = Self.discounts.replacing("\"details\"", with: "\"discountInfo\"")
        #expect(try assemble([older])[.okx]?.collateral == [okx])
    }

    /// An answer without tiers takes away none, and two of a day that differ are not told apart by their order.
    @Test func anEmptyLadderIsToldAndTwoThatDifferAreRefused() throws {
        func part(_ text: String) throws -> VenueSheetPart {
            try VenueSheetReader().readPart(Array(text.utf8), file: "s.json").part
        }
        let empty = #"{"asOf":"2026-11-21","response":[{"symbol":"AAAUSDT","brackets":[]}]}"#
        let kept = VenueSheetAssembler.assemble([try part(Self.brackets), try part(empty)])
        #expect(kept.sheets[.binance]?.symbol("AAAUSDT")?.tiers.count == 2)
        #expect(kept.problems.map(\.id) == ["tiers-absent"])
        let other = Self.brackets.replacing("\"notionalCap\":5000", with: "\"notionalCap\":6000")
        let twice = VenueSheetAssembler.assemble([try part(Self.brackets), try part(other)])
        #expect(twice.problems.map(\.id) == ["duplicate-symbol"])
        let same = VenueSheetAssembler.assemble([try part(Self.brackets), try part(Self.brackets)])
        #expect(same.problems.isEmpty)
    }

    @Test func datesAnAnswerThatSaysNoDay() throws {
        let bare =
            #"[{"symbol":"AAAUSDT","brackets":[{"bracket":1,"initialLeverage":50,"#
            + #""notionalCap":1000,"notionalFloor":0,"maintMarginRatio":0.01,"cum":0.0}]}]"#
        let instant = try Instant(parsing: "2026-11-20T08:00:00Z")
        let given = try VenueSheetReader().readPart(Array(bare.utf8), file: "s", asOf: instant).part
        #expect(given.isDatedByOption)
        #expect(given.ladders.first?.asOf == SheetDate(parsing: "2026-11-20"))
        let dated = try VenueSheetReader().readPart(
            Array(Self.riskLimits(factor: 1).utf8), file: "s", asOf: instant
        ).part
        #expect(!dated.isDatedByOption)
        #expect(dated.ladders.first?.asOf == SheetDate(parsing: "2025-11-20"))
    }

    @Test func putsAnAnswerOverASheetOfOurs() throws {
        let wide = Self.brackets.replacing("\"notionalCap\":1000", with: "\"notionalCap\":2000")
            .replacing("\"notionalFloor\":1000", with: "\"notionalFloor\":2000")
            .replacing("\"cum\":10.0", with: "\"cum\":20.0")
        let sheet = try #require(try assemble([SheetSample.progressive, wide])[.binance])
        #expect(sheet.symbol("AAAUSDT")?.tiers.first?.upperBound == 2000)
        #expect(sheet.symbols.count == 2)
        #expect(sheet.fees.count == 1)
        #expect(sheet.collateral.count == 1)
    }

    @Test(arguments: [
        (brackets.replacing("\"asOf\":\"2026-11-20\",", with: ""), "missing-key"),
        ("[{\"symbol\":\"A\",\"brackets\":[]}]", "sheet-without-date"),
        (brackets.replacing("0.02,\"cum\":10", with: "2,\"cum\":10"), "out-of-range"),
        (brackets.replacing("0.02,\"cum\":10", with: "0.5,\"cum\":10"), "percent-or-fraction"),
        (
            riskLimits(factor: 1).replacing(
                "\"maxLeverage\":\"20.00\"", with: "\"maxLeverage\":\"3\""),
            "percent-or-fraction"
        ),
        (
            positionTiers.replacing("\"imr\":\"0.05\"", with: "\"imr\":\"0.5\""),
            "percent-or-fraction"
        ),
        (
            brackets.replacing("\"notionalFloor\":1000", with: "\"notionalFloor\":900"),
            "tier-not-contiguous"
        ),
        (ratios.replacing("\"minQty\":\"100\"", with: "\"minQty\":\"90\""), "collateral-tiers"),
        (discounts.replacing("\"maxAmt\":\"20\"", with: "\"maxAmt\":\"\""), "collateral-tiers"),
        ("{\"code\":\"0\",\"data\":[{\"hello\":1}]}", "sheet-unknown"), ("[]", "sheet-unknown"),
    ])
    func refuses(text: String, id: String) throws {
        let error = try #require(throws: Diagnostics.self) {
            try VenueSheetReader().readPart(Array(text.utf8), file: "s.json")
        }
        #expect(error.all.contains { $0.id == id && $0.severity == .error })
    }

    /// A venue's own answer is held to the same: its other symbols stay in use.
    @Test func usesNoTierOfAnAnswerThatContradictsItself() throws {
        let text = Self.brackets.replacing("0.02,\"cum\":10", with: "0.02,\"cum\":90")
        let (part, warnings) = try VenueSheetReader().readPart(
            Array(text.utf8), file: "s.json")
        #expect(warnings.contains { $0.id == "tier-negative-margin" })
        let sheet = VenueSheetAssembler.assemble([part]).sheets[.binance]
        #expect(sheet?.symbols.first?.contradiction != nil)
    }

    @Test func refusesTiersOfAContractThatNothingDescribes() throws {
        let part = try VenueSheetReader().readPart(Array(Self.positionTiers.utf8), file: "s.json")
        #expect(
            VenueSheetAssembler.assemble([part.part]).problems.map(\.id) == ["contract-unknown"])
    }

    @Test func refusesTwoSheetsOfOneVenue() throws {
        let part = try VenueSheetReader().readPart(
            Array(SheetSample.progressive.utf8), file: "s.json"
        ).part
        #expect(
            VenueSheetAssembler.assemble([part, part]).problems.map(\.id)
                == ["venue-duplicate-sheet"])
    }

    private func assemble(_ texts: [String]) throws -> [Venue: VenueSheet] {
        let parts = try texts.map {
            try VenueSheetReader().readPart(Array($0.utf8), file: "s.json").part
        }
        let result = VenueSheetAssembler.assemble(parts)
        #expect(result.problems.isEmpty)
        return result.sheets
    }
}
