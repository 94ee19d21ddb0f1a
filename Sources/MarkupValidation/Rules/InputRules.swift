/// What an `input` of each type may carry, beside type, name, value, disabled, form, and the form of its
/// values. HTML Living Standard, section 4.10.5 "The input element".
enum InputRules {
    private static let rows: [String: NameSet] = {
        let texts =
            "list maxlength minlength pattern placeholder readonly required size autocomplete"
        let times = "list max min readonly required step autocomplete"
        return [
            "text": texts, "search": texts, "url": texts, "tel": texts,
            "email": texts + " multiple",
            "password":
                "maxlength minlength pattern placeholder readonly required size autocomplete",
            "date": times, "month": times, "week": times, "time": times, "datetime-local": times,
            "number": times + " placeholder", "range": "list max min step autocomplete",
            "color": "list autocomplete", "checkbox": "checked required",
            "radio": "checked required",
            "file": "accept multiple required", "hidden": "autocomplete", "submit": "", "reset": "",
            "button": "",
        ].mapValues {
            NameSet($0.split(separator: " ").compactMap { Attribute.byName[String($0)] })
        }
    }()
    private static let own = rows.values.reduce(NameSet.empty) { $0.union($1) }

    static func check(_ element: OpenElement, into findings: inout Findings) {
        let type = element.value(.type) ?? "text"
        guard let row = rows[type] else { return }
        if type == "button", !element.isFilled(.value) {
            findings.add(
                .missingAttribute, at: element.offset, "an input of type button has no value")
        }
        for use in element.uses {
            let name = use.attribute.name
            if own.contains(use.attribute.number) && !row.contains(use.attribute.number)
                || type == "hidden" && use.attribute.isARIA || type == "file" && name == "value"
            {
                findings.add(
                    .unknownAttribute, at: element.offset(of: name),
                    "an input of type \(type) has no attribute \(name)")
            } else if let fault = fault(in: use, type: type) {
                findings.add(
                    .badValue, at: element.offset(of: name),
                    "\(name)=\"\(String(decoding: use.value, as: UTF8.self).prefix(60))\" \(fault)")
            }
        }
    }

    private static func fault(in use: OpenElement.Use, type: String) -> String? {
        let isNumber = { (value: UnsafeBufferPointer<UInt8>) in
            ValueSyntax.fault(in: value, of: use.attribute, form: .number)
        }
        switch use.attribute {
        case .value where use.value.isEmpty: return nil
        case .value, .min, .max:
            let shape: StaticString
            switch type {
            case "number", "range": return isNumber(use.value)
            case "date": shape = "dddd-dd-dd"
            case "month": shape = "dddd-dd"
            case "week": shape = "dddd-Wdd"
            case "time": shape = "dd:dd"
            case "datetime-local": shape = "dddd-dd-ddTdd:dd"
            case "color": return isColour(use.value) ? nil : "is no colour such as '#1d1b18'"
            case "url":
                return AddressSyntax.scheme(of: use.value) == nil
                    || AddressSyntax.fault(in: use.value) != nil ? "is no absolute address" : nil
            case "email":
                return isMail(use.value) ? nil : "is no mail address"
            default: return nil
            }
            return DateTimeSyntax.isValid(use.value, as: shape)
                ? nil : "is no \(type) of the form \(shape)"
        case .step:
            if use.value.isText("any") { return nil }
            return use.value.first == 0x2D || !use.value.contains { (0x31...0x39).contains($0) }
                ? "is no step" : isNumber(use.value)
        case .autocomplete:
            let fields =
                [
                    "text": ["name", "username", "organization"],
                    "password": [
                        "current-password", "new-password",
                    ],
                ][type] ?? (["email", "tel", "url"].contains(type) ? [type] : [])
            let all = (type == "hidden" ? [] : ["on", "off"]) + fields
            return all.contains { use.value.elementsEqual($0.utf8) }
                ? nil : "is none of \(all.map { "'\($0)'" }.joined(separator: ", "))"
        default: return nil
        }
    }

    private static func isColour(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        value.count == 7 && value[0] == 0x23 && value[1...].allSatisfy { $0.isHexDigit }
    }

    private static func isMail(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
        let parts = value.split(separator: 0x40, omittingEmptySubsequences: false)
        return parts.count == 2 && !parts[0].isEmpty && AddressSyntax.isHost(parts[1])
            && parts[0].allSatisfy {
                $0.isLetter || $0.isDigit || ".!#$%&'*+/=?^_`{|}~-".utf8.contains($0)
            }
    }
}
