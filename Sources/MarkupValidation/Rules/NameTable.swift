import MarginModel

/// From the parser's interned name pointers to rows of the profile: one probe a name, no text.
final class NameTable {
    private struct Element {
        let name: UnsafePointer<UInt8>
        let namespace: UnsafePointer<UInt8>?
        let rule: Unmanaged<ElementRule>?
    }

    private struct Name {
        let name: UnsafePointer<UInt8>
        /// `nil` when the profile does not have it.
        let attribute: Attribute?
    }

    /// A power of two. Names that share a place displace each other, so hostile names cost time only.
    private static let size = 512

    private let elements = UnsafeMutablePointer<Element?>.allocate(capacity: size)
    private let attributes = UnsafeMutablePointer<Name?>.allocate(capacity: size)
    private var age = -1

    init() {
        elements.initialize(repeating: nil, count: Self.size)
        attributes.initialize(repeating: nil, count: Self.size)
    }

    deinit {
        elements.deallocate()
        attributes.deallocate()
    }

    /// Forgets everything when the parser's dictionary is another one.
    func adopt(dictionaryAge: Int) {
        guard age != dictionaryAge else { return }
        age = dictionaryAge
        elements.update(repeating: nil, count: Self.size)
        attributes.update(repeating: nil, count: Self.size)
    }

    /// - Returns: A row of the profile, which stays.
    func rule(of element: ParsedElement) -> Unmanaged<ElementRule>? {
        guard element.prefix == nil else { return nil }
        let place = Self.place(of: element.name)
        if let known = elements[place], known.name == element.name,
            known.namespace == element.namespace
        {
            return known.rule
        }
        let namespace = element.namespace.map { String(cString: $0) }
        let isSVG = namespace == Profile.svgNamespace
        let rule =
            isSVG || namespace == Profile.xhtmlNamespace
            ? Profile.row(String(cString: element.name), isSVG: isSVG)
                .map { Unmanaged.passUnretained($0) } : nil
        elements[place] = Element(name: element.name, namespace: element.namespace, rule: rule)
        return rule
    }

    func attribute(_ name: UnsafePointer<UInt8>) -> Attribute? {
        let place = Self.place(of: name)
        if let entry = attributes[place], entry.name == name { return entry.attribute }
        let known = Attribute.byName[String(cString: name)]
        attributes[place] = Name(name: name, attribute: known)
        return known
    }

    private static func place(of name: UnsafePointer<UInt8>) -> Int {
        // The parser packs names one after another: the low bits differ most.
        let address = UInt(bitPattern: name)
        return Int((address ^ address >> 9) & UInt(size - 1))
    }
}

/// The element that was probably meant.
func nearestElement(to name: String, isSVG: Bool) -> String? {
    nearestName(to: name, among: Profile.names(isSVG: isSVG))
}

extension UnsafeBufferPointer<UInt8> {
    /// The place of a line and column as the parser counts them, both from 1.
    func offset(ofLine line: Int, column: Int) -> Int {
        var start = 0
        for _ in 1..<Swift.max(line, 1) {
            guard let feed = firstIndex(of: 0x0A, from: start) else { break }
            start = feed + 1
        }
        return Swift.min(start + Swift.max(column - 1, 0), count)
    }
}
