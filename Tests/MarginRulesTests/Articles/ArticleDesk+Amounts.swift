import MarginModel
import Testing

@testable import MarginRules

extension ArticleDesk {
    func maintenanceTiers() throws -> [ArticleFigure] {
        func cardano(_ quantity: String, wallet: String? = nil) throws -> Assessment {
            let long = try Sample.position(
                "ADAUSDT", .long, quantity, entry: "0.5", mark: "0.5",
                mode: wallet == nil ? .cross : .isolated, leverage: "10", wallet: wallet)
            return try assess(.binance, "1000000", [long])
        }
        func ether(_ contracts: String) throws -> Exact {
            let long = try Sample.position(
                "ETH-USDT-SWAP", .long, contracts, entry: "3000", mark: "3000")
            return try assess(.okx, "300000", [long]).maintenance()
        }
        let sizes = try ["20000", "100000", "400000", "2000000"].map {
            try cardano($0).maintenance()
        }
        let small = try cardano("20000", wallet: "1000")
        let large = try cardano("2000000", wallet: "100000")
        let half = try cardano("1000000").maintenance()
        let bitcoins = try bitcoin("100000", "20", entry: "50000", mark: "50000").maintenance()
        return [
            ArticleFigure("| 0.5 %, none | # |", 0, sizes[0]),
            ArticleFigure("| 1 %, 50 | # |", 0, sizes[1]),
            ArticleFigure("| 1.5 %, 300 | # |", 0, sizes[2]),
            ArticleFigure("| 2 %, 1,300 | # |", 0, sizes[3]),
            ArticleFigure("| 50 | # % |", 2, try quotient(sizes[0], 100)),
            ArticleFigure("| 450 | # % |", 2, try quotient(sizes[1], 500)),
            ArticleFigure("| 2,700 | # % |", 2, try quotient(sizes[2], 2_000)),
            ArticleFigure("| 18,700 | # % |", 2, try quotient(sizes[3], 10_000)),
            ArticleFigure("needs # times its", 0, try quotient(sizes[3], sizes[0])),
            ArticleFigure("needs # at Binance", 0, bitcoins),
            ArticleFigure("which is # %.", 2, try quotient(bitcoins, 10_000)),
            ArticleFigure(
                "| Liquidation price | # | # |", 6, try small.price(), try large.price()),
            ArticleFigure("| Distance | # % | # % |", 2, try small.fall(), try large.fall()),
            ArticleFigure("5,000 contracts need # USDT", 2, try ether("5000")),
            ArticleFigure("5,001 contracts need # USDT", 2, try ether("5001")),
            ArticleFigure("adds # USDT", 2, try ether("5001") - ether("5000")),
            ArticleFigure(
                "need # USDT each, together # instead of #.", 0, half, half * 2, sizes[3]),
        ]
    }

