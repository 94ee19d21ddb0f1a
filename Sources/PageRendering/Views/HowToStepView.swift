import MarginModel

/// A step of a plan as search engines are told of it: in the words that the page shows.
package struct HowToStepView: ViewModel {
    package let name: String
    package let text: String
    package let url: String
    package let isAfterFirst: Bool

    static func all(of article: Article, baseURL: String) -> [HowToStepView] {
        article.sections.flatMap(\.steps).enumerated().map { number, step in
            HowToStepView(
                name: name(of: step.plainText), text: step.plainText,
                url: baseURL + article.path + "#" + step.id, isAfterFirst: number > 0)
        }
    }

    /// What a step begins with, up to a mark that ends a clause; a long clause ends at its first comma.
    static func name(of text: String) -> String {
        let clause = text.prefix { !".:;。：；".contains($0) }
        guard clause.count > 100 else { return String(clause) }
        return String(clause.prefix { !",，".contains($0) })
    }

    package static var shape: ViewShape<HowToStepView> {
        ViewShape(
            "A step of a plan, for search engines.",
            [
                .text("name", "What it begins with, as its own name.") { $0.name },
                .text("text", "Its words.") { $0.text },
                .text("url", "Its full address.") { $0.url },
                .flag("isAfterFirst", "Whether a comma goes before it.") { $0.isAfterFirst },
            ])
    }
}
