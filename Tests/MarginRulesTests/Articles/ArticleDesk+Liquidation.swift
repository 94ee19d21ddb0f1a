import MarginModel
import Testing

@testable import MarginRules

extension ArticleDesk {
    func liquidationUnfolds() throws -> [ArticleFigure] {
        let long = try Sample.position(
            "BTCUSDT", .long, "1", entry: "60000", mark: "60000", mode: .isolated, leverage: "50",
            extra: "0")
        let assessment = try assess(.bybit, "2000", [long], mode: .isolated)
        let (bankruptcy, price) = (try assessment.bankruptcy(), try assessment.price())
        return [
            ArticleFigure("60,000 × (1 − 1/50) = #,", 0, bankruptcy),
            ArticleFigure("58,800 ÷ (1 − 0.005) = #.", 2, price),
            ArticleFigure("The # between them", 2, price - bankruptcy),
        ]
    }

    func liquidationAtBinance() throws -> [ArticleFigure] {
        let start = try bitcoin("8000", "2")
        let later = try bitcoin("8000", "2", mark: "57000")
        let trigger = try start.price()
        let left = 8_000 + (trigger - 60_000) * 2
        let clearance = try trigger * 2 * exact("0.0125")
        // 0.004 × 2 × price is 80 % of 8,000 + 2 × (price − 60,000).
        let advised = try quotient(89_600, exact("1.592"))
        let fee = try Exact(57_000) * exact("0.0005")
        let halved = try bitcoin("4971.5", "1", mark: "57000")
        #expect(8_000 - 3_000 - fee == (try exact("4971.5")))
        return [
            ArticleFigure("| 60,000.00 | # | # % |", 2, try start.equity(), try start.percent()),
            ArticleFigure("| 57,000.00 | # | # % |", 2, try later.equity(), try later.percent()),
            ArticleFigure("| # | # | 80.00 % |", 2, advised, 8_000 + (advised - 60_000) * 2),
            ArticleFigure("| # | # | 100.00 % |", 2, trigger, left),
            ArticleFigure("| # | 0.00 | none |", 2, try start.bankruptcy()),
            ArticleFigure("fall by # USDT only", 2, advised - trigger),
            ArticleFigure(
                "this leverage # % is no comfort: the trigger is # % away", 2,
                try later.percent(), -(try later.fall())),
            ArticleFigure(
                "its value would be # USDT, and that rate would be # USDT. This is more than the "
                    + "# that are left", 2, trigger * 2, clearance, left),
            ArticleFigure(
                "price from # to #.", 2, trigger,
                try bitcoin("9000", "2", mark: "57000").price()),
            ArticleFigure("fee of # USDT, moves it to #.", 2, fee, try halved.price()),
        ]
    }

