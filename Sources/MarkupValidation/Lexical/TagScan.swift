/// The second pass: the shape of tags, which an XML tree does not show, and the place of each start
/// tag, which the parser does not tell exactly.
///
/// `<div/>` and `<div></div>` are one tree in XML and two in HTML; so are capitals and CDATA.
struct TagScan {
    /// Bytes of one tag, and attributes of one tag: libxml2's check for repeated attributes takes
    /// quadratic time.
    static let tagLengthLimit = 256 << 10
    static let attributeLimit = 128

    /// Where the *n*th start tag begins.
    private(set) var tagStarts: [Int] = []
    /// Whether a cell says that it is a total: most pages have none.
    private(set) var hasTotals = false

    private let bytes: UnsafeBufferPointer<UInt8>
    private let isPage: Bool
    private let isData: Bool
    private let kinds = TagKinds.all
    private var suspects: Suspects
    private var svgDepth = 0
    /// How many elements are open in which placeholders are examples.
    private var verbatimDepth = 0
    private var position = 0
    private var isRefused = false

    init(_ bytes: UnsafeBufferPointer<UInt8>, kind: DocumentKind) {
        self.bytes = bytes
        isPage = kind.isPage
        isData = kind == .xml
        suspects = Suspects(in: bytes)
        tagStarts.reserveCapacity(bytes.count / 48)
    }

    /// Returns false when the document must not be parsed.
    mutating func run(into findings: inout Findings) -> Bool {
        while !isRefused, let start = bytes.firstIndex(of: 0x3C, from: position) {
            let text = position..<start
            if isWatched { TextLeaks.checkWhole(bytes, text, into: &findings) }
            checkSuspects(in: text, into: &findings)
            scanMarkup(at: start, into: &findings)
        }
        return !isRefused
    }

    private mutating func scanMarkup(at start: Int, into findings: inout Findings) {
        let next = start + 1 < bytes.count ? bytes[start + 1] : 0
        switch next {
        case 0x21: scanDeclaration(at: start, into: &findings)
        case 0x3F: scanInstruction(at: start, into: &findings)
        case 0x2F: scanEndTag(at: start, into: &findings)
        default: scanStartTag(at: start, into: &findings)
        }
    }

    private mutating func scanDeclaration(at start: Int, into findings: inout Findings) {
        if bytes.holds("<!--", at: start) {
            if bytes.holds(">", at: start + 4) || bytes.holds("->", at: start + 4) {
                findings.add(.xmlOnlySyntax, at: start, "HTML ends this comment at its first >")
            }
            position = (bytes.firstIndex(ofText: "-->", from: start + 4) ?? bytes.count - 3) + 3
        } else if bytes.holds("<![CDATA[", at: start) {
            if isPage {
                findings.add(.xmlOnlySyntax, at: start, "HTML reads a CDATA section as a comment")
            }
            position = (bytes.firstIndex(ofText: "]]>", from: start + 9) ?? bytes.count - 3) + 3
        } else if bytes.holds("<!DOCTYPE html>", at: start), start == 0, isPage {
            position = start + 15
        } else {
            findings.add(
                .badPrologue, at: start,
                isPage
                    ? "the only declaration of a page is <!DOCTYPE html> at its start"
                    : "document types and their entities are refused")
            isRefused = true
        }
    }

    private mutating func scanInstruction(at start: Int, into findings: inout Findings) {
        let end = bytes.firstIndex(ofText: "?>", from: start + 2) ?? bytes.count - 2
        position = end + 2
        if start == 0, !isPage, bytes.holds("<?xml ", at: 0) {
            let declaration = bytes.text(0..<end).lowercased()
            if declaration.contains("encoding"), !declaration.contains("utf-8") {
                findings.add(
                    .badBytes, at: 0, "the XML declaration names an encoding other than UTF-8")
            }
        } else {
            findings.add(.xmlOnlySyntax, at: start, "processing instructions are refused")
        }
    }

    private mutating func scanEndTag(at start: Int, into findings: inout Findings) {
        let name = TagName(in: bytes, at: start + 2)
        let end = bytes.firstIndex(of: 0x3E, from: name.range.upperBound) ?? bytes.count - 1
        position = end + 1
        guard isPage else { return }
        let kind = kinds[name]
        if kind == .svg { svgDepth -= 1 }
        if kind == .verbatim { verbatimDepth -= 1 }
        guard svgDepth <= 0 else { return }
        checkCase(of: name, into: &findings)
        if kind == .void {
            findings.add(
                .selfClosedElement, at: start,
                "</\(bytes.text(name.range))> is no tag in HTML: \(bytes.text(name.range)) is void")
        }
    }

