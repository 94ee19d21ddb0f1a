import MarginModel
import MarginRules
import Testing

@testable import PageRendering

@Suite struct HistoryChartTests {
    private func chart(_ hours: [Int64], equity: Exact = 10_000) throws -> String {
        let points = hours.map { hour in
            HistoryChart.Point(
                at: Samples.asOf.advanced(bySeconds: hour * 3_600), equity: equity,
                requirement: 4_000)
        }
        let svg = HistoryChart(
            id: "h", title: "t", asset: "USDT", points: points, numbers: SampleWords.english.numbers
        ).svg()
        return String(decoding: try #require(svg), as: UTF8.self)
    }

    @Test func drawsNothingOfASinglePoint() {
        let point = HistoryChart.Point(at: Samples.asOf, equity: 10_000, requirement: 4_000)
        let chart = HistoryChart(
            id: "h", title: "t", asset: "USDT", points: [point],
            numbers: SampleWords.english.numbers)
        #expect(chart.svg() == nil)
    }

    @Test func labelsWholeDaysInOrder() throws {
        let svg = try chart([0, 24, 96])
        #expect(svg.contains(">2 Feb</text>") && svg.contains(">4 Feb</text>"))
        #expect(svg.contains("<polyline"))
    }

    @Test(arguments: [[0, 1], [0, 30], [0, 47], [0, 500], [0, 9_000], [0, 90_000]])
    func keepsLabelsOfTheTimeApart(hours: [Int64]) throws {
        let svg = try chart(hours)
        let labels = svg.matches(
            of: /<text x="(\d+)" y="244"(?: text-anchor="(\w+)")? fill="currentColor">([^<]*)</)
        let spans = labels.compactMap { match -> (Int, Int)? in
            guard let x = Int(match.1) else { return nil }
            let width = match.3.count * 7
            return match.2 == "middle"
                ? (x - width / 2, x + width / 2)
                : match.2 == "end" ? (x - width, x) : (x, x + width)
        }
        #expect(!spans.isEmpty)
        for (left, right) in zip(spans, spans.dropFirst()) { #expect(left.1 <= right.0) }
        #expect(spans.allSatisfy { $0.0 >= 0 && $0.1 <= 470 })
    }

    @Test func shortensTheTicksOfExtremeAmounts() throws {
        let svg = try chart([0, 24], equity: 123_456_789_012_345)
        #expect(svg.contains(">100 tn</text>"))
    }

    @Test func drawsNothingFromNothing() {
        #expect(
            HistoryChart(
                id: "h", title: "t", asset: "USDT", points: [], numbers: SampleWords.english.numbers
            ).svg()
                == nil)
    }
}
