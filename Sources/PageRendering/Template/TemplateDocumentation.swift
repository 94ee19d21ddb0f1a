/// The names that the templates of a view model may use, for people who write templates.
package struct TemplateDocumentation: Sendable {
    private let root: AnyViewShape

    package init<Model: ViewModel>(of model: Model.Type) { root = AnyViewShape(model) }

    /// One line a name, the names inside lists and records indented below them.
    package var text: String {
        var lines = ["\(root.modelName): \(root.summary)"]
        append(root, indentation: "  ", above: [], to: &lines)
        return lines.joined(separator: "\n") + "\n"
    }

    private func append(
        _ shape: AnyViewShape, indentation: String, above: [ObjectIdentifier],
        to lines: inout [String]
    ) {
        // A model that holds itself is an error when a template is compiled; here it just ends.
        guard !above.contains(shape.model) else { return }
        for field in shape.fields {
            lines.append(
                "\(indentation)\(field.name) (\(field.reader(.bare).kindName)): \(field.documentation)"
            )
            guard case .model(let inner)? = NameResolver.scope(inside: field.reader(.bare)) else {
                continue
            }
            append(
                inner, indentation: indentation + "  ", above: above + [shape.model], to: &lines)
        }
    }
}
