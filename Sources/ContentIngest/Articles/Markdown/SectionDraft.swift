import MarginModel

/// A section while its markup is being written: where its ordered list and the items lie.
struct SectionDraft {
    struct Item {
        /// Behind the `<li` of the item, where an id can be put in.
        var tagEnd: Int
        var contentStart: Int
        var contentEnd: Int
        var plainStart: Int
        var plainEnd: Int
        /// The id that the author wrote, and the byte of the source that it stands near.
        var id: String?
        var sourceOffset: Int
    }

    let id: String
    let title: String
    var orderedListCount = 0
    var listStart = 0
    var listEnd = 0
    var items: [Item] = []

    /// With exactly one ordered list its items are steps; otherwise all markup is the intro.
    ///
    /// - Parameter claim: Takes an id for the page; called once for every step or item with an id.
    func section(
        html: [UInt8], plain: [UInt8], claim: (String, _ sourceOffset: Int) -> Void
    ) -> ArticleSection {
        guard orderedListCount == 1 else {
            return ArticleSection(
                id: id, title: title, introHTML: markupWithItemIDs(html, claim: claim))
        }
        let steps = items.enumerated().map { index, item in
            let stepID = item.id ?? "\(id)-\(index + 1)"
            claim(stepID, item.sourceOffset)
            return ArticleStep(
                id: stepID, html: Array(html[item.contentStart..<item.contentEnd]),
                plainText: PlainText.collapse(plain[item.plainStart..<item.plainEnd]))
        }
        return ArticleSection(
            id: id, title: title, introHTML: Array(html[..<listStart]), steps: steps,
            outroHTML: Array(html[listEnd...]))
    }

    private func markupWithItemIDs(
        _ html: [UInt8], claim: (String, _ sourceOffset: Int) -> Void
    ) -> [UInt8] {
        var markup: [UInt8] = []
        var start = 0
        for item in items {
            guard let id = item.id else { continue }
            claim(id, item.sourceOffset)
            markup += html[start..<item.tagEnd]
            markup += " id=\"\(id)\"".utf8
            start = item.tagEnd
        }
        return markup + html[start...]
    }
}
