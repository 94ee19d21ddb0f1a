package import MarginModel
package import MarkupValidation

/// One file of the site: where it goes, how it is made, how it is checked.
package struct PageJob: Sendable {
    /// Relative to the site folder: `articles/x/index.html`.
    package let path: String
    /// What caused it, for diagnostics: a template or content file.
    package let source: String
    package let render: @Sendable () -> [UInt8]

    package init(path: String, source: String, render: @escaping @Sendable () -> [UInt8]) {
        self.path = path
        self.source = source
        self.render = render
    }

    package init(path: String, source: String, bytes: [UInt8]) {
        self.init(path: path, source: source) { bytes }
    }

    var kind: DocumentKind? { DocumentKind.kind(ofPath: path) }
}

/// A file that was rendered, checked and written.
package struct WrittenPage: Sendable {
    package let path: String
    /// What caused it, as its job says.
    package let source: String
    package let byteCount: Int
    package let sha256: String
    package let facts: PageFacts?
    package let diagnostics: [Diagnostic]
    /// How long rendering, checking and writing took.
    package let microseconds: Int64
}
