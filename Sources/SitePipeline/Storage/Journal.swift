package import MarginModel

/// What became of releases, in the order in which it happened: `.state/journal`, one line an event, only
/// ever appended to.
///
/// A line is on the disk before the link moves. After a kill in between, the link is right and the last
/// line is not: `found` takes that line back. The order of releases is the order of their lines.
package struct Journal: Sendable {
    enum Event: String, Sendable {
        /// Complete, and not live.
        case kept
        case published
        case rolledBack = "rolled-back"
        /// A run built a release that was not to be published, after a rollback.
        case held
        /// An operator ended that.
        case resumed
        /// A run that was to publish did not.
        case refused
        /// The link shows another release than the line before says.
        case found
    }

    /// What counts of a line. Behind the release stands the verb and the process (`nightly/4711`), behind
    /// the user why.
    struct Line: Sendable {
        let at: Instant
        let event: Event
        /// `-` for none.
        let release: String
        let user: String
    }

    /// That an operator went back, which the nights after it leave as it is.
    package struct Hold: Sendable {
        package let since: Instant
        /// Who went back.
        package let user: String
        /// The release that was live before.
        package let left: String
        package let live: String

        package var text: String { "the rollback of \(since) by \(user) from \(left) to \(live)" }
    }

    private struct State {
        var swaps: [(id: String, at: Instant)] = []
        /// What was live, each after the one that a rollback from it leads to.
        var lineage: [String] = []
        var hold: Hold?

        mutating func swap(to line: Line) {
            swaps.append((line.release, line.at))
            if let place = lineage.firstIndex(of: line.release) {
                lineage.removeSubrange((place + 1)...)
            } else {
                lineage.append(line.release)
            }
        }
    }

    /// Complete releases, oldest first; those that are gone too.
    private(set) var order: [String] = []
    private var state = State()
    /// As it was before the last swap.
    private var before = State()
    /// From which swap on a name stands for the release that has it now: an id that is gone may be given
    /// again.
    private var births: [String: Int] = [:]

    init(_ text: String) {
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            guard words.count >= 5, let at = try? Instant(parsing: words[0]),
                let event = Event(rawValue: words[1])
            else { continue }
            add(Line(at: at, event: event, release: words[2], user: words[4]))
        }
    }

    /// The release that the journal says is live.
    var live: String? { state.swaps.last?.id }
    package var liveSince: Instant? { state.swaps.last?.at }
    package var hold: Hold? { state.hold }

    /// Whether it holds a line of this release at all: an output folder may be older than its journal.
    package func knows(_ id: String) -> Bool { births[id] != nil }

    /// When a release was live last: until an instant, or still; `nil` when it never was.
    package func wasLive(_ id: String) -> (since: Instant, until: Instant?)? {
        guard let birth = births[id],
            let place = state.swaps.indices.last(where: { $0 >= birth && state.swaps[$0].id == id })
        else { return nil }
        return (state.swaps[place].at, state.swaps.dropFirst(place + 1).first?.at)
    }

    /// The release that a rollback from the live one leads to.
    func previous(among known: [String]) -> String? {
        state.lineage.dropLast().last { known.contains($0) }
    }

    mutating func add(_ line: Line) {
        switch line.event {
        case .held, .refused: return
        case .resumed: state.hold = nil
        case .kept: complete(line.release)
        case .published:
            before = state
            complete(line.release)
            state.swap(to: line)
            state.hold = nil
        case .rolledBack:
            before = state
            note(line.release)
            let left = state.hold?.left ?? live
            state.swap(to: line)
            // Going back to what was left is no rollback but its end.
            state.hold =
                left == line.release
                ? nil
                : left.map {
                    Hold(since: line.at, user: line.user, left: $0, live: line.release)
                }
        case .found:
            let id = line.release == "-" ? nil : line.release
            // A journal that could not be read for a moment: what is known stays.
            if id == live { return }
            if before.swaps.last?.id == id {
                state = before
            } else if let id {
                note(id)
                state.swap(to: line)
                state.hold = nil
            }
        }
    }

    private mutating func complete(_ id: String) {
        births[id] = state.swaps.count
        order.removeAll { $0 == id }
        order.append(id)
    }

    private mutating func note(_ id: String) { births[id] = births[id] ?? state.swaps.count }
}
