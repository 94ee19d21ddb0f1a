import Foundation
import Testing

@testable import MarginRules

/// Every computed figure of the articles that are built around a worked example, computed again.
@Suite struct ArticleFiguresTests {
    struct Table: CustomTestStringConvertible, Sendable {
        let slug: String
        let figures: @Sendable (ArticleDesk) throws -> [ArticleFigure]

        var testDescription: String { slug }
    }

    static let tables = [
        Table(slug: "checklist-before-opening-a-position") { try $0.checklist() },
        Table(slug: "funding-payments-and-margin") { try $0.fundingPayments() },
        Table(slug: "hedge-mode-long-and-short") { try $0.hedgeMode() },
        Table(slug: "how-liquidation-unfolds") { try $0.liquidationUnfolds() },
        Table(slug: "how-the-margin-ratio-works") { try $0.marginRatio() },
        Table(slug: "how-to-read-a-margin-report") { try $0.marginReport() },
        Table(slug: "inverse-contracts") { try $0.inverseContracts() },
        Table(slug: "isolated-and-cross-margin") { try $0.isolatedAndCross() },
        Table(slug: "liquidation-at-binance-step-by-step") { try $0.liquidationAtBinance() },
        Table(slug: "liquidation-at-bybit-step-by-step") { try $0.liquidationAtBybit() },
        Table(slug: "liquidation-at-okx-step-by-step") { try $0.liquidationAtOkx() },
        Table(slug: "maintenance-tiers-and-size") { try $0.maintenanceTiers() },
        Table(slug: "partial-liquidation-and-its-fees") { try $0.partialLiquidation() },
        Table(slug: "portfolio-margin-in-plain-words") { try $0.portfolioMargin() },
        Table(slug: "stablecoin-risk-in-collateral") { try $0.stablecoinRisk() },
        Table(slug: "stop-orders-that-cannot-fire") { try $0.stopOrders() },
        Table(slug: "what-five-percent-buys") { try $0.fivePercent() },
    ]

    static let content = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Content")

    @Test(arguments: tables)
    func printsWhatTheRulesGive(table: Table) throws {
        try hold(table.figures(ArticleDesk()), "articles/\(table.slug).md")
    }

    @Test(arguments: MarginCallWords.all)
    func printsTheFiguresOfThePlanInEachLanguage(words: MarginCallWords) throws {
        try hold(ArticleDesk().marginCall(words), words.file, words.marks)
    }

    private func hold(
        _ figures: [ArticleFigure], _ file: String, _ marks: ArticleFigure.Marks = .init()
    ) throws {
        let article = try String(
            contentsOf: Self.content.appending(path: file), encoding: .utf8)
        let count = figures.reduce(0) { $0 + $1.values.count }
        #expect(count >= 3)
        for figure in figures {
            let words = try figure.text(marks)
            let places = article.components(separatedBy: words).count - 1
            #expect(places == 1, "'\(words)' stands \(places) times in \(file)")
        }
    }

    @Test func everyArticleWithAnExampleIsComputed() throws {
        let names = try FileManager.default.contentsOfDirectory(
            atPath: Self.content.appending(path: "articles").path())
        let slugs = names.filter { $0.hasSuffix(".md") }.map { String($0.dropLast(3)) }
        let computed = Self.tables.map { $0.slug } + ["how-to-handle-a-margin-call"]
        #expect(slugs.sorted() == computed.sorted())
    }
}
