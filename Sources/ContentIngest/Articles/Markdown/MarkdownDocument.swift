package import MarginModel

/// What Markdown says, as markup and structure.
package struct MarkdownDocument: Hashable, Sendable {
    /// Markup before the first second-level heading.
    package var leadHTML: [UInt8] = []
    package var sections: [ArticleSection] = []
    package var faq: [FAQEntry] = []
    /// Words of the body: headings, answers and code included.
    package var wordCount = 0
    package var diagnostics = Diagnostics()
}
