/// JSON-LD has the fields that its type needs, and says what the page shows.
struct StructuredDataRules {
    private let page: UnsafeBufferPointer<UInt8>
    private var visible: VisibleText

    init(page: UnsafeBufferPointer<UInt8>, visible: VisibleText) {
        self.page = page
        self.visible = visible
    }

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
            let steps = item["step"]?.items ?? []
            let names = steps.compactMap { $0["name"]?.text }
            if Set(names).count < names.count {
                findings.add(.structuredFields, at: offset, "two steps of a HowTo have one name")
            }
            for step in steps {
                if step["text"] == nil, step["name"] == nil, step["itemListElement"] == nil {
                    findings.add(.structuredFields, at: offset, "a HowToStep has no text")
                }
                show(step["name"], "step", at: offset, into: &findings)
                show(step["text"], "step", at: offset, into: &findings)
            }
        case "BreadcrumbList": checkCrumbs(item, at: offset, into: &findings)
        case "WebSite": need(["name", "url"], in: item, of: type, at: offset, into: &findings)
        case "Organization", "Person":
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
            if let position = crumb["position"],
                position.word ?? position.text != "\(index + 1)"
            {
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
        guard !findings.isFull, let value, let text = value.textBytes, !visible.contains(text)
        else { return }
        findings.add(
            .structuredDiffers, at: offset,
            "the page does not show the \(what) '\((value.text ?? "").prefix(60))'")
    }

    private func shows(_ instant: [UInt8]) -> Bool {
        instant.withUnsafeBufferPointer { instant in
            var position = 0
            while !instant.isEmpty,
                let found = page.firstIndex(ofBytes: instant, from: position)
            {
                let isWhole =
                    page.holds("datetime=\"", at: found - 10)
                    && page.holds("\"", at: found + instant.count)
                if isWhole { return true }
                position = found + 1
            }
            return false
        }
    }

    /// Dates are shown in words: the page has a `time` of the instant.
    private func showInstant(
        _ value: JSONTree?, at offset: Int, into findings: inout Findings
    ) {
        guard let instant = value?.text, !shows(Array(instant.utf8)) else { return }
        findings.add(
            .structuredDiffers, at: offset, "the page shows no time element of \(instant)")
    }
}

/// What a reader sees of a page: the runs of its text one behind another. White space is passed over when
/// a text is looked for: it stands between blocks only for whoever writes them.
struct VisibleText {
    private let room: UnsafeMutableBufferPointer<UInt8>
    private var count = 0
    /// Where the text that was asked for last ends.
    private var position = 0
    /// How many bytes may still be compared: a page that takes more was made to, and shows nothing.
    private var steps = 32 << 20

    /// - Parameter capacity: The bytes of the page, which has no more characters than that.
    init(capacity: Int) { room = .allocate(capacity: capacity) }

    func free() { room.deallocate() }

    mutating func append(_ run: UnsafeBufferPointer<UInt8>) {
        guard let start = run.baseAddress, let base = room.baseAddress,
            run.count <= room.count - count
        else { return }
        (base + count).initialize(from: start, count: run.count)
        count += run.count
    }

    /// Texts asked for in the order of the page are each found where the last one ended.
    mutating func contains(_ text: ArraySlice<UInt8>) -> Bool {
        text.withUnsafeBufferPointer { text in
            guard let first = text.firstIndex(where: { $0 > 0x20 }) else { return true }
            let wanted = UnsafeBufferPointer(rebasing: text[first...])
            guard let end = end(of: wanted, from: position) ?? end(of: wanted, from: 0) else {
                return false
            }
            position = end
            return true
        }
    }

    private mutating func end(of wanted: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        let shown = UnsafeBufferPointer(rebasing: room[..<count])
        var place = start
        while steps > 0, let found = shown.firstIndex(of: wanted[0], from: place) {
            let end = Self.end(of: wanted, in: shown, at: found, steps: &steps)
            if end != nil { return end }
            place = found + 1
        }
        return nil
    }

    /// Where `wanted` ends that begins at `start`, white space aside.
    private static func end(
        of wanted: UnsafeBufferPointer<UInt8>, in shown: UnsafeBufferPointer<UInt8>, at start: Int,
        steps: inout Int
    ) -> Int? {
        var (index, place) = (0, start)
        defer { steps -= place - start }
        while index < wanted.count {
            if wanted[index] <= 0x20 {
                index += 1
            } else if place == shown.count {
                return nil
            } else if shown[place] <= 0x20 {
                place += 1
            } else {
                guard wanted[index] == shown[place] else { return nil }
                (index, place) = (index + 1, place + 1)
            }
        }
        return place
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
