import MarginModel

/// Where the parts of a page stand, told by lines that only occur together: a title, its summary and its
/// date; a name, its price and its change; a headline and its time.
struct ScrapedOutline {
    /// The article's title, summary and date, as indices of lines.
    struct Head {
        let title: Int
        var summary: Int?
        var date: Int?
        /// The first line below them.
        let end: Int
    }

    let lines: [ScrapedLine]
    private(set) var head: Head?
    /// Where the article's own text ends: at the disclaimer, the news or the related articles.
    private(set) var bodyEnd: Int

    init(_ lines: [ScrapedLine]) {
        self.lines = lines
        bodyEnd = lines.count
        head = datedHead() ?? undatedHead()
        bodyEnd = head.map { end(of: $0) } ?? lines.count
    }

    // MARK: Lines that stand together

    /// A headline and its time.
    func isHeadline(at index: Int) -> Bool {
        guard index + 1 < lines.count,
            case .date(_, let isMachineWritten, let hasBullet) = lines[index + 1].shape
        else { return false }
        switch lines[index].shape {
        case .bullet: return hasBullet || isMachineWritten
        case .text, .question, .numbered: return isMachineWritten && !hasBullet
        default: return false
        }
    }

    /// The title of another article, and its date.
    func isTeaser(at index: Int) -> Bool {
        guard index + 1 < lines.count, lines[index].titlePoints != nil,
            case .date(_, _, false) = lines[index + 1].shape
        else { return false }
        return true
    }

    /// A name with its price on the same line, or on the line below with a currency or a change.
    func isQuote(at index: Int) -> Bool {
        switch lines[index].shape {
        case .quote: return true
        case .text:
            guard index + 1 < lines.count, lines[index].wordCount <= 4,
                case .price(_, let hasCurrency) = lines[index + 1].shape
            else { return false }
            if hasCurrency { return true }
            guard index + 2 < lines.count, case .change = lines[index + 2].shape else {
                return false
            }
            return true
        default: return false
        }
    }

    // MARK: The article

    private func datedHead() -> Head? {
        for index in lines.indices {
            switch lines[index].shape {
            case .relatedHeading, .disclaimer: return nil
            case .date(_, let isMachineWritten, false):
                let isExcerpt = index + 1 < lines.count && lines[index + 1].isCut
                let isList =
                    isMachineWritten && index + 2 < lines.count && isHeadline(at: index + 1)
                if !isExcerpt, !isList, let head = head(around: index) { return head }
            default: break
            }
        }
        return nil
    }

    /// The best of title, summary, date; title, date, summary; and title, date.
    private func head(around date: Int) -> Head? {
        func title(_ index: Int) -> Int? { index >= 0 ? lines[index].titlePoints : nil }
        func summary(_ index: Int) -> Int? {
            lines.indices.contains(index) ? lines[index].summaryPoints : nil
        }
        var best: (head: Head, points: Int)?
        func offer(_ points: Int?, _ head: @autoclosure () -> Head) {
            guard let points, points > best?.points ?? 0 else { return }
            best = (head(), points)
        }
        offer(
            title(date - 2).flatMap { title in summary(date - 1).map { title + $0 } },
            Head(title: date - 2, summary: date - 1, date: date, end: date + 1))
        offer(
            title(date - 1).flatMap { title in summary(date + 1).map { title + $0 } },
            Head(title: date - 1, summary: date + 1, date: date, end: date + 2))
        offer(title(date - 1), Head(title: date - 1, date: date, end: date + 1))
        return best?.head
    }

    /// On a page with a ticker, the first text below it that reads as a title over a summary.
    private func undatedHead() -> Head? {
        let isOurs = lines.contains { line in
            switch line.shape {
            case .relatedHeading, .disclaimer, .faqHeading: true
            default: false
            }
        }
        let end =
            lines.firstIndex { line in
                switch line.shape {
                case .relatedHeading, .disclaimer: true
                default: false
                }
            } ?? lines.count
        guard isOurs, let ticker = lines[..<end].indices.last(where: isQuote) else { return nil }
        for index in lines.indices.dropFirst(ticker + 1) {
            switch lines[index].shape {
            case .relatedHeading, .disclaimer: return nil
            default: break
            }
            if isHeadline(at: index) || isTeaser(at: index) { return nil }
            guard index + 2 < lines.count, let title = lines[index].titlePoints, title >= 2,
                let summary = lines[index + 1].summaryPoints, summary >= 3
            else { continue }
            return Head(title: index, summary: index + 1, end: index + 2)
        }
        return nil
    }

    private func end(of head: Head) -> Int {
        lines.indices.dropFirst(head.end).first { index in
            switch lines[index].shape {
            case .disclaimer, .relatedHeading: true
            default: isHeadline(at: index) || isTeaser(at: index)
            }
        } ?? lines.count
    }
}
