/// A price on a page, `<data data-asset="BTC" value="87959.907984">$87,959.91</data>`, stands in an
/// element with `data-source` that shows an instant, and shows the value rounded once.
struct PricePlaces {
    private struct Frame {
        let offset: Int
        let isSource: Bool
        let value: String?
        var text: [UInt8] = []
        var showsInstant = false
        /// Where the first price in it stands.
        var price: Int?
    }

    /// The elements that are open, from the first that is a source or a price: a page without costs
    /// nothing.
    private var frames: [Frame] = []

    /// Whether the page's language writes 1.234,50.
    private var hasDecimalCommas = false

    mutating func open(_ element: OpenElement) {
        if element.tag == .html, let language = element.value(.lang) {
            hasDecimalCommas = LanguageTags.writesDecimalComma(language)
        }
        let isPrice = element.tag == .data && element.has(.dataAsset)
        guard !frames.isEmpty || isPrice || element.has(.dataSource) else { return }
        frames.append(
            Frame(
                offset: element.offset, isSource: element.isFilled(.dataSource),
                value: isPrice ? element.value(.value) : nil,
                showsInstant: element.tag == .time && Self.isInstant(element)))
    }

    mutating func openUnknown(at offset: Int) {
        guard !frames.isEmpty else { return }
        frames.append(Frame(offset: offset, isSource: false, value: nil))
    }

    mutating func characters(_ run: UnsafeBufferPointer<UInt8>) {
        guard let last = frames.indices.last, frames[last].value != nil else { return }
        frames[last].text.append(contentsOf: run)
    }

    mutating func close(into findings: inout Findings) {
        guard let frame = frames.popLast() else { return }
        var price = frame.price
        if let value = frame.value {
            price = price ?? frame.offset
            checkRounding(of: value, in: frame, into: &findings)
        }
        if frame.isSource {
            if let price, !frame.showsInstant {
                findings.add(
                    .priceNotPlaced, at: price, "a price whose data-source shows no instant")
            }
            return
        }
        guard let parent = frames.indices.last else {
            if let price {
                findings.add(.priceNotPlaced, at: price, "a price outside of any data-source")
            }
            return
        }
        if frame.showsInstant { frames[parent].showsInstant = true }
        if frames[parent].price == nil { frames[parent].price = price }
    }

    private func checkRounding(
        of value: String, in frame: Frame, into findings: inout Findings
    ) {
        let text = String(decoding: frame.text, as: UTF8.self)
        guard let exact = ShownNumber(value), exact.unit.isEmpty else {
            findings.add(.priceNotPlaced, at: frame.offset, "the price's value is no number")
            return
        }
        guard let shown = ShownNumber(text, hasDecimalComma: hasDecimalCommas),
            !shown.isRounded(exact)
        else { return }
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
