/// The one pass over the bytes of a document with tags, before the parser sees it: its characters, its
/// declarations, and no tag of more than the parser bears.
struct MarkupScan {
    /// Bytes of one tag, and attributes of one tag: libxml2's check for repeated attributes takes
    /// quadratic time.
    static let tagLengthLimit = 256 << 10
    static let attributeLimit = 128
    /// No shorter tag has more attributes than the limit: one is five bytes at least.
    private static let shortTag = 5 * attributeLimit

    /// Whether a cell says that it is a total: most pages have none.
    private(set) var hasTotals = false

    private let bytes: UnsafeBufferPointer<UInt8>
    private let isPage: Bool
    private var tagStart = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, kind: DocumentKind) {
        self.bytes = bytes
        isPage = kind.isPage
    }

    /// Returns false when the document must not be parsed.
    mutating func run(into findings: inout Findings) -> Bool {
        var index = 0
        while true {
            index = nextSpecial(from: index)
            guard index < bytes.count else { break }
            switch bytes[index] {
            case 0x0A, 0x09: index += 1
            case 0x3C:
                guard let next = scanMarkup(at: index, into: &findings) else { return false }
                index = next
            default:
                guard let end = ByteCheck.endOfCharacter(in: bytes, at: index, into: &findings)
                else { return false }
                index = end
            }
        }
        return checkLength(upTo: bytes.count, into: &findings)
    }

    /// The next place of a tag, a control character or one beyond ASCII.
    private func nextSpecial(from start: Int) -> Int {
        var index = start
        while let word = bytes.word(at: index) {
            let isHigh = (word | (word &+ .ones)) & .signs
            let found = isHigh | word.bytes(below: 0x20) | word.bytes(0x3C)
            if found != 0 { return index + found.firstByte }
            index += 8
        }
        while index < bytes.count, bytes[index] >= 0x20, bytes[index] < 0x7F, bytes[index] != 0x3C {
            index += 1
        }
        return index
    }

    /// - Returns: The place to go on from; `nil` when the document must not be parsed.
    private mutating func scanMarkup(at start: Int, into findings: inout Findings) -> Int? {
        if start - tagStart > Self.shortTag, !checkLength(upTo: start, into: &findings) {
            return nil
        }
        tagStart = start
        switch start + 1 < bytes.count ? bytes[start + 1] : 0 {
        case 0x21: return scanDeclaration(at: start, into: &findings)
        case 0x3F: return scanInstruction(at: start, into: &findings)
        case UInt8(ascii: "t") where bytes.holds("<td ", at: start): findTotal(at: start)
        default: break
        }
        return start + 1
    }

    private func scanDeclaration(at start: Int, into findings: inout Findings) -> Int? {
        if bytes.holds("<!--", at: start) {
            if bytes.holds(">", at: start + 4) || bytes.holds("->", at: start + 4) {
                findings.add(.xmlOnlySyntax, at: start, "HTML ends this comment at its first >")
            }
            return end(of: start, skipping: 4, "-->", into: &findings)
        }
        if bytes.holds("<![CDATA[", at: start) {
            if isPage {
                findings.add(.xmlOnlySyntax, at: start, "HTML reads a CDATA section as a comment")
            }
            return end(of: start, skipping: 9, "]]>", into: &findings)
        }
        if bytes.holds("<!DOCTYPE html>", at: start), start == 0, isPage { return 15 }
        findings.add(
            .badPrologue, at: start,
            isPage
                ? "the only declaration of a page is <!DOCTYPE html> at its start"
                : "document types and their entities are refused")
        return nil
    }

    private func scanInstruction(at start: Int, into findings: inout Findings) -> Int? {
        let next = end(of: start, skipping: 2, "?>", into: &findings)
        if start == 0, !isPage, bytes.holds("<?xml ", at: 0) {
            let declaration = bytes.text(0..<(next ?? bytes.count)).lowercased()
            if declaration.contains("encoding"), !declaration.contains("utf-8") {
                findings.add(
                    .badBytes, at: 0, "the XML declaration names an encoding other than UTF-8")
            }
        } else {
            findings.add(.xmlOnlySyntax, at: start, "processing instructions are refused")
        }
        return next
    }

    /// The place behind what ends with `ending`, whose characters are checked too.
    private func end(
        of start: Int, skipping length: Int, _ ending: StaticString, into findings: inout Findings
    ) -> Int? {
        let end =
            bytes.firstIndex(ofText: ending, from: start + length)
            .map { $0 + ending.utf8CodeUnitCount } ?? bytes.count
        var index = start + length
        while index < end {
            guard let next = ByteCheck.endOfCharacter(in: bytes, at: index, into: &findings) else {
                return nil
            }
            index = next
        }
        return end
    }

    private mutating func findTotal(at start: Int) {
        guard !hasTotals,
            let place = bytes.firstIndex(ofText: "data-total=", from: start, before: 0x3E)
        else { return }
        hasTotals = bytes[place - 1].isMarkupSpace
    }

    /// Of the tag that began last, when the next one is far.
    private func checkLength(upTo end: Int, into findings: inout Findings) -> Bool {
        var index = tagStart
        var attributeCount = 0
        while index < end, bytes[index] != 0x3E {
            let quote = bytes[index]
            index += 1
            guard quote == 0x22 || quote == 0x27 else { continue }
            attributeCount += 1
            index = (bytes.firstIndex(of: quote, from: index) ?? end) + 1
        }
        let length = index - tagStart
        guard attributeCount > Self.attributeLimit || length > Self.tagLengthLimit else {
            return true
        }
        findings.add(
            .tooLarge, at: tagStart,
            "a tag of \(length) bytes with \(attributeCount) attributes; limits are \(Self.tagLengthLimit) and \(Self.attributeLimit)"
        )
        return false
    }
}

