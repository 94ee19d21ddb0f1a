/// Follows the parser through one page or SVG file and asks every rule at every event.
struct PageAudit {
    private(set) var facts: PageFacts
    var findings: Findings

    private let kind: DocumentKind
    private let bytes: UnsafeBufferPointer<UInt8>
    private let tagStarts: [Int]
    private var names: NameTable
    /// How many start tags came before.
    private var ordinal = 0
    private var lines: LineCounter
    private var nesting = Nesting()
    private var roles = RoleRules()
    private var references = References()
    private var code: CodeRules
    private var head: HeadRules
    private var headings = HeadingRules()
    private var tables = TableRules()
    private var descriptions = DescriptionListRules()
    private var accessibleNames = AccessibleNames()
    private var graphics: GraphicRules
    private var requests = PrivateRequests()
    private let accounts = FictionalAccounts()
    /// Only where the page has any.
    private var totals: TableTotals?
    private var prices = PricePlaces()
    private let interests = RuleInterest.byNumber
    /// Room for the attributes of the start tag at hand.
    private let uses = UnsafeMutableBufferPointer<OpenElement.Use>.allocate(
        capacity: TagScan.attributeLimit)
    private var titleText: [UInt8]?
    private var visible: VisibleText
    /// Where a select begins that waits for its first option.
    private var awaiting: Int?
    private var bodyOffset = 0
    private var preOffset: Int?
    /// Set by the first message of the parser, or a root in no namespace: what comes after it is not worth judging.
    private var isBroken = false

    /// - Parameters:
    ///   - bytes: Must outlive the audit.
    ///   - hasTotals: Whether a cell of the page says that it is a total.
    ///   - names: Handed on from the audit before, by way of `finish`.
    init(
        _ bytes: UnsafeBufferPointer<UInt8>, path: String, kind: DocumentKind, tagStarts: [Int],
        hasTotals: Bool, names: NameTable, findings: Findings
    ) {
        self.bytes = bytes
        self.kind = kind
        self.tagStarts = tagStarts
        self.names = names
        self.findings = findings
        facts = PageFacts(path: path, kind: kind)
        lines = LineCounter(bytes)
        visible = VisibleText(capacity: kind.isPage ? bytes.count : 0)
        code = CodeRules(kind: kind)
        head = HeadRules(kind: kind)
        graphics = GraphicRules(kind: kind)
        if hasTotals { totals = TableTotals() }
    }

    /// Gives its memory back. It is of no use after that.
    func free() {
        uses.deallocate()
        visible.free()
    }

    /// Asks the rules that need the whole document, and gives the name table back.
    mutating func finish() -> NameTable {
        var found = findings
        facts.ids = references.finish(source: bytes, into: &found)
        guard !isBroken else { return names }
        findings = found
        if kind.isPage {
            headings.finish(body: bodyOffset, into: &findings)
            accessibleNames.finish(into: &findings)
            head.finish(facts, into: &findings)
            if !code.blocks.isEmpty {
                var data = StructuredDataRules(page: bytes, visible: visible)
                for block in code.blocks {
                    data.check(block.tree, at: block.offset, into: &findings)
                }
            }
        }
        graphics.finish(into: &findings)
        return names
    }

    mutating func startElement(_ parsed: ParsedElement) {
        guard !isBroken else { return }
        preOffset = nil
        let offset = ordinal < tagStarts.count ? tagStarts[ordinal] : 0
        ordinal += 1
        guard let rule = names.rule(of: parsed) else {
            openUnknown(parsed, at: offset)
            return
        }
        let useCount = readUses(of: parsed, rule: rule, at: offset)
        let element = OpenElement(
            rule: rule, offset: offset, uses: UnsafeBufferPointer(rebasing: uses[..<useCount]),
            source: bytes)
        let parent = nesting.parentTag
        let interest = interests[element.number]
        let depth = nesting.frames.count
        if let select = awaiting, element.tag == .option, !element.isValue(.value, "") {
            findings.add(
                .badValue, at: select,
                "a required select whose first option is a choice: give it value=\"\"")
        }
        awaiting = element.needsPlaceholder ? element.offset : nil
        nesting.open(element, into: &findings)
        AttributeUse.check(element, parent: parent, into: &findings)
        roles.open(element, depth: depth, into: &findings)
        references.open(element)
        if interest.contains(.code) { code.open(element, into: &findings) }
        accessibleNames.open(element, into: &findings)
        if interest.contains(.graphics) {
            graphics.open(element, parent: parent, into: &findings)
        }
        if kind == .privateReport { requests.open(element, into: &findings) }
        if kind.isPage {
            if interest.contains(.head) || parent == .head {
                head.open(element, parent: parent, facts: &facts, into: &findings)
            }
            if interest.contains(.headings) { headings.open(element, into: &findings) }
            if interest.contains(.tables) { tables.open(element, into: &findings) }
            if interest.contains(.descriptions) {
                descriptions.open(element, parent: parent, into: &findings)
            }
            totals?.open(element)
            prices.open(element)
            if kind == .page { accounts.open(element, into: &findings) }
        }
        note(element)
    }

