package import MarginModel

/// Builds a site again and again for the author who looks at it, into a folder of its own that is never
/// published. Only what changed is read, checked and written; all is rendered.
package actor PreviewBuild {
    /// What a build changed in the preview.
    package struct Update: Sendable {
        package let pageCount: Int
        package let changedCount: Int
        /// How many texts are not on the site, by the reason.
        package let leftOut: [LeftOutReason: Int]
        /// Whether pages, or what is wrong with them, are others than before.
        package let isNew: Bool
        /// All that is wrong with the site.
        package let findings: [Diagnostic]
        /// The same without notices, by the path of the page that it is shown over; also of articles that
        /// have no page for it.
        package let findingsByPage: [String: [Diagnostic]]
        /// The files of content and templates that are new, changed or gone since the last update.
        package let sources: Set<String>
    }

    private let output: String
    private var folder: PreviewFolder
    private let memory = BuildMemory()
    private var facts: ReleaseFacts?
    private var inputs: [InputFile] = []
    private var shown: [String: [Diagnostic]] = [:]

    /// - Parameter output: The site's output folder; the preview lies in its `.state`.
    package init(in output: String) throws(Diagnostic) {
        self.output = output
        folder = try PreviewFolder(in: output)
        sitePath = folder.sitePath
    }

    /// The folder to serve. It stays the same.
    package nonisolated let sitePath: String

    /// `false` when someone removed the folder, or files in it: the next update makes them anew.
    package var isWhole: Bool { folder.isInPlace && folder.isWhole }

    /// Brings the preview up to date, and shows every page that can be rendered. Only templates and
    /// settings that cannot be read make it fail, and a disk that cannot be written: then it stays as it
    /// was.
    package func update(_ build: SiteBuild) async throws(RunFailure) -> Update {
        var build = build
        build.memory = memory
        let prepared = try await build.prepare()
        do {
            if !folder.isInPlace {
                folder = try PreviewFolder(in: output)
                (facts, inputs) = (nil, [])
            }
            let sources = Set(prepared.inputs).symmetricDifference(inputs).map(\.path)
            let pages = try await build.renderPages(
                prepared, into: folder, as: "preview", since: facts)
            let problems = prepared.warnings + (await build.problems(of: pages, prepared)).all
            let changedCount = try folder.commit(
                keeping: Set(pages.written.map { "site/" + $0.path }))
            remember(pages, of: prepared)
            let byPage = Self.byPage(problems, of: pages.written, in: build.folders.content)
            defer { shown = byPage }
            return Update(
                pageCount: pages.written.count, changedCount: changedCount,
                leftOut: pages.assembly.index.leftOutCounts,
                isNew: changedCount > 0 || byPage != shown,
                findings: problems + pages.assembly.index.notices, findingsByPage: byPage,
                sources: Set(sources))
        } catch {
            folder.discard()
            if let problem = error as? Diagnostic { throw .publish(problem) }
            guard let failure = error as? RunFailure else {
                preconditionFailure("a build throws nothing else")
            }
            throw failure
        }
    }

    /// An error that belongs to no page is shown over all of them.
    private static func byPage(
        _ findings: [Diagnostic], of written: [WrittenPage], in content: String
    ) -> [String: [Diagnostic]] {
        let pages = written.filter { $0.path.hasSuffix(".html") }
        let names = Set(pages.map(\.path))
        let bySource = Dictionary(grouping: pages, by: \.source).mapValues { $0.map(\.path) }
        var found: [String: [Diagnostic]] = [:]
        for finding in findings where finding.severity != .notice {
            let file = finding.location.file
            // A Markdown twin has the faults of its page.
            let page = file.hasSuffix("/index.md") ? file.dropLast(2) + "html" : file
            var places = names.contains(page) ? [page] : bySource[file] ?? []
            if places.isEmpty, finding.severity == .error {
                places = addresses(ofText: file, in: content) ?? pages.map(\.path)
            }
            for place in places { found[place, default: []].append(finding) }
        }
        return found
    }

    /// Where a text that cannot be read would stand; of an article the kind is not known. `nil` for
    /// another file.
    private static func addresses(ofText file: String, in content: String) -> [String]? {
        let prefix = SiteFolders.join(content, "")
        let name = file.dropFirst(prefix.count)
        guard file.hasPrefix(prefix), ContentNames.text.match(SiteFolders.name(of: file)) else {
            return nil
        }
        let page = "\(ArticleTree.slug(of: String(name)))/index.html"
        if name.hasPrefix("articles/") { return ["articles/\(page)", "plans/\(page)"] }
        return name.hasPrefix("pages/") ? [page] : nil
    }

    private func remember(_ pages: SiteBuild.Pages, of prepared: SiteBuild.Prepared) {
        facts = ReleaseFacts(
            pages.written.map { page in
                var page = page
                page.stamp = page.stamp ?? folder.stamp(of: "site/" + page.path)
                return page
            }, checks: pages.checks)
        inputs = prepared.inputs
    }
}
