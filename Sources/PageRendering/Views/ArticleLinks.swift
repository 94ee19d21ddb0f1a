package import MarginModel

/// Where a report sends its readers: the article behind a step of the plan, and what to read on.
package struct ArticleLinks: Sendable {
    /// What paths are put after: the site's address for reports that leave it, nothing on the site.
    let base: String
    private let planPath: String?
    private let steps: Set<String>
    /// Articles to read on, plans first, then by title; at most six.
    let readings: [LinkView]

    package init(_ articles: [Article], base: String) {
        self.base = base
        let plan = articles.first { $0.kind == .plan }
        planPath = plan?.path
        steps = Set(plan?.sections.flatMap(\.steps).map(\.id) ?? [])
        readings = articles.sorted {
            ($0.kind == .plan ? 0 : 1, $0.title, $0.path) < (
                $1.kind == .plan ? 0 : 1, $1.title, $1.path
            )
        }.prefix(6).map { LinkView(title: $0.title, href: base + $0.path) }
    }

    /// The place of a step in the article; `nil` where no published article has it.
    func place(of step: String) -> String? {
        guard let planPath, steps.contains(step) else { return nil }
        return "\(base)\(planPath)#\(step)"
    }
}
