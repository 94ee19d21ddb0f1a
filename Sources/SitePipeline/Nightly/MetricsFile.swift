import MarginModel

/// The file of figures that `nightly.metrics` names. Where it lies is kept in `.state/metrics`, for a run
/// that cannot read the settings.
struct MetricsFile: Sendable {
    private static let noteName = "metrics"

    let path: String

    /// The one of the last run that could read its settings; `nil` where there is none.
    static func remembered(in store: ReleaseStore, of folders: SiteFolders) -> MetricsFile? {
        let note = "\(store.path)/\(ReleaseStore.stateName)/\(noteName)"
        // Without the note there is nowhere to write to.
        guard let bytes = try? FileReader().read(note), !bytes.isEmpty else { return nil }
        return MetricsFile(path: folders.resolve(String(decoding: bytes, as: UTF8.self)))
    }

    /// Keeps what the settings say, `nil` too.
    static func remember(_ setting: String?, in store: ReleaseStore) throws(Diagnostic) {
        let state = try store.state()
        let bytes = Array((setting ?? "").utf8)
        guard !state.holds(bytes, at: noteName, mode: PrivateStore.fileMode) else { return }
        try state.replace(noteName, with: bytes, mode: PrivateStore.fileMode)
    }

    /// Replaces the file in one step.
    func update(_ change: (inout MetricsText) -> Void) throws(Diagnostic) {
        let files = FileReader()
        var text = MetricsText(
            files.exists(path) ? String(decoding: try files.read(path), as: UTF8.self) : "")
        change(&text)
        try Folder(opening: SiteFolders.parent(of: path)).replace(
            SiteFolders.name(of: path), with: text.bytes, mode: 0o644)
    }
}