    func fundingPayments() throws -> [ArticleFigure] {
        let first = try isolated("6000", "2")
        let later = try isolated("4920", "2")
        let exposure = first.positions[0].funding
        let payment = -(try #require(exposure.next))
        let day = -(try #require(exposure.perDay))
        func share(_ amount: Exact) throws -> Exact { try quotient(amount, 60) }
        var held = try Sample.position(
            "BTCUSDT", .long, "2", entry: "60000", mark: "60000", mode: .isolated,
            wallet: "4920")
        held.realized = RealizedFigures(pnl: 0, fees: -60, funding: -1_080)
        let even = try assess(.binance, "4920", [held]).positions[0].breakEvenPrice
        let value = Exact(120_000)
        return [
            ArticleFigure("| One settlement | # | # % |", 2, payment, try share(payment)),
            ArticleFigure("| One day | # | # % |", 2, day, try share(day)),
            ArticleFigure("| 30 days | # | # % |", 2, day * 30, try share(day * 30)),
            ArticleFigure("a day would cost # USDT", 2, payment * 6),
            ArticleFigure("position would cost # USDT", 2, try value * exact("0.00375")),
            ArticleFigure("price is # on the first day", 2, try first.price()),
            ArticleFigure(
                "liquidation price is #. It has risen by #,", 2, try later.price(),
                try later.price() - first.price()),
            ArticleFigure("take # hours", 0, try #require(exposure.hoursToBreach)),
            ArticleFigure("break-even price is #.", 2, try #require(even)),
            ArticleFigure("pays # USDT at the next", 2, try value * exact("0.0002")),
            ArticleFigure(
                "these are # USDT, ten times the payment of #.", 2,
                try value * exact("0.0005") * 2, payment),
            ArticleFigure("is # % in a year", 2, try exact("0.01") * 3 * 365),
        ]
    }

    func fivePercent() throws -> [ArticleFigure] {
        func long(_ balance: String, _ quantity: String = "5") throws -> Assessment {
            try bitcoin(balance, quantity, entry: "50000", mark: "50000")
        }
        func swap(_ balance: String) throws -> Assessment {
            let position = try Sample.position(
                "BTC-USDT-SWAP", .long, "500", entry: "50000", mark: "50000")
            return try assess(.okx, balance, [position])
        }
        let before = try long("950")
        let atTrigger = try long("1000")
        let rule = try long("1002.5")
        let halfway = try long("2000")
        let far = try long("13450")
        let call = try long("1100")
        let okx = try swap("950")
        let fee = try #require(okx.positions[0].feeToClose)
        let deposit = try target(.article, before)
        let cost = try Exact(125_000) * exact("0.0005")
        let halved = try long("887.5", "2.5")
        #expect(try halved.equity() == before.equity() - cost)
        let same = try quotient(before.requirement() * 100, halved.percent()) - 950
        return [
            ArticleFigure("divided by equity, is # %.", 2, try before.percent()),
            ArticleFigure("(1,000 − 950) × 1.05 = # USDT", 2, deposit),
            ArticleFigure(
                "| 50.00 | # | # % | # |", 2, try atTrigger.equity(), try atTrigger.percent(),
                try atTrigger.price()),
            ArticleFigure(
                "| # | # | # % | # | −0.001 % |", 2, deposit, try rule.equity(),
                try rule.percent(), try rule.price()),
            ArticleFigure("49,999.50 | # % |", 3, try rule.fall()),
            ArticleFigure(
                "| # | # | # % | # | # % |", 2, try target(.target, before),
                try halfway.equity(), try halfway.percent(), try halfway.price(),
                try halfway.fall()),
            ArticleFigure(
                "| 12,500.00 | # | # % | # | # % |", 2, try far.equity(), try far.percent(),
                try far.price(), try far.fall()),
            ArticleFigure("call, at # %.", 2, try call.percent()),
            ArticleFigure("it gives # USDT at this point", 2, try target(.target, call)),
            ArticleFigure(
                "cushion of the rule is # USDT", 2, try rule.equity() - rule.requirement()),
            ArticleFigure(
                "0.01 % costs # USDT", 2, -(try #require(before.positions[0].funding.next))),
            ArticleFigure("trigger: # arrive as equity", 2, try rule.equity() - 3),
            ArticleFigure("1 dollar costs # USDT", 2, 5),
            ArticleFigure(
                "there needs # + # = #.", 2, try okx.maintenance(), fee, try okx.requirement()),
            ArticleFigure("ratio afterwards is # %.", 2, try swap("1002.5").percent()),
            ArticleFigure("the amount is #.", 2, try target(.article, okx)),
            ArticleFigure(
                "costs # USDT of taker fee, and the ratio is then # %. A deposit of # USDT", 2,
                cost, try halved.percent(), same),
        ]
    }

    func checklist() throws -> [ArticleFigure] {
        let binance = try bitcoin("2000", "0.5")
        let bybit = try assess(
            .bybit, "2000",
            [Sample.position("BTCUSDT", .long, "0.5", entry: "60000", mark: "60000")])
        let okx = try assess(
            .okx, "2000",
            [Sample.position("BTC-USDT-SWAP", .long, "50", entry: "60000", mark: "60000")])
        for venue in [binance, bybit, okx] { #expect(try venue.price() < 57_000) }
        let margin = try #require(binance.positions[0].initialMargin)
        let fee = try exact("0.0005")
        let loss = 1_500 + fee * 30_000 + fee * 28_500
        let perCoin = 3_000 + fee * 117_000
        let size = try quotient(20, perCoin)
        let day = -(try #require(binance.positions[0].funding.perDay))
        return [
            ArticleFigure("0.5 × 60,000 = # USDT", 0, try binance.value()),
            ArticleFigure("At leverage 10 it is #,", 2, margin * 2),
            ArticleFigure("At 20 it is #, and # stay free", 2, margin, 2_000 - margin),
            ArticleFigure("at this size: # USDT", 2, try binance.maintenance()),
            ArticleFigure(
                "| Liquidation price | # | # | # |", 2, try binance.price(), try bybit.price(),
                try okx.price()),
            ArticleFigure(
                "| Distance | # % | # % | # % |", 2, try binance.fall(), try bybit.fall(),
                try okx.fall()),
            ArticleFigure("The fall is # USDT", 2, 1_500),
            ArticleFigure("add # and #. Together", 2, fee * 30_000, fee * 28_500),
            ArticleFigure(
                "Together # USDT, or # % of the account", 2, loss, try quotient(loss, 20)),
            ArticleFigure("would lose # with fees", 2, perCoin),
            ArticleFigure("about # BTC, worth", 4, size),
            ArticleFigure(
                "worth # USDT. The wish was # times", 0, size * 60_000,
                try quotient(exact("0.5"), size)),
            ArticleFigure("cost # USDT a day, # % of", 2, day, try quotient(day, 20)),
            ArticleFigure("30 days that is # USDT", 2, day * 30),
            ArticleFigure("closing at 60,000 is #.", 2, fee * 60_000),
        ]
    }
}
