import MarginModel
import MarginRules
import Testing

@testable import PageRendering

struct ChartTests {
    private func text(_ bytes: [UInt8]?) throws -> String {
        String(decoding: try #require(bytes), as: UTF8.self)
    }

    private func curve(breaches: [Exact]) -> MarginCurve {
        MarginCurve(
            id: "c", title: "Moves", asset: "USDT",
            points: [-30, 0, 30].map {
                MarginCurve.Point(move: $0, equity: $0 * 10, requirement: 40)
            },
            breaches: breaches, numbers: SampleWords.english.numbers)
    }

    @Test func marksTheCrossingWithItsMoveAndSaysItInWords() throws {
        let svg = try text(curve(breaches: [4]).svg())
        #expect(svg.contains("trigger +4.00%"))
        #expect(svg.contains("They cross at +4.00%."))
        #expect(svg.contains(">now</text>"))
    }

    @Test func saysThatCurvesDoNotCross() throws {
        let svg = try text(curve(breaches: []).svg())
        #expect(svg.contains("They do not cross in this range."))
        #expect(!svg.contains("trigger"))
    }

    @Test func writesNeighbouringCrossingsOnTwoRows() throws {
        let svg = try text(curve(breaches: [-1, 1]).svg())
        #expect(
            svg.contains(
                #"y="26" text-anchor="middle" fill="currentColor" font-weight="bold">trigger −1.00%"#
            ))
        #expect(
            svg.contains(
                #"y="12" text-anchor="middle" fill="currentColor" font-weight="bold">trigger +1.00%"#
            ))
    }

    @Test func drawsNoCurveThroughOnePoint() {
        let point = MarginCurve.Point(move: 0, equity: 1, requirement: 1)
        let curve = MarginCurve(
            id: "c", title: "t", asset: "USDT", points: [point], breaches: [],
            numbers: SampleWords.english.numbers)
        #expect(curve.svg() == nil)
    }

    @Test func drawsBarsOnBothSidesOfZeroWithTheThreshold() throws {
        let chart = BarChart(
            id: "b", title: "Legs & <tags>",
            bars: [
                BarChart.Bar(label: "A<b>", to: -10, text: "-10"),
                BarChart.Bar(label: String(repeating: "long ", count: 20), to: 10, text: "10"),
                BarChart.Bar(label: "nothing", to: 0, text: "0", isOutline: true),
            ], threshold: BarChart.Threshold(label: "trigger", value: 5),
            numbers: SampleWords.english.numbers)
        let svg = try text(chart.svg())
        #expect(svg.contains("Legs &amp; &lt;tags&gt;"))
        #expect(svg.contains("A&lt;b&gt;"))
        #expect(svg.contains("long long long long …"))
        #expect(svg.contains(#"<rect x="150" y="37" width="128""#))
        #expect(svg.contains("The dashed line is trigger."))
        #expect(
            BarChart(id: "b", title: "t", bars: [], numbers: SampleWords.english.numbers).svg()
                == nil)
    }

    @Test func leavesRoomForLongFiguresBesideTheBars() throws {
        let svg = try text(
            BarChart(
                id: "b", title: "t",
                bars: [
                    BarChart.Bar(
                        label: "a", to: 123_456_789_012, text: "123,456,789,012.00 USDT"),
                    BarChart.Bar(label: "b", to: 1, text: "1.00 USDT"),
                ], numbers: SampleWords.english.numbers
            ).svg())
        let start = try #require(svg.firstMatch(of: /x="(\d+)" y="\d+" fill="currentColor">123,/))
        #expect(try #require(Int(start.1)) + 23 * 7 <= 440)
        #expect(svg.contains(">150 bn</text>"))
    }

    @Test func drawsTheWayOfACure() throws {
        let svg = try text(
            CureWaterfall(
                assessment: Samples.call, plan: Samples.plan, numbers: SampleWords.english.numbers
            ).svg())
        #expect(svg.contains(">679.00 USDT</text>"))
        #expect(svg.contains("1 deposit: +6,821.00 USDT"))
        #expect(svg.contains("After the plan: 7,500.00 USDT"))
    }

    @Test func gathersThePositionsThatHaveNoRoom() throws {
        let position = Samples.call.positions[0]
        let svg = try text(
            MarginByPosition(
                positions: Array(repeating: position, count: 70),
                numbers: SampleWords.english.numbers
            ).svg())
        #expect(svg.contains("58 others"))
        #expect(
            MarginByPosition(positions: [position], numbers: SampleWords.english.numbers).svg()
                == nil)
    }

    @Test func drawsNoGridLineThroughAFigure() throws {
        let svg = try text(
            BarChart(
                id: "b", title: "t",
                bars: [
                    BarChart.Bar(label: "a", to: 3759, text: "3,759.62 USDT"),
                    BarChart.Bar(label: "b", to: 1055, text: "1,055.52 USDT"),
                ], numbers: SampleWords.english.numbers
            ).svg())
        let figure = try #require(
            svg.firstMatch(of: /x="(\d+)" y="(\d+)" fill="currentColor">1,055/))
        let start = try #require(Int(figure.1))
        let row = try #require(Int(figure.2))
        let lines = svg.matches(of: /x1="(\d+)" y1="(\d+)" x2="\d+" y2="(\d+)"[^>]*opacity/)
        #expect(lines.count == 3)
        for line in lines {
            let place = try #require(Int(line.1))
            let (top, bottom) = (try #require(Int(line.2)), try #require(Int(line.3)))
            let crosses = (start..<start + 13 * 7).contains(place) && top < row && bottom > row - 12
            #expect(!crosses, "a line at \(place) crosses the figure")
        }
        #expect(svg.contains(">4,000</text>"), "the axis reaches past the longest bar")
    }

    private func tiers(_ steps: [(to: String, rate: String)]) throws -> [MaintenanceTier] {
        var lower = Decimal.zero
        return try steps.enumerated().map { index, step in
            let upper = try #require(Decimal(step.to))
            defer { lower = upper }
            return MaintenanceTier(
                number: index + 1, lowerBound: lower, upperBound: upper,
                maintenanceMarginRate: try #require(Decimal(step.rate)), maintenanceAmount: .zero)
        }
    }

    private func chart(of tiers: [MaintenanceTier]) -> TierChart {
        TierChart(
            id: "t", title: "Rates", tiers: tiers, names: ("Rate", "Size in USDT"),
            numbers: SampleWords.english.numbers)
    }

    @Test func givesEqualFactorsOfATierEqualRoom() throws {
        let svg = try text(
            chart(of: try tiers([("1000", "0.01"), ("10000", "0.1"), ("100000", "1")])).svg())
        let line = try #require(svg.firstMatch(of: /<polyline points="([^"]+)"/))
        let points = line.1.split(separator: " ").map {
            $0.split(separator: ",").compactMap { Int($0) }
        }
        #expect(points.count == 6)
        // From the power of ten below the first bound to the last: three equal parts of 344.
        #expect(points.map { $0[0] } == [56, 171, 171, 285, 285, 400])
        let heights = [points[0][1], points[2][1], points[4][1]]
        #expect(abs((heights[0] - heights[1]) - (heights[1] - heights[2])) <= 1)
        for label in [">1%<", ">100%<", ">1,000<", ">100,000<"] { #expect(svg.contains(label)) }
    }

    @Test func drawsNoTierWithoutARate() throws {
        #expect(chart(of: try tiers([("1000", "0"), ("10000", "0.1")])).svg() == nil)
        #expect(chart(of: []).svg() == nil)
    }
}
