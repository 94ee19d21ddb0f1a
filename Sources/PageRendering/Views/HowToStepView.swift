import MarginModel

/// A step of a plan as search engines are told of it: in the words that the page shows.
package struct HowToStepView: ViewModel {
    package let section: String
    package let text: String
    package let url: String
    package let isAfterFirst: Bool

    static func all(of article: Article, baseURL: String) -> [HowToStepView] {
        let steps = article.sections.flatMap { section in
            section.steps.map { (section: section.title, step: $0) }
        }
        return steps.enumerated().map { number, place in
            HowToStepView(
                section: place.section, text: place.step.plainText,
                url: baseURL + article.path + "#" + place.step.id, isAfterFirst: number > 0)
        }
    }

    package static var shape: ViewShape<HowToStepView> {
        ViewShape(
            "A step of a plan, for search engines.",
            [
                .text("section", "The heading that it stands under.") { $0.section },
                .text("text", "Its words.") { $0.text },
                .text("url", "Its full address.") { $0.url },
                .flag("isAfterFirst", "Whether a comma goes before it.") { $0.isAfterFirst },
            ])
    }
}
