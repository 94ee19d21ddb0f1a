import CMD4C
import MarginModel

/// Receives md4c's events and writes markup and structure in one pass.
///
/// A plain struct behind one pointer: the callbacks pay for no class and no exclusivity checks.
struct MarkdownBuilder {
    /// What the markup at hand belongs to.
    enum Part {
        case lead
        case section(SectionDraft)
        /// Inside the FAQ, before its first question.
        case faqLead
        case question(id: String, title: String)
    }

    let bytes: [UInt8]
    let source: MarkdownSource
    let file: String
    /// Whether the tags of `PlainTag` pass.
    let allowsPlainTags: Bool
    /// Whether the markup says where in the source its texts stand.
    let isMarked: Bool
    /// What pictures are looked up in; `nil`: nothing.
    let files: SiteFiles?
    /// Where in the markup marks stand whose text is still to come.
    var openMarks: [Int] = []
    var sourceBase: UInt = 0
    var sourceCount = 0
    /// The byte of the file behind the last text that came from it.
    var sourceOffset: Int

    var html: [UInt8] = []
    var plain: [UInt8] = []
    var part = Part.lead
    /// Of the section at hand.
    var subheadings: [ArticleSection.Heading] = []
    var document = MarkdownDocument()
    var identifiers = IdentifierSet()

    /// Quotes, lists and items that are open.
    var depth = 0
    /// The depths at which `details` that are open stand.
    var openDetails: [Int] = []
    var headingIsOpen = false
    var headingHTMLStart = 0
    var headingPlainStart = 0
    /// The item of a section's own ordered list that is open, until its first paragraph ends.
    var stepAwaitsIdentifier = false
    var stepListIsOpen = false
    /// The box of the task whose item has just begun.
    var taskBox = 0..<0
    var tableHasBody = false
    var cellIsOpen = false
    /// The opening tag of the cell that was begun last, in `html`.
    var cell = 0..<0
    /// Tables so far: their labels are numbered.
    var tableCount = 0
    /// Emphasis, code, links and plain tags that are open, outermost first.
    var openSpans: [OpenSpan] = []
    /// Images nest in each other's alternative text; only the outermost becomes an element.
    var imageDepth = 0
    var image = ImageDraft()
    /// Whether the text has shown a picture.
    var hasImage = false
    var paragraph = ParagraphDraft()
    var warnedLine = 0
    var notes = NoteDrafts()
    /// The rules of tables that came as text, and the last line that is said to be shown as written.
    var shownRules: Set<Int> = []
    var shownLine = 0..<0
    /// Where the mathematics ends that was told of last.
    var mathEnd = 0
    private(set) var isOverfull = false
    /// Inside a block of raw HTML: whether its first line has been seen.
    var rawBlockIsReported: Bool?
    /// Whether a comment of that block goes on.
    var rawCommentIsOpen = false

    struct ImageDraft {
        var address: [UInt8] = []
        var title: [UInt8] = []
        var alternative: [UInt8] = []
        /// Where its address stands in the file.
        var offset = 0
    }

    /// What tells of a paragraph whether it is a figure: one picture with a title, and nothing else.
    struct ParagraphDraft {
        /// Its tag in the markup.
        var start = 0
        var imageCount = 0
        var hasText = false
        /// Where the last picture's title stands in the markup.
        var title = 0..<0
    }

    init(
        bytes: [UInt8], bodyOffset: Int, file: String, allowsPlainTags: Bool, isMarked: Bool,
        files: SiteFiles?
    ) {
        self.bytes = bytes
        self.files = files
        source = MarkdownSource(bytes, from: bodyOffset)
        self.isMarked = isMarked
        self.file = file
        self.allowsPlainTags = allowsPlainTags
        sourceOffset = bodyOffset
        html.reserveCapacity(bytes.count + bytes.count / 2)
        plain.reserveCapacity(bytes.count)
    }

