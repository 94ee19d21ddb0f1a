package import MarginModel
package import MarkupValidation
import PageRendering

/// One file of the site: where it goes, how it is made, how it is checked.
package struct PageJob: Sendable {
    /// Relative to the site folder: `articles/x/index.html`.
    package let path: String
    /// What caused it, for diagnostics: a template or content file.
    package let source: String
    /// Finds out what the file is made of; done by the worker that makes the file.
    let recipe: @Sendable () -> PageRecipe
    /// When the page's main content changed, where that is known.
    var lastModified: Instant?
    /// Whether search engines are asked to leave it out.
    var isUnlisted = false
    /// What its bytes have to be: those of a file that was read before.
    private(set) var sha256: String?

    init(path: String, source: String, recipe: @escaping @Sendable () -> PageRecipe) {
        self.path = path
        self.source = source
        self.recipe = recipe
    }

    /// A file that is rendered in every build.
    package init(path: String, source: String, render: @escaping @Sendable () -> [UInt8]) {
        self.init(path: path, source: source) { PageRecipe(reads: [], render: render) }
    }

    package init(path: String, source: String, bytes: [UInt8]) {
        self.init(path: path, source: source) { PageRecipe(of: bytes) }
    }

    /// A file of content, as it is.
    init(path: String, copying file: String, sha256: String) {
        self.init(path: path, source: file) {
            let read = PageRead(name: "bytes", digest: Digest(of: Array(sha256.utf8)))
            // What cannot be read any more has another hash, which is told.
            return PageRecipe(reads: [read]) { (try? FileReader().read(file)) ?? [] }
        }
        self.sha256 = sha256
    }

    /// A page that is a view under a template.
    ///
    /// - Parameter address: From the root of the site: `/topics/fees/`; `/404.html`.
    init<View: ViewModel>(
        at address: String, source: String, template: Traced<CompiledTemplate<View>>,
        view: @escaping @Sendable () -> View
    ) {
        self.init(path: Self.file(at: address), source: source) { PageRecipe(template, of: view()) }
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
        var job = PageJob(path: path, source: source) { [recipe] in
            let recipe = recipe()
            let read = PageRead(name: "base path", digest: Digest(of: Array(base.path.utf8)))
            return PageRecipe(reads: recipe.reads.isEmpty ? [] : recipe.reads + [read]) {
                isPage ? base.page(recipe.render()) : base.markdown(recipe.render())
            }
        }
        job.lastModified = lastModified
        job.isUnlisted = isUnlisted
        return job
    }

    var kind: DocumentKind? { DocumentKind.kind(ofPath: path) }
}

/// How a file is rendered, and what from.
struct PageRecipe: Sendable {
    /// All that `render` reads. Empty: not known.
    let reads: [PageRead]
    let render: @Sendable () -> [UInt8]

    init(reads: [PageRead], render: @escaping @Sendable () -> [UInt8]) {
        self.reads = reads
        self.render = render
    }

    init(of bytes: [UInt8]) {
        self.init(reads: [PageRead(name: "bytes", digest: Digest(of: bytes))]) { bytes }
    }

    /// A page is a function of its template and of what that could read of the view.
    init<View: ViewModel>(_ template: Traced<CompiledTemplate<View>>, of view: View) {
        let reads = ViewTranscript.parts(of: view).map {
            PageRead(name: $0.name, digest: Digest(of: $0.bytes))
        }
        self.init(reads: [template.read] + reads) { template.value.render(view) }
    }

    /// A file that need not be rendered again while what it reads stays the same.
    ///
    /// - Parameter render: A function of its arguments alone: whatever it captured besides them would
    ///   change without being noticed.
    init<each Value: Sendable>(
        reading inputs: repeat Traced<each Value>,
        render: @escaping @Sendable (repeat each Value) -> [UInt8]
    ) {
        var reads: [PageRead] = []
        for input in repeat each inputs { reads.append(input.read) }
        let values = (repeat (each inputs).value)
        self.init(reads: reads) { render(repeat each values) }
    }
}

/// A file of the new release: rendered, checked and written, or linked from the one before.
package struct WrittenPage: Sendable {
    /// How it came to be.
    package enum Origin: Sendable {
        /// Rendered and checked.
        case rendered
        /// Rendered; the bytes are those of the release before, so what their check found still holds.
        case sameBytes
        /// Not rendered: what it is made from has not changed.
        case linked
        /// As `linked`, but rendered all the same, and equal: a sample that proves the ledger.
        case sampled
    }

    package let path: String
    /// What caused it, as its job says.
    package let source: String
    package let origin: Origin
    let reads: [PageRead]
    package let byteCount: Int
    package let sha256: String
    package let facts: PageFacts?
    package let diagnostics: [Diagnostic]
    /// The file on the disk; `nil` when it was not written.
    var stamp: FileStamp?
    /// How long all of it took.
    package let microseconds: Int64
    /// Whether the live release's file was found to have lost its bytes.
    var isHealed = false

    /// For the next build. `nil` for a page that is not as it should be, or whose diagnostics show
    /// parts of the source: those are looked at again.
    var ledgerEntry: LedgerEntry? {
        guard let stamp, diagnostics.allSatisfy({ $0.severity != .error && $0.excerpt == nil })
        else { return nil }
        return LedgerEntry(
            path: path, reads: reads, byteCount: byteCount, sha256: sha256, stamp: stamp,
            facts: facts, diagnostics: diagnostics)
    }
}
