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
            breaches: breaches, numbers: .html)
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
            id: "c", title: "t", asset: "USDT", points: [point], breaches: [], numbers: .html)
        #expect(curve.svg() == nil)
    }

    @Test func drawsBarsOnBothSidesOfZeroWithTheThreshold() throws {
        let chart = BarChart(
            id: "b", title: "Legs & <tags>",
            bars: [
                BarChart.Bar(label: "A<b>", to: -10, text: "-10"),
                BarChart.Bar(label: String(repeating: "long ", count: 20), to: 10, text: "10"),
                BarChart.Bar(label: "nothing", to: 0, text: "0", isOutline: true),
            ], threshold: BarChart.Threshold(label: "trigger", value: 5))
        let svg = try text(chart.svg())
        #expect(svg.contains("Legs &amp; &lt;tags&gt;"))
        #expect(svg.contains("A&lt;b&gt;"))
        #expect(svg.contains("long long long long …"))
        #expect(svg.contains(#"<rect x="150" y="37" width="128""#))
        #expect(svg.contains("The dashed line is trigger."))
        #expect(BarChart(id: "b", title: "t", bars: []).svg() == nil)
    }

    @Test func leavesRoomForLongFiguresBesideTheBars() throws {
        let svg = try text(
            BarChart(
                id: "b", title: "t",
                bars: [
                    BarChart.Bar(
                        label: "a", to: 123_456_789_012, text: "123,456,789,012.00 USDT"),
                    BarChart.Bar(label: "b", to: 1, text: "1.00 USDT"),
                ]
            ).svg())
        let start = try #require(svg.firstMatch(of: /x="(\d+)" y="\d+" fill="currentColor">123,/))
        #expect(try #require(Int(start.1)) + 23 * 7 <= 440)
        #expect(svg.contains(">100 bn</text>"))
    }

    @Test func drawsTheWayOfACure() throws {
        let svg = try text(
            CureWaterfall(assessment: Samples.call, plan: Samples.plan, numbers: .html).svg())
        #expect(svg.contains(">679.00 USDT</text>"))
        #expect(svg.contains("1 deposit: +6,821.00 USDT"))
        #expect(svg.contains("After the plan: 7,500.00 USDT"))
    }

    @Test func gathersThePositionsThatHaveNoRoom() throws {
        let position = Samples.call.positions[0]
        let svg = try text(
            MarginByPosition(
                positions: Array(repeating: position, count: 70), numbers: .html
            ).svg())
        #expect(svg.contains("58 others"))
        #expect(MarginByPosition(positions: [position], numbers: .html).svg() == nil)
    }
}
