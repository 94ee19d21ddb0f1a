/// JSON-LD has the fields that its type needs, and says what the page shows.
struct StructuredDataRules {
    private let page: UnsafeBufferPointer<UInt8>
    private var visible: VisibleText?

    init(page: UnsafeBufferPointer<UInt8>) { self.page = page }

    /// - Parameter tree: What one JSON-LD script holds.
    mutating func check(_ tree: JSONTree, at offset: Int, into findings: inout Findings) {
        for item in tree["@graph"]?.items ?? tree.items {
            guard let type = item["@type"]?.items.first?.text else {
                findings.add(.structuredFields, at: offset, "the block has no @type")
                continue
            }
            if item["@context"] ?? tree["@context"] == nil {
                findings.add(.structuredFields, at: offset, "\(type) has no @context")
            }
            check(item, of: type, at: offset, into: &findings)
        }
    }

    private mutating func check(
        _ item: JSONTree, of type: String, at offset: Int, into findings: inout Findings
    ) {
        switch type {
        case "Article", "NewsArticle", "BlogPosting", "TechArticle":
            need(["headline", "datePublished"], in: item, of: type, at: offset, into: &findings)
            if item["author"] == nil, item["publisher"] == nil {
                findings.add(
                    .structuredFields, at: offset, "\(type) has neither author nor publisher")
            }
            show(item["headline"], "headline", at: offset, into: &findings)
            showInstant(item["datePublished"], at: offset, into: &findings)
        case "FAQPage":
            need(["mainEntity"], in: item, of: type, at: offset, into: &findings)
            for question in item["mainEntity"]?.items ?? [] {
                need(
                    ["name", "acceptedAnswer"], in: question, of: "Question", at: offset,
                    into: &findings)
                show(question["name"], "question", at: offset, into: &findings)
                show(question["acceptedAnswer"]?["text"], "answer", at: offset, into: &findings)
            }
        case "HowTo":
            need(["name", "step"], in: item, of: type, at: offset, into: &findings)
            show(item["name"], "name", at: offset, into: &findings)
            for step in item["step"]?.items ?? [] {
                if step["text"] == nil, step["name"] == nil, step["itemListElement"] == nil {
                    findings.add(.structuredFields, at: offset, "a HowToStep has no text")
                }
                show(step["name"], "step", at: offset, into: &findings)
                show(step["text"], "step", at: offset, into: &findings)
            }
        case "BreadcrumbList": checkCrumbs(item, at: offset, into: &findings)
        case "Organization", "WebSite", "Person":
            need(["name"], in: item, of: type, at: offset, into: &findings)
        default: break
        }
    }

    private mutating func checkCrumbs(
        _ item: JSONTree, at offset: Int, into findings: inout Findings
    ) {
        need(["itemListElement"], in: item, of: "BreadcrumbList", at: offset, into: &findings)
        let crumbs = item["itemListElement"]?.items ?? []
        for (index, crumb) in crumbs.enumerated() {
            need(["position"], in: crumb, of: "ListItem", at: offset, into: &findings)
            let position = crumb["position"]
            if let position, position != .word("\(index + 1)"), position != .text("\(index + 1)") {
                findings.add(
                    .structuredFields, at: offset, "the crumbs are not numbered from 1 on")
            }
            let name = crumb["name"] ?? crumb["item"]?["name"]
            if name == nil {
                findings.add(.structuredFields, at: offset, "a crumb has no name")
            }
            show(name, "crumb", at: offset, into: &findings)
            if crumb["item"] == nil, index + 1 < crumbs.count {
                findings.add(.structuredFields, at: offset, "a crumb before the last has no item")
            }
        }
    }

    private func need(
        _ fields: [String], in item: JSONTree, of type: String, at offset: Int,
        into findings: inout Findings
    ) {
        for field in fields where item[field]?.isFilled != true {
            findings.add(.structuredFields, at: offset, "\(type) has no \(field)")
        }
    }

    /// The page shows the text, white space and tags aside.
    private mutating func show(
        _ value: JSONTree?, _ what: String, at offset: Int, into findings: inout Findings
    ) {
        guard let text = value?.text else { return }
        var shown = visible ?? VisibleText(ofPage: page)
        // Held once, it grows in place.
        visible = nil
        let isShown = shown.contains(text)
        visible = shown
        guard !isShown else { return }
        findings.add(
            .structuredDiffers, at: offset,
            "the page does not show the \(what) '\(text.prefix(60))'")
    }

    /// Dates are shown in words: the page has a `time` of the instant.
    private func showInstant(
        _ value: JSONTree?, at offset: Int, into findings: inout Findings
    ) {
        guard let instant = value?.text,
            page.firstIndex(ofBytes: Array("datetime=\"\(instant)\"".utf8), from: 0) == nil
        else { return }
        findings.add(
            .structuredDiffers, at: offset, "the page shows no time element of \(instant)")
    }
}

