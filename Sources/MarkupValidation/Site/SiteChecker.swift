package import MarginModel

/// The pass over the facts of all documents: links lead somewhere, titles differ, feeds and sitemap
/// agree with the files.
package struct SiteChecker: Sendable {
    /// How many wrong addresses are compared with the names of all files.
    private static let searchLimit = 20

    private let baseURL: String?

    /// - Parameter baseURL: Where the site will stand, `https://example.org/` for instance. When `nil`
    ///   it is taken from the pages' canonical links, if there are any.
    package init(baseURL: String?) { self.baseURL = baseURL }

    /// - Parameters:
    ///   - facts: Of every checked document, in any order.
    ///   - files: The relative paths of everything in the site's folder.
    /// - Returns: The diagnostics by place.
    package func check(_ facts: [PageFacts], files: Set<String>) -> [Diagnostic] {
        let facts = facts.sorted { $0.path < $1.path }
        let base = SiteBase(baseURL ?? SiteBase.guess(from: facts), isGuess: baseURL == nil)
        let index = SiteIndex(facts, files: files)
        let map = LinkMap(facts, base: base, index: index)
        let redirects = RedirectRules(facts, base: base, index: index)
        var found = Diagnostics()
        // The same few addresses stand on every page: each is looked at once, whether it is right or
        // wrong.
        var isSound = [Bool](repeating: false, count: map.destinations.count)
        var broken: [Int: Diagnostic] = [:]
        for (document, places) in zip(facts, map.links)
        where places.contains(where: { !isSound[Int($0)] }) {
            for (link, place) in zip(document.links, places.lazy.map(Int.init))
            where !isSound[place] {
                let target = map.destinations[place].target
                if let next = redirects.next(after: target) {
                    found.append(.moved(link, to: next, in: document.path))
                } else if let known = broken[place] {
                    found.append(known.repeated(by: link, in: document.path))
                } else if let diagnostic = check(
                    link, of: document, target: target, index: index,
                    searchesName: broken.count < Self.searchLimit)
                {
                    found.append(diagnostic)
                    broken[place] = diagnostic
                } else {
                    isSound[place] = true
                }
            }
        }
        for diagnostic in PolicyRules(facts, base: base).check(facts) { found.append(diagnostic) }
        for diagnostic in redirects.check() { found.append(diagnostic) }
        for diagnostic in HeadComparison().check(facts) { found.append(diagnostic) }
        for diagnostic in PageGraph(base: base, index: index, map: map).check(facts) {
            found.append(diagnostic)
        }
        for diagnostic in missingInSitemap(facts, map) { found.append(diagnostic) }
        return found.sorted()
    }

    /// Those of `files` that some document refers to.
    package func reached(by facts: [PageFacts], files: Set<String>) -> Set<String> {
        let base = SiteBase(baseURL ?? SiteBase.guess(from: facts), isGuess: baseURL == nil)
        let map = LinkMap(facts, base: base, index: SiteIndex(facts, files: files))
        return Set(
            map.destinations.compactMap { destination in
                guard case .inside(let path, _) = destination.target else { return nil }
                return files.contains(path) ? path : nil
            })
    }

    private func check(
        _ link: PageFacts.Link, of document: PageFacts, target: SiteBase.Target,
        index: SiteIndex, searchesName: Bool
    ) -> Diagnostic? {
        let place = SourceLocation(file: document.path, line: link.line, column: link.column)
        let isAbsolute = AddressSyntax.scheme(of: link.target.utf8) != nil
        switch target {
        case .elsewhere: return nil
        case .outside:
            return Diagnostic(.outsideSite, at: place, "'\(link.target)' leads out of the site")
        case .inside(let path, let fragment):
            guard
                let fault = index.fault(
                    of: path, fragment: fragment, from: document.path, searchesName: searchesName)
            else { return nil }
            let isListing = isAbsolute && fault.rule == .brokenLink
            return Diagnostic(
                isListing ? .unknownSiteAddress : fault.rule, at: place,
                "'\(link.target)' \(fault.message)", hint: fault.hint)
        }
    }

    private func missingInSitemap(_ facts: [PageFacts], _ map: LinkMap) -> [Diagnostic] {
        let sitemaps = facts.indices.filter { facts[$0].kind == .sitemap }
        guard !sitemaps.isEmpty else { return [] }
        var isListed = [Bool](repeating: false, count: facts.count)
        for place in sitemaps.flatMap({ map.links[$0] }) {
            if let document = map.destinations[Int(place)].document { isListed[document] = true }
        }
        return zip(facts, isListed).filter { page, isListed in
            page.kind == .page && !page.isHiddenFromSearch && page.canonical != nil && !isListed
        }.map { page, _ in
            Diagnostic(
                .notInSitemap, at: SourceLocation(file: page.path),
                "no sitemap lists this page", severity: .warning)
        }
    }
}

extension Diagnostic {
    /// The same of another link to the same address.
    fileprivate func repeated(by link: PageFacts.Link, in file: String) -> Diagnostic {
        Diagnostic(
            severity, id: id,
            at: SourceLocation(file: file, line: link.line, column: link.column), message: message,
            hint: hint)
    }

    fileprivate static func moved(
        _ link: PageFacts.Link, to next: String, in file: String
    ) -> Diagnostic {
        Diagnostic(
            .redirected, at: SourceLocation(file: file, line: link.line, column: link.column),
            "'\(link.target)' leads to an address that has moved", hint: "Write \(next).")
    }
}

extension Rule {
    static let outsideSite = Rule(
        "L005-outside-site", "Relative links stay inside the site.",
        why: "The address leads above the site's root.", cure: "Remove the surplus ../ .",
        example: "<a href=\"../../secret.html\">…</a> in index.html")
    static let unknownSiteAddress = Rule(
        "L006-unknown-site-address",
        "Addresses of the site in feeds, sitemaps and canonical links lead to its files.",
        why: "Readers and search engines are sent to pages that do not exist.",
        cure: "Correct the address, or add the page.",
        example: "<loc>https://example.org/no-such-page/</loc>")
    static let notInSitemap = Rule(
        "S008-not-in-sitemap", "The sitemap lists every page that may be indexed.",
        why: "Search engines find it late or never.", cure: "Add the page, or mark it noindex.",
        example: "A page with a canonical link, and a sitemap without it")
}
