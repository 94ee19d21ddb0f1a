import MarginModel
import MarkupValidation

/// Pictures, and files beside articles, that nothing shows or links to. What lies in `static` is there for
/// others than pages.
struct UnusedFiles {
    let assembly: SiteAssembly
    let checker: SiteChecker

    func warnings(_ written: [WrittenPage]) -> [Diagnostic] {
        let own = assembly.fileJobs.filter { !$0.source.hasPrefix(assembly.staticFolder) }
        guard !own.isEmpty else { return [] }
        let reached = checker.reached(
            by: written.compactMap(\.facts), files: Set(own.map(\.path)))
        return own.filter { !reached.contains($0.path) }.map { job in
            Diagnostic(
                .warning, id: "file-unused", at: SourceLocation(file: job.source),
                message: "it is published at /\(job.path), and no page shows it or links to it",
                hint: "Remove it, or move it to Content/static if others refer to it")
        }
    }
}
