import MarginModel

/// Nodes to steps: resolves names, chooses the escaping of every place, inlines other templates.
struct TemplateCompiler {
    private let templates: [String: ParsedTemplate]
    private let words: Words
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
    /// Every entry of the words that was said so far.
    private(set) var sayings: Set<String> = []

    init(
        templates: [String: ParsedTemplate], language: TemplateLanguage, root: AnyViewShape,
        words: Words, parameters: [ParameterDeclaration]
    ) {
        self.templates = templates
        self.words = words
        resolver = NameResolver(root: root, words: words, parameters: parameters)
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
        case .variable(let name, let isRaw) where name.isOfWords:
            try isRaw ? emitWritten(name) : emitSaying(name, [])
        case .variable(let name, let isRaw): try emitVariable(name, isRaw: isRaw)
        case .section(let name, let isInverted, let body):
            try emitSection(name, isInverted: isInverted, body)
        case .partial(let name, let indentation):
            guard !chain.contains(name.text) else { throw .recursion(name, chain) }
            try inline(name, indentation: indentation)
        case .block(let block): emitBlock(block)
        case .parent(let name, let blocks, _) where name.isOfWords:
            try emitSaying(name, blocks)
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
        case .count(let get):
            if isRaw { throw .rawText(name) }
            let encoding = try encodingHere(name)
            let numbers = words.numbers
            steps.append(
                TextStep(
                    after: takeLiteral(), depth: resolved.depth, { numbers.whole(get($0)) },
                    encoding))
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

    // MARK: Words

    /// Writes an entry of the words: what stands there goes into the literal bytes, the names are read
    /// from the view, or are what a block of that name holds.
    private mutating func emitSaying(
        _ name: TemplateName, _ blocks: [TemplateBlock]
    ) throws(Diagnostic) {
        guard let saying = words.saying(name.wordsKey) else {
            throw .unknownWords(name, among: words.keys)
        }
        sayings.insert(saying.key)
        for block in blocks where !saying.names.contains(block.name.text) {
            problems.append(.unknownBlock(block.name, parent: name.text, known: Set(saying.names)))
        }
        guard saying.isPlural else {
            try emit(saying.forms[.other] ?? [], blocks, of: name)
            return
        }
        guard let counted = try counted(in: saying) else { throw .nothingCounted(name) }
        let before = takeLiteral()
        let outer = (steps: steps, place: place)
        var forms: [PluralForm: [any TemplateStep]] = [:]
        for form in saying.rule.forms {
            (steps, place) = ([], outer.place)
            try emit(saying.forms[form] ?? [], blocks, of: name)
            flushLiteral()
            forms[form] = steps
        }
        steps = outer.steps
        steps.append(
            PluralStep(after: before, depth: counted.depth, counted.get, saying.rule, forms))
    }

    private mutating func emit(
        _ pieces: [Saying.Piece], _ blocks: [TemplateBlock], of name: TemplateName
    ) throws(Diagnostic) {
        for piece in pieces {
            switch piece {
            case .text(let text): try encodingHere(name).append(text, to: &literal)
            case .name(let inner, let location):
                if let block = blocks.first(where: { $0.name.text == inner }) {
                    emit(block.nodes)
                } else {
                    try emitVariable(TemplateName(text: inner, location: location), isRaw: false)
                }
            }
        }
    }

    /// The first number among the names of an entry with plural forms.
    private func counted(
        in saying: Saying
    ) throws(Diagnostic) -> (depth: Int, get: @Sendable (ViewContext) -> Int)? {
        for case .name(let inner, let location) in saying.forms[.other] ?? [] {
            let resolved = try resolver.resolve(TemplateName(text: inner, location: location))
            if case .count(let get) = resolved.reader { return (resolved.depth, get) }
        }
        return nil
    }

    /// `{{{words.…}}}`: an entry as it is written, or all entries of a group as JSON: for scripts, which
    /// fill names in by themselves.
    private mutating func emitWritten(_ name: TemplateName) throws(Diagnostic) {
        let key = name.wordsKey
        let text = words.json(of: key) ?? words.saying(key)?.texts[.other]
        guard let text else { throw .unknownWords(name, among: words.keys) }
        sayings.formUnion(words.keys.filter { $0 == key || $0.hasPrefix(key + ".") })
        try encodingHere(name).append(text, to: &literal)
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
