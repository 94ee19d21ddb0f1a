import MarginModel

/// Reads the article's own text, block by block, in the order of the page.
struct ScrapedBody {
    private let lines: [ScrapedLine]
    private(set) var lead: [DraftBlock] = []
    private(set) var sections: [DraftSection] = []
    private(set) var faq: [DraftQuestion] = []
    private(set) var dropped: [DroppedLine] = []
    /// What a person should compare with the page: the part, the line and why.
    private(set) var doubts: [PageDoubt] = []
    private var isInQuestions = false
    /// What the numbered lines that follow each other are.
    private var numbered: (number: Int, isHeading: Bool)?
    /// Whether numbered headings stand below a heading of another kind, and whether the section's own
    /// heading has a number.
    private var isBelowSection = false
    private var isBelowNumber = false

    /// - Parameter title: A line that only repeats it is left out.
    init(_ all: ArraySlice<ScrapedLine>, title: String) {
        var lines: [ScrapedLine] = []
        for line in all {
            switch line.shape {
            case .dash, .navigation: dropped.append(DroppedLine(line, .navigation))
            default: lines.append(line)
            }
        }
        if let first = lines.first, Self.repeats(title, first.text) {
            dropped.append(DroppedLine(first, .duplicate))
            lines.removeFirst()
        }
        self.lines = lines
        var index = lines.startIndex
        while index < lines.endIndex {
            take(index)
            index += 1
        }
        if let question = faq.last, question.answer.isEmpty { leaveOutQuestion() }
    }

    /// The same title once more, or the same with more behind a colon.
    private static func repeats(_ title: String, _ text: String) -> Bool {
        let (title, text) = (title.lowercased(), text.lowercased())
        return text == title || text.hasPrefix(title + ":")
    }

    private mutating func take(_ index: Int) {
        let line = lines[index]
        switch line.shape {
        case .faqHeading: isInQuestions = true
        case .question(let question, let answer):
            ask(question, at: line)
            if let answer { self.answer(answer) }
        case .answer(let text): answer(text)
        case .gluedHeading(let text): open(text, at: index)
        case .numbered(let number, let text, let hasWord):
            takeNumbered(number, text, hasWord, at: index)
        case .bullet(let text):
            isAnswering ? answer(text) : addBullet(text)
        default: takeText(line, at: index)
        }
    }

    // MARK: Text

    private mutating func takeText(_ line: ScrapedLine, at index: Int) {
        if isInQuestions {
            if line.isQuestion { return ask(line.text, at: line) }
            if isAnswering, faq.last?.answer.isEmpty ?? false || !standsOverList(index) {
                return answer(line.text)
            }
            isInQuestions = false
        }
        if isHeading(at: index) {
            open(line.text, at: index)
        } else {
            add(.paragraph(line.text))
            if !line.isProse, !line.text.hasSuffix(":"), !line.text.hasSuffix("：") {
                doubts.append(
                    PageDoubt(.text, line, "it may be a heading; it was taken for a paragraph"))
            }
        }
    }

    /// Whether a line of text stands over what follows it.
    private func isHeading(at index: Int) -> Bool {
        let line = lines[index]
        guard case .text = line.shape, index + 1 < lines.count, !line.isProse, !line.isCut else {
            return false
        }
        let next = lines[index + 1]
        if line.text.hasSuffix(":") {
            // Right below a heading it leads to a list.
            let isBelowHeading = sections.last?.blocks.isEmpty ?? false
            return line.isTitleCase || (line.wordCount <= 3 && !isBelowHeading)
        }
        switch next.shape {
        case .text: return next.isProse || line.isTitleCase || isOverText(at: index + 1)
        case .question, .answer, .faqHeading: return false
        default: return true
        }
    }

    /// Whether a line that is no prose stands over prose or a list. It looks no further than one line.
    private func isOverText(at index: Int) -> Bool {
        guard index + 1 < lines.count, !lines[index].isCut, !lines[index].text.hasSuffix(":") else {
            return false
        }
        switch lines[index + 1].shape {
        case .text: return lines[index + 1].isProse
        case .question, .answer, .faqHeading: return false
        default: return true
        }
    }

    private func standsOverList(_ index: Int) -> Bool {
        guard isHeading(at: index) else { return false }
        switch lines[index + 1].shape {
        case .numbered, .bullet: return true
        default: return false
        }
    }

    // MARK: Headings and lists

