package import MarginModel
import PageRendering

/// What a release was made from and what it holds: `releases/<id>/manifest.json`.
///
/// It names files and hashes only: no account id, no private name.
package struct Manifest: Sendable {
    package let id: String
    package let clock: Instant
    /// The hash of the settings, which is among those of the inputs too.
    package let configuration: String
    package let inputs: [InputFile]
    package let outputs: [WrittenPage]
    /// Says which of the inputs an output comes from.
    let sources: ManifestSources

    static let fileName = "manifest.json"

    package var bytes: [UInt8] {
        var json = JSONWriter(pretty: true)
        json.object { json in
            json.member("schema", "marginalia/manifest/1")
            json.member("release", id)
            json.member("tool", ToolVersion.current)
            json.member("clock", clock.description)
            json.member("configuration", configuration)
            json.list("inputs", inputs) { json, input in
                json.member("path", input.path)
                json.member("sha256", input.sha256)
            }
            json.list("outputs", outputs.sorted { $0.path < $1.path }) { json, output in
                json.member("path", output.path)
                if let source = sources.input(namedBy: output.source) {
                    json.member("source", source)
                }
                json.member("bytes", output.byteCount)
                json.member("sha256", output.sha256)
            }
        }
        return json.bytes
    }
}
