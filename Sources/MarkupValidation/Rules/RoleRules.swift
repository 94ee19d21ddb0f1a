import MarginModel

/// Roles stand where they may, with the states that they need and no others.
struct RoleRules {
    /// The roles that are given to open elements, and how deep these are.
    private var given: [(depth: Int, role: Role)] = []
    private let states = Role.states
    private let silent = TagSet(Category.metadata + [.svgTitle, .svgDesc])

    /// Whether an open element has a role that is given to it.
    var isGiven: Bool { !given.isEmpty }

    /// Asks an element with a role or an attribute of ARIA.
    mutating func open(_ element: OpenElement, depth: Int, into findings: inout Findings) {
        var name: String?
        var hasState = false
        for use in element.uses {
            if use.attribute == .role {
                name = String(decoding: use.value, as: UTF8.self)
            } else if states.contains(use.attribute.number) {
                hasState = true
            }
        }
        if silent.contains(element.number) {
            refuseAll(on: element, into: &findings)
            return
        }
        guard name != nil || hasState else { return }
        var role = Role.implicit(of: element)
        if let name {
            let place = element.offset(of: "role")
            guard let named = Role.byName[name] else {
                findings.add(
                    .badValue, at: place, "role=\"\(name)\" is no role of the profile",
                    hint: nearestName(to: name, among: Role.byName.keys.sorted())
                        .map { "Did you mean '\($0)'?" })
                return
            }
            check(
                named, on: element,
                isImplicit: role?.name == name && ![.tr, .th, .td].contains(element.tag),
                into: &findings)
            given.append((depth, named))
            role = named
        }
        guard hasState else { return }
        for use in element.uses
        where states.contains(use.attribute.number)
            && role?.states.contains(use.attribute.number) != true
        {
            findings.add(
                .unknownAttribute, at: element.offset(of: use.attribute.name),
                "\(element.rule.name) with \(role.map { "the role \($0.name)" } ?? "no role") has no "
                    + use.attribute.name)
        }
    }

    /// What is operated as one thing holds nothing else to operate.
    func checkInside(_ element: OpenElement, into findings: inout Findings) {
        guard Self.operated.contains(element.number) || element.concerns.contains(.focus),
            let outer = given.last(where: { ["button", "link"].contains($0.role.name) })
        else { return }
        findings.add(
            .forbiddenAncestor, at: element.offset,
            "\(element.rule.name) inside an element with the role \(outer.role.name)")
    }

    private static let operated = TagSet(Category.interactive)

    /// What is read to nobody, or only names another element, has neither a role nor a state.
    private func refuseAll(on element: OpenElement, into findings: inout Findings) {
        for use in element.uses where use.attribute == .role || use.attribute.isARIA {
            findings.add(
                .unknownAttribute, at: element.offset(of: use.attribute.name),
                "\(element.rule.name) has no \(use.attribute.name)")
        }
    }

    /// - Parameter depth: Of the element that ends.
    mutating func close(depth: Int) {
        while let last = given.last, last.depth >= depth { given.removeLast() }
    }

    private func check(
        _ role: Role, on element: OpenElement, isImplicit: Bool, into findings: inout Findings
    ) {
        let place = element.offset(of: "role")
        if let allowed = Role.allowed(on: element.tag), !isImplicit, !allowed.contains(role.name) {
            findings.add(
                .badValue, at: place, "\(element.rule.name) cannot have the role \(role.name)")
        } else if !role.contexts.isEmpty, !isImplicit,
            !given.contains(where: { role.contexts.contains($0.role.name) })
        {
            findings.add(
                .badValue, at: place,
                "role=\"\(role.name)\" stands in no \(role.contexts.joined(separator: " or "))")
        }
        for attribute in role.required where !element.has(attribute) {
            findings.add(
                .missingAttribute, at: element.offset,
                "the role \(role.name) needs \(attribute.name)",
                hint: "Add \(attribute.name)=\"…\".")
        }
    }
}

extension Role {
    /// What an element is without a role.
    fileprivate static func implicit(of element: OpenElement) -> Role? {
        guard element.tag == .input else { return implicit(of: element.tag) }
        switch element.value(.type) ?? "text" {
        case "search": return byName["searchbox"]
        case "text", "url", "tel", "email", "password": return byName["textbox"]
        default: return nil
        }
    }
}
