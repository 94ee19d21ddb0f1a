import ContentIngest
import Foundation
import MarginModel
import Testing

@testable import MarginRules

/// Articles about the fictional accounts that ship.
extension ArticleDesk {
    /// On the shipped sheets, at the clock of the shipped site.
    private func shipped(_ id: String) throws -> (Assessment, ActionPlan) {
        let file = ArticleFiguresTests.content.appending(path: "portfolios/\(id).json")
        let read = try AccountReader().read([UInt8](try Data(contentsOf: file)), file: file.path())
        let account = read.account
        let conditions = MarginConditions(
            sheet: try shippedSheet(account.venue), policy: .standard,
            clock: exampleInstant.advanced(bySeconds: 300),
            maximumAges: MaximumAges(
                markPriceSeconds: 300, tickerSeconds: 86_400, sheetSeconds: 400 * 86_400))
        let calculator = MarginCalculator(conditions)
        let assessment = calculator.assess(account)
        return (assessment, ActionPlanner(calculator).plan(for: assessment))
    }

    private struct Cut {
        let cost, released, useAfter: Exact
    }

    /// Closes a whole position at the taker fee, 0.05 %, and 0.1 % of slippage.
    private func cut(_ index: Int, of assessment: Assessment) throws -> Cut {
        let notional = try #require(assessment.positions[index].notional)
        let cost = try notional * exact("0.0015")
        let released = try assessment.maintenance(index)
        return Cut(
            cost: cost, released: released,
            useAfter: try quotient(
                try assessment.requirement() - released, try assessment.equity() - cost) * 100)
    }

    private func funding(of assessment: Assessment) throws -> Exact {
        try assessment.positions.reduce(0) { $0 - (try #require($1.funding.next)) }
    }

    private func amount(_ name: TargetAmount.Name, of plan: ActionPlan) throws -> Exact {
        try #require(plan.targets.first { $0.name == name }).amount
    }

    func marginCall(_ words: MarginCallWords) throws -> [ArticleFigure] {
        let (assessment, plan) = try shipped("sample-binance-call")
        let (bitcoin, cardano) = (try cut(0, of: assessment), try cut(1, of: assessment))
        let loan = try quotient(10_000 * (try exact("0.24")) * 3, 365)
        #expect(try amount(.article, of: plan) == 0)
        return [
            ArticleFigure(
                words.fund, 2, try assessment.equity(), try assessment.requirement(),
                try amount(.target, of: plan)),
            ArticleFigure(
                words.adjust, 2, cardano.released, cardano.cost, bitcoin.released, bitcoin.cost),
            ArticleFigure(words.audit, 2, try funding(of: assessment)),
            ArticleFigure(words.loan, 2, loan),
        ]
    }

    func marginReport() throws -> [ArticleFigure] {
        let (assessment, plan) = try shipped("sample-binance-call")
        let (liquidated, after) = try shipped("sample-binance-liquidation")
        let (equity, need) = (try assessment.equity(), try assessment.requirement())
        let missing = try liquidated.requirement() - liquidated.equity()
        let article = try amount(.article, of: after)
        let cuts = try (0..<3).map { try cut($0, of: assessment) }
        return [
            ArticleFigure("equity is # and maintenance margin #,", 2, equity, need),
            ArticleFigure("this account shows # %,", 2, try quotient(need, equity) * 100),
            ArticleFigure("covers the requirement by #.", 2, equity - need),
            ArticleFigure("where # is missing, it is #,", 2, missing, article),
            ArticleFigure(
                "margin use after it is # %", 2,
                try quotient(liquidated.requirement(), liquidated.equity() + article) * 100),
            ArticleFigure("the sample needs #.", 2, try amount(.target, of: plan)),
            ArticleFigure("| 87,959.91 | # |", 2, try assessment.price(0)),
            ArticleFigure("| 0.421635 | # |", 6, try assessment.price(1)),
            ArticleFigure("| 2,920.50 | # |", 2, try assessment.price(2)),
            ArticleFigure(
                "the trigger comes at # %.", 3,
                try #require(assessment.distance.jointMoveDownPercent)),
            ArticleFigure("pays # USDT net", 2, try funding(of: assessment)),
            ArticleFigure(
                "the largest loss | # | # | # % |", 2, cuts[0].cost, cuts[0].released,
                cuts[0].useAfter),
            ArticleFigure(
                "| ADAUSDT | # | # | # % |", 2, cuts[1].cost, cuts[1].released, cuts[1].useAfter),
            ArticleFigure(
                "in profit | # | # | # % |", 2, cuts[2].cost, cuts[2].released, cuts[2].useAfter),
        ]
    }
}

/// The same figures of the plan, in the words and marks of a language.
struct MarginCallWords: Sendable {
    let file, fund, adjust, audit, loan: String
    var marks = ArticleFigure.Marks()

    static let all = [
        MarginCallWords(
            file: "articles/how-to-handle-a-margin-call.md",
            fund: "has an equity of # USDT against a maintenance margin of #: the first amount is "
                + "nothing, the second, for a target of 0.5, is #.",
            adjust:
                "closing ADAUSDT releases # USDT of maintenance margin for a cost of #; closing "
                + "BTCUSDT, which has lost more, releases # for #.",
            audit: "funding takes # USDT every eight hours",
            loan: "10,000 × 0.24 × 3 ÷ 365 = # USDT"),
        MarginCallWords(
            file: "languages/de/articles/how-to-handle-a-margin-call.md",
            fund:
                "hat # USDT Eigenkapital und eine Erhaltungsmargin von #: Der erste Betrag ist null, der "
                + "zweite, für das Ziel 0,5, ist #.",
            adjust:
                "setzt das Schließen von ADAUSDT # USDT Erhaltungsmargin frei und kostet #; das Schließen "
                + "von BTCUSDT, das mehr verloren hat, setzt # frei und kostet #.",
            audit: "kostet das Funding zu den jetzigen Sätzen # USDT alle acht Stunden",
            loan: "10.000 × 0,24 × 3 ÷ 365 = # USDT",
            marks: ArticleFigure.Marks(group: ".", point: ",")),
        MarginCallWords(
            file: "languages/zh-Hans/articles/how-to-handle-a-margin-call.md",
            fund: "权益为 # USDT，维持保证金为 #：第一个金额为零，第二个金额（目标 0.5）为 #。",
            adjust: "平掉 ADAUSDT 释放 # USDT 维持保证金，成本 #；平掉亏损更多的 BTCUSDT 释放 #，成本 #。",
            audit: "每八小时支付 # USDT 资金费",
            loan: "10,000 × 0.24 × 3 ÷ 365 = # USDT"),
    ]
}
