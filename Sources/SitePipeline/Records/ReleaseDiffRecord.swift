import PageRendering

/// How a comparison of releases is written down: JSON for programs, HTML and text for people.
extension ReleaseDiff {
    /// `releases/<id>/changes.json`.
    package var json: [UInt8] {
        var json = JSONWriter(pretty: true)
        json.object { json in
            json.member("schema", "marginalia/changes/1")
            json.member("previous", previousID)
            json.member("release", releaseID)
            json.key("counts")
            json.object { json in
                for change in Change.allCases {
                    json.key(change.rawValue)
                    json.integer(paths(change).count)
                }
            }
            json.list("files", entries) { json, entry in
                json.member("path", entry.path)
                json.member("change", entry.change.rawValue)
            }
        }
        return json.bytes
    }

    /// `releases/<id>/changes.html`.
    ///
    /// - Parameter all: The file beside it that lists every file, where the page is to list some alone.
    package func html(all: String = "") -> [UInt8] {
        RecordPage(
            title: "Changes of \(releaseID)", lead: headline,
            tables: Change.allCases.compactMap { change in
                let paths = paths(change)
                return paths.isEmpty
                    ? nil
                    : RecordPage.Table(
                        "\(change.rawValue): \(paths.count)", columns: ["File"],
                        rows: paths.map { [$0] }, empty: "", all: all)
            }
        ).bytes
    }

    package var text: String {
        ([headline]
            + entries.map { entry in
                entry.change.rawValue.padded(to: 10) + " " + entry.path
            }).joined(separator: "\n")
    }

    private var headline: String {
        let counts = Change.allCases.compactMap { change in
            let count = paths(change).count
            return count == 0 ? nil : "\(count) \(change.rawValue)"
        }
        let sum = counts.isEmpty ? "nothing changed" : counts.joined(separator: ", ")
        return "\(previousID ?? "nothing") → \(releaseID): \(sum)"
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String {
        self + String(repeating: " ", count: Swift.max(0, width - count))
    }
}
