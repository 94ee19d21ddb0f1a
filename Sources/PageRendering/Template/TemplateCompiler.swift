import MarginModel

/// Nodes to steps: resolves names, chooses the escaping of every place, inlines other templates.
struct TemplateCompiler {
    private let templates: [String: ParsedTemplate]
    private(set) var problems = Diagnostics()

    private var resolver: NameResolver
    private var place: Place
    private var steps: [any TemplateStep] = []
    private var literal: [UInt8] = []
    private var margins = Margins()
    /// What the blocks of the templates around are replaced with. The outermost child wins.
    private var overrides: [String: TemplateBlock] = [:]
    /// The templates being inlined, outermost first.
    private var chain: [String] = []
    /// Every template that was inlined so far, the outermost included.
    private(set) var sources: Set<String> = []

    init(templates: [String: ParsedTemplate], language: TemplateLanguage, root: AnyViewShape) {
        self.templates = templates
        resolver = NameResolver(root: root)
        place = Place(language)
    }

    mutating func compile(_ template: ParsedTemplate, named name: String) -> [any TemplateStep] {
        chain.append(name)
        sources.insert(name)
        emit(template.nodes)
        chain.removeLast()
        flushLiteral()
        return steps
    }

    private mutating func emit(_ nodes: [TemplateNode]) {
        for node in nodes {
            do {
                try emit(node)
            } catch {
                problems.append(error)
            }
        }
    }

    private mutating func emit(_ node: TemplateNode) throws(Diagnostic) {
        switch node {
        case .text(let bytes): emitLiteral(bytes)
        case .margin(let margin): emitLiteral(margins.adjusted(margin))
        case .variable(let name, let isRaw): try emitVariable(name, isRaw: isRaw)
        case .section(let name, let isInverted, let body):
            try emitSection(name, isInverted: isInverted, body)
        case .partial(let name, let indentation):
            guard !chain.contains(name.text) else { throw .recursion(name, chain) }
            try inline(name, indentation: indentation)
        case .block(let block): emitBlock(block)
        case .parent(let name, let blocks, let indentation):
            // A parent may hold itself once, because a replaced block can end the recursion.
            guard chain.count(where: { $0 == name.text }) < 2 else {
                throw .recursion(name, chain)
            }
            try emitParent(name, blocks, indentation: indentation)
        }
    }

    // MARK: Values

    private mutating func emitLiteral(_ bytes: [UInt8]) {
        place.advance(over: bytes)
        literal += bytes
    }

    /// The bytes since the last step, which go into the next.
    private mutating func takeLiteral() -> [UInt8] {
        let bytes = literal
        literal = []
        return bytes
    }

    private mutating func flushLiteral() {
        if !literal.isEmpty { steps.append(LiteralStep(takeLiteral())) }
    }

    private mutating func emitVariable(_ name: TemplateName, isRaw: Bool) throws(Diagnostic) {
        let resolved = try resolver.resolve(name)
        switch resolved.reader {
        case .text(let get):
            if isRaw { throw .rawText(name) }
            let encoding = try encodingHere(name)
            steps.append(TextStep(after: takeLiteral(), depth: resolved.depth, get, encoding))
        case .optional(let get):
            if isRaw { throw .rawText(name) }
            let encoding = try encodingHere(name)
            steps.append(
                OptionalTextStep(after: takeLiteral(), depth: resolved.depth, get, encoding))
        case .html(let get):
            guard place.acceptsMarkup else { throw .markupPlace(name, place.description) }
            steps.append(MarkupStep(after: takeLiteral(), depth: resolved.depth, get))
            place.advanceOverMarkup()
        case .flag, .texts, .list, .record:
            throw .notText(name, kind: resolved.reader.kindName)
        }
    }

    private mutating func encodingHere(_ name: TemplateName) throws(Diagnostic) -> TextEncoding {
        guard let encoding = place.encoding else { throw .unsafePlace(name, place.description) }
        place.advanceOverValue()
        return encoding
    }

    private mutating func emitSection(
        _ name: TemplateName, isInverted: Bool, _ body: [TemplateNode]
    ) throws(Diagnostic) {
        let resolved = try resolver.resolve(name)
        let before = takeLiteral()
        let outerSteps = steps
        let placeBefore = place
        steps = []
        let scope = isInverted ? nil : NameResolver.scope(inside: resolved.reader)
        if let scope { resolver.push(scope) }
        emit(body)
        if scope != nil { resolver.pop() }
        flushLiteral()
        let bodySteps = steps
        steps = outerSteps
        steps.append(
            isInverted
                ? InvertedStep(after: before, depth: resolved.depth, resolved.reader, bodySteps)
                : SectionStep(after: before, depth: resolved.depth, resolved.reader, bodySteps))
        guard let joined = placeBefore.joined(with: place) else {
            let after = place.description
            place = placeBefore
            throw .placeDiffers(name, placeBefore.description, after)
        }
        place = joined
    }

    // MARK: Other templates

    private mutating func inline(
        _ name: TemplateName, indentation: [UInt8]?
    ) throws(Diagnostic) {
        guard let template = templates[name.text] else {
            throw .unknownPartial(name, known: templates.keys)
        }
        let outer = margins
        margins = Margins(adding: indentation.map(margins.adjusted) ?? [])
        chain.append(name.text)
        sources.insert(name.text)
        emit(template.nodes)
        chain.removeLast()
        margins = outer
    }

    private mutating func emitParent(
        _ name: TemplateName, _ blocks: [TemplateBlock], indentation: [UInt8]?
    ) throws(Diagnostic) {
        let known = BlockNames(of: name.text, in: templates).all
        for block in blocks where templates[name.text] != nil && !known.contains(block.name.text) {
            problems.append(.unknownBlock(block.name, parent: name.text, known: known))
        }
        let outer = overrides
        for block in blocks where outer[block.name.text] == nil {
            overrides[block.name.text] = block
        }
        defer { overrides = outer }
        try inline(name, indentation: indentation)
    }

    private mutating func emitBlock(_ block: TemplateBlock) {
        guard let replacement = overrides[block.name.text] else {
            emit(block.nodes)
            return
        }
        // The replacement's own margin goes, the margin of the place where it lands comes.
        let outer = margins
        let landing = outer.adjusted(block.intrinsicMargin)
        var nodes = replacement.nodes[...]
        if block.startsOnOwnLine {
            if case .margin? = nodes.first {} else { emitLiteral(landing) }
        } else if case .margin? = nodes.first {
            nodes.removeFirst()
        }
        margins = Margins(
            removing: replacement.startsOnOwnLine ? replacement.intrinsicMargin : [],
            adding: landing)
        emit(Array(nodes))
        margins = outer
    }
}
