/// A stack of values that nothing counts: to push and pop is a store and a load. Its owner frees it.
struct PlainStack<Element> {
    private var elements: UnsafeMutablePointer<Element>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int = 64) {
        self.capacity = capacity
        elements = .allocate(capacity: capacity)
    }

    func free() { elements.deallocate() }

    var isEmpty: Bool { count == 0 }

    /// The innermost element; there is one.
    var top: UnsafeMutablePointer<Element> { elements + (count - 1) }

    /// From the outermost to the innermost.
    var all: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: elements, count: count) }

    mutating func push(_ element: Element) {
        if count == capacity { grow() }
        (elements + count).initialize(to: element)
        count += 1
    }

    mutating func pop() {
        if count > 0 { count -= 1 }
    }

    private mutating func grow() {
        let wider = UnsafeMutablePointer<Element>.allocate(capacity: capacity * 2)
        wider.moveInitialize(from: elements, count: count)
        elements.deallocate()
        elements = wider
        capacity *= 2
    }
}
