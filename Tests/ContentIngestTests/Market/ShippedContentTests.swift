import Foundation
import MarginModel
import PageRendering
import Testing

@testable import ContentIngest

struct ShippedContentTests {
    /// The repository, from the place of this file.
    private static let root = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    @Test(arguments: [(Venue.binance, 23, 2), (.bybit, 8, 3), (.okx, 2, 3)])
    func readsTheVenueSheetWithoutAWarning(venue: Venue, symbols: Int, instruments: Int) throws {
        let (sheet, warnings) = try sheet(venue)
        #expect(warnings.isEmpty)
        #expect(sheet.venue == venue)
        #expect(sheet.symbols.count == symbols)
        #expect(sheet.instruments.count == instruments)
        #expect(sheet.symbols.allSatisfy { sheet.sources[$0.source] != nil })
        #expect(sheet.fee(for: .linear)?.takerRate.isPositive == true)
        #expect(!sheet.notes.isEmpty)
    }

    @Test func readsTheFactsOfTheSheets() throws {
        let binance = try sheet(.binance).sheet
        let bitcoin = try #require(binance.symbol("BTCUSDT"))
        #expect(bitcoin.tiers.first?.maintenanceMarginRate == Decimal("0.004"))
        #expect(bitcoin.tiers.dropFirst().first?.maintenanceAmount == 300)
        #expect(bitcoin.tierUnit == .quoteNotional)
        #expect(bitcoin.tierRule == .progressiveWithDeduction)
        #expect(bitcoin.asOf.description == "2026-09-29")
        #expect(bitcoin.isComplete)
        #expect(binance.instrument("BTCUSDT")?.tickSize == Decimal("0.1"))
        #expect(binance.fee(for: .inverse)?.makerRate == Decimal("0.0001"))

        let bybit = try sheet(.bybit).sheet
        #expect(bybit.fee(for: .linear) == bybit.fee(for: .inverse))
        #expect(bybit.fees.first?.asOf?.description == "2026-08")
        #expect(bybit.instrument("BTCUSD")?.asOf == nil)

        let okx = try sheet(.okx).sheet
        let swap = try #require(okx.symbol("BTC-USDT-SWAP"))
        #expect(swap.tierUnit == .contracts)
        #expect(swap.tierRule == .wholePositionRate)
        #expect(swap.contractSize == Decimal("0.01"))
        #expect(swap.tiers.first?.upperBound == 1_000)
        #expect(!swap.isComplete)
        #expect(okx.symbol("ETH-USDT-SWAP")?.isComplete == true)
        #expect(okx.fee(for: .inverse) != nil)
    }

    @Test func readsTheSnapshotAndWritesTheSameBytes() throws {
        let bytes = try file("snapshots/2026-02-01T16-25-00Z.json")
        let (snapshot, warnings) = try SnapshotReader().read(bytes, file: "snapshot.json")
        #expect(warnings.isEmpty)
        #expect(snapshot.asOf.fileNameForm == "2026-02-01T16-25-00Z")
        #expect(snapshot.quotes.map(\.asset) == AssetName.known.prefix(15).map(\.slug))
        #expect(snapshot.quote(for: "BTC")?.price == Decimal("87959.907984"))
        #expect(snapshot.quote(for: "ZEC")?.change24h == Decimal("-2.87"))
        #expect(SnapshotJSON(snapshot).bytes == bytes)
    }

    private func sheet(_ venue: Venue) throws -> (sheet: VenueSheet, warnings: [Diagnostic]) {
        let name = "venues/\(venue.rawValue).json"
        return try VenueSheetReader().read(try file(name), file: name)
    }

    private func file(_ path: String) throws -> [UInt8] {
        try [UInt8](Data(contentsOf: Self.root.appending(path: "Content/\(path)")))
    }
}
