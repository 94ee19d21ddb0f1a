import Testing

@testable import MarginRules

/// Integers of any size against Swift's own where those suffice, and against laws of arithmetic past it.
@Suite struct BigIntTests {
    private static let sizes: [Int128] = [
        0, 1, 2, 10, 0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, 0xFFFF_FFFF_FFFF_FFFF,
        0x1_0000_0000_0000_0000, .max - 1, .max,
    ]
    private static let edges: [Int128] = sizes + sizes.map { 0 - $0 } + [.min]

    /// Of 1 to 2,000 bits, of either sign.
    private struct Source {
        var random = SeededGenerator(seed: 22)

        mutating func next(bits: ClosedRange<Int> = 1...2_000) -> BigInt {
            var rest = Int.random(in: bits, using: &random)
            var value = BigInt(0)
            while rest > 0 {
                let count = min(rest, 100)
                let word = UInt128.random(in: 0..<1 << count, using: &random)
                value = value * BigInt(2).power(count) + BigInt(high: 0, low: word)
                rest -= count
            }
            return Bool.random(using: &random) ? value : -value
        }

        mutating func nextButZero(bits: ClosedRange<Int> = 1...2_000) -> BigInt {
            let value = next(bits: bits)
            return value.isZero ? 7 : value
        }

        /// Of 0 to `bits` bits, of either sign.
        mutating func narrow(_ bits: Int) -> Int128 {
            let size = Int128.random(in: 0...Int128.max >> (127 - bits), using: &random)
            let value = size >> Int.random(in: 0...bits, using: &random)
            return Bool.random(using: &random) ? value : -value
        }
    }

    @Test func theEdgesOf128BitsComeBack() {
        for edge in Self.edges {
            let value = BigInt(edge)
            #expect(value.description == "\(edge)")
            #expect(Int128(narrowing: value) == (edge == .min ? nil : edge))
            #expect(value.sgn == edge.signum() && value.isZero == (edge == 0))
            #expect(value.isEven == edge.isMultiple(of: 2))
            #expect(value.bitCount == max(1, 128 - edge.magnitude.leadingZeroBitCount))
            #expect(value.digit(0) == edge.magnitude && value.digit(1) == 0)
        }
        #expect(Int128(narrowing: BigInt(Int128.max) + 1) == nil)
        #expect(Int128(narrowing: BigInt(Int128.min) + 1) == Int128.min + 1)
        #expect(Int128(narrowing: BigInt(Int128.max) * BigInt(Int128.max)) == nil)
        #expect(BigInt(Int.min).description == "\(Int.min)")
        #expect(BigInt(high: .max, low: .max) + 1 == BigInt(2).power(256))
    }

    @Test func agreesWith128Bits() {
        var source = Source()
        for _ in 0..<5_000 {
            let (a, b) = (source.narrow(126), source.narrow(126))
            let (bigA, bigB) = (BigInt(a), BigInt(b))
            #expect(bigA + bigB == BigInt(a + b) && bigA - bigB == BigInt(a - b))
            #expect(-bigA == BigInt(-a) && bigA.size == BigInt(Int128(a.magnitude)))
            #expect((bigA < bigB) == (a < b) && (bigA == bigB) == (a == b))
            let (c, d) = (source.narrow(63), source.narrow(63))
            #expect(BigInt(c) * BigInt(d) == BigInt(c * d))
            guard d != 0 else { continue }
            let (quotient, remainder) = bigA.quotientAndRemainder(dividingBy: BigInt(d))
            #expect(quotient == BigInt(a / d) && remainder == BigInt(a % d))
            #expect(bigA / BigInt(d) == quotient)
            let divisor = Exact.greatestCommonDivisor(Int128(a.magnitude), Int128(d.magnitude))
            #expect(bigA.greatestCommonDivisor(with: BigInt(d)) == BigInt(divisor))
        }
    }

    @Test func obeysTheLawsOfArithmeticAtAnyLength() {
        var source = Source()
        for _ in 0..<1_000 {
            let (a, b, c) = (source.next(), source.nextButZero(), source.next())
            #expect(a * b / b == a)
            #expect(a + b - b == a)
            #expect((a - a).isZero)
            let (sum, difference) = (b + c, a - b)
            let distributed = a * b + a * c
            #expect(a * sum == distributed)
            let squares = a * a - b * b
            #expect((a + b) * difference == squares)
            let (quotient, remainder) = a.quotientAndRemainder(dividingBy: b)
            #expect(a == quotient * b + remainder)
            #expect(remainder.size < b.size)
            #expect(remainder.isZero || remainder.sgn == a.sgn)
            #expect((a < b) == (difference.sgn < 0))
            #expect((a == b) == difference.isZero)
            let products = a * b - c * b
            #expect(BigInt.order(a, b, c, b) == products.sgn)
        }
    }

