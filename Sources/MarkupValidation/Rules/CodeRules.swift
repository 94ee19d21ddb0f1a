import MarginModel

/// Scripts and styles: from files with integrity; JSON-LD is data; a private report has one style.
struct CodeRules {
    static let tags: Set<Tag> = [.script, .style]

    let kind: DocumentKind
    private var styleCount = 0
    /// The bytes of the script that is open, and where they start.
    private var script: (bytes: [UInt8], start: Int?)?
    /// The JSON-LD, and where it starts.
    private(set) var blocks: [(tree: JSONTree, offset: Int)] = []

    init(kind: DocumentKind) { self.kind = kind }

    mutating func open(_ element: OpenElement, into findings: inout Findings) {
        switch element.tag {
        case .script where element.has(.src):
            if !element.isFilled(.integrity) {
                findings.add(
                    .inlineCode, at: element.offset, "script with src but without integrity")
            }
        case .script where element.isValue(.type, "application/ld+json"):
            script = ([], nil)
        case .script: findings.add(.inlineCode, at: element.offset, "inline script")
        case .style:
            styleCount += 1
            if kind == .page || styleCount > 1 {
                findings.add(
                    .inlineCode, at: element.offset,
                    kind == .page ? "inline style sheet" : "a second inline style sheet")
            }
        default: break
        }
    }

    mutating func characters(_ run: UnsafeBufferPointer<UInt8>, at offset: Int) {
        guard script != nil else { return }
        script?.bytes.append(contentsOf: run)
        if script?.start == nil { script?.start = offset }
    }

    mutating func close(
        _ tag: Tag?, openedAt offset: Int,
        into findings: inout Findings
    ) {
        guard tag == .script, let (bytes, start) = script else { return }
        script = nil
        let place = start ?? offset
        if let sign = bytes.firstIndex(where: { $0 == 0x3C || $0 == 0x26 }) {
            findings.add(
                .structuredData, at: place, "JSON-LD holds '\(Unicode.Scalar(bytes[sign]))'")
            return
        }
        do { blocks.append((try JSONTree(bytes), place)) } catch {
            findings.add(
                .structuredData, at: place + error.offset, "JSON-LD is not JSON from here on")
        }
    }
}

extension Rule {
    static let structuredData = Rule(
        "S004-structured-data", "JSON-LD is JSON and holds no < or &.",
        why: "Search engines drop the block; a < could end it early.",
        cure: "Write \\u003c and \\u0026, and mend the JSON at the place given.",
        example: "<script type=\"application/ld+json\">{\"name\":}</script>")
}
