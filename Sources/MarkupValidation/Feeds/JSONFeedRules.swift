import MarginModel

/// JSON Feed 1.1: its version, a title, and items with an id and content; addresses are absolute.
enum JSONFeedRules {
    static func check(
        _ bytes: UnsafeBufferPointer<UInt8>, path: String, findings: Findings
    ) -> CheckedDocument {
        var findings = findings
        var facts = PageFacts(path: path, kind: .jsonFeed)
        let feed: JSONTree
        do { feed = try JSONTree(Array(bytes)) } catch {
            findings.add(.feedGrammar, at: error.offset, "the feed is not JSON from here on")
            return CheckedDocument(
                facts: facts, diagnostics: findings.diagnostics(in: bytes, path: path))
        }
        let version = feed["version"]?.text ?? ""
        if !version.hasPrefix("https://jsonfeed.org/version/1") {
            findings.add(.feedGrammar, at: 0, "the feed's version is not that of JSON Feed 1")
        }
        if feed["title"]?.isFilled != true {
            findings.add(.feedGrammar, at: 0, "the feed has no title")
        }
        facts.title = feed["title"]?.text
        for member in ["home_page_url", "feed_url"] {
            add(feed[member], member, of: bytes, &facts, into: &findings)
        }
        guard let items = feed["items"], items.isList else {
            findings.add(.feedGrammar, at: 0, "the feed has no list of items")
            return CheckedDocument(
                facts: facts, diagnostics: findings.diagnostics(in: bytes, path: path))
        }
        var ids: Set<String> = []
        for (number, item) in items.items.enumerated() {
            check(item, number: number + 1, ids: &ids, into: &findings)
            add(item["url"], "url", of: bytes, &facts, into: &findings)
        }
        return CheckedDocument(
            facts: facts, diagnostics: findings.diagnostics(in: bytes, path: path))
    }

    private static func check(
        _ item: JSONTree, number: Int, ids: inout Set<String>, into findings: inout Findings
    ) {
        if let id = item["id"]?.text, !id.isEmpty {
            if !ids.insert(id).inserted {
                findings.add(.feedGrammar, at: 0, "item \(number) has the id of another: \(id)")
            }
        } else {
            findings.add(.feedGrammar, at: 0, "item \(number) has no id")
        }
        if item["content_text"] == nil, item["content_html"] == nil {
            findings.add(.feedGrammar, at: 0, "item \(number) has no content")
        }
        for member in ["date_published", "date_modified"] {
            guard let date = item[member] else { continue }
            guard let text = date.text, (try? Instant(parsing: text)) != nil else {
                findings.add(.feedGrammar, at: 0, "\(member) of item \(number) is no instant")
                continue
            }
        }
    }

    private static func add(
        _ value: JSONTree?, _ member: String, of bytes: UnsafeBufferPointer<UInt8>,
        _ facts: inout PageFacts, into findings: inout Findings
    ) {
        guard let value else { return }
        guard let address = value.text, AddressSyntax.scheme(of: address.utf8) != nil else {
            findings.add(.malformedAddress, at: 0, "\(member) is no absolute address")
            return
        }
        facts.links.append(PageFacts.Link(target: address, line: 1, column: 1))
    }
}

extension Rule {
    static let feedGrammar = Rule(
        "S007-feed-or-sitemap-grammar",
        "Feeds and sitemaps have the elements and values of their formats, in our order.",
        why: "Readers drop entries or the whole feed.", cure: "Add or correct the element named.",
        example: "<entry><title>…</title></entry> without id")
}
