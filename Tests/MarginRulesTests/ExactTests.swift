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

    /// Those that end have a way of their own.
    @Test func aQuotientByAnyLeverageIsExact() throws {
        for value in try values() {
            for leverage in 1...130 {
                let quotient = try #require(value.divided(by: Exact(leverage)))
                #expect(quotient * Exact(leverage) == value)
                #expect(
                    try #require(value.divided(by: Exact(-leverage))) == -quotient)
            }
        }
    }

    @Test func anEstimateIsGoodToFifteenDigits() throws {
        for value in try values() {
            guard let estimate = value.estimate else {
                #expect(value.wide != nil)
                continue
            }
            let printed = try #require(Double(value.description))
            #expect(abs(estimate - printed) <= abs(printed) * 1e-14)
        }
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

    /// Numerators and denominators of every length, against long division.
    @Test func quotientsAreWrittenAsLongDivisionWritesThem() throws {
        var random = SystemRandomNumberGenerator.seeded(5)
        func number() -> UInt128 {
            let wide = UInt128(UInt64.random(in: .min ... .max, using: &random)) << 56
            return wide >> UInt128(Int.random(in: 0..<118, using: &random)) + 1
        }
        for round in 0..<4_000 {
            let bottom = round % 4 == 0 ? UInt128(1 << (round % 60)) : number()
            let (top, scale) = (number(), round % 20)
            let value = Exact(narrow: Int128(top), over: Int128(bottom), scale: scale)
            #expect(value.description == longDivision(top, bottom, scale: scale))
            #expect((-value).description == "-" + value.description)
        }
    }

    /// `top` ÷ `bottom` ÷ 10^`scale`, exactly where that ends, else to 24 digits.
    private func longDivision(_ top: UInt128, _ bottom: UInt128, scale: Int) -> String {
        var digits = String(top / bottom).map { $0.wholeNumberValue ?? 0 }
        var rest = top % bottom
        // An expansion that ends does so within the twos and fives of 112 bits.
        for _ in 0..<160 {
            digits.append(Int(rest * 10 / bottom))
            rest = rest * 10 % bottom
        }
        var places = 160 + scale
        if rest != 0 {
            let first = digits.firstIndex { $0 != 0 } ?? 0
            let last = first + 23
            places -= digits.count - 1 - last
            let carries = digits[last + 1] >= 5
            digits.removeSubrange((last + 1)...)
            var place = last
            while carries, place >= 0 {
                digits[place] = (digits[place] + 1) % 10
                if digits[place] != 0 { break }
                place -= 1
            }
            while places < 0 {
                digits.append(0)
                places += 1
            }
        }
        let text =
            String(repeating: "0", count: max(0, places + 1 - digits.count))
            + digits.map(String.init).joined()
        var fraction = String(text.suffix(places))
        while fraction.last == "0" { fraction.removeLast() }
        let whole = text.dropLast(places).drop { $0 == "0" }
        return (whole.isEmpty ? "0" : whole) + (fraction.isEmpty ? "" : "." + fraction)
    }

    @Test func quotientsAreWrittenExactlyWhereTheyEnd() throws {
        #expect(Exact(1).divided(by: 8)?.description == "0.125")
        #expect(Exact(-6).divided(by: 3)?.description == "-2")
        #expect(Exact(2).divided(by: 3)?.description == "0.666666666666666666666667")
        #expect(try exact("0.3").divided(by: try exact("0.0004"))?.description == "750")
    }
}
