/// Small values one behind another in one buffer. A page names thirty ids and as many addresses; as texts of
/// their own they would take ten times the memory, and few of them are asked for.
package struct PackedList<Element: PackedElement>: Sequence, Hashable, Sendable {
    private var bytes: [UInt8] = []
    package private(set) var count = 0

    package var isEmpty: Bool { count == 0 }

    package init() {}

    package init(_ elements: some Sequence<Element>) {
        for element in elements { append(element) }
        fit()
    }

    mutating func append(_ element: Element) {
        element.pack(into: &bytes)
        count += 1
    }

    /// Gives back what is kept free for more.
    mutating func fit() { bytes = bytes.withUnsafeBufferPointer { Array($0) } }

    package struct Iterator: IteratorProtocol {
        fileprivate var reader: PackedReader

        package mutating func next() -> Element? {
            reader.isAtEnd ? nil : Element(unpacking: &reader)
        }
    }

    package func makeIterator() -> Iterator { Iterator(reader: PackedReader(bytes: bytes)) }
}

package protocol PackedElement: Hashable, Sendable {
    func pack(into bytes: inout [UInt8])
    init(unpacking reader: inout PackedReader)
}

/// Takes apart what was packed.
package struct PackedReader {
    fileprivate let bytes: [UInt8]
    private var position = 0

    fileprivate init(bytes: [UInt8]) { self.bytes = bytes }

    fileprivate var isAtEnd: Bool { position >= bytes.count }

    mutating func number() -> Int {
        var value = 0
        var shift = 0
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            value |= Int(byte & 0x7F) << shift
            if byte < 0x80 { break }
            shift += 7
        }
        return value
    }

    mutating func text() -> String {
        let end = Swift.min(number() + position, bytes.count)
        defer { position = end }
        return String(decoding: bytes[position..<end], as: UTF8.self)
    }
}

extension [UInt8] {
    /// In base 128, the lowest digit first.
    fileprivate mutating func pack(_ number: Int) {
        var rest = number
        while rest >= 0x80 {
            append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        append(UInt8(rest))
    }

    fileprivate mutating func pack(_ text: some Collection<UInt8>) {
        pack(text.count)
        append(contentsOf: text)
    }
}

extension String: PackedElement {
    package func pack(into bytes: inout [UInt8]) { bytes.pack(utf8) }
    package init(unpacking reader: inout PackedReader) { self = reader.text() }
}

extension PackedList<String> {
    mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
        bytes.pack(text)
        count += 1
    }
}

extension PageFacts.Link: PackedElement {
    package func pack(into bytes: inout [UInt8]) {
        bytes.pack(target.utf8)
        bytes.pack(line)
        bytes.pack(column)
    }

    package init(unpacking reader: inout PackedReader) {
        self.init(target: reader.text(), line: reader.number(), column: reader.number())
    }
}

extension PackedList<PageFacts.Link> {
    mutating func append(target: UnsafeBufferPointer<UInt8>, line: Int, column: Int) {
        bytes.pack(target)
        bytes.pack(line)
        bytes.pack(column)
        count += 1
    }
}

extension PageFacts.Load: PackedElement {
    package func pack(into bytes: inout [UInt8]) {
        bytes.pack(directive.utf8)
        link.pack(into: &bytes)
    }

    package init(unpacking reader: inout PackedReader) {
        self.init(directive: reader.text(), link: PageFacts.Link(unpacking: &reader))
    }
}
