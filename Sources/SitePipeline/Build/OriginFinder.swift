import MarginModel
import MarkupValidation
import PageRendering

/// Adds to findings on pages what the pages were made from: the template's line, and the content's file
/// with the line, where the content's own markup is at fault.
///
/// The pages with findings are rendered again on all cores, from templates that carry marks. Only those
/// whose content is at fault are read and rendered once more, with marks in the content.
struct OriginFinder {
    let templates: [TemplateSource]
    let words: Words
    /// Below this folder lies the content.
    let content: String
    let queue: WorkQueue

    /// Where a place of a page comes from.
    private struct Origin: Sendable {
        var template: SourceLocation?
        var isMarkup = false
        /// In the content's file, where its markup was read with marks.
        var content: SourceLocation?
    }

    /// - Parameters:
    ///   - sources: Of each page, what its job says caused it.
    ///   - assembly: The site.
    func add(
        to findings: [Diagnostic], sources: [String: String], assembly: SiteAssembly
    ) async -> [Diagnostic] {
        let files = Dictionary(
            templates.map { ($0.name, $0.file) }, uniquingKeysWith: { first, _ in first })
        let placeless = findings.indices.filter { findings[$0].origins.isEmpty }
        let origins = await origins(of: findings, placeless, sources, assembly)
        var result = findings
        for number in placeless {
            guard let source = sources[findings[number].location.file] else { continue }
            let origin = origins[number]
            let template = origin?.template ?? files[source].map { SourceLocation(file: $0) }
            let content =
                origin?.content ?? (isContent(source) ? SourceLocation(file: source) : nil)
            // What is to be mended comes first.
            let places = origin?.content == nil ? [template, content] : [content, template]
            result[number] = findings[number].made(from: places.compactMap(\.self))
        }
        return result
    }

    private func isContent(_ source: String) -> Bool {
        source.hasPrefix(SiteFolders.join(content, ""))
    }

    /// By the numbers of the findings. A finding that is not there has no line.
    private func origins(
        of findings: [Diagnostic], _ placeless: [Int], _ sources: [String: String],
        _ assembly: SiteAssembly
    ) async -> [Int: Origin] {
        let wanted = placeless.filter {
            sources[findings[$0].location.file] != nil && !findings[$0].isAboutSize
        }
        let trace = TemplateTrace(templates)
        // Marks may stand where no text may; then the files alone are named.
        guard !wanted.isEmpty,
            let book = try? TemplateBook(
                trace.sources, words: words, parameters: assembly.content.settings.parameters)
        else {
            return [:]
        }
        var marked = assembly
        marked.book = book
        let origins = await Self.origins(of: findings, wanted, in: marked, trace, queue)
        let inContent = wanted.filter { number in
            origins[number]?.isMarkup == true
                && isContent(sources[findings[number].location.file] ?? "")
        }
        guard !inContent.isEmpty else { return origins }
        await marked.markContent(
            of: Set(inContent.compactMap { sources[findings[$0].location.file] }), on: queue)
        return origins.merging(
            await Self.origins(of: findings, inContent, in: marked, trace, queue)
        ) { $1 }
    }

    /// Renders the pages of these findings; of each page only what the findings ask for is kept.
    private static func origins(
        of findings: [Diagnostic], _ wanted: [Int], in marked: SiteAssembly, _ trace: TemplateTrace,
        _ queue: WorkQueue
    ) async -> [Int: Origin] {
        let numbers = Dictionary(grouping: wanted) { findings[$0].location.file }
        let jobs = marked.jobs.filter { numbers[$0.path] != nil }
        let found = await queue.map(jobs) { job in
            let page = trace.read(job.render())
            var bytes: [UInt8]?
            return numbers[job.path, default: []].map { number in
                let (line, column) = (
                    findings[number].location.line, findings[number].location.column
                )
                var origin = Origin(
                    template: page.origin(line: line, column: column),
                    isMarkup: page.isMarkup(line: line, column: column))
                if let offset = page.contentOffset(line: line, column: column) {
                    bytes = bytes ?? marked.bytes(ofInput: job.source)
                    origin.content = bytes.map {
                        .locating(offset, in: $0, file: job.source)
                    }
                }
                return (number, origin)
            }
        }
        return Dictionary(found.joined(), uniquingKeysWith: { first, _ in first })
    }
}

extension Diagnostic {
    /// No line of a template makes a file too large: it need not be rendered again to be sought.
    fileprivate var isAboutSize: Bool { RuleCatalogue.rule(of: self)?.family == .budgets }
}
