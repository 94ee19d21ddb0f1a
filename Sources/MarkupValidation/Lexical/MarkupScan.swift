/// The one pass over the bytes of a document with tags, before the parser sees it: its characters, its
/// declarations, and no tag of more than the parser bears.
struct MarkupScan {
    /// Bytes of one tag, and attributes of one tag: libxml2's check for repeated attributes takes
    /// quadratic time.
    static let tagLengthLimit = 256 << 10
    static let attributeLimit = 128
    /// No shorter tag has more attributes than the limit: one is five bytes at least.
    private static let shortTag = 5 * attributeLimit

    private let bytes: UnsafeBufferPointer<UInt8>
    private let isPage: Bool

    init(_ bytes: UnsafeBufferPointer<UInt8>, kind: DocumentKind) {
        self.bytes = bytes
        isPage = kind.isPage
    }

    /// Returns false when the document must not be parsed.
    func run(into findings: inout Findings) -> Bool {
        ByteCheck.checkCharacters(bytes, into: &findings) && checkDeclarations(into: &findings)
            && checkLengths(into: &findings)
    }

    /// Of what begins with `<!` or `<?`, which is rare: looked up by the second of the two.
    private func checkDeclarations(into findings: inout Findings) -> Bool {
        var index = 0
        var (mark, question) = (next(0x21, from: 0), next(0x3F, from: 0))
        while min(mark, question) < bytes.count {
            let start = min(mark, question) - 1
            let end =
                mark < question
                ? scanDeclaration(at: start, into: &findings)
                : scanInstruction(at: start, into: &findings)
            guard let end else { return false }
            index = end
            if mark <= index { mark = next(0x21, from: index) }
            if question <= index { question = next(0x3F, from: index) }
        }
        return true
    }

    /// The next place of `byte` behind a `<`; the end where there is none.
    private func next(_ byte: UInt8, from start: Int) -> Int {
        var position = start
        while let found = bytes.firstIndex(of: byte, from: position) {
            if found > start, bytes[found - 1] == 0x3C { return found }
            position = found + 1
        }
        return bytes.count
    }

    /// No tag is longer than the parser bears. Where a `<` stands at most as far as a short tag is long
    /// behind another, there is none between: most bytes need not be looked at.
    private func checkLengths(into findings: inout Findings) -> Bool {
        var start = 0
        while start < bytes.count {
            let probe = start + Self.shortTag
            var near = min(probe, bytes.count - 1)
            while near > start, bytes[near] != 0x3C { near -= 1 }
            if near == start {
                guard checkLength(from: start, into: &findings) else { return false }
                near = bytes.firstIndex(of: 0x3C, from: start + 1) ?? bytes.count
            }
            if near == bytes.count { break }
            start = near
        }
        return true
    }

    private func scanDeclaration(at start: Int, into findings: inout Findings) -> Int? {
        if bytes.holds("<!--", at: start) {
            if bytes.holds(">", at: start + 4) || bytes.holds("->", at: start + 4) {
                findings.add(.xmlOnlySyntax, at: start, "HTML ends this comment at its first >")
            }
            return end(of: start, skipping: 4, "-->")
        }
        if bytes.holds("<![CDATA[", at: start) {
            if isPage {
                findings.add(.xmlOnlySyntax, at: start, "HTML reads a CDATA section as a comment")
            }
            return end(of: start, skipping: 9, "]]>")
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
        let next = end(of: start, skipping: 2, "?>")
        if start == 0, !isPage, bytes.holds("<?xml ", at: 0) {
            let declaration = bytes.text(0..<next).lowercased()
            if declaration.contains("encoding"), !declaration.contains("utf-8") {
                findings.add(
                    .badBytes, at: 0, "the XML declaration names an encoding other than UTF-8")
            }
        } else {
            findings.add(.xmlOnlySyntax, at: start, "processing instructions are refused")
        }
        return next
    }

    /// The place behind what begins at `start` and ends with `ending`.
    private func end(of start: Int, skipping length: Int, _ ending: StaticString) -> Int {
        bytes.firstIndex(ofText: ending, from: start + length)
            .map { $0 + ending.utf8CodeUnitCount } ?? bytes.count
    }

    /// Of the tag that begins at `tagStart`, when the next one is far.
    private func checkLength(from tagStart: Int, into findings: inout Findings) -> Bool {
        // In a comment or an instruction stand no attributes.
        if bytes.holds("<!", at: tagStart) || bytes.holds("<?", at: tagStart) { return true }
        let end = bytes.firstIndex(of: 0x3C, from: tagStart + 1) ?? bytes.count
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
