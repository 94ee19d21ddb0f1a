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

    /// Holds whatever mix of 128-bit and unbounded values the two sides pass through.
    @Test func multiplicationDistributesOverAddition() throws {
        let values = try values()
        for (index, left) in values.enumerated() {
            let right = values[(index * 7 + 3) % values.count]
            for factor in values {
                #expect((left + right) * factor == left * factor + right * factor)
                #expect((left - right) * factor == left * factor - right * factor)
            }
        }
    }

    @Test func sumsOfManyThirdsStayNarrowAndExact() throws {
        var sum = Exact.zero
        for index in 1...300 {
            sum += try #require(Exact(index).divided(by: Exact(index % 2 == 0 ? 3 : 15)))
        }
        #expect(sum.wide == nil)
        #expect(sum == 9_050)
    }

    @Test func nothingTrapsAtTheEdgesOf128Bits() throws {
        let largest = Exact(Decimal(significand: .max, scale: 0))
        let smallest = Exact(Decimal(significand: .min, scale: 38))
        #expect((largest + largest).wide != nil)
        #expect(largest + largest - largest == largest)
        #expect((largest * largest).divided(by: largest) == largest)
        #expect(-(-smallest) == smallest)
        #expect(smallest.isNegative)
        #expect(smallest < -1)
        #expect(try #require(Exact.one.divided(by: smallest)) * smallest == 1)
        #expect(largest.rounded(places: 2) == Decimal(significand: .max, scale: 0))
        #expect((largest + 1).rounded(places: 0) == nil)
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
