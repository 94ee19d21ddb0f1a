import MarginModel
import MarginRules

/// Whether a release holds about as much as the live one.
struct LossGate: Sendable {
    let limits: ReleaseLimits

    /// - Parameter moved: Files of the live release whose addresses lead on now: they are not lost.
    func problems(with changes: ReleaseDiff, moved: Set<String> = []) -> [Diagnostic] {
        guard let previous = changes.previousID else { return [] }
        let place = SourceLocation(file: "releases/\(previous)")
        let (old, new) = (changes.oldSize, changes.newSize)
        let lost = changes.removed.filter { !moved.contains($0) }
        let shrunk =
            old.bytes - new.bytes - moved.reduce(0) { $0 + (changes.removedSizes[$1] ?? 0) }
        var problems: [Diagnostic] = []
        if Self.exceeds(lost.count, of: old.files, limits.lostPagesPercent) {
            problems.append(
                .lost(
                    "\(lost.count) of \(old.files) files", "release-pages-lost",
                    limits.lostPagesPercent, place))
        }
        if Self.exceeds(shrunk, of: old.bytes, limits.shrinkPercent) {
            problems.append(
                .lost(
                    "\(shrunk) of \(old.bytes) bytes", "release-shrunk",
                    limits.shrinkPercent, place))
        }
        return problems
    }

    static func exceeds(_ part: Int, of whole: Int, _ percent: Decimal) -> Bool {
        Exact(Decimal(part)) * Exact(100) > Exact(percent) * Exact(Decimal(whole))
    }
}

extension Diagnostic {
    fileprivate static func lost(
        _ what: String, _ id: String, _ limit: Decimal, _ place: SourceLocation
    ) -> Diagnostic {
        Diagnostic(
            id: id, at: place,
            message: "\(what) of the live release would be gone; site.yml allows \(limit) percent",
            hint: "See what goes: marginalia build --no-publish, then marginalia diff. If it is "
                + "right, run again with --accept-changes.")
    }
}
