/// From the parser's interned name pointers to rows of the profile: one probe a name, no text.
struct NameTable {
    private struct ElementKey: Hashable {
        let name: UnsafePointer<UInt8>
        let namespace: UnsafePointer<UInt8>?
    }

    private var elements: [ElementKey: ElementRule?] = [:]
    private var attributes: [UnsafePointer<UInt8>: (attribute: Attribute, number: Int)?] = [:]
    private var age = -1

    /// Forgets everything when the parser's dictionary is another one.
    mutating func adopt(dictionaryAge: Int) {
        guard age != dictionaryAge else { return }
        age = dictionaryAge
        elements.removeAll(keepingCapacity: true)
        attributes.removeAll(keepingCapacity: true)
    }

    mutating func rule(of element: ParsedElement) -> ElementRule? {
        guard element.prefix == nil else { return nil }
        let key = ElementKey(name: element.name, namespace: element.namespace)
        if let known = elements[key] { return known }
        let namespace = element.namespace.map { String(cString: $0) }
        let isSVG = namespace == Profile.svgNamespace
        let rule =
            isSVG || namespace == Profile.xhtmlNamespace
            ? Profile.row(String(cString: element.name), isSVG: isSVG) : nil
        elements[key] = .some(rule)
        return rule
    }

    /// - Returns: The attribute and its place in the profile.
    mutating func attribute(_ name: UnsafePointer<UInt8>) -> (attribute: Attribute, number: Int)? {
        if let known = attributes[name] { return known }
        let attribute = Attribute(rawValue: String(cString: name))
        let entry = attribute.map { ($0, Attribute.numbers[$0] ?? 0) }
        attributes[name] = .some(entry)
        return entry
    }
}