    /// The document, with its last part closed.
    consuming func finish() -> MarkdownDocument {
        closeDetails()
        closePart()
        addNotes()
        for row in source.longRows where !shownRules.contains(row.rule) && mayReport() {
            document.diagnostics.append(.tooManyCells(at: location(of: row.offset)))
        }
        return document
    }

    /// Reports that the parser stopped near the last text that it gave.
    mutating func reportStop() {
        let place = location(of: sourceOffset)
        document.diagnostics.append(isOverfull ? .overfull(at: place) : .stopped(at: place))
    }

    /// Whether the markup outgrew its source by more than any text needs. A table of many columns and
    /// many empty rows does so: every missing cell is filled in. md4c ends the row alone when it is
    /// told to stop there, so it is told again at every block that follows.
    mutating func outgrowsItsSource() -> Bool {
        if html.count > 64 * bytes.count + 65_536 { isOverfull = true }
        return isOverfull
    }

    /// Whether one more diagnostic fits. The last one says that there would be more, and is an error,
    /// because what is not reported may be one.
    mutating func mayReport() -> Bool {
        let count = document.diagnostics.all.count
        if count == Self.reportLimit {
            document.diagnostics.append(.tooMany(at: location(of: sourceOffset)))
        }
        return count < Self.reportLimit
    }

    private static let reportLimit = 100

    /// Gives the markup and text written so far to the part that they belong to.
    mutating func closePart() {
        openMarks = []
        count(plain[...])
        switch part {
        case .lead:
            document.leadHTML = exactCopy(html)
        case .section(let draft):
            var claims: [(String, Int)] = []
            document.sections.append(
                draft.section(html: html, plain: plain) { claims.append(($0, $1)) })
            document.sections[document.sections.count - 1].subheadings = subheadings
            subheadings = []
            for (id, offset) in claims { claim(id, at: offset) }
        case .faqLead:
            if plain.contains(where: { $0 > 0x20 }), mayReport() {
                document.diagnostics.append(.textBeforeQuestions(at: location(of: sourceOffset)))
            }
        case .question(let id, let title):
            let answer = PlainText.collapse(plain)
            if answer.isEmpty, mayReport() {
                document.diagnostics.append(.noAnswer(title, at: location(of: sourceOffset)))
            }
            document.faq.append(
                FAQEntry(id: id, question: title, answerHTML: exactCopy(html), answerText: answer))
        }
        html.removeAll(keepingCapacity: true)
        plain.removeAll(keepingCapacity: true)
    }

    mutating func count(_ text: ArraySlice<UInt8>) {
        document.wordCount += PlainText.wordCount(text)
        document.characterCount += PlainText.characterCount(text)
    }

    /// Without the room that the buffer keeps for more: articles are held for the whole build.
    private func exactCopy(_ buffer: [UInt8]) -> [UInt8] { buffer.withUnsafeBytes(Array.init) }

    /// Ends the heading at hand: opens a section or a question, or writes the heading's tags.
    mutating func leaveHeading(level: Int) {
        headingIsOpen = false
        openMarks = []
        let explicit = takeTrailingIdentifier(
            htmlStart: headingHTMLStart, plainStart: headingPlainStart)
        let title = PlainText.collapse(plain[headingPlainStart...])
        if level == 1, mayReport() {
            let line = location(of: sourceOffset).line
            document.diagnostics.append(.topHeading(at: SourceLocation(file: file, line: line)))
        }
        let isTop = depth == 0
        if isTop, level <= 2 {
            let words = plain[headingPlainStart...]
            count(words)
            plain.removeSubrange(headingPlainStart...)
            html.removeSubrange(headingHTMLStart...)
            closePart()
            if title.lowercased() == "frequently asked questions" {
                part = .faqLead
            } else {
                let id = identifier(explicit, title: title)
                part = .section(SectionDraft(id: id, title: title))
            }
            return
        }
        if isTop, level == 3, isInFAQ {
            count(plain[headingPlainStart...])
            plain.removeSubrange(headingPlainStart...)
            html.removeSubrange(headingHTMLStart...)
            closePart()
            part = .question(id: identifier(explicit, title: title), title: title)
            return
        }
        // md4c takes spaces off a heading's start, and leaves tabs.
        let content = html[headingHTMLStart...].drop { $0 == 0x20 || $0 == 0x09 }.startIndex
        html.removeSubrange(headingHTMLStart..<content)
        let id = identifier(explicit, title: title)
        html.insert(contentsOf: "<h\(level) id=\"\(id)\">".utf8, at: headingHTMLStart)
        html += "</h\(level)>\n".utf8
        if isTop, level == 3, case .section = part {
            subheadings.append(ArticleSection.Heading(id: id, title: title))
        }
        plain.append(0x20)
    }

