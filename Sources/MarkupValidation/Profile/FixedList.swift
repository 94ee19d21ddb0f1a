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
