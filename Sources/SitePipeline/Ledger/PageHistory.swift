import MarginModel

/// Why a page of the live release is as it is: what of its sources differs from the release before.
struct PageHistory: Sendable {
    private let live: Ledger
    private let before: Ledger?

    /// `nil` when there is no live release with a ledger.
    init?(of output: String, on queue: WorkQueue) async {
        // Without an output folder nothing was ever built.
        guard FileReader().exists(SiteFolders.join(output, OutputMarker.name)),
            let store = try? ReleaseStore(reading: output), let current = store.currentID(),
            let live = await Ledger(
                recordedBy: nil, ofRelease: store.releasePath(of: current), on: queue)
        else { return nil }
        self.live = live
        let known = store.releaseIDs()
        guard let place = known.firstIndex(of: current), place > 0 else {
            before = nil
            return
        }
        before = await Ledger(
            recordedBy: nil, ofRelease: store.releasePath(of: known[place - 1]), on: queue)
    }

    /// - Parameter path: Relative to the site's folder: `faq/index.html`.
    /// - Returns: `nil` when the live release has no such file.
    func text(of path: String) -> String? {
        guard let entry = live.entry(of: path) else { return nil }
        let page = "\(path) of the live release "
        guard let before else { return page + "was rendered; there is no release before it." }
        guard let old = before.entry(of: path) else {
            return page + "is new: the release before it has no such file."
        }
        let sources = entry.reads.map(\.name).joined(separator: ", ")
        let isSame = old.sha256 == entry.sha256
        if entry.reads.isEmpty || old.reads.isEmpty {
            return page + "is made in every build, from much of the site; its bytes "
                + (isSame ? "are those of the release before." : "have changed.")
        }
        let changes = old.changes(to: entry)
        if changes.isEmpty {
            return page + "was taken over from the one before: nothing has changed of what it is "
                + "made from (\(sources))."
        }
        return page + "was rendered again, because of: \(changes.joined(separator: ", ")). "
            + "It is made from: \(sources)."
            + (isSame ? " Its bytes came out the same." : "")
    }
}
