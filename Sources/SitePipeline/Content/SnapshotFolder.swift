import ContentIngest
package import MarginModel

/// Snapshots from a folder, for verbs that work on accounts alone.
package enum SnapshotFolder {
    /// The newest snapshot that is not after `clock`, or `nil` when there is none.
    package static func newest(
        in path: String, notAfter clock: Instant
    ) throws(Diagnostics) -> Snapshot? {
        let files = FileReader()
        do {
            var newest: Snapshot?
            for name in try files.names(in: path) where name.hasSuffix(".json") {
                let file = SiteFolders.join(path, name)
                let snapshot = try SnapshotReader().read(try files.read(file), file: file).snapshot
                guard snapshot.asOf <= clock else { continue }
                if snapshot.asOf > (newest?.asOf ?? Instant(millisecondsSinceEpoch: .min)) {
                    newest = snapshot
                }
            }
            return newest
        } catch let error as Diagnostics {
            throw error
        } catch let error as Diagnostic {
            throw Diagnostics([error])
        } catch {
            preconditionFailure("the reader throws nothing else")
        }
    }
}
