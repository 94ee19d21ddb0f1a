import MarginModel

/// A name's place in the stack of contexts, and how to read it there.
struct ResolvedName {
    let depth: Int
    let reader: FieldReader
}

/// The names that are visible at one place of a template, innermost context last.
struct NameResolver {
    enum Scope {
        case model(AnyViewShape)
        /// The text or markup of the section around, which is `.`.
        case text, markup
    }

    private(set) var scopes: [Scope]
    private let words: Words
    private let parameters: [ParameterDeclaration]

    init(root: AnyViewShape, words: Words, parameters: [ParameterDeclaration] = []) {
        scopes = [.model(root)]
        self.words = words
        self.parameters = parameters
    }

    mutating func push(_ scope: Scope) {
        if case .model(let shape) = scope {
            scopes.append(.model(shape.adding(parameters)))
        } else {
            scopes.append(scope)
        }
    }
    mutating func pop() { scopes.removeLast() }

    func resolve(_ name: TemplateName) throws(Diagnostic) -> ResolvedName {
        let parts = name.parts
        if name.text == "." { return try resolveItem(name) }
        for (depth, scope) in scopes.enumerated().reversed() {
            guard case .model(let shape) = scope,
                let field = shape.field(named: String(parts[0]))
            else { continue }
            let reader = try follow(parts.dropFirst(), from: field.reader(words), name)
            return ResolvedName(depth: depth, reader: reader)
        }
        throw .unknownName(name, part: parts[0], among: visibleNames, in: description)
    }

    /// The scope that a section over `reader` opens, if it opens one.
    static func scope(inside reader: FieldReader) -> Scope? {
        switch reader {
        case .flag, .count: nil
        case .text, .optional, .texts: .text
        case .html: .markup
        case .list(let list): .model(list.shape())
        case .record(let record): .model(record.shape())
        }
    }

    private func resolveItem(_ name: TemplateName) throws(Diagnostic) -> ResolvedName {
        let depth = scopes.count - 1
        switch scopes[depth] {
        case .text: return ResolvedName(depth: depth, reader: .text { $0.value() })
        case .markup: return ResolvedName(depth: depth, reader: .html { $0.value() })
        case .model(let shape): throw .itemIsModel(name, shape.modelName)
        }
    }

    /// The rest of a dotted name. It must be found where the part before it leads.
    private func follow(
        _ parts: ArraySlice<Substring>, from reader: FieldReader, _ name: TemplateName
    ) throws(Diagnostic) -> FieldReader {
        guard let part = parts.first else { return reader }
        guard case .record(let record) = reader else {
            throw .notARecord(name, before: part, kind: reader.kindName)
        }
        let shape = record.shape().adding(parameters)
        guard let field = shape.field(named: String(part)) else {
            throw .unknownName(
                name, part: part, among: shape.fields.map(\.name), in: shape.modelName)
        }
        return try follow(
            parts.dropFirst(), from: field.reader(words).reached(through: record), name)
    }

    private var visibleNames: [String] {
        scopes.flatMap { scope in
            if case .model(let shape) = scope { shape.fields.map(\.name) } else { [String]() }
        }
    }

    private var description: String {
        let models = scopes.reversed().compactMap { scope in
            if case .model(let shape) = scope { shape.modelName } else { String?.none }
        }
        return models.joined(separator: ", ")
    }
}

/// How a view comes to hold itself, as `Page.sections.page`, or `nil` if it does not.
func recursivePath(
    in shape: AnyViewShape, named path: String, above: [ObjectIdentifier] = []
) -> String? {
    if above.contains(shape.model) { return path }
    for field in shape.fields {
        guard case .model(let inner)? = NameResolver.scope(inside: field.reader(.bare)) else {
            continue
        }
        let innerPath = "\(path).\(field.name)"
        if let found = recursivePath(in: inner, named: innerPath, above: above + [shape.model]) {
            return found
        }
    }
    return nil
}

extension Diagnostic {
    fileprivate static func unknownName(
        _ name: TemplateName, part: Substring, among known: [String], in models: String
    ) -> Self {
        let nearest = nearestName(to: String(part), among: known)
        return Diagnostic(
            id: "template-unknown-name", at: name.location,
            message: "'\(part)' is not a name of \(models)",
            hint: nearest.map { "Did you mean '\($0)'?" }
                ?? "Known here: \(known.sorted().joined(separator: ", "))")
    }

    fileprivate static func notARecord(
        _ name: TemplateName, before part: Substring, kind: String
    ) -> Self {
        Diagnostic(
            id: "template-not-a-record", at: name.location,
            message: "'\(name.text)' asks for '\(part)' inside \(kind)",
            hint: "Only records have names inside; use a section for a list")
    }

    fileprivate static func itemIsModel(_ name: TemplateName, _ model: String) -> Self {
        Diagnostic(
            id: "template-not-text", at: name.location,
            message: "'.' is a \(model) here, not a text", hint: "Use one of its names")
    }
}
