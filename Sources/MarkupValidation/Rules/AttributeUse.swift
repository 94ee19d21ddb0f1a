import MarginModel

/// Attributes belong to their element, required ones are there, values have their form.
enum AttributeUse {
    /// The elements that `checkCombination` is about.
    static let combined: Set<Tag> = [
        .meta, .link, .script, .li, .progress, .meter, .input, .img, .source, .th,
    ]

    static func check(_ element: OpenElement, into findings: inout Findings) {
        if !element.concerns.isDisjoint(with: [.form, .address]) {
            for use in element.uses where !use.concerns.isDisjoint(with: [.form, .address]) {
                check(use, of: element, into: &findings)
            }
        }
        for required in element.required where !element.has(required) {
            findings.add(
                .missingAttribute, at: element.offset,
                "\(element.rule.name) has no \(required.name)",
                hint: "Add \(required.name)=\"…\".")
        }
    }

    private static func check(
        _ use: OpenElement.Use, of element: OpenElement, into findings: inout Findings
    ) {
        let form = element.form(of: use.attribute)
        if use.concerns.contains(.form),
            let fault = ValueSyntax.fault(in: use.value, of: use.attribute, form: form)
        {
            findings.add(
                .badValue, at: element.offset(of: use.attribute.name),
                "\(use.attribute.name)=\"\(excerpt(use.value))\" \(fault)")
        } else if case .address = form, let fault = AddressSyntax.fault(in: use.value) {
            findings.add(
                fault.rule, at: element.offset(of: use.attribute.name),
                "\(fault.message): \(use.attribute.name)=\"\(excerpt(use.value))\"")
        } else if use.attribute == .tabindex, let first = use.value.first, first != 0x2D,
            !use.value.isText("0")
        {
            findings.add(
                .positiveTabindex, at: element.offset(of: use.attribute.name),
                "tabindex=\"\(excerpt(use.value))\"")
        }
    }

    /// An attribute that the element's row does not have.
    static func refuse(
        _ name: String, on rule: ElementRule, at offset: Int, into findings: inout Findings
    ) {
        if name == "style" || name.hasPrefix("on") {
            findings.add(.inlineCode, at: offset, "\(name) on \(rule.name)")
            return
        }
        findings.add(
            .unknownAttribute, at: offset, "\(rule.name) has no attribute \(name)",
            hint: nearestAttribute(to: name, on: rule).map { "Did you mean \($0)?" })
    }

    private static func nearestAttribute(to name: String, on rule: ElementRule) -> String? {
        let known = Attribute.allCases.filter {
            rule.attributes.contains($0.number)
        }
        return nearestName(to: name, among: known.map { $0.name })
    }

    /// What a list of required attributes cannot say.
    static func checkCombination(
        _ element: OpenElement, parent: Tag?, into findings: inout Findings
    ) {
        switch element.tag {
        case .meta:
            let kinds: [Attribute] = [.name, .httpEquiv, .charset, .property]
            if kinds.count(where: { element.has($0) }) != 1 {
                findings.add(
                    .missingAttribute, at: element.offset,
                    "meta needs exactly one of name, property, http-equiv and charset")
            } else if !element.has(.charset), !element.has(.content) {
                findings.add(.missingAttribute, at: element.offset, "meta has no content")
            }
            if element.has(.charset) {
                refuse(.content, "beside charset", on: element, into: &findings)
            }
            if !element.isValue(.name, "theme-color") {
                refuse(.media, "without the name theme-color", on: element, into: &findings)
            }
        case .link: checkLink(element, into: &findings)
        case .script where !element.has(.src):
            for attribute in [Attribute.async, .defer, .integrity, .crossorigin] {
                refuse(attribute, "without src", on: element, into: &findings)
            }
        case .li where element.concerns.contains(.place) && parent != .ol:
            refuse(.value, "outside of ol", on: element, into: &findings)
        case .progress, .meter: checkOrder(element, into: &findings)
        case .input: InputRules.check(element, into: &findings)
        case .img, .source:
            if element.tag == .img, !element.has(.alt) {
                findings.add(.imageText, at: element.offset, "img has no alt")
            }
            checkWidths(element, into: &findings)
        case .th where !element.has(.scope):
            findings.add(.headerScope, at: element.offset, "th has no scope")
        default: break
        }
    }

    private static func refuse(
        _ attribute: Attribute, _ where: String, on element: OpenElement,
        into findings: inout Findings
    ) {
        guard element.has(attribute) else { return }
        findings.add(
            .unknownAttribute, at: element.offset(of: attribute.name),
            "\(element.rule.name) has no \(attribute.name) \(`where`)")
    }