    func liquidationAtBybit() throws -> [ArticleFigure] {
        func alone(_ quantity: String, extra: String = "0") throws -> Assessment {
            let position = try Sample.position(
                "BTCUSDT", .long, quantity, entry: "60000", mark: "60000", mode: .isolated,
                extra: extra)
            return try assess(.bybit, "200000", [position], mode: .isolated)
        }
        let small = try alone("1")
        let large = try alone("40")
        let there = try large.price() * 40
        let cross = try assess(
            .bybit, "5000",
            [Sample.position("BTCUSDT", .long, "1", entry: "60000", mark: "57000")])
        return [
            ArticleFigure("0.00055 = # USDT", 2, try #require(small.positions[0].feeToClose)),
            ArticleFigure("bankruptcy price is #, and", 0, try small.bankruptcy()),
            ArticleFigure(
                "liquidation price is #. Between them lie # USDT", 2, try small.price(),
                try small.price() - small.bankruptcy()),
            ArticleFigure(
                "added, the liquidation price is #.", 2, try alone("1", extra: "1000").price()),
            ArticleFigure("The liquidation price is #, and there", 2, try large.price()),
            ArticleFigure("above the bound, at #.", 2, there),
            ArticleFigure("has to sell # USDT worth", 2, there - 2_000_000),
            ArticleFigure(
                "about # BTC", 4, try quotient(there - 2_000_000, large.price())),
            ArticleFigure("margin balance is #, the", 0, try cross.equity()),
            ArticleFigure(
                "the requirement #, the rate # %.", 2, try cross.requirement(),
                try cross.percent()),
            ArticleFigure("The liquidation price is #. For cross", 2, try cross.price()),
        ]
    }

    func liquidationAtOkx() throws -> [ArticleFigure] {
        func swap(
            _ balance: String, _ contracts: String, mark: String = "60000"
        ) throws -> Assessment {
            let long = try Sample.position(
                "BTC-USDT-SWAP", .long, contracts, entry: mark, mark: mark)
            return try assess(.okx, balance, [long])
        }
        let start = try swap("200000", "6000")
        let trigger = try start.price()
        let rate = try exact("0.008")
        // 200,000 + 60 × (price − 60,000) is three times 60 × price × 0.8 %.
        let warning = try quotient(3_400_000, Exact(60) * (1 - rate * 3))
        let left = 200_000 + (trigger - 60_000) * 60
        let fee = try trigger * 50 * exact("0.0005")
        let rest = try trigger * 10 * exact("0.0045")
        let above = try swap("200000", "5050", mark: "58000")
        let below = try swap("200000", "5000", mark: "58000")
        func share(_ price: Exact) throws -> Exact { try quotient(60_000 - price, 600) }
        return [
            ArticleFigure(
                "| 60,000.00 | # | # | # % |", 2, try start.equity(), try start.requirement(),
                try start.percent()),
            ArticleFigure(
                "| # | # | # | 300.00 % |", 2, warning, 200_000 + (warning - 60_000) * 60,
                warning * 60 * rate),
            ArticleFigure(
                "| # | # | # | 100.00 % |", 2, trigger, left, trigger * 60 * rate),
            ArticleFigure(
                "comes # % below the entry, the liquidation # % below it", 2,
                try share(warning), try share(trigger)),
            ArticleFigure("the two lie # USDT of price", 2, warning - trigger),
            ArticleFigure("The fee is # USDT and equity is then # USDT", 2, fee, left - fee),
            ArticleFigure("that remain need # USDT", 2, rest),
            ArticleFigure(
                "The margin ratio is # %.", 2, try quotient(left - fee, rest) * 100),
            ArticleFigure("before any cut, it is #.", 2, try start.bankruptcy()),
            ArticleFigure("They need # USDT with the fee", 2, try above.requirement()),
            ArticleFigure("and need # USDT.", 2, try below.requirement()),
            ArticleFigure(
                "frees # USDT and costs a fee of #.", 2,
                try above.requirement() - below.requirement(),
                try (above.value() - below.value()) * exact("0.0005")),
        ]
    }

    func partialLiquidation() throws -> [ArticleFigure] {
        func cardano(_ balance: String, _ quantity: String) throws -> Assessment {
            let long = try Sample.position("ADAUSDT", .long, quantity, entry: "0.5", mark: "0.5")
            return try assess(.binance, balance, [long])
        }
        let before = try cardano("20000", "2000000")
        let cost = try Exact(500_000) * exact("0.0015")
        let after = try cardano("19250", "1000000")
        #expect(try after.equity() == before.equity() - cost)
        let bitcoins = try bitcoin("20000", "20", entry: "50000", mark: "50000")
        let fewer = try bitcoin("19250", "10", entry: "50000", mark: "50000")
        let atTrigger = try before.price() * 2_000_000 * exact("0.02") - 1_300
        return [
            ArticleFigure(
                "| Maintenance margin | # | # | # |", 0, try before.maintenance(),
                try after.maintenance(),
                try fewer.maintenance()),
            ArticleFigure("| Equity | 20,000 | # | # |", 0, 20_000 - cost, try fewer.equity()),
            ArticleFigure(
                "| Margin ratio | # % | # % | # % |", 2, try before.percent(),
                try after.percent(), try fewer.percent()),
            ArticleFigure(
                "Closing half costs # USDT and frees #.", 0, cost,
                try before.requirement() - after.requirement()),
            ArticleFigure("moves from # to #,", 6, try before.price(), try after.price()),
            ArticleFigure(
                "from # % below the market to # %.", 2, -(try before.fall()),
                -(try after.fall())),
            ArticleFigure(
                "is # at first and # after the cut, so the same # USDT free only #.", 0,
                try bitcoins.requirement(), try fewer.requirement(), cost,
                try bitcoins.requirement() - fewer.requirement()),
            ArticleFigure("alone would be # USDT", 0, try Exact(500_000) * exact("0.0125")),
            ArticleFigure("this would be # USDT", 2, atTrigger),
            ArticleFigure("0.50 pays # USDT and keeps #.", 0, cost * 2, 20_000 - cost * 2),
            ArticleFigure(
                "to # % by a deposit takes # USDT,", 2, try after.percent(),
                try quotient(before.requirement() * 100, after.percent()) - 20_000),
        ]
    }

    func stopOrders() throws -> [ArticleFigure] {
        let ten = try isolated("6000")
        let twenty = try isolated("3000")
        let twentyFive = try isolated("2400")
        #expect(try ten.price() < 57_000)
        #expect(try twenty.price() > 57_000 && twenty.price() < 58_200)
        #expect(try twentyFive.price() > 57_000 && twentyFive.price() < 58_200)
        let short = try isolated("3000", "1", .short)
        #expect(try short.price() < 63_000)
        let behind = Exact(57_000) - 570
        // Equity there is 0.4 % of the price.
        let margin = try behind * exact("0.004") + 60_000 - behind
        #expect(try isolated("3795.72").price() == behind)
        let fee = try exact("0.0005")
        return [
            ArticleFigure("| 10 | 6,000 | # |", 2, try ten.price()),
            ArticleFigure("| 20 | 3,000 | # |", 2, try twenty.price()),
            ArticleFigure("| 25 | 2,400 | # |", 2, try twentyFive.price()),
            ArticleFigure("is liquidated # USDT before", 2, try twenty.price() - 57_000),
            ArticleFigure("is liquidated at #. A stop", 2, try short.price()),
            ArticleFigure("at #, the long needs", 0, behind),
            ArticleFigure("a margin of # instead of", 2, margin),
            ArticleFigure("So # USDT have to be added", 2, margin - 3_000),
            ArticleFigure("long loses # USDT by price", 2, 1_800),
            ArticleFigure("add # on entry and # on exit", 2, fee * 60_000, fee * 58_200),
            ArticleFigure("That makes # USDT", 2, 1_800 + fee * 118_200),
        ]
    }
}
