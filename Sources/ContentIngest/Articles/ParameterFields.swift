import MarginModel

/// Reads what `site.yml` declares below `params`, and what texts say of it.
enum ParameterFields {
    /// `level: text`, or `number`, `flag`, `date`, `list`.
    static func declarations(_ value: JSONValue) -> [ParameterDeclaration] {
        (value.object()?.members() ?? []).compactMap { name, value in
            guard isName(name) else {
                value.problems.report(
                    id: "settings-param-name", at: value.offset,
                    "\(quoted(name)) is no name that templates can use",
                    hint: "Write a small letter, then letters and digits: readingLevel")
                return nil
            }
            return value.choice(of: ParameterDeclaration.Kind.self).map {
                ParameterDeclaration(name: name, kind: $0)
            }
        }
    }

    /// What a text says, of the kinds that are declared.
    static func values(
        _ value: JSONValue, declared: [ParameterDeclaration]
    ) -> [String: ParameterValue] {
        var values: [String: ParameterValue] = [:]
        for (name, value) in value.object()?.members() ?? [] {
            if let declaration = declared.first(where: { $0.name == name }) {
                values[name] = value.parameter(declaration.kind)
                continue
            }
            let nearest = nearestName(to: name, among: declared.map(\.name))
            value.problems.report(
                id: "param-unknown", at: value.offset,
                "\(quoted(name)) is no parameter of this site",
                hint: nearest.map { "Did you mean \($0)?" }
                    ?? "Declare it in site.yml: params: {\(name): text}")
        }
        return values
    }

    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, (0x61...0x7A).contains(first), name != "all" else {
            return false
        }
        return name.utf8.allSatisfy {
            (0x61...0x7A).contains($0) || (0x41...0x5A).contains($0) || (0x30...0x39).contains($0)
        }
    }
}

extension JSONValue {
    /// `nil` where it is absent, or of another kind, which is reported.
    fileprivate func parameter(_ kind: ParameterDeclaration.Kind) -> ParameterValue? {
        guard !isAbsent else { return nil }
        return switch kind {
        case .text: line().map(ParameterValue.text)
        case .number: decimal().map(ParameterValue.number)
        case .flag: flag().map(ParameterValue.flag)
        case .date: instant().map(ParameterValue.date)
        case .list: elements().map { .list($0.compactMap { $0.line() }) }
        }
    }
}
