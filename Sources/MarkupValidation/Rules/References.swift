import MarginModel

/// Ids are unique, and what refers to them inside the document finds them.
///
/// Names are kept as bytes one behind another, and compared when the document ends: sorted, so that no
/// choice of names makes it slow.
struct References {
    private struct Name {
        let start: Int
        let count: Int
        /// Of the element's start tag.
        let offset: Int
        let attribute: Attribute
        var isHeaderCell = false
    }

    private var bytes: [UInt8] = []
    /// In document order.
    private var ids: [Name] = []
    private var uses: [Name] = []

    init() {
        bytes.reserveCapacity(2048)
        ids.reserveCapacity(64)
        uses.reserveCapacity(64)
    }

    mutating func open(_ element: OpenElement) {
        for use in element.uses where use.concerns.contains(.reference) {
            switch element.form(of: use.attribute) {
            case .id: ids.append(keep(use.value[...], use, element))
            case .idReference: uses.append(keep(use.value[...], use, element))
            case .idReferences:
                for name in use.value.split(whereSeparator: { $0.isMarkupSpace }) {
                    uses.append(keep(name, use, element))
                }
            case .paint:
                if let name = Self.paintTarget(use.value) { uses.append(keep(name, use, element)) }
            case .address where use.attribute == .href && use.value.first == 0x23:
                let name = use.value.dropFirst()
                // An empty fragment and "top" lead to the top of the page.
                if !name.isEmpty, !name.elementsEqual("top".utf8) || element.tag.isGraphics {
                    uses.append(keep(name, use, element))
                }
            default: break
            }
        }
    }

    /// - Returns: The ids, each once, in the order of the document.
    func finish(
        source: UnsafeBufferPointer<UInt8>, into findings: inout Findings
    ) -> PackedList<String> {
        bytes.withUnsafeBufferPointer { bytes in
            let known = ids.indices.sorted { first, second in
                let order = Self.order(ids[first], ids[second], bytes)
                return order == 0 ? first < second : order < 0
            }
            var isRepeated = [Bool](repeating: false, count: ids.count)
            for (first, second) in zip(known, known.dropFirst())
            where Self.order(ids[first], ids[second], bytes) == 0 {
                isRepeated[second] = true
                findings.add(
                    .duplicateID, at: Self.place(of: ids[second], source),
                    "the id '\(text(ids[second]))' is taken already")
            }
            for use in uses { check(use, known, bytes, source, into: &findings) }
            var kept = PackedList<String>()
            for (id, isRepeated) in zip(ids, isRepeated) where !isRepeated {
                kept.append(.init(rebasing: bytes[id.start..<id.start + id.count]))
            }
            kept.fit()
            return kept
        }
    }

    private func check(
        _ use: Name, _ known: [Int], _ bytes: UnsafeBufferPointer<UInt8>,
        _ source: UnsafeBufferPointer<UInt8>, into findings: inout Findings
    ) {
        let isHeaders = use.attribute == .headers
        var (low, high) = (0, known.count)
        while low < high {
            let middle = (low + high) / 2
            if Self.order(ids[known[middle]], use, bytes) < 0 {
                low = middle + 1
            } else {
                high = middle
            }
        }
        let isKnown = low < known.count && Self.order(ids[known[low]], use, bytes) == 0
        let cells = known[low...].prefix { Self.order(ids[$0], use, bytes) == 0 }
        guard isHeaders ? !cells.contains(where: { ids[$0].isHeaderCell }) : !isKnown else {
            return
        }
        let target = text(use)
        findings.add(
            .danglingReference, at: Self.place(of: use, source),
            "\(use.attribute.name) refers to '\(target)', "
                + (isHeaders ? "which is no header cell's id" : "which no element has as id"),
            hint: isKnown
                ? nil
                : nearestName(to: target, among: ids.map(text)).map { "Did you mean '\($0)'?" })
    }

    /// Shorter names first; of the same length by their bytes.
    private static func order(
        _ first: Name, _ second: Name, _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Int {
        first.count == second.count
            ? bytes.compare(first.start, second.start, count: first.count)
            : first.count - second.count
    }

    private func text(_ name: Name) -> String {
        String(decoding: bytes[name.start..<name.start + name.count], as: UTF8.self)
    }

    private static func place(of name: Name, _ source: UnsafeBufferPointer<UInt8>) -> Int {
        OpenElement.offset(of: name.attribute.name, inTagAt: name.offset, of: source)
    }

    private mutating func keep(
        _ name: UnsafeBufferPointer<UInt8>.SubSequence, _ use: OpenElement.Use,
        _ element: OpenElement
    ) -> Name {
        let start = bytes.count
        if use.attribute == .href, name.contains(0x25) {
            bytes += resolvingPercentEscapes(String(decoding: name, as: UTF8.self)).utf8
        } else {
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: name))
        }
        return Name(
            start: start, count: bytes.count - start, offset: element.offset,
            attribute: use.attribute, isHeaderCell: element.tag == .th)
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
