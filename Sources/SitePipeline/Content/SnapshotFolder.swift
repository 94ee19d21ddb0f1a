import ContentIngest
package import MarginModel

/// Snapshots from a folder, for verbs that work on accounts alone.
package enum SnapshotFolder {
    /// The newest snapshot that is not after `clock`, judged as a build judges it; `nil` when there is
    /// none.
    package static func newest(
        in content: String, settings: SiteSettings?, clock: Instant
    ) throws(Diagnostics) -> (snapshot: Snapshot?, warnings: [Diagnostic]) {
        let files = FileReader()
        do {
            let assets = try assets(in: content, files)
            let folder = SiteFolders.join(content, "snapshots")
            var entries: [(file: String, value: Snapshot)] = []
            for name in try files.names(in: folder) where ContentNames.data.match(name) {
                let file = SiteFolders.join(folder, name)
                let bytes = try files.read(file)
                entries.append(
                    (file, try SnapshotReader(assets: assets).read(bytes, file: file).snapshot))
            }
            let verdict = TickerJudge(
                assets: assets, gates: settings?.nightly.gates, ages: settings?.maximumAges,
                clock: clock
            ).judge(entries, in: folder)
            let problems = Diagnostics(verdict.problems)
            guard !problems.hasErrors else { throw problems }
            return (verdict.snapshot, problems.all + verdict.changes.map(\.asWarning))
        } catch let error as Diagnostics {
            throw error
        } catch let error as Diagnostic {
            throw Diagnostics([error])
        } catch {
            preconditionFailure("the reader throws nothing else")
        }
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
