package import MarginModel

/// A whole article as one piece of markup, for readers of feeds.
package enum ArticleText {
    package static func html(of article: Article, _ words: Words) -> [UInt8] {
        var html = article.leadHTML
        func add(_ tag: String, _ title: String) {
            html += "<\(tag)>".utf8
            Escaper.markupText.append(title, to: &html)
            html += "</\(tag)>\n".utf8
        }
        for section in article.sections + (article.notes.map { [$0] } ?? []) {
            add("h2", section.title)
            html += section.introHTML
            if !section.steps.isEmpty {
                html += "<ol>\n".utf8
                for step in section.steps {
                    html += Array("<li>".utf8) + step.html + "</li>\n".utf8
                }
                html += "</ol>\n".utf8
            }
            html += section.outroHTML
        }
        if !article.faq.isEmpty { add("h2", words(.faqHeading)) }
        for question in article.faq {
            add("h3", question.question)
            html += question.answerHTML
        }
        return html
    }
}
