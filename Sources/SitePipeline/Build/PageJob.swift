package import MarginModel
package import MarkupValidation
import PageRendering

/// One file of the site: where it goes, how it is made, how it is checked.
package struct PageJob: Sendable {
    /// Relative to the site folder: `articles/x/index.html`.
    package let path: String
    /// What caused it, for diagnostics: a template or content file.
    package let source: String
    /// Done by the worker that writes the file.
    let render: @Sendable () -> [UInt8]
    /// When the page's main content changed, where that is known.
    var lastModified: Instant?
    /// Whether search engines are asked to leave it out.
    var isUnlisted = false
    /// What its bytes have to be: those of a file that was read before.
    private(set) var sha256: String?

    package init(path: String, source: String, render: @escaping @Sendable () -> [UInt8]) {
        self.path = path
        self.source = source
        self.render = render
    }

    package init(path: String, source: String, bytes: [UInt8]) {
        self.init(path: path, source: source) { bytes }
    }

    /// A file of content, as it is.
    init(path: String, copying file: String, sha256: String) {
        // What cannot be read any more has another hash, which is told.
        self.init(path: path, source: file) { (try? FileReader().read(file)) ?? [] }
        self.sha256 = sha256
    }

    /// A page that is a view under a template.
    ///
    /// - Parameter address: From the root of the site: `/topics/fees/`; `/404.html`.
    init<View: ViewModel>(
        at address: String, source: String, template: CompiledTemplate<View>,
        view: @escaping @Sendable () -> View
    ) {
        self.init(path: Self.file(at: address), source: source) { template.render(view()) }
    }

    /// `topics/fees/index.html` for `/topics/fees/`; letters of other scripts stand in it as they are.
    static func file(at address: String) -> String {
        AddressPath.decoded(address.dropFirst() + (address.hasSuffix("/") ? "index.html" : ""))
    }

    /// A file beside the page at `address`.
    static func file(at address: String, _ name: String) -> String {
        AddressPath.decoded(String(address.dropFirst())) + name
    }

    /// The address of a page that may be found; `nil` for all other files.
    var address: String? {
        path == "index.html" || path.hasSuffix("/index.html")
            ? "/" + AddressPath.encoded(String(path.dropLast(10))) : nil
    }

    /// The same for a site below a path: its addresses are put there when it is rendered.
    func below(_ base: BasePath) -> PageJob {
        guard !base.path.isEmpty, path.hasSuffix(".html") || path.hasSuffix(".md") else {
            return self
        }
        let isPage = path.hasSuffix(".html")
        var job = PageJob(path: path, source: source) { [render] in
            isPage ? base.page(render()) : base.markdown(render())
        }
        job.lastModified = lastModified
        job.isUnlisted = isUnlisted
        return job
    }

    var kind: DocumentKind? { DocumentKind.kind(ofPath: path) }
}

/// A file of a release: rendered, checked and written, or linked from the release before.
package struct WrittenPage: Sendable {
    /// How it came to be.
    package enum Origin: Sendable {
        /// Checked and written.
        case checked
        /// Written; the bytes are those of the release before, so what their check found still holds.
        case written
        /// The file of the release before.
        case linked
    }

    package let path: String
    /// What caused it, as its job says.
    package let source: String
    package let origin: Origin
    package let byteCount: Int
    package let sha256: String
    /// The file on the disk; `nil` when it was not written.
    var stamp: FileStamp?
    /// For the checks of the whole site.
    package let facts: PageFacts?
    package let diagnostics: [Diagnostic]
    /// How long all of it took.
    package var microseconds: Int64 = 0
    /// Whether the live release's file was found to have lost its bytes.
    var isHealed = false
}