    mutating func endElement() {
        guard !isBroken else { return }
        preOffset = nil
        let tag = nesting.parentTag
        let offset = nesting.parentOffset
        let interest = nesting.parentNumber.map { interests[$0] } ?? []
        nesting.close(into: &findings)
        roles.close(depth: nesting.frames.count)
        if interest.contains(.code) { code.close(tag, openedAt: offset, into: &findings) }
        if kind.isPage {
            accessibleNames.close(into: &findings)
            if interest.contains(.tables) { tables.close(tag, into: &findings) }
            if interest.contains(.descriptions) {
                descriptions.close(tag, parent: nesting.parentTag, into: &findings)
            }
            totals?.close(tag, into: &findings)
            prices.close(into: &findings)
        }
        if tag == .title, let text = titleText {
            if facts.title == nil { facts.title = Self.collapsed(text) }
            titleText = nil
        }
    }

    mutating func characters(_ run: UnsafeBufferPointer<UInt8>, at offset: Int) {
        guard !isBroken else { return }
        titleText?.append(contentsOf: run)
        code.characters(run, at: offset)
        totals?.characters(run)
        prices.characters(run)
        if kind == .privateReport { requests.characters(run, at: offset, into: &findings) }
        if let preOffset, run.first == 0x0A {
            findings.add(
                .xmlOnlySyntax, at: preOffset, "HTML drops the line feed that pre starts with")
        }
        preOffset = nil
        guard let first = run.firstIndex(where: { !$0.isMarkupSpace }) else { return }
        nesting.checkText(at: offset + first, into: &findings)
        if bodyOffset > 0, !isInCode { visible.append(run) }
        accessibleNames.characters()
    }

    private var isInCode: Bool {
        nesting.parentTag.map { $0 == .script || $0 == .style } ?? false
    }

    mutating func parserMessage(_ message: String, line: Int, column: Int) {
        guard !isBroken else { return }
        isBroken = true
        findings.add(
            .notWellFormed, at: bytes.offset(ofLine: line, column: column), message)
    }

    private mutating func openUnknown(_ parsed: ParsedElement, at offset: Int) {
        let name = String(cString: parsed.name)
        let written = parsed.prefix.map { String(cString: $0) + ":" + name } ?? name
        let isSVG = parsed.namespace.map { String(cString: $0) } == Profile.svgNamespace
        findings.add(
            .unknownElement, at: offset,
            parsed.namespace == nil
                ? "\(written) is in no namespace: the root needs xmlns"
                : "the profile has no element \(written)",
            hint: nearestElement(to: name, isSVG: isSVG).map { "Did you mean \($0)?" })
        // Without a namespace on the root every element would be unknown: once is enough.
        if parsed.namespace == nil, nesting.isEmpty { isBroken = true }
        nesting.openUnknown(at: offset)
        accessibleNames.openUnknown(at: offset)
        prices.openUnknown(at: offset)
    }

    /// - Returns: How many attributes the profile knows, which are in `uses` now.
    private mutating func readUses(
        of parsed: ParsedElement, rule: Unmanaged<ElementRule>, at offset: Int
    ) -> Int {
        guard parsed.attributeCount > 0 else { return 0 }
        let (known, forms) = rule._withUnsafeGuaranteedRef { ($0.attributes, $0.forms) }
        var count = 0
        for index in 0..<parsed.attributeCount {
            let raw = parsed.rawAttributes
            guard let name = raw[index * 5], let start = raw[index * 5 + 3],
                let end = raw[index * 5 + 4]
            else { continue }
            if raw[index * 5 + 1] == nil, let entry = names.attribute(name),
                known.contains(entry.number), count < uses.count
            {
                uses.initializeElement(
                    at: count,
                    to: OpenElement.Use(
                        attribute: entry.attribute, form: forms[entry.number],
                        value: UnsafeBufferPointer(start: start, count: end - start)))
                count += 1
                continue
            }
            let prefix = raw[index * 5 + 1].map { String(cString: $0) + ":" } ?? ""
            let written = prefix + String(cString: name)
            AttributeUse.refuse(
                written, on: rule.takeUnretainedValue(),
                at: OpenElement.offset(of: written, inTagAt: offset, of: bytes), into: &findings)
        }
        return count
    }

