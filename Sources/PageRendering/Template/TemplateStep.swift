import MarginModel

/// One step of a compiled template. Depths are indices into the stack of contexts.
///
/// Steps are objects, because a step that runs then costs one reference count, where an enumeration
/// would copy the closures that it holds.
protocol TemplateStep: AnyObject, Sendable {
    func run(_ run: inout TemplateRun, into output: inout [UInt8])
}

/// A template that is being rendered: the models that its steps may read, outermost first.
struct TemplateRun {
    var contexts: [ViewContext]

    init(root: ViewContext) { contexts = [root] }

    mutating func run(_ steps: [any TemplateStep], into output: inout [UInt8]) {
        for step in steps { step.run(&self, into: &output) }
    }

    mutating func run(
        _ steps: [any TemplateStep], in context: ViewContext, into output: inout [UInt8]
    ) {
        contexts.append(context)
        run(steps, into: &output)
        contexts.removeLast()
    }
}

/// Bytes that end a template or a section. All other steps bring the bytes before them along, so that
/// half as many steps run.
final class LiteralStep: TemplateStep {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func run(_ run: inout TemplateRun, into output: inout [UInt8]) {
        output.append(literal: bytes)
    }
}

final class TextStep: TemplateStep {
    private let before: [UInt8]
    private let depth: Int
    private let get: @Sendable (ViewContext) -> String
    private let encoding: TextEncoding

    init(
        after before: [UInt8], depth: Int, _ get: @escaping @Sendable (ViewContext) -> String,
        _ encoding: TextEncoding
    ) {
        self.before = before
        self.depth = depth
        self.get = get
        self.encoding = encoding
    }

    func run(_ run: inout TemplateRun, into output: inout [UInt8]) {
        output.append(literal: before)
        encoding.append(get(run.contexts[depth]), to: &output)
    }
}

final class OptionalTextStep: TemplateStep {
    private let before: [UInt8]
    private let depth: Int
    private let get: @Sendable (ViewContext) -> String?
    private let encoding: TextEncoding

    init(
        after before: [UInt8], depth: Int, _ get: @escaping @Sendable (ViewContext) -> String?,
        _ encoding: TextEncoding
    ) {
        self.before = before
        self.depth = depth
        self.get = get
        self.encoding = encoding
    }

    func run(_ run: inout TemplateRun, into output: inout [UInt8]) {
        output.append(literal: before)
        if let text = get(run.contexts[depth]) { encoding.append(text, to: &output) }
    }
}

final class MarkupStep: TemplateStep {
    private let before: [UInt8]
    private let depth: Int
    private let get: @Sendable (ViewContext) -> [UInt8]

    init(
        after before: [UInt8], depth: Int, _ get: @escaping @Sendable (ViewContext) -> [UInt8]
    ) {
        self.before = before
        self.depth = depth
        self.get = get
    }

    func run(_ run: inout TemplateRun, into output: inout [UInt8]) {
        output.append(literal: before)
        output.append(literal: get(run.contexts[depth]))
    }
}

/// An entry of the words in the form that goes with a number.
final class PluralStep: TemplateStep {
    private let before: [UInt8]
    private let depth: Int
    private let get: @Sendable (ViewContext) -> Int
    private let rule: PluralRule
    private let forms: [PluralForm: [any TemplateStep]]

    init(
        after before: [UInt8], depth: Int, _ get: @escaping @Sendable (ViewContext) -> Int,
        _ rule: PluralRule, _ forms: [PluralForm: [any TemplateStep]]
    ) {
        self.before = before
        self.depth = depth
        self.get = get
        self.rule = rule
        self.forms = forms
    }

    func run(_ run: inout TemplateRun, into output: inout [UInt8]) {
        output.append(literal: before)
        run.run(forms[rule.form(of: get(run.contexts[depth]))] ?? [], into: &output)
    }
}

extension [UInt8] {
    /// Without the reference counts that handing over a whole array costs.
    @inline(__always)
    mutating func append(literal bytes: [UInt8]) {
        bytes.withUnsafeBufferPointer { append(contentsOf: $0) }
    }
}