    /// A heading of a section, or below the section's own heading.
    private mutating func open(_ title: String, at index: Int) {
        isInQuestions = false
        numbered = nil
        isBelowNumber = false
        if let last = sections.last, last.blocks.isEmpty {
            doubts.append(
                PageDoubt(.text, lines[index], "two headings follow each other"))
        }
        sections.append(DraftSection(title: title))
    }

    private mutating func takeNumbered(
        _ number: Int, _ text: String, _ hasWord: Bool, at index: Int
    ) {
        if isAnswering { return answer(lines[index].text) }
        let isHeading =
            if let numbered, numbered.number + 1 == number {
                numbered.isHeading
            } else {
                readsAsHeading(number, text, hasWord, at: index)
            }
        numbered = (number, isHeading)
        guard isHeading else { return addStep(text, number, at: lines[index]) }
        let title = hasWord ? lines[index].text : text
        if isBelowSection {
            add(.subheading(title))
        } else {
            sections.append(DraftSection(title: title))
        }
    }

    /// A number that stands over text or bullets of its own, and not in a list of numbers.
    private mutating func readsAsHeading(
        _ number: Int, _ text: String, _ hasWord: Bool, at index: Int
    ) -> Bool {
        guard index + 1 < lines.count, text.utf8.count <= 90, !ScrapedLine.endsSentence(text) else {
            return false
        }
        switch lines[index + 1].shape {
        case .numbered, .question, .answer, .faqHeading, .gluedHeading: return false
        default: break
        }
        let isFollowed = lines[(index + 1)...].prefix(Self.reach).contains { line in
            if case .numbered(number + 1, _, _) = line.shape { true } else { false }
        }
        guard isFollowed || hasWord || text.hasSuffix(":") else { return false }
        isBelowSection = !sections.isEmpty && !isBelowNumber
        isBelowNumber = isBelowNumber || !isBelowSection
        return true
    }

    /// How many lines below a numbered heading the next one is looked for.
    private static let reach = 200

    private mutating func addStep(_ text: String, _ number: Int, at line: ScrapedLine) {
        if sections.isEmpty, lead.isEmpty {
            doubts.append(PageDoubt(.text, nil, "steps stand before any heading"))
            sections.append(DraftSection(title: "Steps"))
        }
        if case .steps(var items, let first) = blocks.last {
            if first + items.count == number {
                items.append(text)
                return replaceLast(.steps(items, first: first))
            }
            doubts.append(
                PageDoubt(
                    .text, line, "\(number) follows \(first + items.count - 1); the list counts on")
            )
        } else if blocks.contains(where: \.isSteps) {
            doubts.append(
                PageDoubt(
                    .text, line, "its section has two numbered lists, so neither is its steps"))
        }
        add(.steps([text], first: number))
    }

    private mutating func addBullet(_ text: String) {
        if case .bullets(var items) = blocks.last {
            items.append(text)
            replaceLast(.bullets(items))
        } else {
            add(.bullets([text]))
        }
    }

    private var blocks: [DraftBlock] { sections.last?.blocks ?? lead }

    private mutating func add(_ block: DraftBlock) {
        if sections.isEmpty {
            lead.append(block)
        } else {
            sections[sections.count - 1].blocks.append(block)
        }
    }

    private mutating func replaceLast(_ block: DraftBlock) {
        if sections.isEmpty {
            lead[lead.count - 1] = block
        } else {
            let last = sections.count - 1
            sections[last].blocks[sections[last].blocks.count - 1] = block
        }
    }

    // MARK: Questions

    private var askedAt: ScrapedLine?
    private var isAnswering: Bool { isInQuestions && !faq.isEmpty }

    private mutating func ask(_ question: String, at line: ScrapedLine) {
        if faq.last?.answer.isEmpty ?? false { leaveOutQuestion() }
        faq.append(DraftQuestion(question: question, answer: ""))
        askedAt = line
        isInQuestions = true
    }

    private mutating func answer(_ text: String) {
        guard !faq.isEmpty else { return add(.paragraph(text)) }
        if !faq[faq.count - 1].answer.isEmpty { faq[faq.count - 1].answer += " " }
        faq[faq.count - 1].answer += text
    }

    private mutating func leaveOutQuestion() {
        faq.removeLast()
        if let askedAt { dropped.append(DroppedLine(askedAt, .unpaired)) }
    }
}
