package import MarginModel
import MarginRules

/// What a book is about besides what it holds.
package struct DeskBookFrame: Sendable {
    package let clock: Instant
    /// Part 2 of 8; `nil`: all accounts of the run.
    package let part: (number: Int, count: Int)?
    /// The day of the reports that accounts are missed from; `nil`: none was looked at.
    package let before: CivilDate?

    package init(clock: Instant, part: (number: Int, count: Int)?, before: CivilDate?) {
        self.clock = clock
        self.part = part
        self.before = before
    }
}

/// All accounts of a run on one sheet, and the lists behind it (`reports/book`).
package struct DeskBookPage: ViewModel {
    package let text: DeskBookText
    package let language: String
    package let publisher: String
    package let style: [UInt8]
    package let styleHash: String

    /// - Parameters:
    ///   - style: `ReportStyle.sheet`.
    ///   - styleHash: Its SHA-256 as a source expression: `sha256-…`.
    package init(
        _ text: DeskBookText, language: String, publisher: String, style: [UInt8],
        styleHash: String
    ) {
        self.text = text
        self.language = language
        self.publisher = publisher
        self.style = Array("<style>".utf8) + style + Array("</style>".utf8)
        self.styleHash = styleHash
    }

    package static var shape: ViewShape<DeskBookPage> {
        ViewShape(
            "The desk's book: all accounts of a run together.",
            [
                .text("title", "What the page is.") { $0.text.title },
                .text("language", "A BCP 47 tag.") { $0.language },
                .text("publisher", "Who prepared it.") { $0.publisher },
                .html("style", "The style element.") { $0.style },
                .text("styleHash", "Allows that element in a content security policy.") {
                    $0.styleHash
                },
                .text("asOf", "The instants of the accounts.") { $0.text.asOf },
                .record("clock", "When it was computed.") { DateView($0.text.frame.clock) },
                .text("sheets", "The venue sheets that were used, with their days.") {
                    $0.text.sheetNames
                },
                .optional("part", "Which part of the accounts it is.") { $0.text.part },
                .record("state", "The worst state that occurs.") { $0.text.worst },
                .text("verdict", "How the book stands, in sentences.") { $0.text.verdict },
                .list("totals", "States, and what is missing or left in money.") {
                    $0.text.totals
                },
                .list("nearest", "The accounts that are nearest to their trigger.") {
                    [$0.text.nearest]
                },
                .list("risks", "The curve of moves, and concentration.") { $0.text.risks },
                .list("lists", "What the sheet has no room for.") { $0.text.lists },
                .text("note", "How figures are rounded, and what is not added up.") { (_, words) in
                    words(.bookNote)
                },
            ])
    }
}
