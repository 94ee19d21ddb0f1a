import MarginModel
@testable import MarginRules
@testable import PageRendering
import Testing

@Suite struct ReportHistoryTests {
    private func earlier(equity: Decimal) -> AccountHistory {
        var past = Standing(Samples.call)
        past.asOf = Samples.asOf.advanced(bySeconds: -86_400)
        past.pools[0].equity = equity
        past.holdings[0].markPrice = 88_000
        return AccountHistory([past])
    }

    private func report(_ history: AccountHistory?) -> ReportView {
        ReportView(
            assessment: Samples.call, plan: Samples.plan, audit: nil, sheet: nil,
            history: history, links: ArticleLinks([], base: ""), settings: Samples.settings,
            extent: .full, numbers: SampleWords.english.numbers)
    }

    @Test func saysHowKeyFiguresChanged() {
        let figures = report(earlier(equity: 11_500)).figures
        #expect(figures.first?.change == "−1,500.00 USDT")
        #expect(figures.first { $0.label == "Requirement" }?.change == "no change")
        #expect(report(nil).figures.allSatisfy { $0.change == nil })
    }

    @Test func listsEveryCauseAndAddsUp() throws {
        let change = try #require(report(earlier(equity: 11_500)).annex.first)
        let rows = try #require(change.tables.first).rows
        #expect(rows.first?.head == "Equity then")
        #expect(rows.last?.cells.map(\.text) == ["10,000.00 USDT"])
        #expect(rows.contains { $0.head == "Price of BTCUSDT long" })
        #expect(rows.contains { $0.head == "Trades, fees and the rest" })
    }

    @Test func comparesNothingInAFirstReport() {
        let sections = report(AccountHistory([])).annex.filter {
            ["change", "history"].contains($0.id)
        }
        #expect(sections.first?.tables.isEmpty == true)
        #expect(sections.first?.paragraphs.first?.contains("No earlier report") == true)
        #expect(sections.count == 1)
    }

    @Test func saysNothingOfThePastOnPublicPages() {
        #expect(!report(nil).annex.contains { $0.id == "change" })
    }

    @Test func explainsWhatRoundingTakes() throws {
        let third = try #require(Exact(1).divided(by: 3))
        let line = RoundingLine(asset: "USDT", numbers: SampleWords.english.numbers)
        #expect(line.text(rows: [third, third, third], total: 1) == "0.01")
        #expect(line.text(rows: [1, 2], total: 3) == nil)
        #expect(line.text(rows: [-third, -third, -third], total: -1) == "−0.01")
    }
}
