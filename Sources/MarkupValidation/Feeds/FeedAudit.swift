/// Follows the parser through a feed, a sitemap or any other XML, and keeps its addresses.
final class FeedAudit: MarkupEvents {
    /// The sitemap protocol's own limit.
    private static let addressLimit = 50_000

    private(set) var facts: PageFacts
    var findings: Findings
    private(set) var isBroken = false

    private let bytes: UnsafeBufferPointer<UInt8>
    /// Where the *n*th start tag begins.
    private(set) var tagStarts: [Int] = []
    private var watch: TextWatch
    private var lines: LineCounter
    private var depth = 0
    private var offset = 0
    private var text: [UInt8]?
    private var openName = ""

    init(
        _ bytes: UnsafeBufferPointer<UInt8>, path: String, kind: DocumentKind, findings: Findings
    ) {
        self.bytes = bytes
        watch = TextWatch(bytes, isWatched: kind != .xml)
        self.findings = findings
        facts = PageFacts(path: path, kind: kind)
        lines = LineCounter(bytes)
    }

    override func startElement(_ parsed: ParsedElement, closingAt end: Int) {
        depth += 1
        offset = bytes.tagStart(before: end, guess: watch.nextTag)
        tagStarts.append(offset)
        if watch.isDue(before: end) {
            watch.check(upTo: offset..<end, isVerbatim: false, into: &findings)
        }
        watch.passedTag(endingAt: end + 1)
        text = nil
        guard [.atom, .rss, .sitemap].contains(facts.kind) else { return }
        openName = String(cString: parsed.name)
        if openName == "loc" || openName == "title" { text = [] }
        if facts.kind == .rss, openName == "link", parsed.prefix == nil { text = [] }
        guard openName == "link" else { return }
        for index in 0..<parsed.attributeCount {
            guard let name = parsed.rawAttributes[index * 5], String(cString: name) == "href",
                let start = parsed.rawAttributes[index * 5 + 3],
                let end = parsed.rawAttributes[index * 5 + 4]
            else { continue }
            addLink(UnsafeBufferPointer(start: start, count: end - start))
        }
    }

    override func endElement(at end: Int) {
        depth -= 1
        if watch.isDue(before: end) {
            watch.check(
                upTo: bytes.tagStart(before: end, guess: watch.nextTag)..<end, isVerbatim: false,
                into: &findings)
        }
        watch.passedTag(endingAt: end)
        guard let text else { return }
        self.text = nil
        if openName == "loc" || openName == "link" {
            text.withUnsafeBufferPointer { addLink($0) }
        } else if depth == (facts.kind == .rss ? 2 : 1), facts.title == nil {
            facts.title = String(decoding: text, as: UTF8.self)
        }
    }

    override func characters(_ run: UnsafeBufferPointer<UInt8>, at offset: Int) {
        text?.append(contentsOf: run)
        watch.passedText(endingAt: offset + run.count)
        if let first = run.first(where: { !$0.isMarkupSpace }) { watch.sawText(first) }
    }

    override func parserMessage(_ message: String, line: Int, column: Int) {
        guard !isBroken else { return }
        isBroken = true
        findings.add(.notWellFormed, at: bytes.offset(ofLine: line, column: column), message)
    }

    private func addLink(_ address: UnsafeBufferPointer<UInt8>) {
        if let fault = AddressSyntax.fault(in: address) {
            findings.add(fault.rule, at: offset, fault.message)
        } else if AddressSyntax.scheme(of: address) == nil {
            findings.add(.malformedAddress, at: offset, "the address is not absolute")
        }
        let place = lines.place(of: offset)
        facts.links.append(
            PageFacts.Link(
                target: String(decoding: address, as: UTF8.self), line: place.line,
                column: place.column))
        if facts.kind == .sitemap, facts.links.count == Self.addressLimit + 1 {
            findings.add(.tooLarge, at: offset, "more than \(Self.addressLimit) addresses")
        }
    }
}
