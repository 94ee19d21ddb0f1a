/// A set of small numbers below 256: tags or attributes by their place in the profile.
struct NameSet: Sendable {
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    static let empty = NameSet()

    init() {}

    init(_ numbers: some Sequence<Int>) {
        for number in numbers {
            precondition(number >= 0 && number < 256, "a profile holds at most 256 names")
            let bit: UInt64 = 1 << UInt64(number & 63)
            switch number >> 6 {
            case 0: words.0 |= bit
            case 1: words.1 |= bit
            case 2: words.2 |= bit
            default: words.3 |= bit
            }
        }
    }

    func contains(_ number: Int) -> Bool {
        let word =
            number < 128
            ? (number < 64 ? words.0 : words.1) : (number < 192 ? words.2 : words.3)
        return word >> UInt64(truncatingIfNeeded: number & 63) & 1 == 1
    }

    func union(_ other: NameSet) -> NameSet {
        var result = self
        result.words.0 |= other.words.0
        result.words.1 |= other.words.1
        result.words.2 |= other.words.2
        result.words.3 |= other.words.3
        return result
    }
}

/// A set of tags by their place in the profile.
struct TagSet: Sendable {
    private var low: UInt64 = 0
    private var high: UInt64 = 0

    static let empty = TagSet()

    private init() {}

    init(_ tags: [Tag]) {
        for tag in tags {
            precondition(tag.number < 128, "a profile holds at most 128 elements")
            if tag.number < 64 {
                low |= 1 << UInt64(tag.number)
            } else {
                high |= 1 << UInt64(tag.number - 64)
            }
        }
    }

    func contains(_ number: Int) -> Bool {
        (number < 64 ? low : high) >> UInt64(truncatingIfNeeded: number & 63) & 1 == 1
    }

    func union(_ other: TagSet) -> TagSet {
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
