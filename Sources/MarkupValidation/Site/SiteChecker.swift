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
        let base = SiteBase(baseURL ?? SiteBase.guess(from: facts))
        let index = SiteIndex(facts, files: files)
        let redirects = RedirectRules(facts, base: base, index: index)
        var found = Diagnostics()
        // The same few addresses stand on every page: those that mean the same everywhere are looked
        // up once, whether they are right or wrong.
        var sound: Set<String> = []
        var broken: [String: Diagnostic] = [:]
        var searches = 0
        for document in facts {
            for link in document.links where !sound.contains(link.target) {
                if let next = redirects.target(of: link.target, from: document.path) {
                    found.append(.moved(link, to: next, in: document.path))
                } else if let known = broken[link.target] {
                    found.append(known.repeated(by: link, in: document.path))
                } else if let diagnostic = check(
                    link, of: document, base: base, index: index,
                    searchesName: searches < Self.searchLimit)
                {
                    searches += 1
                    found.append(diagnostic)
                    if isTheSameEverywhere(link.target) { broken[link.target] = diagnostic }
                } else if isTheSameEverywhere(link.target) {
                    sound.insert(link.target)
                }
            }
        }
        for diagnostic in redirects.check() { found.append(diagnostic) }
        for diagnostic in HeadComparison().check(facts) { found.append(diagnostic) }
        for diagnostic in PageGraph(base: base, index: index).check(facts) {
            found.append(diagnostic)
        }
        for diagnostic in missingInSitemap(facts, base: base, index: index) {
            found.append(diagnostic)
        }
        return found.sorted()
    }

    private func isTheSameEverywhere(_ address: String) -> Bool {
        address.hasPrefix("/") || AddressSyntax.scheme(of: address.utf8) != nil
    }

    private func check(
        _ link: PageFacts.Link, of document: PageFacts, base: SiteBase, index: SiteIndex,
        searchesName: Bool
    ) -> Diagnostic? {
        let place = SourceLocation(file: document.path, line: link.line, column: link.column)
        let isAbsolute = AddressSyntax.scheme(of: link.target.utf8) != nil
        switch base.resolve(link.target, from: document.path) {
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

    private func missingInSitemap(
        _ facts: [PageFacts], base: SiteBase, index: SiteIndex
    ) -> [Diagnostic] {
        var listed: Set<String> = []
        var hasSitemap = false
        for sitemap in facts where sitemap.kind == .sitemap {
            hasSitemap = true
            for link in sitemap.links {
                if case .inside(let path, _) = base.resolve(link.target, from: sitemap.path) {
                    listed.insert(index.file(of: path) ?? path)
                }
            }
        }
        guard hasSitemap else { return [] }
        return facts.filter {
            $0.kind == .page && !$0.isHiddenFromSearch && $0.canonical != nil
                && !listed.contains($0.path)
        }.map { page in
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
