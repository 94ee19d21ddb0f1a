import MarginModel

/// Which pages lead to which: pages that nothing leads to, and links that lead through a redirect.
struct PageGraph {
    let base: SiteBase
    let index: SiteIndex

    /// - Parameter facts: By path.
    func check(_ facts: [PageFacts]) -> [Diagnostic] {
        var reached: Set<String> = []
        // From address to file, for addresses that mean the same on every page.
        var known: [String: String] = [:]
        let redirects = Dictionary(
            facts.compactMap { page in
                redirectTarget(of: page).map { (page.path, $0) }
            }, uniquingKeysWith: { first, _ in first })
        var found: [Diagnostic] = []
        for page in facts where page.kind == .page {
            for link in page.links {
                let file: String?
                if let cached = known[link.target] {
                    file = cached
                } else {
                    file = target(of: link.target, from: page.path)
                    if let file, link.target.hasPrefix("/") { known[link.target] = file }
                }
                guard let file, file != page.path else { continue }
                reached.insert(file)
                guard let next = redirects[file] else { continue }
                let isChain = redirects[page.path] == file
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
        for page in facts
        where page.kind == .page && !page.isHiddenFromSearch && page.path != "index.html"
            && page.canonical != nil && !reached.contains(page.path)
            && redirects[page.path] == nil
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
