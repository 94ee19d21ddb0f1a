package import MarginModel

/// A question and its answer, with the place where the answer stands.
package struct QuestionView: ViewModel {
    package let entry: FAQEntry
    package let href: String
    package let page: String
    let isAfterFirst: Bool

    /// Every question of an article, in its order.
    static func all(of article: Article, _ placement: QuestionPlacement) -> [QuestionView] {
        article.faq.enumerated().map { number, entry in
            QuestionView(
                entry: entry, href: address(ofQuestion: number, in: article, .section),
                page: address(ofQuestion: number, in: article, placement),
                isAfterFirst: number > 0)
        }
    }

    /// Where the answer to a question is read: on its own page, or at its place in the article.
    package static func address(
        ofQuestion number: Int, in article: Article, _ placement: QuestionPlacement
    ) -> String {
        switch placement {
        case .page: QuestionPage.path(ofQuestion: number, in: article)
        case .section: "\(article.path)#\(article.faq[number].id)"
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
                .text("page", "Its own page; where it has none, as `href`.") { $0.page },
                .flag("isAfterFirst", "Whether a comma goes before it.") { $0.isAfterFirst },
            ])
    }
}
