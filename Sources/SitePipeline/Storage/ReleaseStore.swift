import Glibc
package import MarginModel

/// The releases in an output folder, and the one link that says which of them is live.
///
/// Everything new is written beside what is live; the link changes in one step. Whatever is to be
/// removed is renamed out of sight first, and deleted only after that step: ext4 is slow to create
/// files for some minutes after others were deleted.
package struct ReleaseStore: Sendable {
    package let path: String

    let root: Folder
    private let releases: Folder
    private let isDurable: Bool

    private static let folderMode: mode_t = 0o755
    private static let releasesName = "releases"
    private static let currentName = "current"
    private static let stagingPrefix = ".staging-"
    private static let stalePrefix = ".stale-"
    /// The release that was purged last: the folder of the next one.
    private static let spareName = ".spare"

    /// Opens an output folder, creating and marking it where needed. Refuses a folder with files
    /// that are not ours.
    ///
    /// - Parameter durably: Whether a release is on the disk before it becomes live, so that a power
    ///   cut leaves the old site or the new one. A preview does without.
    package init(opening path: String, durably: Bool = true) throws(Diagnostic) {
        let isNew = mkdir(path, Self.folderMode) == 0
        guard isNew || errno == EEXIST else {
            throw .refused("create the folder", path, code: errno)
        }
        self.path = path
        isDurable = durably
        root = try Folder(opening: path)
        try root.requireOwner()
        if isNew { try root.setPermissions(Self.folderMode) }
        try OutputMarker.require(in: root)
        releases = try root.madeSubfolder(Self.releasesName, mode: Self.folderMode)
    }

    /// Opens one that is there, to look at: nothing is written, and it may be another user's.
    package init(reading path: String) throws(Diagnostic) {
        self.path = path
        isDurable = false
        root = try Folder(opening: path)
        releases = try root.subfolder(Self.releasesName)
    }

    // MARK: What there is

    /// The release that is live, or `nil` before the first.
    package func currentID() -> String? {
        let target = [UInt8](unsafeUninitializedCapacity: 1_024) { buffer, count in
            guard let start = buffer.baseAddress else { return }
            count = max(0, readlinkat(root.descriptor, Self.currentName, start, buffer.count))
        }
        let prefix = Self.releasesName + "/"
        let text = String(decoding: target, as: UTF8.self)
        return text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil
    }

    /// Complete releases in the order of the journal; before them, by their names, any that it does not
    /// know.
    package func releaseIDs() -> [String] {
        // An unreadable folder of releases shows as no release: `begin` and `rollback` say why.
        let names = ((try? releases.entries()) ?? []).filter { entry in
            !entry.name.hasPrefix(".") && (entry.kind == .folder || entry.kind == nil)
        }.map(\.name)
        let order = journal().order
        let places = Dictionary(uniqueKeysWithValues: zip(order, order.indices))
        return names.sorted { (places[$0] ?? -1, $0) < (places[$1] ?? -1, $1) }
    }

    package func releasePath(of id: String) -> String { "\(path)/\(Self.releasesName)/\(id)" }

    /// The folder that a web server serves.
    package func sitePath(of id: String) -> String { releasePath(of: id) + "/site" }

    // MARK: A new release

    /// Starts a release. What a killed run left is put aside, to be deleted at the end of this one.
    ///
    package func begin(id: String) throws(Diagnostic) -> ReleaseDraft {
        try begin(id: id, recycling: nil)
    }

    /// What there is in the folder of the release that was purged last; `nil` when there is none.
    func spare() throws(Diagnostic) -> FolderTree? {
        guard try releases.status(of: Self.spareName)?.kind == .folder else { return nil }
        return try FolderTree(of: releases.subfolder(Self.spareName))
    }

    /// - Parameter spare: Starts from the folder of the release that was purged last, of which most
    ///   files are those of the new release already.
    func begin(id: String, recycling spare: FolderTree?) throws(Diagnostic) -> ReleaseDraft {
        try Self.check(id)
        // Held while the names are looked over, so that two processes never choose the same.
        let names = try Folder(opening: releasePath(of: "."))
        guard flock(names.descriptor, LOCK_EX) == 0 else {
            throw .refused("lock the folder", names.path, code: errno)
        }
        try putAsideDeadDrafts()
        let free = try freeID(like: id)
        let staging = Self.stagingPrefix + free
        // A draft that failed may have taken it.
        let recycled = try releases.status(of: Self.spareName) == nil ? nil : spare
        if recycled != nil { try releases.rename(Self.spareName, to: staging) }
        guard recycled != nil || mkdirat(releases.descriptor, staging, 0o755) == 0 else {
            throw releases.refusal("create the folder", staging, errno)
        }
        let folder = try releases.subfolder(staging)
        guard flock(folder.descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw .refused("lock the folder", folder.path, code: errno)
        }
        // A live release that cannot be opened costs only the sharing.
        let live = currentID().flatMap { try? releases.subfolder($0) }
        return try ReleaseDraft(id: free, in: folder, recycled: recycled, sharing: live)
    }

    /// Completes a release and makes it live.
    ///
    /// - Parameter verb: Of the run that does it, for the journal.
    /// - Throws: Where the link still shows what it showed.
    /// - Returns: What went wrong after that, and takes nothing back.
    package func publish(_ draft: ReleaseDraft, by verb: String) throws(Diagnostic) -> [Diagnostic]
    {
        try complete(draft, .published, by: verb)
        return try makeCurrent(draft.id) + Diagnostic.warnings(of: removeStale)
    }

    /// Completes a release without making it live: it is on the disk and listed.
    package func keep(_ draft: ReleaseDraft, by verb: String) throws(Diagnostic) {
        try complete(draft, .kept, by: verb)
    }

    private func complete(
        _ draft: ReleaseDraft, _ event: Journal.Event, by verb: String
    ) throws(Diagnostic) {
        try draft.finish()
        // One call for thousands of files: cheaper than an fsync of each.
        if isDurable { sync() }
        try record(event, draft.id, by: verb)
        try releases.rename(Self.stagingPrefix + draft.id, to: draft.id)
        try releases.synchronise()
    }

    // MARK: Going back

    /// Makes another release live: `id`, or the one that was live before.
    ///
    /// - Parameters:
    ///   - evenUnpublished: Also one that never was live.
    ///   - holding: Whether the nights after it leave it live.
    /// - Returns: The id that is live now, and what went wrong after the link had moved.
    package func rollback(
        to id: String?, evenUnpublished: Bool = false, holding: Bool = true
    ) throws(Diagnostic) -> (live: String, problems: [Diagnostic]) {
        let known = releaseIDs()
        let journal = journal()
        let target = if let id { id } else { try earlierID(in: journal, known) }
        guard known.contains(target) else { throw .unknownRelease(target, known: known, in: path) }
        guard evenUnpublished || !journal.knows(target) || journal.wasLive(target) != nil else {
            throw .neverLive(target, in: path)
        }
        try record(.rolledBack, target, by: "rollback")
        if isDurable { sync() }
        var problems = try makeCurrent(target)
        if !holding {
            problems += Diagnostic.warnings { () throws(Diagnostic) in
                try record(.resumed, target, by: "rollback")
            }
        }
        return (target, problems)
    }

    /// Lets the nights after a rollback publish again.
    ///
    /// - Returns: What held the release; `nil` when nothing did.
    package func resume() throws(Diagnostic) -> Journal.Hold? {
        guard let hold = journal().hold else { return nil }
        try record(.resumed, hold.live, by: "release")
        return hold
    }

    /// Takes back that a release was made live: the link shows `previous` again, or nothing.
    func restore(_ previous: String?) throws(Diagnostic) {
        if let previous {
            _ = try makeCurrent(previous)
        } else if unlinkat(root.descriptor, Self.currentName, 0) != 0 {
            throw root.refusal("remove the link", Self.currentName, errno)
        }
    }

    /// Deletes all but the `count` newest releases; the live one and the one before it always stay.
    ///
    /// - Returns: The ids that are gone, oldest first.
    package func purge(keeping count: Int) throws(Diagnostic) -> [String] {
        let known = releaseIDs()
        var kept = Set(known.suffix(max(0, count)))
        if let current = currentID(), let index = known.firstIndex(of: current) {
            kept.insert(current)
            kept.insert(journal().previous(among: known) ?? known[max(0, index - 1)])
        }
        let gone = known.filter { !kept.contains($0) }
        for id in gone.dropLast() { try putAside(id) }
        if let newest = gone.last {
            // The next release takes over its folders: making and removing thousands takes seconds.
            if try releases.status(of: Self.spareName) != nil { try putAside(Self.spareName) }
            try releases.rename(newest, to: Self.spareName)
        }
        try removeStale()
        return gone
    }

    // MARK: Steps

    /// Swaps the link. The journal has been told.
    ///
    /// - Returns: What went wrong after the link had moved.
    func makeCurrent(_ id: String) throws(Diagnostic) -> [Diagnostic] {
        let next = ".\(Self.currentName).next"
        unlinkat(root.descriptor, next, 0)
        guard symlinkat("\(Self.releasesName)/\(id)", root.descriptor, next) == 0 else {
            throw root.refusal("create the link", next, errno)
        }
        try root.rename(next, to: Self.currentName)
        return Diagnostic.warnings(of: root.synchronise)
    }

    private func earlierID(
        in journal: Journal, _ known: [String]
    ) throws(Diagnostic) -> String {
        if let previous = journal.previous(among: known) { return previous }
        if let current = currentID(), known.contains(where: { !journal.knows($0) }) {
            throw .liveUnknown(current, in: path)
        }
        throw .nothingEarlier(in: path)
    }

    private static func check(_ id: String) throws(Diagnostic) {
        let isPlain = id.utf8.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard isPlain, (1...128).contains(id.utf8.count), !id.hasPrefix(".") else {
            throw .badID(id)
        }
    }

    private func freeID(like id: String) throws(Diagnostic) -> String {
        let taken = Set(try releases.names())
        var candidate = id
        var number = 1
        while taken.contains(candidate) || taken.contains(Self.stagingPrefix + candidate) {
            number += 1
            candidate = "\(id)-\(number)"
        }
        return candidate
    }

    /// A draft whose lock can be taken belongs to no living process.
    private func putAsideDeadDrafts() throws(Diagnostic) {
        for name in try releases.names() where name.hasPrefix(Self.stagingPrefix) {
            let draft = try releases.subfolder(name)
            if flock(draft.descriptor, LOCK_EX | LOCK_NB) == 0 { try putAside(name) }
        }
    }

    private func putAside(_ name: String) throws(Diagnostic) {
        var number = 1
        while try releases.status(of: "\(Self.stalePrefix)\(number)") != nil { number += 1 }
        try releases.rename(name, to: "\(Self.stalePrefix)\(number)")
    }

    private func removeStale() throws(Diagnostic) {
        for name in try releases.names() where name.hasPrefix(Self.stalePrefix) {
            try releases.removeTree(name)
        }
    }
}

extension Diagnostic {
    fileprivate static func neverLive(_ id: String, in path: String) -> Diagnostic {
        Diagnostic(
            id: "release-never-live", at: SourceLocation(file: path),
            message: "release '\(id)' never was live",
            hint: "To publish it all the same, add --unpublished to the command")
    }

    fileprivate static func liveUnknown(_ current: String, in path: String) -> Diagnostic {
        Diagnostic(
            id: "release-live-unknown", at: SourceLocation(file: path),
            message: "these releases are older than the record of what was live; only "
                + "'\(current)' is known to be",
            hint: "Choose one of marginalia releases, and name it: marginalia rollback ID")
    }

    fileprivate static func badID(_ id: String) -> Diagnostic {
        Diagnostic(
            id: "release-id-invalid", at: SourceLocation(file: id),
            message: "'\(id)' cannot be the name of a release",
            hint: "Use letters, digits, '-', '_' and '.', not starting with a dot")
    }
}
