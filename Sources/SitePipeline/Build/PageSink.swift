import MarginModel

/// Where the files of a site go: a release being written, or a preview.
protocol PageSink: Sendable {
    /// Takes over the file of the last build, when it is still the one that `stamp` tells of.
    func link(_ path: String, as stamp: FileStamp) throws(Diagnostic) -> Bool
    func write(_ bytes: [UInt8], to path: String) throws(Diagnostic)
    /// `nil` for what is not on the disk, or not yet.
    func stamp(of path: String) -> FileStamp?
}

extension ReleaseDraft: PageSink {}
