import MarginModel

/// Ids are unique, and what refers to them inside the document finds them.
struct References {
    private struct Reference {
        let attribute: Attribute
        let target: String
        /// Of the start tag.
        let offset: Int
    }

    /// In document order.
    private(set) var ids: [String] = []
    private var known: Set<String> = []
    private var headerCells: Set<String> = []
    private var references: [Reference] = []

    mutating func open(_ element: OpenElement, into findings: inout Findings) {
        for use in element.uses {
            switch use.form {
            case .id:
                let id = String(decoding: use.value, as: UTF8.self)
                if known.insert(id).inserted {
                    ids.append(id)
                } else {
                    findings.add(
                        .duplicateID, at: element.offset(of: use.attribute.rawValue),
                        "the id '\(id)' is taken already")
                }
                if element.tag == .th { headerCells.insert(id) }
            case .idReference: note(use.value[...], use, element)
            case .idReferences:
                for name in use.value.split(whereSeparator: { $0.isMarkupSpace }) {
                    note(name, use, element)
                }
            case .paint:
                if let name = Self.paintTarget(use.value) { note(name, use, element) }
            case .address where use.attribute == .href && use.value.first == 0x23:
                let name = use.value.dropFirst()
                // An empty fragment and "top" lead to the top of the page.
                if !name.isEmpty, !name.elementsEqual("top".utf8) || !Self.isHTML(element) {
                    note(name, use, element)
                }
            default: break
            }
        }
    }

    func finish(source: UnsafeBufferPointer<UInt8>, into findings: inout Findings) {
        for reference in references {
            let isHeaders = reference.attribute == .headers
            guard !(isHeaders ? headerCells : known).contains(reference.target) else { continue }
            findings.add(
                .danglingReference,
                at: OpenElement.offset(
                    of: reference.attribute.rawValue, inTagAt: reference.offset, of: source),
                "\(reference.attribute.rawValue) refers to '\(reference.target)', "
                    + (isHeaders ? "which is no header cell's id" : "which no element has as id"),
                hint: hint(for: reference.target))
        }
    }

    private static func isHTML(_ element: OpenElement) -> Bool {
        !element.tag.rawValue.hasPrefix("svg:")
    }

    private mutating func note(
        _ name: UnsafeBufferPointer<UInt8>.SubSequence, _ use: OpenElement.Use,
        _ element: OpenElement
    ) {
        let target = String(decoding: name, as: UTF8.self)
        references.append(
            Reference(
                attribute: use.attribute,
                target: use.attribute == .href ? resolvingPercentEscapes(target) : target,
                offset: element.offset))
    }

    /// The id in `url(#id)` or `url('#id')`.
    private static func paintTarget(
        _ value: UnsafeBufferPointer<UInt8>
    ) -> UnsafeBufferPointer<UInt8>.SubSequence? {
        guard let start = value.firstIndex(ofText: "url(", from: 0),
            let hash = value[start...].firstIndex(of: 0x23)
        else { return nil }
        return value[(hash + 1)...].prefix { $0 != 0x29 && $0 != 0x27 && $0 != 0x22 }
    }

    private func hint(for target: String) -> String? {
        guard !known.contains(target) else { return nil }
        return nearestName(to: target, among: known).map { "Did you mean '\($0)'?" }
    }
}

extension Rule {
    static let duplicateID = Rule(
        "H006-duplicate-id", "An id names one element.",
        why: "Links and labels reach the first of them only.",
        cure: "Give each element an id of its own.", example: "<p id=\"a\">…</p><p id=\"a\">…</p>")
    static let danglingReference = Rule(
        "H012-dangling-reference",
        "for, headers, list, aria-*, url(#…) and href=\"#…\" name an id of the document.",
        why: "A label without its field, a mark without its pattern, a link that does not move.",
        cure: "Correct the id, or add it to the element that is meant.",
        example: "<a href=\"#costs\">…</a> where nothing has the id costs")
}