    var isInFAQ: Bool {
        switch part {
        case .faqLead, .question: true
        case .lead, .section: false
        }
    }

    private mutating func identifier(_ explicit: String?, title: String) -> String {
        guard let explicit else { return identifiers.makeUnique(from: title) }
        claim(explicit, at: sourceOffset)
        return explicit
    }

    private mutating func claim(_ id: String, at offset: Int) {
        guard !identifiers.take(id), mayReport() else { return }
        document.diagnostics.append(.duplicateIdentifier(id, at: location(of: offset)))
    }

    /// Cuts a `{#id}` off the end of what was written since the given offsets. Only one that
    /// stands in the source as such counts, so `\{#id}` stays text.
    mutating func takeTrailingIdentifier(htmlStart: Int, plainStart: Int) -> String? {
        guard let inMarkup = TrailingIdentifier.find(in: html[htmlStart...]),
            let inText = TrailingIdentifier.find(in: plain[plainStart...])
        else { return nil }
        let written = Array("{#\(inMarkup.id)}".utf8)
        let start = sourceOffset - written.count
        guard start >= 0, bytes[start..<sourceOffset].elementsEqual(written),
            start == 0 || bytes[start - 1] != UInt8(ascii: "\\")
        else { return nil }
        html.removeLast(inMarkup.length)
        plain.removeLast(inText.length)
        return inMarkup.id
    }

    func location(of offset: Int) -> SourceLocation {
        .locating(offset, in: bytes, file: file)
    }
}

extension Diagnostic {
    fileprivate static func topHeading(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "markdown-h1", at: location,
            message: "a first-level heading stands in the body",
            hint: "The page's title comes from `title` in the front matter; start with ##.")
    }

    fileprivate static func stopped(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "markdown-unreadable", kind: .unreadable, at: location,
            message: "the Markdown parser lost its place after this",
            hint: "Put a backslash before each *, _, ` or [ nearby that is meant as text.")
    }

    fileprivate static func overfull(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "markdown-too-large", at: location,
            message: "the page would be more than 64 times as long as its text",
            hint: "Make the table's rows as long as its head, or its head shorter.")
    }

    fileprivate static func tooMany(at location: SourceLocation) -> Self {
        Diagnostic(
            id: "markdown-too-many", at: location,
            message: "there is more to report than is listed here",
            hint: "Cure what is listed, then run again.")
    }

    fileprivate static func duplicateIdentifier(
        _ id: String, at location: SourceLocation
    ) -> Self {
        Diagnostic(
            id: "markdown-duplicate-id", at: location, message: "the id '\(id)' is already taken",
            hint: "Write another one behind the heading or step: {#\(id)-b}.")
    }

    fileprivate static func textBeforeQuestions(at location: SourceLocation) -> Self {
        Diagnostic(
            .warning, id: "markdown-faq-lead", at: location,
            message: "text before the first question is not shown",
            hint: "Move it into a section of its own, or under a ### question.")
    }

    fileprivate static func noAnswer(_ question: String, at location: SourceLocation) -> Self {
        Diagnostic(
            .warning, id: "markdown-faq-no-answer", at: location,
            message: "the question '\(question)' has no answer",
            hint: "Write the answer below the question's heading.")
    }
}
