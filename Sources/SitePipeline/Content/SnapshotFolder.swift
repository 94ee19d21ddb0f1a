import ContentIngest
package import MarginModel

/// Snapshots from a folder, for verbs that work on accounts alone.
package enum SnapshotFolder {
    /// The newest snapshot that is not after `clock`, or `nil` when there is none. Prices that cannot
    /// be right are held back; the warnings say which.
    package static func newest(
        in content: String, notAfter clock: Instant
    ) throws(Diagnostics) -> (snapshot: Snapshot?, warnings: [Diagnostic]) {
        let files = FileReader()
        do {
            let assets = try assets(in: content, files)
            let folder = SiteFolders.join(content, "snapshots")
            var entries: [(file: String, value: Snapshot)] = []
            for name in try files.names(in: folder) where isSnapshot(name) {
                let file = SiteFolders.join(folder, name)
                let bytes = try files.read(file)
                entries.append(
                    (file, try SnapshotReader(assets: assets).read(bytes, file: file).snapshot))
            }
            return newest(of: entries, notAfter: clock, assets: assets)
        } catch let error as Diagnostics {
            throw error
        } catch let error as Diagnostic {
            throw Diagnostics([error])
        } catch {
            preconditionFailure("the reader throws nothing else")
        }
    }

    /// The same of snapshots that are read already.
    static func newest(
        of entries: [(file: String, value: Snapshot)], notAfter clock: Instant, assets: AssetTable
    ) -> (snapshot: Snapshot?, warnings: [Diagnostic]) {
        let past = past(entries, notAfter: clock)
        guard let last = past.last else { return (nil, []) }
        let checked = SnapshotGate(assets: assets).check(
            last.value, after: past.dropLast().last?.value, at: SourceLocation(file: last.file))
        return (checked.snapshot, checked.warnings)
    }

    /// The one before the newest, as it was read.
    static func secondNewest(
        of entries: [(file: String, value: Snapshot)], notAfter clock: Instant
    ) -> Snapshot? {
        past(entries, notAfter: clock).dropLast().last?.value
    }

    /// Those at or before the clock, oldest first: real ones, or the examples where there are no others.
    private static func past(
        _ entries: [(file: String, value: Snapshot)], notAfter clock: Instant
    ) -> [(file: String, value: Snapshot)] {
        let past = entries.filter { $0.value.asOf <= clock }
            .sorted { ($0.value.asOf, $0.file) < ($1.value.asOf, $1.file) }
        let real = past.filter { !$0.value.isExample }
        return real.isEmpty ? past : real
    }

    private static func isSnapshot(_ name: String) -> Bool {
        name.hasSuffix(".json") || name.hasSuffix(".csv")
    }

    /// The site's table of assets; the standard one where it has none.
    private static func assets(
        in content: String, _ files: FileReader
    ) throws -> AssetTable {
        let file = SiteFolders.join(content, "assets.json")
        guard files.exists(file) else { return .standard }
        return try AssetTableReader().read(try files.read(file), file: file).table
    }
}