    private mutating func scanStartTag(at start: Int, into findings: inout Findings) {
        tagStarts.append(start)
        let name = TagName(in: bytes, at: start + 1)
        let end = scanAttributes(from: name.range.upperBound, tag: start, into: &findings)
        position = end + 1
        checkSuspects(in: start..<min(end, bytes.count), into: &findings)
        guard isPage else { return }
        let closesItself = end < bytes.count && bytes[end - 1] == 0x2F
        let kind = kinds[name]
        if kind == .svg {
            if !closesItself { svgDepth += 1 }
            return
        }
        guard svgDepth <= 0 else { return }
        checkCase(of: name, into: &findings)
        if closesItself {
            if kind != .void {
                findings.add(
                    .selfClosedElement, at: start,
                    "<\(bytes.text(name.range))/> closes itself; HTML leaves it open")
            }
        } else if kind == .verbatim {
            verbatimDepth += 1
        }
    }

    /// Returns the place of the tag's `>`.
    private mutating func scanAttributes(
        from nameEnd: Int, tag start: Int, into findings: inout Findings
    ) -> Int {
        var index = nameEnd
        var attributeCount = 0
        while index < bytes.count, bytes[index] != 0x3E, bytes[index] != 0x3C {
            let byte = bytes[index]
            index += 1
            guard byte == 0x22 || byte == 0x27 else { continue }
            attributeCount += 1
            // Of every attribute one byte is looked at.
            if index > 3, bytes[index - 3] == UInt8(ascii: "l"),
                bytes.holds("data-total=", at: index - 12)
            {
                hasTotals = true
            }
            var space: Int?
            while true {
                index = bytes.firstIndex(ofControlOr: byte, from: index)
                guard index < bytes.count, bytes[index] != byte else { break }
                space = space ?? index
                index += 1
            }
            if isPage, let space {
                findings.add(
                    .xmlOnlySyntax, at: space,
                    "a tab or line feed in an attribute, which XML turns into a space")
            }
            index += 1
        }
        if attributeCount > Self.attributeLimit || index - start > Self.tagLengthLimit {
            findings.add(
                .tooLarge, at: start,
                "a tag of \(index - start) bytes with \(attributeCount) attributes; limits are \(Self.tagLengthLimit) and \(Self.attributeLimit)"
            )
            isRefused = true
        }
        return min(index, bytes.count)
    }

    private func checkCase(of name: TagName, into findings: inout Findings) {
        guard name.hasCapital else { return }
        findings.add(
            .xmlOnlySyntax, at: name.range.lowerBound - 1,
            "\(bytes.text(name.range)) has capitals")
    }

    /// Whether placeholders are faults here.
    private var isWatched: Bool { !isData && verbatimDepth <= 0 }

    private mutating func checkSuspects(in range: Range<Int>, into findings: inout Findings) {
        guard range.upperBound > suspects.place, isWatched, suspects.begin(in: range) else {
            return
        }
        TextLeaks.check(bytes, range, into: &findings)
        CharacterReferences.check(bytes, range, into: &findings)
    }
}

/// The name of a tag as it stands in the bytes.
struct TagName {
    let range: Range<Int>
    /// Its bytes as one number, the first lowest; 0 for a name of more than seven.
    let key: UInt64
    let hasCapital: Bool

    init(in bytes: UnsafeBufferPointer<UInt8>, at start: Int) {
        if let word = bytes.word(at: start) {
            let end = (word.bytes(below: 0x21) | word.bytes(0x3E) | word.bytes(0x2F)).firstByte
            if end < 8 {
                key = word & (1 << UInt64(8 * end) - 1)
                range = start..<start + end
                hasCapital = key.hasCapital
                return
            }
        }
        var end = start
        while end < bytes.count, bytes[end] > 0x20, bytes[end] != 0x3E, bytes[end] != 0x2F {
            end += 1
        }
        key = 0
        range = start..<end
        hasCapital = bytes[range].contains { $0.isCapital }
    }
}

/// What the scan needs to know of some names: found by one multiplication.
struct TagKinds {
    enum Kind { case other, svg, void, verbatim }

    private static let size = 128

    private let kinds: FixedList<(key: UInt64, kind: Kind)>

    static let all: TagKinds = {
        var kinds = [(key: UInt64, kind: Kind)](repeating: (0, .other), count: size)
        // Placeholders in these are examples.
        let verbatim = ["pre", "code", "kbd", "samp", "script", "style"].map { ($0, Kind.verbatim) }
        let voids = Profile.voidNames.map { ($0, Kind.void) }
        for (name, kind) in [("svg", Kind.svg)] + verbatim + voids {
            let key: UInt64 = name.utf8.reversed().reduce(0) { $0 << 8 | UInt64($1) }
            var place = place(of: key)
            while kinds[place].key != 0 { place = (place + 1) % size }
            kinds[place] = (key, kind)
        }
        return TagKinds(kinds: FixedList(kinds))
    }()

    subscript(_ name: TagName) -> Kind {
        var place = Self.place(of: name.key)
        while kinds[place].key != name.key, kinds[place].key != 0 {
            place = (place + 1) % Self.size
        }
        return kinds[place].kind
    }

    private static func place(of key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 57)
    }
}

extension Rule {
    static let selfClosedElement = Rule(
        "H016-self-closed-element",
        "Only void elements and SVG close themselves; void elements have no end tag.",
        why: "HTML reads <div/> as <div>: everything after it falls inside.",
        cure: "Write <div></div>, and <br/> rather than <br></br>.", example: "<div/>")
}
