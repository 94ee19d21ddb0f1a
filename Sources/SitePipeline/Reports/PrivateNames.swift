import ContentIngest
import MarginModel
import MarkupValidation

/// Ids of accounts and names of their reports. No public file may hold one. Of each, 16 bytes are kept.
struct PrivateNames: Sendable {
    /// What public files are searched for.
    private(set) var searched: Set<NameDigest> = []
    /// Real accounts whose ids are not searched for, and the first of them.
    private(set) var unsearched: (count: Int, places: [SourceLocation]) = (0, [])
    /// Names that may be words of the content: of letters alone, or of several such parts.
    private var words: Set<NameDigest> = []
    private var phrases: Set<NameDigest> = []
    /// Where the accounts stand that have such a name.
    private var places: [NameDigest: SourceLocation] = [:]
    private let published: Set<NameDigest>

    private static let shortest = 6
    private static let mostPlaces = 8

    /// - Parameter published: Names that may show: those of sample accounts.
    init(except published: [String] = []) {
        self.published = Set(published.map { NameDigest(folding: $0) })
    }

    /// Short names and plain numbers are not searched for: finding one would say nothing.
    ///
    /// - Parameter place: Where the account of this name stands; `nil` for what an earlier run has kept.
    mutating func add(_ name: String, at place: SourceLocation? = nil) {
        let digest = NameDigest(folding: name)
        guard !published.contains(digest) else { return }
        guard name.utf8.count >= Self.shortest,
            !name.allSatisfy({ $0.isNumber || $0 == "." })
        else {
            if let place { leave(place) }
            return
        }
        searched.insert(digest)
        guard !name.contains(where: \.isNumber) || !name.contains(where: \.isLetter) else { return }
        if name.allSatisfy(\.isLetter) { words.insert(digest) } else { phrases.insert(digest) }
        if let place, places[digest] == nil { places[digest] = place }
    }

    /// Leaves out what stands in content and templates: a page holds it, whoever has it as an id.
    mutating func settle(with files: [String]) {
        // Reading everything again is for the rare site that has such ids.
        guard !words.isEmpty || !phrases.isEmpty else { return }
        let text = PublicText(contacts: nil, secrets: words.union(phrases))
        var fileCounts: [NameDigest: Int] = [:]
        for file in files {
            // What cannot be read is on no page. An article's name is its address everywhere.
            let bytes = (try? FileReader().read(file)) ?? []
            for word in text.secrets(in: bytes) { fileCounts[word, default: 0] += 1 }
            for word in text.secrets(in: Array(file.utf8)) { fileCounts[word, default: 0] += 2 }
        }
        // A name of several parts may be one that someone let slip once.
        let found = fileCounts.filter { words.contains($0.key) || $0.value >= 2 }.keys
        searched.subtract(found)
        for place in found.compactMap({ places[$0] }).sorted() { leave(place) }
    }

    private mutating func leave(_ place: SourceLocation) {
        unsearched.count += 1
        if unsearched.count <= Self.mostPlaces { unsearched.places.append(place) }
    }

    /// Says of which accounts a page may hold the id, without the ids.
    var warning: Diagnostic? {
        guard let first = unsearched.places.first else { return nil }
        let lines = unsearched.places.map { "\($0.line)" }.joined(separator: ", ")
        let more = unsearched.count > unsearched.places.count ? ", …" : ""
        return Diagnostic(
            .warning, id: "ids-not-searched", at: first,
            message:
                "pages are not searched for the ids of \(counted(unsearched.count, "account")), which "
                + "are short, plain numbers or words of the content (line \(lines)\(more))",
            hint: "Give them ids of six characters and more, with letters and digits.")
    }

    /// Gives those of earlier runs, from the indices that lie beside the reports: ids and names of reports.
    static func read(
        below output: String, _ body: (String) -> Void
    ) throws(Diagnostic) {
        let folder = SiteFolders.join(output, PrivateStore.folderName)
        let reader = FileReader()
        guard reader.exists(folder) else { return }
        for file in try reader.list(folder) where file.path.hasSuffix("/" + ReportIndex.name) {
            try ReportIndex.reports(in: SiteFolders.join(folder, file.path)) { report in
                body(report.id)
                body(SiteFolders.name(of: report.token))
            }
        }
    }
}
