import ContentIngest
import MarginModel
import MarkupValidation

/// Ids of accounts and names of their reports. No public file may hold one.
struct PrivateNames: Sendable {
    /// What public files are searched for.
    let searched: Set<String>
    /// Short ids, plain numbers and words of the content: finding one would say nothing.
    let unsearched: Set<String>

    private static let shortest = 6

    /// - Parameter files: Content and templates: a page holds what stands in them, whoever has it as
    ///   an id.
    init(_ names: Set<String>, files: [String]) {
        var unsearched = names.filter { name in
            name.utf8.count < Self.shortest || name.allSatisfy { $0.isNumber || $0 == "." }
        }
        let words = names.subtracting(unsearched).filter { name in
            !name.contains(where: \.isNumber) || !name.contains(where: \.isLetter)
        }
        // Reading everything again is for the rare site that has such ids.
        if !words.isEmpty {
            let text = PublicText(contacts: nil, secrets: words)
            var fileCounts: [String: Int] = [:]
            for file in files {
                // What cannot be read is on no page. An article's name is its address everywhere.
                let bytes = (try? FileReader().read(file)) ?? []
                for word in text.secrets(in: bytes) { fileCounts[word, default: 0] += 1 }
                for word in text.secrets(in: Array(file.utf8)) { fileCounts[word, default: 0] += 2 }
            }
            // A name of several parts may be one that someone let slip once.
            unsearched.formUnion(
                words.filter {
                    fileCounts[$0, default: 0] >= ($0.allSatisfy(\.isLetter) ? 1 : 2)
                })
        }
        self.unsearched = unsearched
        searched = names.subtracting(unsearched)
    }

    /// Those of earlier runs, from the indices that lie beside the reports.
    ///
    /// - Parameter published: Ids that may show: those of sample accounts.
    static func read(
        below output: String, except published: Set<String>
    ) throws(Diagnostic) -> Set<String> {
        let folder = SiteFolders.join(output, PrivateStore.folderName)
        let reader = FileReader()
        guard reader.exists(folder) else { return [] }
        var names: Set<String> = []
        for file in try reader.list(folder) where file.path.hasSuffix("/" + ReportIndex.name) {
            let index = try reader.read(SiteFolders.join(folder, file.path))
            for report in IndexedReport.read(index: index) {
                names.formUnion([report.id, report.token])
            }
        }
        return names.subtracting(published)
    }
}