    /// From the least to the most; what a bar shows lies between.
    private static func checkOrder(_ element: OpenElement, into findings: inout Findings) {
        let number = { (attribute: Attribute) in element.value(attribute).flatMap { Double($0) } }
        let (least, most) = (number(.min) ?? 0, number(.max) ?? 1)
        for attribute in [Attribute.value, .low, .high, .optimum] {
            guard let value = number(attribute), !(least...max(least, most)).contains(value) else {
                continue
            }
            findings.add(
                .badValue, at: element.offset(of: attribute.name),
                "\(attribute.name) lies outside of what the \(element.rule.name) spans")
        }
    }

    /// Images that are told by their widths need to know how wide the image will be.
    private static func checkWidths(_ element: OpenElement, into findings: inout Findings) {
        guard element.has(.srcset) || element.has(.sizes) else { return }
        let hasWidths =
            element.bytes(.srcset)?.split(separator: 0x2C)
            .contains { $0.last { !$0.isMarkupSpace } == UInt8(ascii: "w") && $0.contains(0x20) }
            ?? false
        if hasWidths, !element.has(.sizes) {
            findings.add(
                .missingAttribute, at: element.offset, "images of several widths, and no sizes")
        } else if !hasWidths {
            refuse(.sizes, "without images of several widths", on: element, into: &findings)
        }
    }

    private static func checkLink(_ element: OpenElement, into findings: inout Findings) {
        let relations = element.relations
        let loads = !relations.isDisjoint(with: [.preload, .modulePreload])
        let isSheet = relations.contains(.stylesheet)
        if !loads, !isSheet, element.has(.integrity) {
            findings.add(
                .badValue, at: element.offset(of: "integrity"),
                "integrity on a link that loads neither a style sheet nor a script")
        }
        if !loads { refuse(.as, "without rel=\"preload\"", on: element, into: &findings) }
        if relations.isDisjoint(with: [.icon, .touchIcon]) {
            refuse(.sizes, "without rel=\"icon\"", on: element, into: &findings)
        }
        if !relations.contains(.maskIcon) {
            refuse(.color, "without rel=\"mask-icon\"", on: element, into: &findings)
        }
        if relations.contains(.preload), !element.has(.as) {
            findings.add(.missingAttribute, at: element.offset, "a preload has no as")
        }
        if isSheet, relations.contains(.alternate), !element.isFilled(.title) {
            findings.add(
                .missingAttribute, at: element.offset, "an alternate style sheet has no title")
        }
    }

    private static func excerpt(_ value: UnsafeBufferPointer<UInt8>) -> String {
        let text = String(decoding: value, as: UTF8.self)
        return text.count <= 60 ? text : text.prefix(57) + "…"
    }
}

extension Rule {
    static let unknownAttribute = Rule(
        "H003-unknown-attribute", "Every attribute belongs to its element.",
        why: "A misplaced attribute does nothing, and nobody notices.",
        cure: "Correct the name or remove it; data-* attributes must be listed in the profile.",
        example: "<p hreff=\"/\">…</p>")
    static let missingAttribute = Rule(
        "H004-missing-attribute", "Required attributes are present.",
        why: "The element has no effect without them.", cure: "Add the attribute.",
        example: "<meta name=\"description\"/>")
    static let badValue = Rule(
        "H011-bad-value", "Attribute values have the form that HTML and SVG define.",
        why: "A wrong value is ignored, or drops a shape from a chart.",
        cure: "Write the value in the form that the message names.",
        example: "<td colspan=\"two\">…</td>")
    static let inlineCode = Rule(
        "H013-inline-code",
        "No inline script, style or event handler; scripts from files carry integrity.",
        why: "The site's content security policy blocks them, and injected code would hide there.",
        cure: "Move it to a file, with an integrity hash for scripts. JSON-LD is data and allowed.",
        example: "<p onclick=\"buy()\">…</p>")
    static let imageText = Rule(
        "A003-image-without-alt", "Images have alt.",
        why: "Without it the file's name is read aloud.",
        cure: "Describe the image, or write alt=\"\" when it only decorates.",
        example: "<img src=\"/chart.png\"/>")
    static let headerScope = Rule(
        "A006-header-without-scope", "Table headers have scope.",
        why: "Cells are read without their header.", cure: "Add scope=\"col\" or scope=\"row\".",
        example: "<th>Price</th>")
    static let positiveTabindex = Rule(
        "A014-positive-tabindex", "tabindex is 0 or -1.",
        why: "Other numbers tear the order of the page apart.",
        cure: "Write 0, and put the element where it belongs.", example: "<p tabindex=\"3\">…</p>")
}
