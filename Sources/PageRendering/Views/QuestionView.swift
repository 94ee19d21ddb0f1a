package import MarginModel

/// A question and its answer, with the place where the answer stands.
package struct QuestionView: ViewModel {
    package let entry: FAQEntry
    package let href: String
    package let page: String
    let isAfterFirst: Bool

    /// Every question of an article, in its order.
    static func all(of article: Article) -> [QuestionView] {
        article.faq.enumerated().map { number, entry in
            QuestionView(
                entry: entry, href: article.path + "#" + entry.id,
                page: QuestionPage.path(ofQuestion: number, in: article), isAfterFirst: number > 0)
        }
    }

    package static var shape: ViewShape<QuestionView> {
        ViewShape(
            "A question and its answer.",
            [
                .text("id", "The heading's id in its article.") { $0.entry.id },
                .text("question", "The question.") { $0.entry.question },
                .html("answerHTML", "The answer.") { $0.entry.answerHTML },
                .text("answerText", "The answer without markup.") { $0.entry.answerText },
                .text("href", "The question in its article.") { $0.href },
                .text("page", "The question's own page.") { $0.page },
                .flag("isAfterFirst", "Whether a comma goes before it.") { $0.isAfterFirst },
            ])
    }
}