    @Test func theGreatestCommonDivisorDividesBothAndLeavesNothingCommon() {
        var source = Source()
        for _ in 0..<500 {
            let (a, b) = (source.nextButZero(), source.nextButZero())
            let factor = source.nextButZero(bits: 1...300)
            let divisor = a.greatestCommonDivisor(with: b)
            #expect(divisor.sgn == 1)
            #expect(a / divisor * divisor == a && b / divisor * divisor == b)
            #expect((a / divisor).greatestCommonDivisor(with: b / divisor) == 1)
            #expect((a * factor).greatestCommonDivisor(with: b * factor) == divisor * factor.size)
            #expect(a.greatestCommonDivisor(with: 0) == a.size)
        }
        #expect(BigInt(0).greatestCommonDivisor(with: 0) == 0)
    }

    /// Each digit by a division, and each number back from its digits.
    @Test func printsItsDecimalDigits() {
        var source = Source()
        for _ in 0..<200 {
            let value = source.next()
            var digits: [UInt8] = []
            var rest = value.size
            repeat {
                let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
                digits.append(UInt8(ascii: "0") + UInt8(digit.digit(0)))
                rest = quotient
            } while !rest.isZero
            let text = String(decoding: digits.reversed(), as: UTF8.self)
            #expect(value.description == (value.sgn < 0 ? "-" : "") + text)
            let back = text.utf8.reduce(BigInt(0)) { (sum: BigInt, digit: UInt8) -> BigInt in
                sum * BigInt(10) + BigInt(Int(digit) - 48)
            }
            #expect(back == value.size)
        }
    }

    @Test func raisesToPowersAndTakesPrimesOut() {
        var source = Source()
        for exponent in 0...600 {
            let power = BigInt(10).power(exponent)
            #expect(power.description == "1" + String(repeating: "0", count: exponent))
            let (odd, twos) = power.removing(2)
            let (rest, fives) = odd.removing(5)
            #expect(rest == 1 && twos == exponent && fives == exponent)
        }
        for _ in 0..<100 {
            let value = source.nextButZero()
            let (rest, count) = value.removing(5)
            #expect(rest * BigInt(5).power(count) == value)
            #expect(!rest.quotientAndRemainder(dividingBy: 5).remainder.isZero)
            #expect(value.power(3) == value * value * value)
        }
    }

    @Test func isNearItsDouble() {
        var source = Source()
        for _ in 0..<500 {
            let value = source.nextButZero(bits: 1...1_000)
            var digits = value.description.utf8.map { Double($0) - 48 }
            if value.sgn < 0 { digits.removeFirst() }
            let size: Double = digits.reduce(0) { $0 * 10 + $1 }
            let expected = size * Double(value.sgn)
            #expect(abs(value.double / expected - 1) < 1e-12)
        }
        #expect(BigInt(0).double == 0 && BigInt(10).power(400).double == .infinity)
    }

    @Test func comesBackFrom256Bits() throws {
        var source = Source()
        for _ in 0..<1_000 {
            let value = source.next(bits: 1...254)
            let wide = try #require(Wide256(fitting: value))
            #expect(wide.big == value && wide.sgn == value.sgn)
        }
        #expect(Wide256(fitting: BigInt(2).power(254)) == nil)
        #expect(Wide256(fitting: BigInt(2).power(254) - 1) != nil)
        #expect(Wide256(fitting: BigInt(1) - BigInt(2).power(254)) != nil)
    }

    /// No operation changes an integer that others hold.
    @Test func isReadByManyThreadsAtOnce() async {
        var source = Source()
        let (a, b) = (source.nextButZero(bits: 2_000...2_000), source.nextButZero())
        let product = a * b
        let texts = [a, b, product].map(\.description)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<200).allSatisfy { _ in
                        a * b == product && product / a == b
                            && [a, b, product].map(\.description) == texts
                    }
                }
            }
            for await isSame in group { #expect(isSame) }
        }
    }
}
