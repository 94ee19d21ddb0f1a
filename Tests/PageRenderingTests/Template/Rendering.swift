import MarginModel

@testable import PageRendering

/// The page that `template` makes of `view`.
func render(
    _ template: String, _ view: SampleView = SampleView(), partials: [String: String] = [:],
    file: String = "page.mustache", words: Words = .bare
) throws(Diagnostics) -> String {
    var sources = [TemplateSource(name: "page", file: file, bytes: Array(template.utf8))]
    for (name, text) in partials.sorted(by: { $0.key < $1.key }) {
        sources.append(
            TemplateSource(name: name, file: "\(name).mustache", bytes: Array(text.utf8)))
    }
    let page = try TemplateLibrary(sources, words: words).compile("page", for: SampleView.self)
    return String(decoding: page.render(view), as: UTF8.self)
}

/// What is wrong with `template`, as `file:line:column id`.
func problems(
    of template: String, partials: [String: String] = [:], file: String = "page.mustache"
) -> [String] {
    do {
        let page = try render(template, partials: partials, file: file)
        return ["no problem: \(page)"]
    } catch {
        return error.sorted().map { "\($0.location) \($0.id)" }
    }
}

/// The diagnostics in an error that a test caught.
func diagnostics(_ error: (any Error)?) -> [Diagnostic] {
    (error as? Diagnostics)?.sorted() ?? []
}
