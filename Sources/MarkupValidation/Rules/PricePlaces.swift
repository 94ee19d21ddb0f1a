/// A price on a page, `<data data-asset="BTC" value="87959.907984">$87,959.91</data>`, stands in an
/// element with `data-source` that shows an instant, and shows the value rounded once.
struct PricePlaces {
    private struct Frame {
        let offset: Int
        let isSource: Bool
        /// Where its value begins in `letters`, and behind that its text; `nil` for what is no price.
        let start: Int?
        let valueEnd: Int
        var showsInstant: Bool
        /// Where the first price in it stands.
        var price: Int?
    }

    /// The elements that are open, from the first that is a source or a price: a page without costs
    /// nothing.
    private var frames = PlainStack<Frame>(capacity: 16)
    /// The values and texts of the prices that are open.
    private var letters: [UInt8] = []

    func free() { frames.free() }

    /// Whether an element is open of which it keeps something.
    var isOpen: Bool { !frames.isEmpty }

    /// Whether the page's language writes 1.234,50.
    var hasDecimalCommas = false

    mutating func open(_ element: OpenElement) {
        let isPrice = element.tag == .data && element.has(.dataAsset)
        let start = letters.count
        if isPrice, let value = element.bytes(.value) { letters.append(contentsOf: value) }
        frames.push(
            Frame(
                offset: element.offset, isSource: element.isFilled(.dataSource),
                start: isPrice && element.has(.value) ? start : nil, valueEnd: letters.count,
                showsInstant: element.tag == .time && Self.isInstant(element)))
    }

    mutating func openUnknown(at offset: Int) {
        frames.push(
            Frame(
                offset: offset, isSource: false, start: nil, valueEnd: letters.count,
                showsInstant: false))
    }

    mutating func characters(_ run: UnsafeBufferPointer<UInt8>) {
        if frames.top.pointee.start != nil { letters.append(contentsOf: run) }
    }

    mutating func close(into findings: inout Findings) {
        let frame = frames.top.pointee
        frames.pop()
        var price = frame.price
        if let start = frame.start {
            price = price ?? frame.offset
            checkRounding(in: frame, from: start, into: &findings)
            letters.removeSubrange(start...)
        }
        if frame.isSource {
            if let price, !frame.showsInstant {
                findings.add(
                    .priceNotPlaced, at: price, "a price whose data-source shows no instant")
            }
            return
        }
        guard !frames.isEmpty else {
            if let price {
                findings.add(.priceNotPlaced, at: price, "a price outside of any data-source")
            }
            return
        }
        let parent = frames.top
        if frame.showsInstant { parent.pointee.showsInstant = true }
        if parent.pointee.price == nil { parent.pointee.price = price }
    }

    private func checkRounding(
        in frame: Frame, from start: Int, into findings: inout Findings
    ) {
        let value = String(decoding: letters[start..<frame.valueEnd], as: UTF8.self)
        let text = String(decoding: letters[frame.valueEnd...], as: UTF8.self)
        guard let exact = ShownNumber(value), exact.unit.isEmpty else {
            findings.add(.priceNotPlaced, at: frame.offset, "the price's value is no number")
            return
        }
        guard let shown = ShownNumber(text, hasDecimalComma: hasDecimalCommas) else {
            // Words alone, which say why there is none, are no number that could be wrong.
            if text.utf8.contains(where: { (0x30...0x39).contains($0) }) {
                findings.add(
                    .priceNotPlaced, at: frame.offset,
                    "the price shows what is no number in the page's language")
            }
            return
        }
        guard !shown.isRounded(exact) else { return }
        findings.add(
            .priceNotPlaced, at: frame.offset, "the price shows \(shown), and its value is \(exact)"
        )
    }

    /// A date alone is no instant.
    private static func isInstant(_ element: OpenElement) -> Bool {
        element.bytes(.datetime)?.contains(UInt8(ascii: "T")) ?? false
    }
}

extension Rule {
    static let priceNotPlaced = Rule(
        "D004-price-not-placed",
        "A price, <data data-asset value>, stands in an element with data-source that shows an "
            + "instant, and shows its value rounded once.",
        why: "A price without time and source cannot be checked, and is taken for a live one.",
        cure: "Put data-source and a time with its hour on the table, list or paragraph around it.",
        example: "<p><data data-asset=\"BTC\" value=\"87959.9\">$87,959.90</data></p>")
}
