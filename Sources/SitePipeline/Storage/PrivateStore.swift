import Glibc
package import MarginModel

/// Reports about real accounts: below `private/`, outside the web root, for their owner alone.
///
/// Folders are 0700 and files 0600 whatever the `umask`, also those that were there before. Safe
/// for many workers, as long as no two write the same name.
package struct PrivateStore: Sendable {
    package let path: String
    private let day: Folder

    static let folderName = "private"
    static let historyName = "history"

    static let folderMode: mode_t = 0o700
    static let fileMode: mode_t = 0o600

    package init(in store: ReleaseStore, for date: CivilDate) throws(Diagnostic) {
        day = try Self.folder(in: store).madeSubfolder(
            date.description, mode: Self.folderMode)
        path = day.path
    }

    /// A folder of reports elsewhere.
    init(_ folder: Folder) {
        (day, path) = (folder, folder.path)
    }

    /// Writes `<token>.<fileExtension>`, in one step: a reader never sees half a report.
    package func write(
        _ bytes: [UInt8], token: String, fileExtension: String
    ) throws(Diagnostic) {
        try replace("\(token).\(fileExtension)", with: bytes)
    }

    /// What a file of this day holds.
    func read(_ name: String) throws(Diagnostic) -> [UInt8] {
        try FileReader().read("\(path)/\(name)")
    }

    func has(_ name: String) -> Bool { FileReader().exists("\(path)/\(name)") }

    /// Replaces the list from account to token, line by line.
    func writeIndex(
        named name: String,
        _ body: (_ append: ([UInt8]) throws(Diagnostic) -> Void) throws(Diagnostic) -> Void
    ) throws(Diagnostic) {
        try day.replace(name, mode: Self.fileMode, lines: body)
    }

    /// `private/` itself.
    static func folder(in store: ReleaseStore) throws(Diagnostic) -> Folder {
        try store.root.madeSubfolder(folderName, mode: folderMode)
    }

    /// A file of `private/` that goes when it is closed, whoever ends the run.
    static func unnamedFile(in store: ReleaseStore) throws(Diagnostic) -> Int32 {
        try unnamedFile(in: folder(in: store))
    }

    /// The same beside the reports of this day.
    func unnamedFile() throws(Diagnostic) -> Int32 { try Self.unnamedFile(in: day) }

    private static func unnamedFile(in folder: Folder) throws(Diagnostic) -> Int32 {
        let name = ".unnamed"
        try folder.removeTree(name)
        let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
        let file = openat(folder.descriptor, name, flags, fileMode)
        guard file >= 0, unlinkat(folder.descriptor, name, 0) == 0 else {
            throw folder.refusal("create the file", name, errno)
        }
        return file
    }

    /// Replaces a file of `private/` itself, which belongs to no day.
    static func replace(
        _ name: String, with bytes: [UInt8], in store: ReleaseStore
    ) throws(Diagnostic) {
        try folder(in: store).replace(name, with: bytes, mode: fileMode)
    }

    /// A folder of `private/` that belongs to no day.
    static func subfolder(
        _ name: String, in store: ReleaseStore
    ) throws(Diagnostic) -> Folder {
        try folder(in: store).madeSubfolder(name, mode: folderMode)
    }

    /// Removes the folders of days before `date`; the newest two always stay.
    ///
    /// - Parameters:
    ///   - date: `nil`: of all days but the newest.
    ///   - nights: How many of the newest stay.
    /// - Returns: The days that are gone, oldest first.
    static func purge(
        in store: ReleaseStore, before date: CivilDate?, keeping nights: Int = 2
    ) throws(Diagnostic) -> [CivilDate] {
        guard try store.root.status(of: folderName) != nil else { return [] }
        let folder = try store.root.subfolder(folderName)
        let days = try folder.names().compactMap(Self.date(named:)).sorted()
        let gone = days.dropLast(max(2, nights)).filter { day in date.map { day < $0 } ?? true }
        for day in gone { try folder.removeTree(day.description) }
        return gone
    }

    /// Whether there are reports of any day, or what they compare with.
    static func holdsReports(in store: ReleaseStore) throws(Diagnostic) -> Bool {
        guard try store.root.status(of: folderName) != nil else { return false }
        let folder = try store.root.subfolder(folderName)
        for name in try folder.names() where date(named: name) != nil || name == historyName {
            if try !folder.subfolder(name).names().isEmpty { return true }
        }
        return false
    }

    /// Removes a report in all its forms.
    func remove(token: String) throws(Diagnostic) {
        for name in try day.names() where name.hasPrefix(token + ".") { try day.removeTree(name) }
    }

    /// Adds whole lines to a file of the day, and waits until they are on the disk.
    func append(_ lines: [UInt8], to name: String) throws(Diagnostic) {
        try day.append(lines, to: name, mode: Self.fileMode)
    }

    /// Replaces a file by what an open one holds.
    func write(copyOf file: Int32, as name: String) throws(Diagnostic) {
        try day.replace(name, mode: Self.fileMode) { target in
            var place: off_t = 0
            while true {
                let count = sendfile(target, file, &place, 1 << 20)
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return count == 0 ? 0 : errno }
            }
        }
    }

    /// Keeps files of an earlier clock, which stands in one of them, as `<token>-<clock>.…`.
    ///
    /// - Parameter name: The one that says the clock.
    func keep(token: String, clockIn name: String, unless clock: Instant) throws(Diagnostic) {
        guard has(name) else { return }
        let json = String(decoding: try FileChunks("\(path)/\(name)").next(), as: UTF8.self)
        // A regular expression here would be the only one, and bring a megabyte of reading them.
        let mark = json.firstRange(of: "\"clock\":\"") ?? json.firstRange(of: "\"clock\": \"")
        guard let start = mark?.upperBound,
            let end = json[start...].firstIndex(of: "\""), json[start..<end] != clock.description
        else { return }
        let kept = json[start..<end].filter { $0.isNumber || $0 == "T" || $0 == "Z" }
        try rename(token: token, to: "\(token)-\(kept)")
    }

    /// Gives a report another name, in all its forms.
    func rename(token: String, to name: String) throws(Diagnostic) {
        for file in try day.names() where file.hasPrefix(token + ".") {
            try day.rename(file, to: name + file.dropFirst(token.count))
        }
    }

    /// The newest day before `date` that has a file of this name, and where that lies.
    static func last(
        _ name: String, in store: ReleaseStore, before date: CivilDate
    ) throws(Diagnostic) -> (day: CivilDate, path: String)? {
        let folder = try folder(in: store)
        for day in try folder.names().compactMap(Self.date(named:)).sorted().reversed()
        where day < date {
            let path = "\(folder.path)/\(day)/\(name)"
            if FileReader().exists(path) { return (day, path) }
        }
        return nil
    }

    /// The date that a day's folder is named after; `nil` for anything else.
    private static func date(named name: String) -> CivilDate? {
        guard let day = SheetDate(parsing: name), let number = day.day else { return nil }
        let date = CivilDate(year: day.year, month: day.month, day: number)
        return date.description == name ? date : nil
    }

    private func replace(_ name: String, with bytes: [UInt8]) throws(Diagnostic) {
        let checked = try RelativePath(checking: name)
        guard checked.folders.isEmpty, !name.hasPrefix(".") else {
            throw Diagnostic(
                id: "path-unsafe", at: SourceLocation(file: path),
                message: "a private report's name is a plain file name",
                hint: "Leave out '/' and a leading dot")
        }
        try day.replace(name, with: bytes, mode: Self.fileMode)
    }
}
