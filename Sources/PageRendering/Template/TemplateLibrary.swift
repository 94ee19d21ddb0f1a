package import MarginModel

/// Every template of a site, parsed once before any page is made.
package struct TemplateLibrary: Sendable {
    private let templates: [String: ParsedTemplate]
    package let words: Words
    private let parameters: [ParameterDeclaration]

    /// - Parameters:
    ///   - words: What the pages say, and in which language.
    ///   - parameters: What texts may give besides what every site has.
    /// - Throws: What is wrong with the syntax of any of the templates.
    package init(
        _ sources: [TemplateSource], words: Words, parameters: [ParameterDeclaration] = []
    ) throws(Diagnostics) {
        var templates: [String: ParsedTemplate] = [:]
        var problems = Diagnostics()
        for source in sources {
            do {
                let nodes = try TemplateParser.parse(source)
                let template = ParsedTemplate(file: source.file, nodes: nodes)
                if let first = templates.updateValue(template, forKey: source.name) {
                    problems.append(.duplicateTemplate(source, first: first.file))
                }
            } catch {
                problems.append(contentsOf: error)
            }
        }
        guard problems.all.isEmpty else { throw problems }
        self.templates = templates
        self.words = words
        self.parameters = parameters
    }

    /// Resolves every name against the model's shape and inlines partials and parents.
    ///
    /// - Throws: Every unknown name, unsafe place and missing partial that the template reaches.
    package func compile<Model: ViewModel>(
        _ name: String, for _: Model.Type
    ) throws(Diagnostics) -> CompiledTemplate<Model> {
        let shape = AnyViewShape(Model.self)
        guard let template = templates[name] else {
            throw Diagnostics([.unknownTemplate(name, known: templates.keys)])
        }
        if let path = recursivePath(in: shape, named: shape.modelName) {
            throw Diagnostics([.recursiveView(path, file: template.file)])
        }
        var compiler = TemplateCompiler(
            templates: templates, language: TemplateLanguage(file: template.file), root: shape,
            words: words, parameters: parameters)
        let steps = compiler.compile(template, named: name)
        guard compiler.problems.all.isEmpty else { throw compiler.problems }
        return CompiledTemplate(
            steps: steps, sources: compiler.sources, sayings: compiler.sayings)
    }
}

/// A template's nodes and the file they came from.
struct ParsedTemplate: Sendable {
    let file: String
    let nodes: [TemplateNode]
}

extension Diagnostic {
    fileprivate static func duplicateTemplate(_ source: TemplateSource, first: String) -> Self {
        Diagnostic(
            id: "template-duplicate-name", at: SourceLocation(file: source.file),
            message: "'\(source.name)' is also the name of \(first)",
            hint: "Rename one of the two files")
    }

    fileprivate static func unknownTemplate(
        _ name: String, known: some Sequence<String>
    ) -> Self {
        Diagnostic(
            id: "template-missing", at: SourceLocation(file: name),
            message: "there is no template '\(name)'",
            hint: nearestName(to: name, among: known).map { "The nearest is '\($0)'" }
                ?? "Add the file to the templates folder")
    }

    fileprivate static func recursiveView(_ path: String, file: String) -> Self {
        Diagnostic(
            id: "template-recursive-view", at: SourceLocation(file: file),
            message: "the view holds itself: \(path)",
            hint: "Give the inner values a view model of their own")
    }
}
