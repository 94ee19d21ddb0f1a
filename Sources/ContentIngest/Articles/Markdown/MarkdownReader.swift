import MarginModel

/// Turns Markdown (CommonMark with GFM's tables, notes, tasks and strikethrough) into escaped, well-formed markup and the article's
/// structure, in one pass over md4c's events.
///
/// The markup is polyglot: well-formed XML that is also HTML. Raw HTML in the source is dropped,
/// but for a few plain tags in texts of our own.
package struct MarkdownReader: Sendable {
    private let isMarked: Bool
    private let files: SiteFiles?

    /// - Parameters:
    ///   - isMarked: Whether the markup holds a `SourceMark` before each text. Such markup is never
    ///     shown.
    ///   - files: What pictures are looked up in, for their size; `nil`: they stand as CommonMark has
    ///     them.
    package init(isMarked: Bool = false, files: SiteFiles? = nil) {
        self.isMarked = isMarked
        self.files = files
    }

    /// Reads the Markdown that starts at byte `offset` of a file.
    ///
    /// - Parameters:
    ///   - bytes: The whole file, so that diagnostics count lines from its start.
    ///   - offset: Where the body starts, after the front matter.
    ///   - allowsPlainTags: Whether the text is our own, so that `<sub>` and its like may pass.
    package func read(
        _ bytes: [UInt8], from offset: Int = 0, file: String, allowsPlainTags: Bool = false
    ) -> MarkdownDocument {
        if let defect = SourceText.defect(in: bytes, file: file) {
            var document = MarkdownDocument()
            document.diagnostics.append(defect)
            return document
        }
        guard bytes.count <= Self.byteLimit else {
            var document = MarkdownDocument()
            document.diagnostics.append(.tooLong(at: SourceLocation(file: file)))
            return document
        }
        var builder = MarkdownBuilder(
            bytes: bytes, bodyOffset: offset, file: file, allowsPlainTags: allowsPlainTags,
            isMarked: isMarked, files: files)
        let parsed = MD4C.parse(into: &builder)
        if !parsed || builder.isOverfull { builder.reportStop() }
        return builder.finish()
    }

    /// Ten times the longest book. md4c counts bytes in 32 bits.
    private static let byteLimit = 64 << 20
}

extension Diagnostic {
    fileprivate static func tooLong(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "markdown-too-long", at: location, message: "the text is longer than 64 MiB",
            hint: "Write several articles.")
    }
}
