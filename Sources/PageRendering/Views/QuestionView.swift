package import MarginModel

/// A question and its answer, with the place where the answer stands.
package struct QuestionView: ViewModel {
    package let entry: FAQEntry
    package let href: String

    init(_ entry: FAQEntry, of article: Article) {
        self.entry = entry
        href = article.path + "#" + entry.id
    }

    package static var shape: ViewShape<QuestionView> {
        ViewShape(
            "A question and its answer.",
            [
                .text("id", "The heading's id in its article.") { $0.entry.id },
                .text("question", "The question.") { $0.entry.question },
                .html("answerHTML", "The answer.") { $0.entry.answerHTML },
                .text("href", "The question in its article.") { $0.href },
            ])
    }
}
