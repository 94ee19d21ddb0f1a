import ContentIngest
import MarginModel
import MarginRules
import PageRendering

/// How each account stood in its earlier reports: one file an account below `private/history`, for
/// the operator alone, under a name that no one can guess.
///
/// Safe for many workers, as long as no two have the same account.
struct HistoryStore: Sendable {
    private let folder: Folder
    private let key: [UInt8]

    init(in store: ReleaseStore, key: [UInt8]) throws(Diagnostic) {
        folder = try PrivateStore.subfolder(PrivateStore.historyName, in: store)
        self.key = key
    }

    private func name(of id: String) -> String {
        Fingerprint.privateName("history\n\(id)", key: key) + ".json"
    }

    /// - Throws: When the file is there and cannot be read: a report then says nothing of the past.
    func load(_ id: String) throws(Diagnostic) -> AccountHistory {
        let path = "\(folder.path)/\(name(of: id))"
        let files = FileReader()
        guard files.exists(path) else { return AccountHistory([]) }
        let bytes = try files.read(path)
        do {
            return AccountHistory(try StandingsReader().read(bytes, file: path))
        } catch {
            // Its messages could show what the account holds.
            throw .unreadable(path)
        }
    }

    /// Removes what no report compares with any more: all but what is remembered of these accounts.
    func purge(keeping ids: Set<String>) throws(Diagnostic) {
        let kept = Set(ids.map(name))
        for name in try folder.names() where !kept.contains(name) { try folder.removeTree(name) }
    }

    func save(_ history: AccountHistory, of id: String) throws(Diagnostic) {
        let json = StandingsJSON(history.standings, schema: StandingsReader.schema)
        try folder.replace(name(of: id), with: json.bytes, mode: PrivateStore.fileMode)
    }
}

extension Diagnostic {
    fileprivate static func unreadable(_ path: String) -> Diagnostic {
        Diagnostic(
            .warning, id: "history-unreadable", at: SourceLocation(file: path),
            message: "what earlier reports of an account said cannot be read",
            hint: "Its report compares with nothing; remove the file to begin anew.")
    }
}
