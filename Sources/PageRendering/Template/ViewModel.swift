/// A value that pages are made of: it declares every name that a template may use.
package protocol ViewModel: Sendable {
    static var shape: ViewShape<Self> { get }
}

/// The declared names of a view model, in the order in which they are documented.
package struct ViewShape<Model: ViewModel>: Sendable {
    package let summary: String
    package let fields: [ViewField<Model>]

    /// - Parameter summary: One sentence on what the value is, for `marginalia schema templates`.
    /// - Precondition: No two fields have the same name.
    package init(_ summary: String, _ fields: [ViewField<Model>]) {
        let names = fields.map(\.field.name)
        precondition(Set(names).count == names.count, "\(Model.self) declares a name twice")
        self.summary = summary
        self.fields = fields
    }
}

/// One declared name: what kind of value it has and how to read it from the model.
package struct ViewField<Model>: Sendable {
    let field: Field
}

extension ViewField {
    /// Plain text, escaped for the place where it lands. As a section: shown when not empty.
    package static func text(
        _ name: String, _ documentation: String, _ get: @escaping @Sendable (Model) -> String
    ) -> Self {
        Self(name, documentation, .text { get($0.value()) })
    }

    /// The same of a text that depends on the language.
    package static func text(
        _ name: String, _ documentation: String,
        _ get: @escaping @Sendable (Model, Words) -> String
    ) -> Self {
        Self(name, documentation) { words in .text { get($0.value(), words) } }
    }

    /// A whole number, written as the language does. An entry of the words that names it has the form
    /// that goes with it. As a section: shown when not zero.
    package static func count(
        _ name: String, _ documentation: String, _ get: @escaping @Sendable (Model) -> Int
    ) -> Self {
        Self(name, documentation, .count { get($0.value()) })
    }

    /// Text that may be absent. As a section: shown when present, and `.` is the text.
    package static func optional(
        _ name: String, _ documentation: String, _ get: @escaping @Sendable (Model) -> String?
    ) -> Self {
        Self(name, documentation, .optional { get($0.value()) })
    }

    /// The same of a text that depends on the language.
    package static func optional(
        _ name: String, _ documentation: String,
        _ get: @escaping @Sendable (Model, Words) -> String?
    ) -> Self {
        Self(name, documentation) { words in .optional { get($0.value(), words) } }
    }

    /// Trusted markup, written as it is. As a section: shown when not empty.
    package static func html(
        _ name: String, _ documentation: String, _ get: @escaping @Sendable (Model) -> [UInt8]
    ) -> Self {
        Self(name, documentation, .html { get($0.value()) })
    }

    /// The same of markup that depends on the language.
    package static func html(
        _ name: String, _ documentation: String,
        _ get: @escaping @Sendable (Model, Words) -> [UInt8]
    ) -> Self {
        Self(name, documentation) { words in .html { get($0.value(), words) } }
    }

    /// A condition, for sections and inverted sections only.
    package static func flag(
        _ name: String, _ documentation: String, _ get: @escaping @Sendable (Model) -> Bool
    ) -> Self {
        Self(name, documentation, .flag { get($0.value()) })
    }

    /// A section repeated for every item, with the item's names.
    package static func list<Item: ViewModel>(
        _ name: String, _ documentation: String, _ get: @escaping @Sendable (Model) -> [Item]
    ) -> Self {
        Self(
            name, documentation,
            .list(
                FieldReader.List(
                    shape: { AnyViewShape(Item.self) },
                    isEmpty: { get($0.value()).isEmpty },
                    forEach: { context, body in ViewContext.forEach(of: get(context.value()), body)
                    }
                )))
    }

    /// A section repeated for every text, which is `.` inside it.
    package static func texts(
        _ name: String, _ documentation: String, _ get: @escaping @Sendable (Model) -> [String]
    ) -> Self {
        Self(name, documentation, .texts { get($0.value()) })
    }

    /// The same of texts that depend on the language.
    package static func texts(
        _ name: String, _ documentation: String,
        _ get: @escaping @Sendable (Model, Words) -> [String]
    ) -> Self {
        Self(name, documentation) { words in .texts { get($0.value(), words) } }
    }

    /// A section with the record's names, shown when there is one; `record.name` works too.
    package static func record<Item: ViewModel>(
        _ name: String, _ documentation: String, _ get: @escaping @Sendable (Model) -> Item?
    ) -> Self {
        Self(
            name, documentation,
            .record(
                FieldReader.Record(
                    shape: { AnyViewShape(Item.self) },
                    isPresent: { get($0.value()) != nil },
                    with: { context, body in
                        if let item = get(context.value()) { ViewContext.with(item, body) }
                    })))
    }

    /// A record that the model stores: it is read where it lies, where the other way copies it.
    package static func record<Item: ViewModel>(
        _ name: String, _ documentation: String, _ path: KeyPath<Model, Item>
    ) -> Self {
        let offset = offset(of: path)
        return Self(
            name, documentation,
            .record(
                FieldReader.Record(
                    shape: { AnyViewShape(Item.self) },
                    isPresent: { _ in true },
                    with: { context, body in body(context.property(at: offset)) })))
    }

    /// The same for a record that may be absent, which is the one thing that is copied.
    package static func record<Item: ViewModel>(
        _ name: String, _ documentation: String, _ path: KeyPath<Model, Item?>
    ) -> Self {
        let offset = offset(of: path)
        let item = { @Sendable (context: ViewContext) -> Item? in
            context.property(at: offset).value()
        }
        return Self(
            name, documentation,
            .record(
                FieldReader.Record(
                    shape: { AnyViewShape(Item.self) },
                    isPresent: { item($0) != nil },
                    with: { context, body in
                        if let item = item(context) { ViewContext.with(item, body) }
                    })))
    }

    private static func offset<Value>(of path: KeyPath<Model, Value>) -> Int {
        guard let offset = MemoryLayout<Model>.offset(of: path) else {
            preconditionFailure("\(path) is computed: give a closure in its place")
        }
        return offset
    }

    private init(_ name: String, _ documentation: String, _ reader: FieldReader) {
        self.init(name, documentation) { _ in reader }
    }

    private init(
        _ name: String, _ documentation: String, reader: @escaping @Sendable (Words) -> FieldReader
    ) {
        self.init(field: Field(name: name, documentation: documentation, reader: reader))
    }
}
