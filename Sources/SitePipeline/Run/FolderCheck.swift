package import MarginModel
package import MarkupValidation

/// Checks any folder of pages, feeds and sitemaps, as `marginalia check` does.
package struct FolderCheck: Sendable {
    package let path: String
    let queue: WorkQueue
    let policy: CheckPolicy
    let contacts: Set<String>?
    let budgets: SizeBudgets
    let baseURL: String?

    /// - Parameters:
    ///   - policy: Every rule at its own severity unless given.
    ///   - contacts: The mail addresses that may show; `nil` when nobody said.
    ///   - baseURL: Where the folder will stand; `nil`: where its pages say.
    package init(
        path: String, queue: WorkQueue, policy: CheckPolicy = .standard,
        contacts: Set<String>? = nil, budgets: SizeBudgets = SizeBudgets(),
        baseURL: String? = nil
    ) {
        self.path = path
        self.queue = queue
        self.policy = policy
        self.contacts = contacts
        self.budgets = budgets
        self.baseURL = baseURL
    }

    package struct Summary: Sendable {
        package let fileCount: Int
        package let checkedCount: Int
        package let diagnostics: [Diagnostic]
    }

    package func run(progress: (@Sendable (Int) -> Void)? = nil) async throws(Diagnostic) -> Summary
    {
        var others: [String] = []
        let listed = try FileReader().list(path, others: &others)
        let files = listed.filter {
            DocumentKind.kind(ofPath: $0.path) != nil || PublicText.isText($0.path)
        }
        let root = path
        let isPrivate = Self.isPrivate(SiteFolders.join(root, ""))
        let text = isPrivate ? nil : PublicText(contacts: contacts)
        let checked = await queue.map(
            files, state: { PageChecker() }, progress: progress
        ) { file, checker in
            Self.check(file, in: root, text, checker)
        }
        let pages = zip(files, checked).filter { $1.facts?.kind == .page }
        if let first = pages.first, pages.allSatisfy(\.1.isPlainHTML) {
            throw .plainHTML(path, count: pages.count, first: first.0.path)
        }
        var diagnostics = checked.flatMap(\.diagnostics) + others.sorted().map { .notFollowed($0) }
        diagnostics += SiteChecker(baseURL: baseURL).check(
            checked.compactMap(\.facts), files: Set(listed.map(\.path)))
        diagnostics += FileRules().check(
            SiteFacts(
                files: listed.map {
                    SiteFacts.File(path: $0.path, byteCount: $0.byteCount, mode: $0.mode)
                }, budgets: budgets, isPrivate: isPrivate))
        let sources = sources
        let placed = policy.applied(to: diagnostics).map { finding in
            let source = sources[finding.location.file]
            return finding.made(from: source.map { [SourceLocation(file: $0)] } ?? []).below(path)
        }
        return Summary(
            fileCount: listed.count, checkedCount: files.count,
            diagnostics: Diagnostics(placed + policy.problems).sorted())
    }

    /// Of a release, which file of the site made each page: its manifest, beside the folder, says so.
    private var sources: [String: String] {
        let release = path.hasSuffix("/") ? path + ".." : path + "/.."
        guard let record = try? ReleaseVerification.record(of: release) else { return [:] }
        let named = record.outputs.compactMap { output in output.source.map { (output.path, $0) } }
        return Dictionary(named, uniquingKeysWith: { first, _ in first })
    }

    /// Private reports lie below a folder of that name, and carry a style element of their own.
    private static func kind(of page: String, in root: String) -> DocumentKind? {
        let kind = DocumentKind.kind(ofPath: page)
        return kind == .page && isPrivate(SiteFolders.join(root, page)) ? .privateReport : kind
    }

    private static func isPrivate(_ path: String) -> Bool {
        path.split(separator: "/", omittingEmptySubsequences: false).dropLast().contains("private")
    }

    private static func check(
        _ file: ListedFile, in root: String, _ text: PublicText?, _ checker: PageChecker
    ) -> (facts: PageFacts?, diagnostics: [Diagnostic], isPlainHTML: Bool) {
        let page = file.path
        let kind = kind(of: page, in: root)
        if let refused = kind.flatMap({
            PageChecker.refusal(byteCount: file.byteCount, path: page, kind: $0)
        }) {
            return (refused.facts, refused.diagnostics, false)
        }
        do {
            let bytes = try FileReader().read(SiteFolders.join(root, page))
            let checked = kind.map { checker.check(bytes, path: page, kind: $0) }
            let others =
                kind == .privateReport
                ? [] : text.map { SiteFileCheck.check(bytes, page, $0) } ?? []
            return (
                checked?.facts, (checked?.diagnostics ?? []) + others,
                kind == .page && PageChecker.isPlainHTML(bytes)
            )
        } catch {
            return (nil, [error], false)
        }
    }
}

extension Diagnostic {
    fileprivate static func plainHTML(_ root: String, count: Int, first: String) -> Diagnostic {
        Diagnostic(
            id: "check-plain-html", kind: .form,
            at: SourceLocation(file: SiteFolders.join(root, first)),
            message: count == 1
                ? "this page is HTML that is not XML, and check is for pages that are both"
                : "all \(count) pages are HTML that is not XML, and check is for pages that are both",
            hint: "Close every tag, write <br/>, and begin with <!DOCTYPE html>, a line feed and "
                + "<html xmlns=\"http://www.w3.org/1999/xhtml\" lang=\"en\">.")
    }

    fileprivate static func notFollowed(_ path: String) -> Diagnostic {
        Diagnostic(
            .warning, id: "check-not-followed", at: SourceLocation(file: path),
            message: "a symbolic link, pipe or device, which check does not look into",
            hint: "Put the files here, or check the folder that the link leads to.")
    }

    /// The same with a file that can be opened from where the check was started.
    fileprivate func below(_ root: String) -> Diagnostic {
        guard !location.file.hasPrefix(root) else { return self }
        return Diagnostic(
            severity, id: id,
            at: SourceLocation(
                file: SiteFolders.join(root, location.file), line: location.line,
                column: location.column),
            message: message, hint: hint, origins: origins)
    }
}
