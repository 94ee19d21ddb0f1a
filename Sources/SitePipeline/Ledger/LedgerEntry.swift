import MarginModel
import MarkupValidation

/// What one file of a release was made from, and what its check found.
struct LedgerEntry: Hashable, Sendable {
    let path: String
    /// Empty for a file that is rendered in every build.
    let reads: [PageRead]
    let byteCount: Int
    let sha256: String
    /// The file as it was when it was written.
    let stamp: FileStamp
    /// For the checks of the whole site.
    let facts: PageFacts?
    let diagnostics: [Diagnostic]

    /// The names of what differs between this entry and a later one of the same file.
    func changes(to later: LedgerEntry) -> [String] {
        let before = Dictionary(
            reads.map { ($0.name, $0.digest) }, uniquingKeysWith: { first, _ in first })
        let after = Dictionary(
            later.reads.map { ($0.name, $0.digest) }, uniquingKeysWith: { first, _ in first })
        return Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }.sorted()
    }
}
