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

/// Elements that stay as long as the program does, as those of the profile: to hand them on counts no
/// references.
struct FixedList<Element: Sendable>: @unchecked Sendable, RandomAccessCollection,
    ExpressibleByArrayLiteral
{
    /// Never written after `init`, never freed.
    private let elements: UnsafeBufferPointer<Element>

    init(_ elements: some Collection<Element>) {
        let room = UnsafeMutableBufferPointer<Element>.allocate(capacity: elements.count)
        _ = room.initialize(from: elements)
        self.elements = UnsafeBufferPointer(room)
    }

    init(arrayLiteral elements: Element...) { self.init(elements) }

    private init(_ elements: UnsafeBufferPointer<Element>) { self.elements = elements }

    static var none: FixedList { FixedList(UnsafeBufferPointer(start: nil, count: 0)) }

    var startIndex: Int { 0 }
    var endIndex: Int { elements.count }
    subscript(position: Int) -> Element { elements[position] }

    /// One element as a list of its own.
    func only(_ position: Int) -> FixedList {
        FixedList(UnsafeBufferPointer(rebasing: elements[position...position]))
    }
}
