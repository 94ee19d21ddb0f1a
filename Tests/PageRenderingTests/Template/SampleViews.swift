@testable import PageRendering

/// A view with a name of every kind, for templates written inside the tests.
struct SampleView: ViewModel {
    var title = "Margin"
    var subtitle: String?
    var body: [UInt8] = []
    var isOpen = false
    var rows: [SampleRow] = []
    var tags: [String] = []
    var site: SampleSite?
    var url = ""

    static var shape: ViewShape<SampleView> {
        ViewShape(
            "A page to try templates on.",
            [
                .text("title", "The heading.") { $0.title },
                .optional("subtitle", "A line below it.") { $0.subtitle },
                .html("body", "The text.") { $0.body },
                .flag("open", "Whether it is open.") { $0.isOpen },
                .list("rows", "The table.") { $0.rows },
                .texts("tags", "Its tags.") { $0.tags },
                .record("site", "The site around.") { $0.site },
                .text("url", "An address.") { $0.url },
            ])
    }
}

struct SampleRow: ViewModel {
    var name: String
    var tags: [String] = []

    static var shape: ViewShape<SampleRow> {
        ViewShape(
            "A row.",
            [
                .text("name", "Its name.") { $0.name },
                .texts("tags", "The row's own tags.") { $0.tags },
            ])
    }
}

struct SampleSite: ViewModel {
    var title = "Desk"
    var owner: SampleOwner?

    static var shape: ViewShape<SampleSite> {
        ViewShape(
            "A site.",
            [
                .text("title", "Its name.") { $0.title },
                .record("owner", "Who runs it.") { $0.owner },
            ])
    }
}

struct SampleOwner: ViewModel {
    var name = "Ada"
    var phones: [String] = []
    var note: [UInt8] = []
    var isPublic = false

    static var shape: ViewShape<SampleOwner> {
        ViewShape(
            "A person.",
            [
                .text("name", "Their name.") { $0.name },
                .texts("phones", "Their numbers.") { $0.phones },
                .html("note", "A remark.") { $0.note },
                .flag("public", "Whether they are named.") { $0.isPublic },
            ])
    }
}
