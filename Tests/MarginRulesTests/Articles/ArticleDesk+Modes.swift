import MarginModel
import Testing

@testable import MarginRules

extension ArticleDesk {
    func marginRatio() throws -> [ArticleFigure] {
        func long(_ venue: Venue, _ symbol: String, _ quantity: String) throws -> Assessment {
            let position = try Sample.position(
                symbol, .long, quantity, entry: "88000", mark: "84000")
            return try assess(venue, "25000", [position])
        }
        func swap(_ contracts: String) throws -> Assessment {
            let position = try Sample.position(
                "BTC-USDT-SWAP", .long, contracts, entry: "84000", mark: "84000")
            return try assess(.okx, "100000", [position])
        }
        let binance = try long(.binance, "BTCUSDT", "5")
        let bybit = try long(.bybit, "BTCUSDT", "5")
        let okx = try long(.okx, "BTC-USDT-SWAP", "500")
        let fee = try #require(bybit.positions[0].feeToClose)
        return [
            ArticleFigure("0.005 − 300 = # |", 0, try binance.maintenance()),
            ArticleFigure("2,100 + # = # |", 2, fee, try bybit.maintenance()),
            ArticleFigure("| Native ratio | # % |", 0, try binance.percent()),
            ArticleFigure("| 36 % | # % |", 3, try bybit.percent()),
            ArticleFigure("46.598 % | # % |", 2, try okx.percent()),
            ArticleFigure(
                "| Liquidation price | # | # | # |", 2, try binance.price(), try bybit.price(),
                try okx.price()),
            ArticleFigure("worth 840,000 and need #;", 0, try swap("1000").maintenance()),
            ArticleFigure("worth 840,840 and need #.", 2, try swap("1001").maintenance()),
        ]
    }

