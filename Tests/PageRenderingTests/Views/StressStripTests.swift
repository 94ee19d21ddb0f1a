import Testing

@testable import MarginRules
@testable import PageRendering

/// The seven joint moves of a report.
struct StressStripTests {
    private func table(_ moves: ClosedRange<Int>, step: Int) -> StressTable {
        let points = stride(from: moves.lowerBound, through: moves.upperBound, by: step).filter {
            $0 != 0
        }.map(point)
        return StressTable(
            kind: .joint, points: points, breach: FirstBreach(isPast: false, down: nil, up: nil))
    }

    /// Equity of 1,000 that every percent changes by 60, against a requirement of 900.
    private func point(move: Int) -> StressPoint {
        let equity = Exact(1_000 + 60 * move)
        let state: AccountState = move < -10 ? .bankrupt : .call
        let pool = StressPoint.Pool(
            id: "cross:USDT", asset: "USDT", equity: equity, requirement: 900, state: state)
        return StressPoint(movePercent: Exact(move), state: state, pools: [pool])
    }

    @Test func showsTheSmallestTheMiddleAndTheFarthestMoveOnEitherSide() {
        let strip = StressCell.strip(
            of: table(-30...30, step: 5), now: Samples.call, numbers: .html)
        #expect(
            strip.map(\.move) == [
                "−30.00%", "−15.00%", "−5.00%", "now", "+5.00%", "+15.00%", "+30.00%",
            ])
        #expect(strip.map(\.equity).first == "−800.00 USDT")
        #expect(
            strip.map(\.ratio) == [
                "none: no equity", "900.0%", "128.6%", "93.2%", "69.2%", "47.4%", "32.1%",
            ])
        #expect(strip.map(\.state.word).prefix(3) == ["Bankrupt", "Bankrupt", "Margin call"])
    }

    @Test(arguments: [1, 2, 3])
    func showsEveryMoveOfAShortTable(steps: Int) {
        let strip = StressCell.strip(
            of: table(-steps...steps, step: 1), now: Samples.call, numbers: .markdown)
        #expect(strip.count == 2 * steps + 1)
        #expect(strip[steps].move == "now")
        #expect(strip[0].move == "-\(steps).00%")
    }
}
