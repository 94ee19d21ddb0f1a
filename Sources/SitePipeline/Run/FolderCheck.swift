package import MarginModel
import MarkupValidation

/// Checks any folder of pages, feeds and sitemaps, as `marginalia check` does.
package struct FolderCheck: Sendable {
    package let path: String
    let queue: WorkQueue

    package init(path: String, queue: WorkQueue) {
        self.path = path
        self.queue = queue
    }

    package struct Summary: Sendable {
        package let fileCount: Int
        package let checkedCount: Int
        package let diagnostics: [Diagnostic]
    }

    package func run(progress: (@Sendable (Int) -> Void)? = nil) async throws(Diagnostic) -> Summary
    {
        let listed = try FileReader().list(path).map(\.path)
        let pages = listed.filter { DocumentKind.kind(ofPath: $0) != nil }
        let root = path
        let checked = await queue.map(
            pages, state: { PageChecker() }, progress: progress
        ) { page, checker in
            Self.check(page, in: root, checker)
        }
        var diagnostics = checked.flatMap(\.diagnostics)
        diagnostics += SiteChecker(baseURL: nil).check(
            checked.compactMap(\.facts), files: Set(listed))
        return Summary(
            fileCount: listed.count, checkedCount: pages.count,
            diagnostics: Diagnostics(diagnostics.map { $0.below(path) }).sorted())
    }

    /// Private reports lie below a folder of that name, and carry a style element of their own.
    private static func kind(of page: String, in root: String) -> DocumentKind? {
        let kind = DocumentKind.kind(ofPath: page)
        let folders = SiteFolders.join(root, page).split(separator: "/").dropLast()
        return kind == .page && folders.contains("private") ? .privateReport : kind
    }

    private static func check(
        _ page: String, in root: String, _ checker: PageChecker
    ) -> (facts: PageFacts?, diagnostics: [Diagnostic]) {
        do {
            let bytes = try FileReader().read(SiteFolders.join(root, page))
            guard let kind = kind(of: page, in: root) else { return (nil, []) }
            let checked = checker.check(bytes, path: page, kind: kind)
            return (checked.facts, checked.diagnostics)
        } catch {
            return (nil, [error])
        }
    }
}

extension Diagnostic {
    /// The same with a file that can be opened from where the check was started.
    fileprivate func below(_ root: String) -> Diagnostic {
        guard !location.file.hasPrefix(root) else { return self }
        return Diagnostic(
            severity, id: id,
            at: SourceLocation(
                file: SiteFolders.join(root, location.file), line: location.line,
                column: location.column),
            message: message, hint: hint)
    }
}
