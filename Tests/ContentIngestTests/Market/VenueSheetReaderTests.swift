import ContentIngest
import MarginModel
import Testing

struct BrokenSheet: Sendable, CustomStringConvertible {
    let old: String
    let new: String
    let id: String
    let line: Int
    let column: Int

    init(_ old: String, _ new: String, _ id: String, _ line: Int, _ column: Int) {
        (self.old, self.new, self.id, self.line, self.column) = (old, new, id, line, column)
    }

    var description: String { "\(old) → \(new)" }
}

struct VenueSheetReaderTests {
    @Test func readsASheet() throws {
        let (sheet, warnings) = try read(SheetSample.progressive)
        #expect(warnings.isEmpty)
        #expect(sheet.sources == ["desk": "typed by hand"])
        #expect(sheet.notes == ["one"])
        #expect(sheet.symbol("AAAUSDT")?.tiers.map(\.number) == [1, 2, 3])
        #expect(sheet.symbol("AAAUSDT")?.asOf.day == nil)
        #expect(sheet.fee(for: .linear)?.makerRate == nil)
        #expect(sheet.fee(for: .inverse) == nil)
        #expect(sheet.instrument("AAAUSDT")?.tickSize == Decimal("0.1"))
        #expect(sheet.instrument("AAAUSDT")?.quantityStep == nil)
        #expect(sheet.collateral.map { $0.tiers.map(\.rate) } == [[try #require(Decimal("0.95"))]])
    }

    @Test func readsCollateralRatesByAmount() throws {
        let tiers = """
            "tiers": [{"upTo": "10", "collateralRate": "0.98"}, {"collateralRate": "0.9"}]
            """
        let text = SheetSample.progressive.replacing("\"collateralRate\": \"0.95\"", with: tiers)
        let rate = try #require(try read(text).sheet.collateral.first)
        #expect(rate.tiers.map(\.upperBound) == [10, nil])
        #expect(rate.tiers.map { "\($0.rate)" } == ["0.98", "0.9"])
    }

    @Test(arguments: [
        "[]", "[{\"collateralRate\": \"0.9\"}, {\"upTo\": \"10\", \"collateralRate\": \"0.8\"}]",
        "[{\"upTo\": \"10\", \"collateralRate\": \"0.8\"}, {\"collateralRate\": \"0.9\"}]",
        "[{\"upTo\": \"10\", \"collateralRate\": \"0.8\"}, {\"upTo\": \"9\", \"collateralRate\": \"0\"}]",
    ])
    func refusesCollateralTiersOutOfOrder(tiers: String) throws {
        let text = SheetSample.progressive.replacing(
            "\"collateralRate\": \"0.95\"", with: "\"tiers\": \(tiers)")
        let error = try #require(throws: Diagnostics.self) { try read(text) }
        #expect(error.all.map(\.id) == ["collateral-tiers"])
        #expect(error.all.map(\.location.line) == [14])
    }

    @Test func readsTiersInContractsWithoutADeduction() throws {
        let (sheet, warnings) = try read(SheetSample.wholeRate)
        #expect(warnings.isEmpty)
        let tiers = try #require(sheet.symbol("AAA-USD-SWAP")?.tiers)
        #expect(tiers.map(\.upperBound) == [10, 20])
        #expect(tiers.allSatisfy { $0.maintenanceAmount.isZero })
    }