/// The shape of the tags of a page, which an XML tree does not show: `<div/>` and `<div></div>` are one
/// tree in XML and two in HTML; so are capitals.
enum TagShape {
    /// - Parameters:
    ///   - tag: From `<` to the place of its `>` or `/>`.
    ///   - isVoid: Whether the element never has an end tag.
    static func check(
        _ bytes: UnsafeBufferPointer<UInt8>, tag: Range<Int>, isVoid: Bool,
        into findings: inout Findings
    ) {
        let name = name(bytes, tag)
        if bytes[name].contains(where: \.isCapital) {
            findings.add(
                .xmlOnlySyntax, at: tag.lowerBound, "\(bytes.text(name)) has capitals")
        }
        let closesItself = bytes[tag.upperBound] == 0x2F
        guard closesItself != isVoid else { return }
        let endTag = isVoid ? bytes.firstIndex(ofText: "</", from: tag.upperBound) : nil
        findings.add(
            .selfClosedElement, at: endTag ?? tag.lowerBound,
            isVoid
                ? "</\(bytes.text(name))> is no tag in HTML: \(bytes.text(name)) is void"
                : "<\(bytes.text(name))/> closes itself; HTML leaves it open")
    }

    /// Tabs and line feeds inside of quotes.
    static func checkSpaces(
        _ bytes: UnsafeBufferPointer<UInt8>, tag: Range<Int>, into findings: inout Findings
    ) {
        var quote: UInt8?
        var isTold = false
        for index in tag {
            let byte = bytes[index]
            if quote == nil, byte == 0x22 || byte == 0x27 {
                (quote, isTold) = (byte, false)
            } else if byte == quote {
                quote = nil
            } else if quote != nil, byte < 0x20, !isTold {
                isTold = true
                findings.add(
                    .xmlOnlySyntax, at: index,
                    "a tab or line feed in an attribute, which XML turns into a space")
            }
        }
    }

    private static func name(_ bytes: UnsafeBufferPointer<UInt8>, _ tag: Range<Int>) -> Range<Int> {
        let start = tag.lowerBound + 1
        let end = (start..<tag.upperBound).first { bytes[$0].isMarkupSpace } ?? tag.upperBound
        return start..<end
    }
}

extension Rule {
    static let selfClosedElement = Rule(
        "H016-self-closed-element",
        "Only void elements and SVG close themselves; void elements have no end tag.",
        why: "HTML reads <div/> as <div>: everything after it falls inside.",
        cure: "Write <div></div>, and <br/> rather than <br></br>.", example: "<div/>")
}
