import Glibc
import MarginModel

extension ReleaseStore {
    static let stateName = ".state"
    private static let journalName = "journal"

    /// What the journal says, corrected by the link.
    package func journal() -> Journal {
        var journal = writtenJournal()
        let live = currentID()
        if journal.live != live {
            journal.add(
                Journal.Line(at: SystemClock.now, event: .found, release: live ?? "-", user: "-"))
        }
        return journal
    }

    /// Adds a line; before it, where a run was killed, one that says what its last line is worth.
    ///
    /// - Parameters:
    ///   - id: `nil` where the event is about no release.
    ///   - verb: Of the run that does it.
    func record(
        _ event: Journal.Event, _ id: String?, by verb: String, why: String = "-"
    ) throws(Diagnostic) {
        func line(_ event: Journal.Event, _ id: String?, _ why: String) -> String {
            "\(SystemClock.now) \(event.rawValue) \(id ?? "-") \(verb)/\(getpid()) \(Self.user) \(why)\n"
        }
        let live = currentID()
        let found = writtenJournal().live == live ? "" : line(.found, live, "by its link")
        try state().append(
            Array((found + line(event, id, why)).utf8), to: Self.journalName,
            mode: PrivateStore.fileMode)
    }

    /// For what no one but the owner needs: the journal, the lock, copies of content.
    func state() throws(Diagnostic) -> Folder {
        try root.madeSubfolder(Self.stateName, mode: PrivateStore.folderMode)
    }

    private func writtenJournal() -> Journal {
        let file = "\(path)/\(Self.stateName)/\(Self.journalName)"
        // What cannot be read is not known, which every reader takes as the careful case.
        return Journal(String(decoding: (try? FileReader().read(file)) ?? [], as: UTF8.self))
    }

    /// Who is at work: behind `sudo`, the person who called it.
    private static var user: String {
        let name = getenv("SUDO_USER") ?? getpwuid(geteuid())?.pointee.pw_name
        let text = name.map { String(cString: $0) } ?? "\(geteuid())"
        let plain = text.filter { $0.isASCII && $0 > " " && $0 != "\u{7F}" }
        return plain.isEmpty ? "\(geteuid())" : plain
    }
}
