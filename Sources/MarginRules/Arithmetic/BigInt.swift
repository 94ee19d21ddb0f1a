internal import CGMP

/// An integer of any size: GMP's, as a value that never changes once it is made.
///
/// GMP ends the process at 2^37 bits. Inputs have 38 digits, and a sum or product adds the lengths of
/// its terms, so that only an account of 10^8 positions would come near.
struct BigInt: Sendable {
    /// Behind a pointer, as GMP's functions take one integer for two arguments.
    private final class Limbs: @unchecked Sendable {
        let value = UnsafeMutablePointer<__mpz_struct>.allocate(capacity: 1)

        init() { __gmpz_init(value) }

        deinit {
            __gmpz_clear(value)
            value.deallocate()
        }
    }

    private typealias Written = UnsafeMutablePointer<__mpz_struct>
    private typealias Read = UnsafePointer<__mpz_struct>

    private let limbs: Limbs

    private init(_ limbs: Limbs) { self.limbs = limbs }

    /// What `write` makes of zero.
    @inline(__always)
    private init(_ write: (Written) -> Void) {
        limbs = Limbs()
        write(limbs.value)
    }

    /// The limbs stay alive until `body` is done with them.
    @inline(__always)
    private func reading<Result>(_ body: (Read) -> Result) -> Result {
        withExtendedLifetime(limbs) { body(Read(limbs.value)) }
    }

    @inline(__always)
    private static func combine(
        _ left: BigInt, _ right: BigInt, _ function: (Written, Read, Read) -> Void
    ) -> BigInt {
        BigInt { result in
            left.reading { left in right.reading { function(result, left, $0) } }
        }
    }

    init(_ value: Int) { self.init { __gmpz_set_si($0, value) } }

    init(_ value: Int128) {
        let size = BigInt(high: 0, low: value.magnitude)
        self = value < 0 ? -size : size
    }

    /// `high` × 2^128 + `low`.
    init(high: UInt128, low: UInt128) {
        let words = [low, low >> 64, high, high >> 64].map(UInt64.init(truncatingIfNeeded:))
        // The least word first, in the machine's order of bytes, all bits used.
        self.init { __gmpz_import($0, words.count, -1, 8, 0, 0, words) }
    }

    /// −1, 0 or 1.
    var sgn: Int { reading { Int($0.pointee._mp_size.signum()) } }

    var isEven: Bool { reading { __gmpz_tstbit($0, 0) == 0 } }

    /// Bits of the magnitude; zero has one.
    var bitCount: Int { reading { __gmpz_sizeinbase($0, 2) } }

    /// Towards zero; infinite past what a `Double` holds.
    var double: Double { reading { __gmpz_get_d($0) } }

    /// The digit of the magnitude, to the base of 2^128, that has `index` digits below it.
    func digit(_ index: Int) -> UInt128 {
        reading {
            UInt128(__gmpz_getlimbn($0, 2 * index))
                | UInt128(__gmpz_getlimbn($0, 2 * index + 1)) << 64
        }
    }

    /// `exponent` is not negative.
    func power(_ exponent: Int) -> BigInt {
        BigInt { result in reading { __gmpz_pow_ui(result, $0, UInt(exponent)) } }
    }

    /// Positive, unless both are zero.
    func greatestCommonDivisor(with other: BigInt) -> BigInt {
        BigInt.combine(self, other, __gmpz_gcd)
    }

    /// The quotient towards zero, and a remainder of this number's sign. `divisor` is not zero.
    func quotientAndRemainder(
        dividingBy divisor: BigInt
    ) -> (quotient: BigInt, remainder: BigInt) {
        let remainder = Limbs()
        let quotient = BigInt.combine(self, divisor) {
            __gmpz_tdiv_qr($0, remainder.value, $1, $2)
        }
        return (quotient, BigInt(remainder))
    }

    /// This number, which is not zero, without the factor `prime`, and how often it had it.
    func removing(_ prime: BigInt) -> (rest: BigInt, count: Int) {
        var count: UInt = 0
        let rest = BigInt.combine(self, prime) { count = __gmpz_remove($0, $1, $2) }
        return (rest, Int(count))
    }

    static func + (left: BigInt, right: BigInt) -> BigInt { combine(left, right, __gmpz_add) }
    static func - (left: BigInt, right: BigInt) -> BigInt { combine(left, right, __gmpz_sub) }
    static func * (left: BigInt, right: BigInt) -> BigInt { combine(left, right, __gmpz_mul) }
    /// Towards zero. `right` is not zero.
    static func / (left: BigInt, right: BigInt) -> BigInt { combine(left, right, __gmpz_tdiv_q) }
    static prefix func - (number: BigInt) -> BigInt {
        BigInt { result in number.reading { __gmpz_neg(result, $0) } }
    }
}

extension BigInt: Comparable, ExpressibleByIntegerLiteral, CustomStringConvertible {
    init(integerLiteral value: Int) { self.init(value) }

    static func == (left: BigInt, right: BigInt) -> Bool { order(left, right) == 0 }
    static func < (left: BigInt, right: BigInt) -> Bool { order(left, right) < 0 }

    private static func order(_ left: BigInt, _ right: BigInt) -> Int32 {
        left.reading { left in right.reading { __gmpz_cmp(left, $0) } }
    }

    /// Decimal digits, behind a minus sign where there is one.
    var description: String {
        reading { value in
            // Room for the sign, and for the zero that ends a text of C.
            withUnsafeTemporaryAllocation(
                of: CChar.self, capacity: __gmpz_sizeinbase(value, 10) + 2
            ) { String(cString: __gmpz_get_str($0.baseAddress, 10, value)) }
        }
    }
}

extension Int128 {
    /// `value`, when it fits; the least 128-bit integer is left out, as everywhere in `Exact`.
    init?(narrowing value: BigInt) {
        guard value.bitCount <= 127 else { return nil }
        let size = Int128(value.digit(0))
        self = value.sgn < 0 ? -size : size
    }
}
