import MarginModel
import PageRendering

/// A file that pages refer to by a name that changes with its bytes, so caches never go stale.
struct SiteAsset: Sendable {
    let source: String
    /// `static/site.3f2a9c01d2e4.css`
    let path: String
    let bytes: [UInt8]

    init(source: String, name: String, bytes: [UInt8]) {
        self.source = source
        self.bytes = bytes
        let parts = name.split(separator: ".", maxSplits: 1)
        let hash = Fingerprint.sha256(bytes).prefix(12)
        path =
            parts.count == 2 ? "static/\(parts[0]).\(hash).\(parts[1])" : "static/\(name).\(hash)"
    }

    var integrity: String { Fingerprint.integrity(bytes) }
}
