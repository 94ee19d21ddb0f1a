import MarginModel
import MarkupValidation
import PageRendering

/// Adds to findings on pages what the pages were made from: the template's line, and the content's file
/// with the line, where the content's own markup is at fault.
struct OriginFinder {
    /// Pages that are rendered again for their marks. Those beyond name their template or file alone.
    private static let pageLimit = 1_000

    let templates: [TemplateSource]
    let words: Words
    /// Below this folder lies the content.
    let content: String

    /// - Parameters:
    ///   - sources: Of each page, what its job says caused it.
    ///   - assembly: The site.
    func add(
        to findings: [Diagnostic], sources: [String: String], assembly: SiteAssembly
    ) -> [Diagnostic] {
        let wrong = Set(
            findings.filter { !$0.isAboutSize }.map(\.location.file)
        ).filter { sources[$0] != nil }
        let pages =
            wrong.isEmpty
            ? [:] : tracedPages(Set(wrong.sorted().prefix(Self.pageLimit)), sources, assembly)
        return findings.map { finding in
            guard finding.origins.isEmpty, let source = sources[finding.location.file] else {
                return finding
            }
            let place = finding.location
            let page = pages[place.file]
            let line = page?.origin(line: place.line, column: place.column)
            let template = line ?? template(source).map { SourceLocation(file: $0) }
            let offset = page?.contentOffset(line: place.line, column: place.column)
            let content = contentPlace(source, offset, assembly)
            // What is to be mended comes first.
            let origins = offset == nil ? [template, content] : [content, template]
            return finding.made(from: origins.compactMap(\.self))
        }
    }

    /// `nil` for a source that is a template.
    private func contentPlace(
        _ source: String, _ offset: Int?, _ assembly: SiteAssembly
    ) -> SourceLocation? {
        guard source.hasPrefix(SiteFolders.join(content, "")) else { return nil }
        guard let offset, let bytes = assembly.bytes(ofInput: source) else {
            return SourceLocation(file: source)
        }
        return .locating(offset, in: bytes, file: source)
    }

    /// The file of a template that a job names.
    private func template(_ name: String) -> String? {
        templates.first { $0.name == name }?.file
    }

    private func tracedPages(
        _ paths: Set<String>, _ sources: [String: String], _ assembly: SiteAssembly
    ) -> [String: TemplateTrace.Page] {
        let trace = TemplateTrace(templates)
        // Marks may stand where no text may; then the files alone are named.
        guard let book = try? TemplateBook(trace.sources, words: words) else { return [:] }
        var marked = assembly
        marked.book = book
        marked.markContent(of: Set(paths.compactMap { sources[$0] }))
        var pages: [String: TemplateTrace.Page] = [:]
        for job in marked.jobs where paths.contains(job.path) {
            pages[job.path] = trace.read(job.recipe().render())
        }
        return pages
    }
}

extension Diagnostic {
    /// No line of a template makes a file too large: it need not be rendered again to be sought.
    fileprivate var isAboutSize: Bool { RuleCatalogue.rule(of: self)?.family == .budgets }
}
