/// A page to go to.
package struct LinkView: ViewModel {
    package let title: String
    package let href: String
    package let isCurrent: Bool

    package init(title: String, href: String, isCurrent: Bool = false) {
        self.title = title
        self.href = href
        self.isCurrent = isCurrent
    }

    package static var shape: ViewShape<LinkView> {
        ViewShape(
            "A link.",
            [
                .text("title", "The words of the link.") { $0.title },
                .text("href", "A path from the root of the site.") { $0.href },
                .flag("isCurrent", "Whether it leads to this page.") { $0.isCurrent },
            ])
    }
}
