/// Follows the parser through one page or SVG file and asks every rule at every event.
struct PageAudit {
    private(set) var facts: PageFacts
    var findings: Findings

    private let kind: DocumentKind
    private let bytes: UnsafeBufferPointer<UInt8>
    private let names: NameTable
    private var lines: LineCounter
    private var watch: TextWatch
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
    private var hasSoughtTotals = false
    private var prices = PricePlaces()
    private let interests = RuleInterest.byNumber
    /// Room for the attributes of the start tag at hand.
    private let uses = UnsafeMutableBufferPointer<OpenElement.Use>.allocate(
        capacity: MarkupScan.attributeLimit)
    private var titleText: [UInt8]?
    private var visible: VisibleText
    /// Where a select begins that waits for its first option.
    private var awaiting: Int?
    private var bodyOffset = 0
    private var preOffset: Int?
    private let isPage: Bool
    /// Set by the first message of the parser, or a root in no namespace: what comes after it is not worth judging.
    private var isBroken = false

    /// - Parameters:
    ///   - bytes: Must outlive the audit.
    ///   - names: Of the parser that will tell of them.
    init(
        _ bytes: UnsafeBufferPointer<UInt8>, path: String, kind: DocumentKind, names: NameTable,
        findings: Findings
    ) {
        self.bytes = bytes
        self.kind = kind
        self.names = names
        self.findings = findings
        isPage = kind.isPage
        facts = PageFacts(path: path, kind: kind)
        lines = LineCounter(bytes)
        watch = TextWatch(bytes, isWatched: true)
        visible = VisibleText(capacity: kind.isPage ? bytes.count : 0)
        code = CodeRules(kind: kind)
        head = HeadRules(kind: kind)
        graphics = GraphicRules(kind: kind)
    }

    /// Gives its memory back. It is of no use after that.
    func free() {
        uses.deallocate()
        visible.free()
        nesting.free()
        accessibleNames.free()
        prices.free()
    }

