import MarginModel
import Testing

@testable import MarginRules

@Suite struct ExactTests {
    /// Decimals and ratios, small and wide, of both signs.
    private func values() throws -> [Exact] {
        var random = SystemRandomNumberGenerator.seeded(11)
        var values = try ["0", "1", "-0.00000001", "170141183460469231731687303715884105727"].map(
            exact)
        for _ in 0..<40 {
            let bits = UInt64.random(in: 1...UInt64.max, using: &random)
            let decimal = Exact(
                Decimal(
                    significand: Int128(bits >> UInt64.random(in: 0..<60, using: &random))
                        * (Bool.random(using: &random) ? 1 : -1),
                    scale: Int.random(in: 0...30, using: &random)))
            values.append(decimal)
            if let ratio = Exact.one.divided(by: decimal * 7) { values.append(ratio) }
        }
        return values
    }

    @Test func aQuotientTimesItsDivisorIsTheDividend() throws {
        for left in try values() {
            for right in try values() where !right.isZero {
                let quotient = try #require(left.divided(by: right))
                #expect(quotient * right == left)
            }
        }
        #expect(Exact.one.divided(by: .zero) == nil)
    }

    @Test func orderAgreesWithTheSignOfTheDifference() throws {
        for left in try values() {
            for right in try values() {
                let difference = left - right
                #expect((left < right) == difference.isNegative)
                #expect((left == right) == difference.isZero)
            }
        }
    }

    @Test(arguments: [
        "-28888356079734000000", "-18446744073709551617", "28888356079734000001",
        "-170141183460469231731687303715884105727",
    ])
    func decimalsWiderThanAMachineWordSurviveTheWidePath(text: String) throws {
        let third = try #require(exact(text).divided(by: 3))
        #expect((third + third + third).description == text)
        #expect((third * 3).rounded(places: 0)?.description == text)
    }

    @Test func quotientsAreWrittenExactlyWhereTheyEnd() throws {
        #expect(Exact(1).divided(by: 8)?.description == "0.125")
        #expect(Exact(-6).divided(by: 3)?.description == "-2")
        #expect(Exact(2).divided(by: 3)?.description == "0.666666666666666666666667")
        #expect(try exact("0.3").divided(by: try exact("0.0004"))?.description == "750")
    }
}
