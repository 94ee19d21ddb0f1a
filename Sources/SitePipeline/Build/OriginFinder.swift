import MarginModel
import PageRendering

/// Adds to findings on pages what the pages were made from: the template's line and the content file.
struct OriginFinder {
    /// Pages that are rendered again for their marks. Those beyond name their template or file alone.
    private static let pageLimit = 1_000

    let templates: [TemplateSource]
    /// Below this folder lies the content.
    let content: String

    /// - Parameters:
    ///   - sources: Of each page, what its job says caused it.
    ///   - assembly: The same site again, from other templates.
    func add(
        to findings: [Diagnostic], sources: [String: String],
        assembly: (TemplateBook) -> SiteAssembly
    ) -> [Diagnostic] {
        let wrong = Set(
            findings.filter { !$0.isAboutSize }.map(\.location.file)
        ).filter { sources[$0] != nil }
        let pages =
            wrong.isEmpty ? [:] : tracedPages(Set(wrong.sorted().prefix(Self.pageLimit)), assembly)
        return findings.map { finding in
            guard finding.origins.isEmpty, let source = sources[finding.location.file] else {
                return finding
            }
            let place = finding.location
            let line = pages[place.file]?.origin(line: place.line, column: place.column)
            return finding.made(from: origins(line: line, source: source))
        }
    }

    private func origins(line: SourceLocation?, source: String) -> [SourceLocation] {
        let isContent = source.hasPrefix(SiteFolders.join(content, ""))
        let template = line ?? template(source).map { SourceLocation(file: $0) }
        return [template, isContent ? SourceLocation(file: source) : nil].compactMap(\.self)
    }

    /// The file of a template that a job names.
    private func template(_ name: String) -> String? {
        templates.first { $0.name == name }?.file
    }

    private func tracedPages(
        _ paths: Set<String>, _ assembly: (TemplateBook) -> SiteAssembly
    ) -> [String: TemplateTrace.Page] {
        let trace = TemplateTrace(templates)
        // Marks may stand where no text may; then the files alone are named.
        guard let book = try? TemplateBook(trace.sources) else { return [:] }
        var pages: [String: TemplateTrace.Page] = [:]
        for job in assembly(book).jobs where paths.contains(job.path) {
            pages[job.path] = trace.read(job.recipe().render())
        }
        return pages
    }
}

extension Diagnostic {
    /// No line of a template makes a file too large: it need not be rendered again to be sought.
    fileprivate var isAboutSize: Bool { id.hasPrefix("B") }
}
