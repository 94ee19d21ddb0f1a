import MarginModel
import PageRendering

/// What a release changes against the one before: `releases/<id>/changes.json`.
package struct ReleaseChanges: Sendable {
    package let previousID: String?
    package let added: [String]
    package let removed: [String]
    package let changed: [String]

    /// Compares the files of a release folder, by hash, with what a new one holds.
    init(previousID: String?, previousSite: String?, outputs: [WrittenPage]) throws(Diagnostic) {
        self.previousID = previousID
        let new = Dictionary(
            outputs.map { ($0.path, $0.sha256) }, uniquingKeysWith: { first, _ in first })
        var old: [String: String] = [:]
        if let previousSite {
            let files = FileReader()
            for entry in try files.list(previousSite) {
                let bytes = try files.read(SiteFolders.join(previousSite, entry.path))
                old[entry.path] = Fingerprint.sha256(bytes)
            }
        }
        added = new.keys.filter { old[$0] == nil }.sorted()
        removed = old.keys.filter { new[$0] == nil }.sorted()
        changed = new.keys.filter { old[$0] != nil && old[$0] != new[$0] }.sorted()
    }

    var bytes: [UInt8] {
        var json = JSONWriter(pretty: true)
        json.object { json in
            json.member("schema", "marginalia/changes/1")
            json.member("previous", previousID)
            for (name, paths) in [("added", added), ("removed", removed), ("changed", changed)] {
                json.key(name)
                json.array { json in
                    for path in paths { json.string(path) }
                }
            }
        }
        return json.bytes
    }
}
