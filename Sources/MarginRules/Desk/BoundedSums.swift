/// What can be added up in any order.
package protocol Summable: Sendable {
    static func + (left: Self, right: Self) -> Self
}

extension Int: Summable {}

/// Sums by key, for as many keys as the limit says: the smallest ones, so that it does not depend on the
/// order in which they come.
package struct BoundedSums<Key: Hashable & Comparable & Sendable, Value: Summable>: Sendable {
    package let limit: Int
    package private(set) var sums: [Key: Value] = [:]
    /// Whether keys were left out.
    package private(set) var isCut = false

    package init(limit: Int) { self.limit = limit }

    /// - Parameter isCut: Whether keys had been left out of `sums`, which are within the limit.
    package init(limit: Int, _ sums: [Key: Value], isCut: Bool) {
        self.init(limit: limit)
        for (key, value) in sums { add(value, to: key) }
        self.isCut = self.isCut || isCut
    }

    package var sorted: [(key: Key, value: Value)] {
        sums.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    mutating func add(_ value: Value, to key: Key) {
        if let sum = sums[key] { return sums[key] = sum + value }
        if isCut, let last = sums.keys.max(), last < key { return }
        sums[key] = value
        guard sums.count > limit, let last = sums.keys.max() else { return }
        sums[last] = nil
        isCut = true
    }

    mutating func add(_ other: BoundedSums) {
        for (key, value) in other.sums { add(value, to: key) }
        isCut = isCut || other.isCut
    }
}

/// The first few of what was added, in their order, and how many there were.
package struct Shortlist<Element: Hashable & Comparable & Sendable>: Hashable, Sendable {
    package let limit: Int
    package private(set) var first: [Element] = []
    package private(set) var count = 0

    package init(limit: Int) { self.limit = limit }

    /// - Parameter count: How many there were, of which `first` are the first.
    package init(limit: Int, first: [Element], count: Int) {
        self.limit = limit
        self.first = Array(first.sorted().prefix(limit))
        self.count = count
    }

    package mutating func add(_ element: Element) {
        count += 1
        insert(element)
    }

    package mutating func add(_ other: Shortlist) {
        count += other.count
        for element in other.first { insert(element) }
    }

    private mutating func insert(_ element: Element) {
        if first.count >= limit, let last = first.last, last < element { return }
        first.insert(element, at: first.firstIndex { element < $0 } ?? first.count)
        if first.count > limit { first.removeLast() }
    }
}
