import MarginModel

/// Which pages lead to which: pages that nothing leads to, and links that lead through a redirect.
struct PageGraph {
    let base: SiteBase
    let index: SiteIndex
    let map: LinkMap

    /// - Parameter facts: By path, as the map has them.
    func check(_ facts: [PageFacts]) -> [Diagnostic] {
        var isReached = [Bool](repeating: false, count: facts.count)
        let redirects = facts.map { redirectTarget(of: $0) }
        let isRedirecting = redirects.contains { $0 != nil }
        var found: [Diagnostic] = []
        for (number, page) in facts.enumerated() where page.kind == .page {
            let places = map.links[number].lazy.map(Int.init)
            for place in places {
                guard let document = map.destinations[place].document, document != number else {
                    continue
                }
                isReached[document] = true
            }
            guard isRedirecting else { continue }
            for (link, place) in zip(page.links, places) {
                guard let document = map.destinations[place].document, document != number,
                    let next = redirects[document]
                else { continue }
                let file = facts[document].path
                let isChain = redirects[number] == file
                found.append(
                    Diagnostic(
                        .redirected,
                        at: SourceLocation(file: page.path, line: link.line, column: link.column),
                        isChain
                            ? "a redirect to \(file), which redirects again"
                            : "'\(link.target)' leads to a redirect",
                        hint: "Lead to \(next) at once.", severity: isChain ? .error : .warning))
            }
        }
        guard facts.contains(where: { $0.path == "index.html" }) else { return found }
        for (number, page) in facts.enumerated()
        where page.kind == .page && !page.isHiddenFromSearch && page.path != "index.html"
            && page.canonical != nil && !isReached[number] && redirects[number] == nil
        {
            found.append(
                Diagnostic(
                    .orphan, at: SourceLocation(file: page.path), "no page links to this one",
                    severity: .warning))
        }
        return found
    }

    private func target(of address: String, from page: String) -> String? {
        guard case .inside(let path, _) = base.resolve(address, from: page) else { return nil }
        return index.file(of: path)
    }

    private func redirectTarget(of page: PageFacts) -> String? {
        guard let address = page.redirect else { return nil }
        return target(of: address, from: page.path) ?? address
    }
}

/// Where every link of a site leads: each address is resolved once, however many pages carry it.
struct LinkMap {
    struct Destination {
        let target: SiteBase.Target
        /// The document that a server sends for it, by its place among all; `nil` where it sends another
        /// file, or none.
        let document: Int?
    }

    let destinations: [Destination]
    /// Of each document, of each of its links, which destination it is.
    let links: [[Int32]]

    init(_ facts: [PageFacts], base: SiteBase, index: SiteIndex) {
        let documents = Dictionary(
            facts.enumerated().map { ($1.path, $0) }, uniquingKeysWith: { first, _ in first })
        var destinations: [Destination] = []
        // Of addresses that mean the same everywhere.
        var known: [String: Int] = [:]
        links = facts.map { document in
            document.links.map { link in
                if let place = known[link.target] { return Int32(place) }
                let target = base.resolve(link.target, from: document.path)
                let file: String? =
                    if case .inside(let path, _) = target { index.file(of: path) } else { nil }
                destinations.append(
                    Destination(target: target, document: file.flatMap { documents[$0] }))
                let place = destinations.count - 1
                if Self.isTheSameEverywhere(link.target) { known[link.target] = place }
                return Int32(place)
            }
        }
        self.destinations = destinations
    }

    private static func isTheSameEverywhere(_ address: String) -> Bool {
        address.hasPrefix("/") || AddressSyntax.scheme(of: address.utf8) != nil
    }
}

extension Rule {
    static let orphan = Rule(
        "L009-orphan-page", "A page that may be indexed is linked to from another page.",
        why: "Readers never find it, and search engines believe it to be unimportant.",
        cure: "Link to it where it belongs, or mark it noindex.",
        example: "old/index.html, which no page links to")
    static let redirected = Rule(
        "L010-leads-to-redirect",
        "Links lead to pages, not to redirects, and a redirect leads to a page.",
        why: "Every hop costs the reader time, and long chains are given up.",
        cure: "Write the address that the redirect leads to.",
        example: "<a href=\"/old/\">…</a> where old/index.html has http-equiv=\"refresh\"")
}
