/// One step of a compiled template. Depths are indices into the stack of contexts.
indirect enum TemplateOp: Sendable {
    case literal([UInt8])
    case text(depth: Int, @Sendable (ViewContext) -> String, TextEncoding)
    case optional(depth: Int, @Sendable (ViewContext) -> String?, TextEncoding)
    case html(depth: Int, @Sendable (ViewContext) -> [UInt8])
    case section(depth: Int, FieldReader, [TemplateOp])
    case inverted(depth: Int, FieldReader, [TemplateOp])
}

/// Runs the steps of a template over a model.
struct TemplateRun {
    /// The models that the steps may read, outermost first.
    private var contexts: [ViewContext]

    init(root: ViewContext) { contexts = [root] }

    mutating func run(_ ops: [TemplateOp], into output: inout [UInt8]) {
        for op in ops {
            switch op {
            case .literal(let bytes):
                output.append(contentsOf: bytes)
            case .text(let depth, let get, let encoding):
                encoding.append(get(contexts[depth]), to: &output)
            case .optional(let depth, let get, let encoding):
                if let text = get(contexts[depth]) { encoding.append(text, to: &output) }
            case .html(let depth, let get):
                output.append(contentsOf: get(contexts[depth]))
            case .section(let depth, let reader, let body):
                run(body, forEachOf: reader, in: contexts[depth], into: &output)
            case .inverted(let depth, let reader, let body):
                if reader.isAbsent(in: contexts[depth]) { run(body, into: &output) }
            }
        }
    }

    private mutating func run(
        _ body: [TemplateOp], forEachOf reader: FieldReader, in context: ViewContext,
        into output: inout [UInt8]
    ) {
        switch reader {
        case .flag(let get):
            if get(context) { run(body, into: &output) }
        case .text(let get):
            let text = get(context)
            if !text.isEmpty { ViewContext.with(text) { run(body, in: $0, into: &output) } }
        case .optional(let get):
            if let text = get(context) {
                ViewContext.with(text) { run(body, in: $0, into: &output) }
            }
        case .html(let get):
            let markup = get(context)
            if !markup.isEmpty { ViewContext.with(markup) { run(body, in: $0, into: &output) } }
        case .texts(let get):
            ViewContext.forEach(of: get(context)) { run(body, in: $0, into: &output) }
        case .list(let list):
            list.forEach(context) { run(body, in: $0, into: &output) }
        case .record(let record):
            record.with(context) { run(body, in: $0, into: &output) }
        }
    }

    private mutating func run(
        _ ops: [TemplateOp], in context: ViewContext, into output: inout [UInt8]
    ) {
        contexts.append(context)
        run(ops, into: &output)
        contexts.removeLast()
    }
}

extension FieldReader {
    /// Whether an inverted section over the field is shown.
    func isAbsent(in context: ViewContext) -> Bool {
        switch self {
        case .text(let get): get(context).isEmpty
        case .optional(let get): get(context) == nil
        case .html(let get): get(context).isEmpty
        case .flag(let get): !get(context)
        case .texts(let get): get(context).isEmpty
        case .list(let list): list.isEmpty(context)
        case .record(let record): !record.isPresent(context)
        }
    }
}
