package import MarginModel

/// What Markdown says, as markup and structure.
package struct MarkdownDocument: Hashable, Sendable {
    /// Markup before the first second-level heading.
    package var leadHTML: [UInt8] = []
    package var sections: [ArticleSection] = []
    /// The notes that the text mentions, as one section for its end.
    package var notes: ArticleSection?
    package var faq: [FAQEntry] = []
    /// In the order of the text.
    package var codes: [ShortCode.Placed] = []
    /// Words of the body: headings, answers and code included.
    package var wordCount = 0
    /// Characters of Chinese and Japanese, which write no spaces between words.
    package var characterCount = 0
    package var diagnostics = Diagnostics()
}