    @Test(arguments: [
        BrokenSheet("\"schemaVersion\": 1", "\"schemaVersion\": 2", "wrong-schema", 1, 20),
        BrokenSheet("\"binance\"", "\"kraken\"", "unknown-value", 1, 35),
        BrokenSheet("\"linear\", \"tier\"", "\"spot\", \"tier\"", "unknown-value", 4, 30),
        BrokenSheet("\"0.0005\"", "\"0.05%\"", "not-a-number", 4, 65),
        BrokenSheet("\"0.0005\"", "\"5\"", "out-of-range", 4, 65),
        BrokenSheet("\"symbol\": \"AAAUSDT\", \"base\"", "\"base\"", "missing-key", 5, 15),
        BrokenSheet(
            "\"symbol\": \"AAAUSDT\", \"base\"",
            "\"exchange\": \"okx\", \"symbol\": \"AAAUSDT\", \"base\"", "wrong-venue", 5, 29),
        BrokenSheet("\"2026-09\"", "\"2026\"", "not-a-date", 7, 55),
        BrokenSheet("\"quote-notional\"", "\"coins\"", "unknown-value", 6, 64),
        BrokenSheet("\"tier\": 2", "\"tier\": 3", "tier-out-of-order", 10, 1),
        BrokenSheet("\"tier\": 2", "\"tier\": 2.5", "not-a-whole-number", 10, 11),
        BrokenSheet(
            "\"minNotional\": \"1000\"", "\"minNotional\": \"1001\"", "tier-not-contiguous", 10, 1),
        BrokenSheet(
            "\"maxNotional\": \"9000\"", "\"maxNotional\": \"5000\"", "tier-not-rising", 11, 1),
        BrokenSheet("\"minNotional\": \"0\"", "\"minNotional\": \"1\"", "tier-not-from-zero", 9, 1),
        BrokenSheet("\"0.02\"", "\"2\"", "out-of-range", 10, 85),
        BrokenSheet("\"0.02\"", "\"-0.02\"", "out-of-range", 10, 85),
        BrokenSheet(", \"maintenanceAmount\": \"160\"", "", "missing-key", 11, 1),
        BrokenSheet("\"tickSize\": \"0.1\"", "\"tickSize\": 0", "not-positive", 13, 54),
        BrokenSheet("\"0.95\"", "\"95\"", "out-of-range", 14, 54),
    ])
    func pointsAtWhatIsWrong(broken: BrokenSheet) throws {
        let error = try #require(throws: Diagnostics.self) {
            try read(try change(SheetSample.progressive, broken))
        }
        let found = error.all.filter { $0.severity == .error }
        #expect(found.map(\.id) == [broken.id])
        #expect(found.map(\.location) == [place(broken)])
    }

    @Test func reportsAFirstTierThatDeducts() throws {
        let text = SheetSample.progressive
            .replacing("\"maintenanceAmount\": \"0\"", with: "\"maintenanceAmount\": \"1\"")
            .replacing("\"maintenanceAmount\": \"10\"", with: "\"maintenanceAmount\": \"11\"")
            .replacing("\"maintenanceAmount\": \"160\"", with: "\"maintenanceAmount\": \"161\"")
        let error = try #require(throws: Diagnostics.self) { try read(text) }
        #expect(error.all.map(\.id) == ["tier-first-deduction"])
    }

    @Test(arguments: [
        BrokenSheet("\"20\"", "\"10\"", "tier-not-rising", 8, 1),
        BrokenSheet("\"minSize\": \"0\"", "\"minNotional\": \"0\"", "missing-key", 7, 1),
        BrokenSheet(
            "\"0.02\"", "\"0.02\", \"maintenanceAmount\": \"5\"", "tier-unexpected-deduction", 8, 1),
    ])
    func pointsAtWhatIsWrongWithContracts(broken: BrokenSheet) throws {
        let text = SheetSample.wholeRate.replacing("\"minNotional\": null, ", with: "")
        let error = try #require(throws: Diagnostics.self) { try read(try change(text, broken)) }
        #expect(error.all.map(\.id) == [broken.id])
        #expect(error.all.map(\.location) == [place(broken)])
    }

    @Test(arguments: [
        BrokenSheet("\"160\"", "\"161\"", "tier-discontinuous", 11, 1),
        BrokenSheet(
            "\"asOf\": \"2026-09\", \"source\": \"desk\"",
            "\"asOf\": \"2026-09\", \"source\": \"lost\"", "unknown-source", 7, 76),
        BrokenSheet("\"notes\"", "\"note\"", "unknown-key", 3, 3),
    ])
    func warnsOf(broken: BrokenSheet) throws {
        let (_, warnings) = try read(try change(SheetSample.progressive, broken))
        #expect(warnings.map(\.id) == [broken.id])
        #expect(warnings.map(\.location) == [place(broken)])
    }

    /// What a venue rounds off a deduction is no contradiction: the tiers stay in use.
    @Test func bearsARoundedDeduction() throws {
        let rounded = SheetSample.progressive.replacing("\"160\"", with: "\"160.01\"")
        let (sheet, warnings) = try read(rounded)
        #expect(warnings.map(\.id) == ["tier-discontinuous"])
        #expect(sheet.symbol("AAAUSDT")?.contradiction == nil)
    }

    @Test(arguments: [
        BrokenSheet("\"160\"", "\"161\"", "tier-discontinuous", 11, 1),
        BrokenSheet("\"160\"", "\"300\"", "tier-negative-margin", 11, 1),
        BrokenSheet("\"0.05\"", "\"0.015\"", "tier-rate-falls", 11, 1),
        BrokenSheet("\"0.05\"", "\"1\"", "tier-rate", 11, 1),
    ])
    func usesNoTierOfALadderThatContradictsItself(broken: BrokenSheet) throws {
        let (sheet, warnings) = try read(try change(SheetSample.progressive, broken))
        #expect(warnings.contains { $0.id == broken.id && $0.location == place(broken) })
        let contradiction = try #require(sheet.symbol("AAAUSDT")?.contradiction)
        #expect(contradiction.contains("s.json:11:1"))
    }

    @Test func usesNoTierWhereAWholeRateFalls() throws {
        let text = SheetSample.wholeRate.replacing("\"0.02\"", with: "\"0.005\"")
        let (sheet, warnings) = try read(text)
        #expect(warnings.map(\.id) == ["tier-rate-falls"])
        #expect(sheet.symbol("AAA-USD-SWAP")?.contradiction != nil)
    }

    @Test func warnsOfALadderTooLargeToCheck() throws {
        let huge = "1" + String(repeating: "0", count: 37)
        let text = SheetSample.progressive
            .replacing("\"9000\"", with: "\"\(huge)1\"")
            .replacing("\"160\"", with: "\"0.\(String(repeating: "1", count: 38))\"")
        #expect(try read(text).warnings.map(\.id) == ["tier-discontinuous"])
    }

    @Test func doesNotCompareAcrossATierThatCannotBeRead() throws {
        let text = SheetSample.progressive.replacing("\"1000\", \"maxN", with: "\"?\", \"maxN")
        let error = try #require(throws: Diagnostics.self) { try read(text) }
        #expect(error.all.map(\.id) == ["not-a-number"])
    }

    @Test func reportsASymbolThatStandsTwice() throws {
        let instrument = "{ \"symbol\": \"AAAUSDT\", \"source\": \"desk\" }"
        let text = SheetSample.progressive.replacing(
            "\"instruments\": [", with: "\"instruments\": [\(instrument),\n")
        let error = try #require(throws: Diagnostics.self) { try read(text) }
        #expect(error.all.map(\.id) == ["duplicate-symbol"])
        #expect(error.all.map(\.location.line) == [14])
    }

    private func read(_ text: String) throws -> (sheet: VenueSheet, warnings: [Diagnostic]) {
        try VenueSheetReader().read(Array(text.utf8), file: "s.json")
    }

    private func change(_ text: String, _ broken: BrokenSheet) throws -> String {
        let range = try #require(text.firstRange(of: broken.old), "\(broken.old) is in the sample")
        return String(text[..<range.lowerBound]) + broken.new + String(text[range.upperBound...])
    }

    private func place(_ broken: BrokenSheet) -> MarginModel.SourceLocation {
        MarginModel.SourceLocation(file: "s.json", line: broken.line, column: broken.column)
    }
}
