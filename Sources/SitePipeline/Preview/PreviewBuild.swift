package import MarginModel

/// Builds a site again and again for the author who looks at it: only what changed, into a folder of
/// its own that is never published.
package actor PreviewBuild {
    /// What a build changed in the preview.
    package struct Update: Sendable {
        package let pageCount: Int
        package let changedCount: Int
        package let warnings: [Diagnostic]
        /// How many texts are not on the site, by the reason.
        package let leftOut: [LeftOutReason: Int]
        /// The files of content and templates that are new, changed or gone since the last update.
        package let sources: Set<String>
    }

    private let folder: PreviewFolder
    private let memory = BuildMemory()
    private var ledger: Ledger?
    private var inputs: [InputFile] = []

    /// - Parameter output: The site's output folder; the preview lies in its `.state`.
    package init(in output: String) throws(Diagnostic) { folder = try PreviewFolder(in: output) }

    /// The folder to serve. It stays the same.
    package nonisolated var sitePath: String { folder.sitePath }

    /// Brings the preview up to date. When this fails, it stays as it was.
    package func update(_ build: SiteBuild) async throws(RunFailure) -> Update {
        var build = build
        build.memory = memory
        let prepared = try await build.prepare()
        let sources = Set(prepared.inputs).symmetricDifference(inputs).map(\.path)
        do {
            let pages = try await build.renderPages(
                prepared, into: folder, as: "preview", since: ledger)
            let problems = build.problems(of: pages, prepared)
            if problems.hasErrors { throw RunFailure.check(problems) }
            let changedCount = try folder.commit(
                keeping: Set(pages.written.map { "site/" + $0.path }))
            remember(pages, of: prepared)
            return Update(
                pageCount: pages.written.count, changedCount: changedCount,
                warnings: prepared.warnings + pages.assembly.index.notices + problems.all,
                leftOut: pages.assembly.index.leftOutCounts,
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

    private func remember(_ pages: SiteBuild.Pages, of prepared: SiteBuild.Prepared) {
        ledger = Ledger(
            pages.written.compactMap { page in
                var page = page
                page.stamp = page.stamp ?? folder.stamp(of: "site/" + page.path)
                return page.ledgerEntry
            }, checks: pages.checks)
        inputs = prepared.inputs
    }
}