    /// Asks the rules that need the whole document.
    mutating func finish() {
        var found = findings
        facts.ids = references.finish(source: bytes, into: &found)
        facts.links.fit()
        facts.loads.fit()
        guard !isBroken else { return }
        findings = found
        if isPage {
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
    }

    mutating func startElement(_ parsed: ParsedElement, closingAt end: Int) {
        // The parser tells of a tag that ends with the document, and then that it is none.
        guard !isBroken, end < bytes.count else { return }
        preOffset = nil
        let offset = bytes.tagStart(before: end, guess: watch.nextTag)
        let hasBreak = parsed.attributeCount > 0 && bytes.hasControl(in: offset..<end)
        if watch.isDue(before: end) {
            watch.check(upTo: offset..<end, isVerbatim: isVerbatim, into: &findings)
        }
        watch.passedTag(endingAt: end + 1)
        guard let rule = names.rule(of: parsed) else {
            if isPage, hasBreak { TagShape.checkSpaces(bytes, tag: offset..<end, into: &findings) }
            openUnknown(parsed, tag: offset..<end)
            return
        }
        let read = readUses(of: parsed, rule: rule, at: offset)
        let element = OpenElement(
            rule: rule, offset: offset, uses: UnsafeBufferPointer(rebasing: uses[..<read.count]),
            concerns: read.concerns, source: bytes)
        if isPage {
            if hasBreak { TagShape.checkSpaces(bytes, tag: offset..<end, into: &findings) }
            checkShape(of: element, offset..<end)
        }
        let parent = nesting.parentTag
        let interest = interests[element.number]
        let concerns = element.concerns
        if let select = awaiting {
            awaiting = nil
            if element.tag == .option, !element.isValue(.value, "") {
                findings.add(
                    .badValue, at: select,
                    "a required select whose first option is a choice: give it value=\"\"")
            }
        }
        let depth = nesting.frames.count
        nesting.open(element, into: &findings)
        if interest.contains(.demanding) || !concerns.isDisjoint(with: [.form, .address]) {
            AttributeUse.check(element, into: &findings)
        }
        if interest.contains(.combined) {
            AttributeUse.checkCombination(element, parent: parent, into: &findings)
        }
        if roles.isGiven { roles.checkInside(element, into: &findings) }
        if concerns.contains(.role) {
            roles.open(element, depth: depth, into: &findings)
        }
        if concerns.contains(.reference) { references.open(element) }
        if interest.contains(.code) { code.open(element, into: &findings) }
        if concerns.contains(.name) || interest.contains(.named) {
            accessibleNames.open(element, depth: depth, into: &findings)
        }
        if interest.contains(.graphics) {
            graphics.open(element, parent: parent, into: &findings)
        }
        if kind == .privateReport { requests.open(element, into: &findings) }
        if isPage {
            if interest.contains(.head) || parent == .head {
                head.open(element, parent: parent, facts: &facts, into: &findings)
                if element.tag == .html, let language = facts.language {
                    prices.hasDecimalCommas = LanguageTags.writesDecimalComma(language)
                }
            }
            if interest.contains(.headings) { headings.open(element, into: &findings) }
            if interest.contains(.tables) {
                if element.tag == .table, totals == nil { findTotals(from: offset) }
                tables.open(element, into: &findings)
            }
            if interest.contains(.descriptions) {
                descriptions.open(element, parent: parent, into: &findings)
            }
            totals?.open(element)
            if prices.isOpen || concerns.contains(.price) { prices.open(element) }
            if concerns.contains(.account), kind == .page {
                accounts.open(element, into: &findings)
            }
        }
        if interest.contains(.noted) { note(element) }
        if concerns.contains(.address) { noteAddresses(of: element) }
    }

    mutating func endElement(at end: Int) {
        guard !isBroken else { return }
        preOffset = nil
        if watch.isDue(before: end) {
            let offset = bytes.tagStart(before: end, guess: watch.nextTag)
            watch.check(upTo: offset..<end, isVerbatim: isVerbatim, into: &findings)
        }
        watch.passedTag(endingAt: end)
        let tag = nesting.parentTag
        let offset = nesting.parentOffset
        let interest = tag.map { interests[$0.number] } ?? []
        nesting.close(into: &findings)
        if roles.isGiven { roles.close(depth: nesting.frames.count) }
        if interest.contains(.code) { code.close(tag, openedAt: offset, into: &findings) }
        if isPage {
            if interest.contains(.named) || accessibleNames.isHiding {
                accessibleNames.close(
                    tag, parent: nesting.parentTag, depth: nesting.frames.count, into: &findings)
            }
            if interest.contains(.tables) { tables.close(tag, into: &findings) }
            if interest.contains(.descriptions) {
                descriptions.close(tag, parent: nesting.parentTag, into: &findings)
            }
            totals?.close(tag, into: &findings)
            if prices.isOpen { prices.close(into: &findings) }
        }
        if tag == .title, let text = titleText {
            if facts.title == nil { facts.title = Self.collapsed(text) }
            titleText = nil
        }
    }

    mutating func characters(_ run: UnsafeBufferPointer<UInt8>, at offset: Int) {
        guard !isBroken else { return }
        if titleText != nil { titleText?.append(contentsOf: run) }
        code.characters(run, at: offset)
        totals?.characters(run)
        if prices.isOpen { prices.characters(run) }
        if kind == .privateReport { requests.characters(run, at: offset, into: &findings) }
        if let preOffset, run.first == 0x0A {
            findings.add(
                .xmlOnlySyntax, at: preOffset, "HTML drops the line feed that pre starts with")
        }
        preOffset = nil
        watch.passedText(endingAt: offset + run.count)
        var first = 0
        while first < run.count, run[first].isMarkupSpace { first += 1 }
        guard first < run.count else { return }
        watch.sawText(run[first])
        nesting.checkText(at: offset + first, into: &findings)
        if bodyOffset > 0, !isInCode { visible.append(run) }
        accessibleNames.hear()
    }

    /// Whether placeholders are examples here.
    private var isVerbatim: Bool { isPage && nesting.isVerbatim }

    private var isInCode: Bool {
        let tag = nesting.parentTag
        return tag == .script || tag == .style
    }

    mutating func parserMessage(_ message: String, line: Int, column: Int) {
        guard !isBroken else { return }
        isBroken = true
        findings.add(
            .notWellFormed, at: bytes.offset(ofLine: line, column: column), message)
    }

    /// Whether a cell of this table or of a later one says that it is a total: the first table asks.
    private mutating func findTotals(from offset: Int) {
        guard !hasSoughtTotals else { return }
        hasSoughtTotals = true
        if bytes.firstIndex(ofText: "-total=", from: offset) != nil {
            totals = TableTotals(hasDecimalCommas: prices.hasDecimalCommas)
        }
    }

    private mutating func checkShape(of element: OpenElement, _ tag: Range<Int>) {
        let interest = interests[element.number]
        guard !interest.contains(.graphics), !element.tag.isGraphics,
            (bytes[tag.upperBound] == 0x2F) != interest.contains(.void)
        else { return }
        TagShape.check(bytes, tag: tag, isVoid: interest.contains(.void), into: &findings)
    }

    private mutating func openUnknown(_ parsed: ParsedElement, tag: Range<Int>) {
        let offset = tag.lowerBound
        let name = String(cString: parsed.name)
        let written = parsed.prefix.map { String(cString: $0) + ":" + name } ?? name
        let isSVG = parsed.namespace.map { String(cString: $0) } == Profile.svgNamespace
        findings.add(
            .unknownElement, at: offset,
            parsed.namespace == nil
                ? "\(written) is in no namespace: the root needs xmlns"
                : "the profile has no element \(written)",
            hint: nearestElement(to: name, isSVG: isSVG).map { "Did you mean \($0)?" })
        if isPage, !isSVG {
            TagShape.check(
                bytes, tag: tag, isVoid: Profile.voidNames.contains(name), into: &findings)
        }
        // Without a namespace on the root every element would be unknown: once is enough.
        if parsed.namespace == nil, nesting.isEmpty { isBroken = true }
        nesting.openUnknown(at: offset)
        accessibleNames.hear()
        if prices.isOpen { prices.openUnknown(at: offset) }
    }

    /// - Returns: How many attributes the profile knows, which are in `uses` now, and what they are to be
    ///   asked for.
    private mutating func readUses(
        of parsed: ParsedElement, rule: Unmanaged<ElementRule>, at offset: Int
    ) -> (count: Int, concerns: AttributeConcern) {
        let raw = parsed.rawAttributes
        guard raw.count > 0 else { return (0, []) }
        let concerns = rule._withUnsafeGuaranteedRef { $0.concerns }
        var count = 0
        var all: AttributeConcern = []
        var index = 0
        while index < raw.count {
            defer { index += 5 }
            guard let name = raw[index], let start = raw[index + 3], let end = raw[index + 4] else {
                continue
            }
            if raw[index + 1] == nil, let attribute = names.attribute(name),
                case let concern = concerns[attribute.number], concern.contains(.known),
                count < uses.count
            {
                all.formUnion(concern)
                uses.initializeElement(
                    at: count,
                    to: OpenElement.Use(
                        attribute: attribute, concerns: concern,
                        value: UnsafeBufferPointer(start: start, count: end - start)))
                count += 1
                continue
            }
            let prefix = raw[index + 1].map { String(cString: $0) + ":" } ?? ""
            let written = prefix + String(cString: name)
            AttributeUse.refuse(
                written, on: rule.takeUnretainedValue(),
                at: OpenElement.offset(of: written, inTagAt: offset, of: bytes), into: &findings)
        }
        return (count, all)
    }

    private mutating func note(_ element: OpenElement) {
        switch element.tag {
        case .title:
            titleText = []
            (facts.titleLine, facts.titleColumn) = lines.place(of: element.offset)
        case .body: bodyOffset = element.offset
        case .pre: preOffset = element.offset
        case .select: if element.needsPlaceholder { awaiting = element.offset }
        default: break
        }
    }

    /// Keeps what the site-wide pass needs.
    private mutating func noteAddresses(of element: OpenElement) {
        for use in element.uses where use.concerns.contains(.address) {
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
        facts.links.append(target: address, line: place.line, column: place.column)
        if let directive = element.loadDirective {
            let link = PageFacts.Link(
                target: String(decoding: address, as: UTF8.self), line: place.line,
                column: place.column)
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

    /// Asks what remains to be asked, and gives up the facts and the findings.
    func finish() -> (facts: PageFacts, findings: Findings) {
        place.pointee.finish()
        return (place.pointee.facts, place.pointee.findings)
    }

    override func startElement(_ element: ParsedElement, closingAt end: Int) {
        place.pointee.startElement(element, closingAt: end)
    }

    override func endElement(at end: Int) { place.pointee.endElement(at: end) }

    override func characters(_ run: UnsafeBufferPointer<UInt8>, at offset: Int) {
        place.pointee.characters(run, at: offset)
    }

    override func parserMessage(_ message: String, line: Int, column: Int) {
        place.pointee.parserMessage(message, line: line, column: column)
    }
}

/// Which rules look at elements of a tag: most elements concern few.
struct RuleInterest: OptionSet, Sendable {
    let rawValue: UInt16

    static let code = RuleInterest(rawValue: 1)
    static let head = RuleInterest(rawValue: 2)
    static let headings = RuleInterest(rawValue: 4)
    static let tables = RuleInterest(rawValue: 8)
    static let descriptions = RuleInterest(rawValue: 16)
    static let graphics = RuleInterest(rawValue: 32)
    /// Attributes that need or exclude each other.
    static let combined = RuleInterest(rawValue: 64)
    /// What the audit itself keeps.
    static let noted = RuleInterest(rawValue: 128)
    /// It has no end tag.
    static let void = RuleInterest(rawValue: 256)
    /// It needs a name, or gives one.
    static let named = RuleInterest(rawValue: 512)
    /// There are attributes that it cannot do without.
    static let demanding = RuleInterest(rawValue: 1024)

    /// By an element's place in the profile.
    static let byNumber = FixedList(
        Tag.allCases.map { tag in
            let rules: [(RuleInterest, Set<Tag>)] = [
                (.code, CodeRules.tags), (.head, HeadRules.tags), (.headings, HeadingRules.tags),
                (.tables, TableRules.tags), (.descriptions, DescriptionListRules.tags),
                (.graphics, GraphicRules.tags), (.combined, AttributeUse.combined),
                (.named, AccessibleNames.tags),
                (
                    .demanding,
                    Set(Profile.rows.values.filter { !$0.required.isEmpty }.map(\.tag))
                ),
                (.noted, [.title, .body, .pre, .select]),
                (.void, Set(HTMLElements.rows.filter(\.isVoid).map(\.tag))),
            ]
            return RuleInterest(rules.filter { $0.1.contains(tag) }.map(\.0))
        })
}

extension OpenElement {
    /// What a browser loads at once; `nil` for what readers follow.
    fileprivate var loadDirective: String? {
        switch tag {
        case .img, .source, .svgUse: return "img-src"
        case .script: return "script-src"
        case .form: return "form-action"
        case .link:
            if relations.contains(.stylesheet) { return "style-src" }
            if !relations.isDisjoint(with: [.icon, .touchIcon]) { return "img-src" }
            if relations.contains(.modulePreload) { return "script-src" }
            if relations.contains(.manifest) { return "manifest-src" }
            return relations.contains(.preload) ? preloadDirective : nil
        default: return nil
        }
    }

    private var preloadDirective: String? {
        switch value(.as) {
        case "font": "font-src"
        case "image": "img-src"
        case "script": "script-src"
        case "style": "style-src"
        case "fetch": "connect-src"
        default: nil
        }
    }

    /// A select of which one is to be chosen has a first option that is none.
    fileprivate var needsPlaceholder: Bool {
        has(.required) && !has(.multiple) && (value(.size) ?? "1") == "1"
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
