import MarginModel

/// What is wrong with a template, and the page that was compiled when it showed.
struct TemplateProblem {
    let page: String
    let diagnostic: Diagnostic

    private struct Place: Hashable, Comparable {
        let location: SourceLocation
        let id: String

        static func < (left: Place, right: Place) -> Bool {
            (left.location, left.id) < (right.location, right.id)
        }
    }

    private var place: Place { Place(location: diagnostic.location, id: diagnostic.id) }

    /// One of each kind and place, with the pages that it spoils: a shared partial fails for every
    /// page, each with its own wording, of which the first page's is told.
    static func once(_ problems: [TemplateProblem]) -> Diagnostics {
        let groups = Dictionary(grouping: problems, by: \.place)
        return Diagnostics(
            groups.sorted { $0.key < $1.key }.map { _, group in
                group[0].diagnostic.naming(group[0].page, of: Set(group.map(\.page)).count)
            })
    }
}

extension Diagnostic {
    /// Adds the page to the message, and how many others there are.
    fileprivate func naming(_ page: String, of pages: Int) -> Diagnostic {
        let others =
            switch pages {
            case 1: ""
            case 2: " and 1 other page"
            default: " and \(pages - 1) other pages"
            }
        return Diagnostic(
            severity, id: id, at: location, message: "\(message), rendering \(page)\(others)",
            hint: hint, excerpt: excerpt)
    }
}
