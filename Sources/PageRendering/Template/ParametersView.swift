package import MarginModel

/// What a text says of the parameters that `site.yml` declares: the names are the site's own.
package struct ParametersView: ViewModel {
    private let values: [String: ParameterValue]

    package init(_ values: [String: ParameterValue]) { self.values = values }

    private func text(_ name: String) -> String? {
        switch values[name] {
        case .text(let text): text
        case .number(let number): "\(number)"
        default: nil
        }
    }

    private var all: [String] {
        values.sorted { $0.key < $1.key }.map { name, value in
            switch value {
            case .text(let text): "\(name): \(text)"
            case .number(let number): "\(name): \(number)"
            case .flag(let flag): "\(name): \(flag)"
            case .date(let date): "\(name): \(date)"
            case .list(let texts): "\(name): \(texts.joined(separator: ", "))"
            }
        }
    }

    /// The names that a site adds: `since` in words, and for a date `sinceISO` for programs.
    static func fields(_ declared: [ParameterDeclaration]) -> [Field] {
        declared.flatMap { parameter in
            let name = parameter.name
            let fields: [ViewField<ParametersView>] =
                switch parameter.kind {
                case .text, .number: [.optional(name, "A parameter.") { $0.text(name) }]
                case .flag: [.flag(name, "A parameter.") { $0.values[name] == .flag(true) }]
                case .date:
                    [
                        .optional(name, "A parameter.") { view, words in
                            view.date(name).map(words.instant)
                        },
                        .optional(name + "ISO", "The same.") { $0.date(name)?.description },
                    ]
                case .list: [.texts(name, "A parameter.") { $0.list(name) }]
                }
            return fields.map(\.field)
        }
    }

    private func date(_ name: String) -> Instant? {
        guard case .date(let date) = values[name] else { return nil }
        return date
    }

    private func list(_ name: String) -> [String] {
        guard case .list(let texts) = values[name] else { return [] }
        return texts
    }

    package static var shape: ViewShape<ParametersView> {
        ViewShape(
            "Parameters of a text: besides this name, those that `site.yml` declares.",
            [.texts("all", "Each that the text gives, with its value.") { $0.all }])
    }
}
