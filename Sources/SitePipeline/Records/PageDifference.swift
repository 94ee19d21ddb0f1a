/// In what way two versions of a file differ.
struct PageDifference: Sendable {
    /// Which of a site's inputs changed between two releases.
    struct Causes: Sendable {
        let templates: Bool
        /// Anything but templates, tickers and price history.
        let content: Bool

        /// What is assumed when a manifest is missing.
        static let unknown = Causes(templates: true, content: true)
    }

    let causes: Causes

    /// The bytes tell first: the same but for figures, or the same text in other markup. Where they
    /// do not, the inputs do.
    func change(from old: [UInt8], to new: [UInt8]) -> ReleaseDiff.Change {
        if Self.withoutFigures(old) == Self.withoutFigures(new) { return .priceOnly }
        let (oldText, newText) = (Self.text(of: old), Self.text(of: new))
        if oldText == newText { return causes.templates ? .template : .priceOnly }
        if Self.withoutFigures(oldText) == Self.withoutFigures(newText) {
            // An arrow beside a price changes the markup too.
            return causes.templates ? .template : .priceOnly
        }
        if causes.content { return .content }
        return causes.templates ? .template : .priceOnly
    }

    /// Drops digits and what stands in numbers and times: signs, points, commas, colons. A name with
    /// a hash of a file's bytes keeps its letters, so another stylesheet is another page.
    static func withoutFigures(_ bytes: [UInt8]) -> [UInt8] {
        let minus: [UInt8] = [0xE2, 0x88, 0x92]
        var kept: [UInt8] = []
        kept.reserveCapacity(bytes.count)
        var index = 0
        while index < bytes.count {
            if bytes[index] == minus[0], bytes[index...].starts(with: minus) {
                index += minus.count
                continue
            }
            switch bytes[index] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: ","),
                UInt8(ascii: ":"), UInt8(ascii: "+"), UInt8(ascii: "-"):
                break
            default: kept.append(bytes[index])
            }
            index += 1
        }
        return kept
    }

    /// What stands between tags, its white space collapsed.
    static func text(of bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        var isInTag = false
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "<"): isInTag = true
            case UInt8(ascii: ">"):
                isInTag = false
                if text.last != UInt8(ascii: " ") { text.append(UInt8(ascii: " ")) }
            case _ where isInTag: break
            case 9, 10, 13, UInt8(ascii: " "):
                if text.last != UInt8(ascii: " ") { text.append(UInt8(ascii: " ")) }
            default: text.append(byte)
            }
        }
        return text
    }
}
