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
        var found: [Diagnostic] = []
        for (number, page) in facts.enumerated() where page.kind == .page {
            for (link, place) in zip(page.links, map.links[number]) {
                guard let document = map.destinations[place].document, document != number else {
                    continue
                }
                isReached[document] = true
                guard let next = redirects[document] else { continue }
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