    /// Keeps what the site-wide pass and the rules at the end need.
    private mutating func note(_ element: OpenElement) {
        switch element.tag {
        case .title:
            titleText = []
            (facts.titleLine, facts.titleColumn) = lines.place(of: element.offset)
        case .body: bodyOffset = element.offset
        case .pre: preOffset = element.offset
        default: break
        }
        for use in element.uses {
            switch use.attribute {
            case .href, .src, .action: addLink(use.value, of: element)
            case .content where element.isValue(.property, "og:image"):
                addLink(use.value, of: element)
            case .srcset:
                for candidate in use.value.split(separator: 0x2C) {
                    guard let address = candidate.split(whereSeparator: { $0.isMarkupSpace }).first
                    else { continue }
                    addLink(UnsafeBufferPointer(rebasing: address), of: element)
                }
            default: break
            }
        }
    }

    private mutating func addLink(_ address: UnsafeBufferPointer<UInt8>, of element: OpenElement) {
        guard let first = address.first, first != 0x23 else { return }
        let place = lines.place(of: element.offset)
        let link = PageFacts.Link(
            target: String(decoding: address, as: UTF8.self), line: place.line, column: place.column
        )
        facts.links.append(link)
        if let directive = element.loadDirective {
            facts.loads.append(PageFacts.Load(directive: directive, link: link))
        }
    }

    private static func collapsed(_ text: [UInt8]) -> String {
        text.split(whereSeparator: { $0.isMarkupSpace })
            .map { String(decoding: $0, as: UTF8.self) }.joined(separator: " ")
    }
}

/// Hands the parser's events to a `PageAudit`. The audit is one value behind a pointer of this object's
/// own, so that an event costs no check of exclusive access.
final class PageAuditor: MarkupEvents {
    private let place: UnsafeMutablePointer<PageAudit>

    init(_ audit: PageAudit) {
        place = .allocate(capacity: 1)
        place.initialize(to: audit)
    }

    deinit {
        place.pointee.free()
        place.deinitialize(count: 1)
        place.deallocate()
    }

    /// Asks what remains to be asked, and gives up the facts, the findings and the name table.
    func finish() -> (facts: PageFacts, findings: Findings, names: NameTable) {
        let names = place.pointee.finish()
        return (place.pointee.facts, place.pointee.findings, names)
    }

    override func startElement(_ element: ParsedElement) { place.pointee.startElement(element) }

    override func endElement() { place.pointee.endElement() }

    override func characters(_ run: UnsafeBufferPointer<UInt8>, at offset: Int) {
        place.pointee.characters(run, at: offset)
    }

    override func parserMessage(_ message: String, line: Int, column: Int) {
        place.pointee.parserMessage(message, line: line, column: column)
    }
}

/// Which rules look at elements of a tag: most elements concern few.
struct RuleInterest: OptionSet, Sendable {
    let rawValue: UInt8

    static let code = RuleInterest(rawValue: 1)
    static let head = RuleInterest(rawValue: 2)
    static let headings = RuleInterest(rawValue: 4)
    static let tables = RuleInterest(rawValue: 8)
    static let descriptions = RuleInterest(rawValue: 16)
    static let graphics = RuleInterest(rawValue: 32)

    /// By an element's place in the profile.
    static let byNumber = FixedList(
        Tag.allCases.map { tag in
            let rules: [(RuleInterest, Set<Tag>)] = [
                (.code, CodeRules.tags), (.head, HeadRules.tags), (.headings, HeadingRules.tags),
                (.tables, TableRules.tags), (.descriptions, DescriptionListRules.tags),
                (.graphics, GraphicRules.tags),
            ]
            return RuleInterest(rules.filter { $0.1.contains(tag) }.map(\.0))
        })
}

extension OpenElement {
    /// What a browser loads at once; `nil` for what readers follow.
    fileprivate var loadDirective: String? {
        switch tag {
        case .img, .source: return "img-src"
        case .script: return "script-src"
        case .form: return "form-action"
        case .link:
            let kinds = [
                ("stylesheet", "style-src"), ("icon", "img-src"), ("apple-touch-icon", "img-src"),
                ("modulepreload", "script-src"), ("manifest", "manifest-src"),
            ]
            return kinds.first { hasWord(.rel, $0.0) }?.1
        default: return nil
        }
    }

    /// A select of which one is to be chosen has a first option that is none.
    fileprivate var needsPlaceholder: Bool {
        tag == .select && has(.required) && !has(.multiple) && (value(.size) ?? "1") == "1"
    }
}

extension Rule {
    static let unknownElement = Rule(
        "H002-unknown-element", "Every element belongs to the profile.",
        why: "A misspelt element is a nameless box, and an embedded one may run foreign code.",
        cure: "Correct the name, or use the element that the profile has for the purpose.",
        example: "<artcle>…</artcle>")
    static let xmlOnlySyntax = Rule(
        "H017-xml-only-syntax", "Nothing that XML and HTML read differently.",
        why: "CDATA, processing instructions, capitals, or a line feed first in pre give two "
            + "pages.",
        cure: "Write it in the form that both read alike.", example: "<p><![CDATA[…]]></p>")
}
