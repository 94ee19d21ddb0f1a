/// A set of small numbers below 256: tags or attributes by their place in the profile.
struct NameSet: Sendable, Hashable {
    private var low: UInt128 = 0
    private var high: UInt128 = 0

    static let empty = NameSet()

    init() {}

    init(_ numbers: some Sequence<Int>) {
        for number in numbers { insert(number) }
    }

    mutating func insert(_ number: Int) {
        precondition(number >= 0 && number < 256, "a profile holds at most 256 names")
        if number < 128 { low |= 1 << UInt128(number) } else { high |= 1 << UInt128(number - 128) }
    }

    func contains(_ number: Int) -> Bool {
        number < 128 ? low >> UInt128(number) & 1 == 1 : high >> UInt128(number - 128) & 1 == 1
    }

    func union(_ other: NameSet) -> NameSet {
        var result = self
        result.low |= other.low
        result.high |= other.high
        return result
    }
}
