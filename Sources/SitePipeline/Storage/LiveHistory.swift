import Glibc
import MarginModel

/// The releases that were live, in the order in which they became so: `.state/live`, a line for each.
///
/// A line is written before the link leaves its release. So whenever a run is killed, the file and the
/// link together tell which releases were live.
package struct LiveHistory: Sendable {
    private struct Line {
        let id: String
        var leftAt: String
        /// An operator went back behind it.
        var isWithdrawn = false
    }

    static let fileName = "live"

    /// Whether it is recorded at all: an output folder may be older than the record.
    package let isRecorded: Bool
    private var lines: [Line] = []

    /// - Parameter text: What the file holds; `nil` when there is none.
    init(_ text: String?) {
        isRecorded = text != nil
        for line in (text ?? "").split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard words.count >= 2 else { continue }
            lines.append(Line(id: words[1], leftAt: words[0], isWithdrawn: words.count > 2))
        }
    }

    var text: String {
        lines.map { "\($0.leftAt) \($0.id)\($0.isWithdrawn ? " withdrawn" : "")\n" }.joined()
    }

    /// When a release was live last; `nil` when it never was.
    package func leftAt(_ id: String) -> String? { lines.first { $0.id == id }?.leftAt }

    /// The release that was live before `id`.
    func previous(of id: String) -> String? {
        lines.prefix { $0.id != id }.last { !$0.isWithdrawn }?.id
    }

    /// Takes in that `id` is the one that is live.
    mutating func settle(on id: String, at instant: Instant) {
        guard let index = lines.firstIndex(where: { $0.id == id }) else {
            lines.append(Line(id: id, leftAt: instant.description))
            return
        }
        lines[index].leftAt = instant.description
        lines[index].isWithdrawn = false
        for later in lines.indices where later > index { lines[later].isWithdrawn = true }
    }

    mutating func keep(_ known: [String]) { lines.removeAll { !known.contains($0.id) } }
}

extension Instant {
    /// By the system's clock: this is a journal, and nothing of it reaches a release.
    fileprivate static var now: Instant { Instant(secondsSinceEpoch: Int64(time(nil))) }
}

extension ReleaseStore {
    private static let stateName = ".state"
    private static let rollbackName = "rolled-back"

    /// That an operator went back, which the nights after it leave as it is.
    package struct Rollback: Sendable {
        package let since: String
        /// The release that was live before.
        package let left: String
        package let live: String
    }

    /// `nil` as soon as another release is live.
    func rollbackInForce() -> Rollback? {
        let words = stateText(Self.rollbackName)?.split { $0 == " " || $0 == "\n" } ?? []
        guard words.count == 3, String(words[2]) == currentID() else { return nil }
        return Rollback(since: String(words[0]), left: String(words[1]), live: String(words[2]))
    }

    /// Which releases were live, the live one included.
    package func liveHistory() -> LiveHistory {
        var history = LiveHistory(stateText(LiveHistory.fileName))
        history.keep(releaseIDs())
        if let current = currentID() { history.settle(on: current, at: .now) }
        return history
    }

    /// Writes down that the live release is live, before the link leaves it.
    func recordLive() throws(Diagnostic) {
        try state().replace(LiveHistory.fileName, with: Array(liveHistory().text.utf8), mode: 0o644)
    }

    /// Going back to what was left is no rollback but its end.
    func recordRollback(to id: String) throws(Diagnostic) {
        guard let current = currentID(), current != id else { return }
        let left = rollbackInForce()?.left ?? current
        if left == id { return try state().removeTree(Self.rollbackName) }
        try state().replace(
            Self.rollbackName, with: Array("\(Instant.now) \(left) \(id)\n".utf8), mode: 0o644)
    }

    private func state() throws(Diagnostic) -> Folder {
        try root.madeSubfolder(Self.stateName, mode: 0o755)
    }

    private func stateText(_ name: String) -> String? {
        // What cannot be read is not known, which every reader takes as the careful case.
        (try? FileReader().read("\(path)/\(Self.stateName)/\(name)"))
            .map { String(decoding: $0, as: UTF8.self) }
    }
}
