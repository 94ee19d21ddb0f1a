import MarginModel
import Testing

@testable import MarginRules

extension RandomCure {
    func name(_ symbol: Int) -> String {
        let letter = ["A", "B", "C", "D"][symbol]
        return venue == .okx ? "\(letter)-USDT-SWAP" : "\(letter)USDT"
    }

    var account: Account {
        let positions = legs.map { leg in
            Position(
                symbol: name(leg.symbol), side: leg.isLong ? .long : .short,
                marginMode: leg.isIsolated ? .isolated : .cross, quantity: Decimal(leg.quantity),
                entryPrice: Decimal(leg.entry), markPrice: Decimal(leg.mark),
                leverage: Decimal(leg.leverage),
                isolatedWallet: leg.isIsolated && venue != .bybit ? Decimal(leg.wallet) : nil,
                extraMargin: leg.isIsolated && venue == .bybit ? 0 : nil)
        }
        var account = Account(
            id: "random", venue: venue,
            accountMode: venue == .binance
                ? .singleAsset : venue == .okx ? .futures : legs[0].isIsolated ? .isolated : .cross,
            positionMode: .hedge, asOf: exampleInstant,
            takerFeeRate: Decimal(significand: Int128(fee), scale: 4),
            collateral: [
                CollateralBalance(
                    asset: "USDT", walletBalance: Decimal(wallet),
                    collateralRate: 1, indexPrice: 1)
            ], positions: positions)
        account.funds = funds.enumerated().map { index, fund in
            AvailableFunds(
                asset: "USDT", amount: Decimal(fund.amount + fund.fee), place: "place \(index)",
                route: "transfer", confirmationSeconds: 2, fee: Decimal(fund.fee),
                isVerified: true)
        }
        return account
    }

    func calculator() throws -> MarginCalculator {
        let day = try #require(SheetDate(parsing: "2026-01-01"))
        let symbols = tiers.indices.map { symbol in
            var lower = 0
            let rows = tiers[symbol].enumerated().map { index, tier in
                defer { lower = tier.upperBound }
                return MaintenanceTier(
                    number: index + 1, lowerBound: Decimal(lower),
                    upperBound: Decimal(tier.upperBound),
                    maintenanceMarginRate: Decimal(
                        significand: Int128(tier.perMille), scale: 3),
                    maintenanceAmount: Decimal(significand: Int128(tier.amount), scale: 3))
            }
            return SymbolSheet(
                symbol: name(symbol), base: "A", quote: "USDT", settle: "USDT",
                contractType: .linear, contractSize: 1,
                tierUnit: venue == .okx ? .contracts : .quoteNotional,
                tierRule: venue == .okx ? .wholePositionRate : .progressiveWithDeduction,
                asOf: day, source: "random", isComplete: true, tiers: rows)
        }
        let instruments = tiers.indices.map { symbol in
            Instrument(
                symbol: name(symbol), tickSize: 1, quantityStep: Decimal(steps[symbol]),
                minQuantity: Decimal(fewest[symbol]), minNotional: nil, asOf: day,
                source: "random")
        }
        return MarginCalculator(
            .example(
                sheet: VenueSheet(
                    venue: venue, fees: [], symbols: symbols, instruments: instruments)))
    }
}