extension Rule {
    static let structuredFields = Rule(
        "S009-structured-data-fields", "JSON-LD has the fields that its type needs.",
        why: "Search engines show nothing of an incomplete block.",
        cure: "Add the field that the message names.",
        example: "{\"@context\":\"https://schema.org\",\"@type\":\"Article\"}")
    static let structuredDiffers = Rule(
        "S010-structured-data-differs",
        "JSON-LD says what the page shows: headline, date, questions, answers, steps, crumbs.",
        why: "Search engines punish sites that tell them other things than their readers.",
        cure: "Write the same text in both, from one value.",
        example: "\"headline\":\"A\" on a page whose h1 is B")
}

/// What a reader sees of a page: its characters without tags, scripts and white space.
///
/// It is read as far as it is asked for: what structured data repeats stands mostly near the top.
struct VisibleText {
    /// How much of the text is read at once.
    private static let chunkSize = 1024

    private let page: UnsafeBufferPointer<UInt8>
    /// How far the page has been read.
    private var pageIndex: Int
    private var bytes: [UInt8] = []
    /// Where the text that was asked for last ends.
    private var position = 0

    init(ofPage page: UnsafeBufferPointer<UInt8>) {
        self.page = page
        pageIndex = page.firstIndex(ofText: "<body", from: 0) ?? 0
    }

    /// White space does not count: blocks of a page stand on lines of their own.
    ///
    /// Texts asked for in the order of the page are each found where the last one ended.
    mutating func contains(_ text: String) -> Bool {
        let wanted = [UInt8](unsafeUninitializedCapacity: text.utf8.count) { wanted, count in
            for byte in text.utf8 where !byte.isMarkupSpace {
                wanted[count] = byte
                count += 1
            }
        }
        if let found = firstIndex(of: wanted, from: position) {
            position = found + wanted.count
            return true
        }
        // Names of the site and of its parts stand at the top of the page, and again at its end.
        if firstIndex(of: wanted, from: 0, before: min(position, Self.chunkSize)) != nil {
            return true
        }
        var start = max(position, bytes.count - wanted.count + 1)
        while readChunk() {
            if let found = firstIndex(of: wanted, from: start) {
                position = found + wanted.count
                return true
            }
            start = max(start, bytes.count - wanted.count + 1)
        }
        guard let found = firstIndex(of: wanted, from: 0) else { return false }
        position = found + wanted.count
        return true
    }

    /// - Parameter end: The text has to end before it; `nil`: before the end of what was read.
    private func firstIndex(of wanted: [UInt8], from start: Int, before end: Int? = nil) -> Int? {
        bytes.withUnsafeBufferPointer { bytes in
            UnsafeBufferPointer(rebasing: bytes[..<(end ?? bytes.count)])
                .firstIndex(ofBytes: wanted, from: start)
        }
    }

    /// Returns false at the end of the page.
    private mutating func readChunk() -> Bool {
        guard pageIndex < page.count else { return false }
        let page = page
        var index = pageIndex
        bytes += [UInt8](unsafeUninitializedCapacity: Self.chunkSize + 4) { shown, count in
            while index < page.count, count < Self.chunkSize {
                let byte = page[index]
                // Letters, which most bytes are.
                if byte > UInt8(ascii: "<") {
                    shown[count] = byte
                    count += 1
                    index += 1
                } else if byte == UInt8(ascii: "<") {
                    index = Self.end(ofTagAt: index, in: page)
                } else if byte == UInt8(ascii: "&"),
                    let end = page.firstIndex(of: UInt8(ascii: ";"), from: index), end - index < 12
                {
                    for unit in Self.character(page.text((index + 1)..<end)).utf8 {
                        shown[count] = unit
                        count += 1
                    }
                    index = end + 1
                } else {
                    if !byte.isMarkupSpace {
                        shown[count] = byte
                        count += 1
                    }
                    index += 1
                }
            }
        }
        pageIndex = index
        return true
    }

    private static func end(ofTagAt start: Int, in page: UnsafeBufferPointer<UInt8>) -> Int {
        if page.holds("<!--", at: start) {
            return page.firstIndex(ofText: "-->", from: start).map { $0 + 3 } ?? page.count
        }
        if page.holds("<script", at: start) {
            return page.firstIndex(ofText: "</script>", from: start).map { $0 + 9 } ?? page.count
        }
        if page.holds("<style", at: start) {
            return page.firstIndex(ofText: "</style>", from: start).map { $0 + 8 } ?? page.count
        }
        var index = start
        while index < page.count, page[index] != UInt8(ascii: ">") {
            if page[index] == UInt8(ascii: "\"") || page[index] == UInt8(ascii: "'") {
                index = page.firstIndex(of: page[index], from: index + 1) ?? page.count
            }
            index += 1
        }
        return index + 1
    }

    private static func character(_ name: String) -> String {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            let isHexadecimal = name.hasPrefix("#x")
            let number = UInt32(
                name.dropFirst(isHexadecimal ? 2 : 1), radix: isHexadecimal ? 16 : 10)
            return number.flatMap { Unicode.Scalar($0) }.map { String(Character($0)) } ?? ""
        }
    }
}
