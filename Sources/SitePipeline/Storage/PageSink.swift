import MarginModel

/// Where the files of a site go: a release being written, or a preview.
protocol PageSink: Sendable {
    /// Whether pages that fail their check are handed over too.
    var takesFailedPages: Bool { get }
    /// Is told first which files are to come.
    func expect(_ paths: Set<String>) throws(Diagnostic)
    /// Takes over the file of the last build when it is still the one that `stamp` tells of.
    func link(_ path: String, as stamp: FileStamp) throws(Diagnostic) -> Bool
    /// The bytes of the last build's file, none where it cannot be read; `nil` where there is no file.
    func lastBytes(of path: String) -> [UInt8]?
    func write(_ bytes: [UInt8], to path: String) throws(Diagnostic)
    /// `nil` for what is not on the disk, or not yet.
    func stamp(of path: String) -> FileStamp?
}

extension PageSink {
    var takesFailedPages: Bool { false }

    func expect(_ paths: Set<String>) {}

    func lastBytes(of path: String) -> [UInt8]? { nil }
}

extension ReleaseDraft: PageSink {}
