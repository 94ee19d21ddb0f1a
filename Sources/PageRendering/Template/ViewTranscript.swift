/// Everything that a template could read from a view, as bytes: two views with the same transcript
/// give the same page under any template.
///
/// It follows the declared shape, so a name that is added to a shape is in it by itself. Every value
/// is preceded by its length, so that no two views share a transcript by accident. What depends on the
/// language is in it as `Words.bare` says it; the words themselves are read with the template.
package enum ViewTranscript {
    package static func bytes<Model: ViewModel>(of model: Model) -> [UInt8] {
        var output: [UInt8] = []
        append(model, to: &output)
        return output
    }

    /// The transcript in parts: one for each declared name that holds more than a condition, and one
    /// named `conditions` for all flags.
    package static func parts<Model: ViewModel>(of model: Model) -> [(name: String, bytes: [UInt8])]
    {
        let fields = AnyViewShape(Model.self).fields
        var parts: [(name: String, bytes: [UInt8])] = []
        var conditions: [UInt8] = []
        ViewContext.with(model) { context in
            for field in fields {
                let reader = field.reader(.bare)
                if case .flag(let get) = reader {
                    append(isPresent: get(context), to: &conditions)
                } else {
                    var bytes: [UInt8] = []
                    append(reader, of: context, to: &bytes)
                    parts.append((field.name, bytes))
                }
            }
        }
        return conditions.isEmpty ? parts : parts + [("conditions", conditions)]
    }

    /// Appends one view's transcript, for a list of views in one buffer.
    package static func append<Model: ViewModel>(_ model: Model, to output: inout [UInt8]) {
        let shape = AnyViewShape(Model.self)
        ViewContext.with(model) { append(shape.fields, of: $0, to: &output) }
    }

    private static func append(
        _ fields: [Field], of context: ViewContext, to output: inout [UInt8]
    ) {
        for field in fields { append(field.reader(.bare), of: context, to: &output) }
    }

    private static func append(
        _ reader: FieldReader, of context: ViewContext, to output: inout [UInt8]
    ) {
        switch reader {
        case .text(let get): append(get(context).utf8, to: &output)
        case .optional(let get):
            let text = get(context)
            append(isPresent: text != nil, to: &output)
            if let text { append(text.utf8, to: &output) }
        case .html(let get): append(get(context), to: &output)
        case .flag(let get): append(isPresent: get(context), to: &output)
        case .count(let get): append(count: get(context), to: &output)
        case .texts(let get):
            let texts = get(context)
            append(count: texts.count, to: &output)
            for text in texts { append(text.utf8, to: &output) }
        case .list(let list):
            let fields = list.shape().fields
            // An end mark instead of a count: items are told apart by one mark before each.
            list.forEach(context) { item in
                append(isPresent: true, to: &output)
                append(fields, of: item, to: &output)
            }
            append(isPresent: false, to: &output)
        case .record(let record):
            record.with(context) { item in
                append(isPresent: true, to: &output)
                append(record.shape().fields, of: item, to: &output)
            }
            append(isPresent: false, to: &output)
        }
    }

    private static func append(isPresent: Bool, to output: inout [UInt8]) {
        output.append(isPresent ? 1 : 0)
    }

    private static func append(count: Int, to output: inout [UInt8]) {
        withUnsafeBytes(of: Int64(count).littleEndian) { output.append(contentsOf: $0) }
    }

    private static func append(_ bytes: some Collection<UInt8>, to output: inout [UInt8]) {
        append(count: bytes.count, to: &output)
        output.append(contentsOf: bytes)
    }
}