    func isolatedAndCross() throws -> [ArticleFigure] {
        let alone = try isolated("3000")
        let cross = try bitcoin("10000", "1")
        let both = try assess(
            .binance, "10000",
            [
                Sample.position("BTCUSDT", .long, "1", entry: "60000", mark: "60000"),
                Sample.position("ETHUSDT", .long, "20", entry: "3000", mark: "2900"),
            ])
        let more = try isolated("5000")
        return [
            ArticleFigure("so # USDT.", 0, try alone.maintenance()),
            ArticleFigure(
                "| Margin ratio now | # % | # % |", 1, try alone.percent(), try cross.percent()),
            ArticleFigure(
                "| Liquidation price | # | # |", 2, try alone.price(), try cross.price()),
            ArticleFigure("| Distance | # % | # % |", 2, try alone.fall(), try cross.fall()),
            ArticleFigure("needs # USDT of maintenance margin", 0, try both.maintenance(1)),
            ArticleFigure(
                "is now #. It has come # nearer", 2, try both.price(),
                try both.price() - cross.price()),
            ArticleFigure(
                "liquidated at # %. Look", 2, try #require(both.distance.jointMoveDownPercent)),
            ArticleFigure("falls from # to #.", 2, try alone.price(), try more.price()),
        ]
    }

    func hedgeMode() throws -> [ArticleFigure] {
        let long = try Sample.position("BTCUSDT", .long, "1", entry: "60000", mark: "61000")
        let short = try Sample.position("BTCUSDT", .short, "1", entry: "62000", mark: "61000")
        let smaller = try Sample.position("BTCUSDT", .short, "0.6", entry: "62000", mark: "61000")
        let full = try assess(.binance, "2000", [long, short], hedge: true)
        let uneven = try assess(.binance, "2000", [long, smaller], hedge: true)
        let alone = try bitcoin("3600", "0.4", entry: "61000", mark: "61000")
        let fees = try Exact(61_000) * 2 * exact("0.6") * exact("0.0005")
        return [
            ArticleFigure(
                "| Maintenance margin | # | # | # |", 0, try full.maintenance(),
                try full.maintenance(1), try full.requirement()),
            ArticleFigure("2,000 + 2,000 = # USDT.", 0, try full.equity()),
            ArticleFigure("is # %. Closing both", 2, try full.percent()),
            ArticleFigure("at a price of #, it has reached", 0, try full.price()),
            ArticleFigure(
                "| Equity at 61,000 | # | # |", 0, try uneven.equity(), try alone.equity()),
            ArticleFigure(
                "| Maintenance margin | # | # |\n", 2, try uneven.requirement(),
                try alone.requirement()),
            ArticleFigure(
                "| Liquidation price | # | # |", 2, try uneven.price(), try alone.price()),
            ArticleFigure(
                "is liquidated # earlier", 2, try uneven.price() - alone.price()),
            ArticleFigure("two taker fees, # USDT", 2, fees),
        ]
    }

    func inverseContracts() throws -> [ArticleFigure] {
        let tier = MaintenanceTier(
            number: 1, lowerBound: 0, upperBound: 1_000_000_000,
            maintenanceMarginRate: try Sample.decimal("0.005"), maintenanceAmount: 0)
        let inverse = MarginCalculator(
            .example(
                sheet: exampleSheet(
                    .binance, symbol: "X", tiers: [tier], contractType: .inverse,
                    contractSize: 100)))
        let linear = MarginCalculator(
            .example(sheet: exampleSheet(.binance, symbol: "XUSDT", tiers: [tier])))
        func coin(
            _ side: PositionSide, _ balance: String, mark: String = "60000"
        ) throws -> Assessment {
            let position = try Sample.position(
                "X", side, "600", entry: "60000", mark: mark, contractType: .inverse)
            var account = try Sample.account(.binance, balance: balance, [position])
            account.collateral[0].asset = "X"
            account.positions[0].contractSize = 100
            return inverse.assess(account)
        }
        func dollar(_ side: PositionSide) throws -> Assessment {
            let position = try Sample.position("XUSDT", side, "1", entry: "60000", mark: "60000")
            return linear.assess(try Sample.account(.binance, balance: "6000", [position]))
        }
        let up = try coin(.long, "1", mark: "75000")
        let down = try coin(.long, "1", mark: "50000")
        let deep = try coin(.long, "1", mark: "40000")
        let long = try coin(.long, "0.1")
        let short = try coin(.short, "0.1")
        #expect(try coin(.short, "1").positions[0].liquidationPrice == nil)
        let unleveraged = try coin(.long, "1")
        return [
            ArticleFigure("| 75,000 | # | +# |", 1, try up.value(), try up.profit()),
            ArticleFigure("+0.2 | +# |", 0, try up.profit() * 75_000),
            ArticleFigure("| 50,000 | # | # |", 1, try down.value(), try down.profit()),
            ArticleFigure("−0.2 | # |", 0, try down.profit() * 50_000),
            ArticleFigure("| 40,000 | # | # |", 1, try deep.value(), try deep.profit()),
            ArticleFigure("−0.5 | # |", 0, try deep.profit() * 40_000),
            ArticleFigure("a fall of only # % loses", 2, try quotient(100, 6)),
            ArticleFigure(
                "| Long is liquidated at | # | # |", 2, try long.price(),
                try dollar(.long).price()),
            ArticleFigure(
                "| Short is liquidated at | # | # |", 2, try short.price(),
                try dollar(.short).price()),
            ArticleFigure(
                "sooner by # dollars", 2, try long.price() - dollar(.long).price()),
            ArticleFigure(
                "longer by # dollars", 2, try short.price() - dollar(.short).price()),
            ArticleFigure("liquidated at #, a fall", 0, try unleveraged.price()),
            ArticleFigure("30,150, a fall of # %.", 2, -(try unleveraged.fall())),
            ArticleFigure(
                "example pays # BTC", 4, -(try #require(long.positions[0].funding.next))),
        ]
    }

    func portfolioMargin() throws -> [ArticleFigure] {
        let levels = PortfolioLevels.binance
        let reads = try quotient(12_000, 10_000)
        #expect(levels.level(at: reads).state == .call)
        #expect(levels.level(at: try exact("1.5000001")).state == .healthy)
        #expect(PortfolioLevels.okx.level(at: 3).state == .watch)
        let end = levels.threshold * 10_000
        let rate = try exact("0.95")
        let coins = Exact(30_000) * rate
        let fallen = Exact(27_000) * rate
        return [
            ArticleFigure(
                "| Reads here | # % | # % | # % less", 2, reads * 100,
                try quotient(10_000, 12_000) * 100, reads * 100),
            ArticleFigure("needs # dollars more", 0, try exact("1.5") * 10_000 - 12_000),
            ArticleFigure("has to lose #, which", 0, 12_000 - end),
            ArticleFigure("is # % of its equity", 2, try quotient(12_000 - end, 12_000) * 100),
            ArticleFigure("0.95 = #.", 2, coins),
            ArticleFigure("Adjusted equity is #.", 2, coins - 10_000),
            ArticleFigure("uniMMR is # %: free", 2, try quotient(coins - 10_000, 12_000) * 100),
            ArticleFigure("coins count #, equity is #,", 2, fallen, fallen - 10_000),
            ArticleFigure("uniMMR is # % if", 2, try quotient(fallen - 10_000, 12_000) * 100),
            ArticleFigure(
                "has taken # % of equity", 2,
                try quotient(coins - fallen, coins - 10_000) * 100),
        ]
    }

    func stablecoinRisk() throws -> [ArticleFigure] {
        func pool(_ index: String, rate: String = "1") throws -> Assessment {
            let long = try Sample.position("BTCUSDT", .long, "3", entry: "60000", mark: "57500")
            var account = try Sample.account(.binance, balance: "0", [long], mode: .multiAsset)
            account.collateral.append(
                CollateralBalance(
                    asset: "USDC", walletBalance: 10_000, collateralRate: try Sample.decimal(rate),
                    indexPrice: try Sample.decimal(index)))
            return try calculator(.binance).assess(account)
        }
        let whole = try pool("1")
        let slipped = try pool("0.95")
        let deep = try pool("0.82")
        let weighed = try pool("1", rate: "0.95")
        let one = try bitcoin("10000", "3", mark: "57500")
        let loss = -(try one.profit())
        return [
            ArticleFigure("| 1.00 | # |", 0, try whole.equity()),
            ArticleFigure("| 2,500 | # % | # |", 2, try whole.percent(), try whole.price()),
            ArticleFigure("| 0.95 | # |", 0, try slipped.equity()),
            ArticleFigure("| 2,000 | # % | # |", 2, try slipped.percent(), try slipped.price()),
            ArticleFigure("| 0.82 | # |", 0, try deep.equity()),
            ArticleFigure("| 700 | # % | # |", 2, try deep.percent(), try deep.price()),
            ArticleFigure("has lost #, and", 0, loss),
            ArticleFigure("so #. All collateral", 0, try whole.requirement()),
            ArticleFigure(
                "index of #, the account", 3,
                try quotient(loss + whole.requirement(), 10_000)),
            ArticleFigure(
                "stays at # %, and the liquidation price stays at #.", 2, try one.percent(),
                try one.price()),
            ArticleFigure("now worth # dollars", 2, try one.equity() * exact("0.95")),
            ArticleFigure("ratio of the example is # %", 2, try weighed.percent()),
        ]
    }
}
