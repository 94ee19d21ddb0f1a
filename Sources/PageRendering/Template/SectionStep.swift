/// A section: its body once for every value of a field, in the context of that value.
final class SectionStep: TemplateStep {
    private let before: [UInt8]
    private let depth: Int
    private let reader: FieldReader
    private let body: [any TemplateStep]

    init(after before: [UInt8], depth: Int, _ reader: FieldReader, _ body: [any TemplateStep]) {
        self.before = before
        self.depth = depth
        self.reader = reader
        self.body = body
    }

    func run(_ run: inout TemplateRun, into output: inout [UInt8]) {
        output.append(literal: before)
        let context = run.contexts[depth]
        switch reader {
        case .flag(let get):
            if get(context) { run.run(body, into: &output) }
        case .count(let get):
            if get(context) != 0 { run.run(body, into: &output) }
        case .text(let get):
            let text = get(context)
            if !text.isEmpty { ViewContext.with(text) { run.run(body, in: $0, into: &output) } }
        case .optional(let get):
            if let text = get(context) {
                ViewContext.with(text) { run.run(body, in: $0, into: &output) }
            }
        case .html(let get):
            let markup = get(context)
            if !markup.isEmpty { ViewContext.with(markup) { run.run(body, in: $0, into: &output) } }
        case .texts(let get):
            ViewContext.forEach(of: get(context)) { run.run(body, in: $0, into: &output) }
        case .list(let list):
            list.forEach(context) { run.run(body, in: $0, into: &output) }
        case .record(let record):
            record.with(context) { run.run(body, in: $0, into: &output) }
        }
    }
}

/// An inverted section: its body where the field has no value.
final class InvertedStep: TemplateStep {
    private let before: [UInt8]
    private let depth: Int
    private let reader: FieldReader
    private let body: [any TemplateStep]

    init(after before: [UInt8], depth: Int, _ reader: FieldReader, _ body: [any TemplateStep]) {
        self.before = before
        self.depth = depth
        self.reader = reader
        self.body = body
    }

    func run(_ run: inout TemplateRun, into output: inout [UInt8]) {
        output.append(literal: before)
        if reader.isAbsent(in: run.contexts[depth]) { run.run(body, into: &output) }
    }
}

extension FieldReader {
    /// Whether an inverted section over the field is shown.
    fileprivate func isAbsent(in context: ViewContext) -> Bool {
        switch self {
        case .text(let get): get(context).isEmpty
        case .optional(let get): get(context) == nil
        case .html(let get): get(context).isEmpty
        case .flag(let get): !get(context)
        case .count(let get): get(context) == 0
        case .texts(let get): get(context).isEmpty
        case .list(let list): list.isEmpty(context)
        case .record(let record): !record.isPresent(context)
        }
    }
}
