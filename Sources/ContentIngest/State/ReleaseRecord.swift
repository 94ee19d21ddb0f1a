package import MarginModel

/// What a release says of itself: its `manifest.json`.
package struct ReleaseRecord: Hashable, Sendable {
    package struct File: Hashable, Sendable {
        package let path: String
        package let sha256: String
        /// Of an output.
        package let byteCount: Int?
        /// Which input an output comes from, where that is one.
        package let source: String?

        package init(path: String, sha256: String, byteCount: Int?, source: String?) {
            self.path = path
            self.sha256 = sha256
            self.byteCount = byteCount
            self.source = source
        }
    }

    package let id: String
    package let tool: String
    package let clock: Instant
    /// By path.
    package let inputs: [File]
    package let outputs: [File]
}

/// Reads manifests in the format `marginalia/manifest/1`.
package struct ReleaseRecordReader: Sendable {
    package static let schema = "marginalia/manifest/1"

    package init() {}

    package func read(_ bytes: [UInt8], file: String) throws(Diagnostics) -> ReleaseRecord {
        let document = try JSONDocument(parsing: bytes, file: file)
        return try JSONRecord.read(document) { Self.record(&$0) }.record
    }

    private static func record(_ object: inout JSONObjectReader) -> ReleaseRecord? {
        object.checkSchema(schema)
        let id = object.required("release")?.text()
        let tool = object.required("tool")?.text()
        let clock = object.required("clock")?.instant()
        object.ignore("configuration")
        let inputs = object.requiredList("inputs", self.file)
        let outputs = object.requiredList("outputs", self.file)
        guard let id, let tool, let clock else { return nil }
        return ReleaseRecord(id: id, tool: tool, clock: clock, inputs: inputs, outputs: outputs)
    }

    private static func file(_ object: inout JSONObjectReader) -> ReleaseRecord.File? {
        let path = object.required("path")?.text()
        let hash = object.required("sha256")?.text()
        let source = object.text("source")
        let byteCount = object.value("bytes")?.wholeNumber()
        guard let path, let hash else { return nil }
        return ReleaseRecord.File(
            path: path, sha256: hash, byteCount: byteCount, source: source)
    }
}
