package import MarginModel

/// Whose article it is, or who reviewed it.
package struct AuthorView: ViewModel {
    private let author: Author
    private let baseURL: String
    private var isFirst = true

    /// - Parameter baseURL: The site's, without a trailing slash.
    package init(_ author: Author, baseURL: String) {
        self.author = author
        self.baseURL = baseURL
    }

    /// In the order of a byline; ids of nobody are passed over.
    static func byline(_ ids: [String], of people: [String: AuthorView]) -> [AuthorView] {
        ids.compactMap { people[$0] }.enumerated().map { position, view in
            var view = view
            view.isFirst = position == 0
            return view
        }
    }

    package static var shape: ViewShape<AuthorView> {
        ViewShape(
            "A person or an organisation.",
            [
                .text("name", "The name.") { $0.author.name },
                .text("href", "The path of its page.") { PersonPage.path(of: $0.author.id) },
                .text("url", "The full address of that.") {
                    $0.baseURL + PersonPage.path(of: $0.author.id)
                },
                .text("type", "Person or Organization, as search engines call it.") {
                    $0.author.kind == .person ? "Person" : "Organization"
                },
                .flag("isAfterFirst", "Whether a comma goes before it.") { !$0.isFirst },
            ])
    }
}
