package import MarginModel

/// A section of an article, its steps with the calculator's notes.
package struct ArticleSectionView: ViewModel {
    package let section: ArticleSection
    package let steps: [ArticleStepView]

    init(_ section: ArticleSection) {
        self.section = section
        steps = section.steps.map { ArticleStepView(step: $0, claim: nil) }
    }

    init(
        _ section: ArticleSection, claims: [String: ClaimView], _ opener: inout Definitions.Opener
    ) {
        var opened = section
        opener.beginSection()
        opened.introHTML = opener.opened(section.introHTML)
        for index in section.steps.indices {
            opened.steps[index].html = opener.opened(section.steps[index].html)
        }
        opened.outroHTML = opener.opened(section.outroHTML) + opener.takeDefinitions()
        self.section = opened
        steps = opened.steps.map { ArticleStepView(step: $0, claim: claims[$0.id]) }
    }

    package static var shape: ViewShape<ArticleSectionView> {
        ViewShape(
            "A section of an article.",
            [
                .text("id", "The heading's id.") { $0.section.id },
                .text("title", "The heading.") { $0.section.title },
                .html("introHTML", "Markup before the steps.") { $0.section.introHTML },
                .list("steps", "The numbered steps.") { $0.steps },
                .flag("hasSteps", "Whether there are steps.") { !$0.steps.isEmpty },
                .html("outroHTML", "Markup after the steps.") { $0.section.outroHTML },
            ])
    }
}

/// One numbered step and the note beside it.
package struct ArticleStepView: ViewModel {
    package let step: ArticleStep
    package let claim: ClaimView?

    package static var shape: ViewShape<ArticleStepView> {
        ViewShape(
            "A numbered step.",
            [
                .text("id", "What plans refer to it by: fund-2.") { $0.step.id },
                .html("html", "Its markup.") { $0.step.html },
                .record("claim", "What the calculator found about it.", \.claim),
            ])
    }
}
