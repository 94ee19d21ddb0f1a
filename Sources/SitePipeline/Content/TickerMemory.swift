import MarginModel

/// What runs before this one judged, by the hashes of files, below `.state/`: what was said of an older
/// ticker is not said again, and what an operator accepted stays accepted.
struct TickerMemory: Sendable {
    private static let name = "tickers"

    private(set) var judged: Set<String> = []
    private(set) var accepted: Set<String> = []

    /// Nothing where there is no such file, or none that can be read: then all is said again.
    init(readingBelow output: String) {
        let path = SiteFolders.join(output, "\(ReleaseStore.stateName)/\(Self.name)")
        let files = FileReader()
        guard files.exists(path), let bytes = try? files.read(path) else { return }
        for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard words.count == 2 else { continue }
            judged.insert(words[1])
            if words[0] == "accepted" { accepted.insert(words[1]) }
        }
    }

    /// Keeps what `content` was published with; hashes of files that are gone go with them. A ticker that
    /// went out whole is accepted: an older one that comes later does not hold its prices back.
    func save(_ content: SiteContent, accepts: Bool, in store: ReleaseStore) throws(Diagnostic) {
        let tickers = content.inputs.filter { $0.path.contains("/snapshots/") }
        let isWhole = accepts || content.ticker.changes.isEmpty
        let lines = tickers.map { input in
            let isAccepted =
                accepted.contains(input.sha256) || isWhole && input.path == content.ticker.file
            return "\(isAccepted ? "accepted" : "judged") \(input.sha256)\n"
        }
        try store.state().replace(
            Self.name, with: Array(lines.sorted().joined().utf8), mode: PrivateStore.fileMode)
    }
}
