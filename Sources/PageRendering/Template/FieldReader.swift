import MarginModel
import Synchronization

/// A declared name without the type of its model.
struct Field: Sendable {
    let name: String
    let documentation: String
    /// How to read it for pages in a language.
    let reader: @Sendable (Words) -> FieldReader
}

/// Reads a field from the model in a context: what a name in a template is resolved to.
enum FieldReader: Sendable {
    case text(@Sendable (ViewContext) -> String)
    case optional(@Sendable (ViewContext) -> String?)
    case html(@Sendable (ViewContext) -> [UInt8])
    case flag(@Sendable (ViewContext) -> Bool)
    case texts(@Sendable (ViewContext) -> [String])
    case list(List)
    case record(Record)
    /// A whole number, which also chooses among the plural forms of an entry of the words.
    case count(@Sendable (ViewContext) -> Int)

    struct List: Sendable {
        let shape: @Sendable () -> AnyViewShape
        let isEmpty: @Sendable (ViewContext) -> Bool
        let forEach: @Sendable (ViewContext, (ViewContext) -> Void) -> Void
    }

    struct Record: Sendable {
        let shape: @Sendable () -> AnyViewShape
        let isPresent: @Sendable (ViewContext) -> Bool
        /// Calls the body once, or not at all where there is no record.
        let with: @Sendable (ViewContext, (ViewContext) -> Void) -> Void
    }

    var kindName: String {
        switch self {
        case .text: "a text"
        case .optional: "an optional text"
        case .html: "markup"
        case .flag: "a flag"
        case .texts: "a list of texts"
        case .list: "a list"
        case .count: "a number"
        case .record: "a record"
        }
    }

    /// The same field, reached from a context that holds `record`: `record.name` as one reader.
    func reached(through record: Record) -> FieldReader {
        switch self {
        case .text(let get): .optional { record.read(from: $0, get) }
        case .optional(let get): .optional { record.read(from: $0, get) ?? nil }
        case .html(let get): .html { record.read(from: $0, get) ?? [] }
        case .flag(let get): .flag { record.read(from: $0, get) ?? false }
        case .count(let get): .count { record.read(from: $0, get) ?? 0 }
        case .texts(let get): .texts { record.read(from: $0, get) ?? [] }
        case .list(let list):
            .list(
                List(
                    shape: list.shape,
                    isEmpty: { record.read(from: $0, list.isEmpty) ?? true },
                    forEach: { context, body in record.with(context) { list.forEach($0, body) } }))
        case .record(let inner):
            .record(
                Record(
                    shape: inner.shape,
                    isPresent: { record.read(from: $0, inner.isPresent) ?? false },
                    with: { context, body in record.with(context) { inner.with($0, body) } }))
        }
    }
}

extension FieldReader.Record {
    fileprivate func read<Value>(
        from context: ViewContext, _ get: (ViewContext) -> Value
    ) -> Value? {
        var value: Value?
        with(context) { value = get($0) }
        return value
    }
}

/// The shape of a view model without its type.
struct AnyViewShape: Sendable {
    /// Tells models apart, so that a model that holds itself is noticed.
    let model: ObjectIdentifier
    let modelName: String
    let summary: String
    private(set) var fields: [Field]

    /// Made once for each type: a page asks for the shapes of all that it shows.
    private static let known = Mutex<[ObjectIdentifier: AnyViewShape]>([:])

    init<Model: ViewModel>(_ type: Model.Type) {
        let model = ObjectIdentifier(type)
        self = Self.known.withLock { $0[model] } ?? Self(making: type, model)
    }

    private init<Model: ViewModel>(making type: Model.Type, _ model: ObjectIdentifier) {
        let shape = Model.shape
        self.model = model
        modelName = String(describing: type)
        summary = shape.summary
        fields = shape.fields.map(\.field)
        let made = self
        Self.known.withLock { $0[model] = made }
    }

    /// With the parameters that a site declares, where this is their view.
    func adding(_ parameters: [ParameterDeclaration]) -> AnyViewShape {
        guard model == ObjectIdentifier(ParametersView.self) else { return self }
        var shape = self
        shape.fields += ParametersView.fields(parameters)
        return shape
    }

    func field(named name: String) -> Field? { fields.first { $0.name == name } }
}
