/// Says what is wrong with an attribute's value; `nil` when nothing is.
enum ValueSyntax {
    typealias Bytes = UnsafeBufferPointer<UInt8>

    static func fault(in value: Bytes, of attribute: Attribute, form: AttributeValue) -> String? {
        switch form {
        case .text, .address, .paint: nil
        case .nonEmpty: value.hasNonSpace ? nil : "is empty"
        case .boolean:
            value.isEmpty || value.elementsEqual(attribute.name.utf8)
                ? nil : "can only be empty or '\(attribute.name)'"
        case .oneOf(let allowed):
            allowed.contains { value.isText($0) }
                ? nil : "is none of \(allowed.prefix(12).map { "'\($0)'" }.joined(separator: ", "))"
        case .id, .idReference:
            value.isEmpty || value.contains(where: { $0.isMarkupSpace })
                ? "must be one name without spaces" : nil
        case .idReferences: value.hasNonSpace ? nil : "names no id"
        case .language:
            LanguageTags.contains(value) ? nil : "is no language tag such as 'en' or 'de-CH'"
        case .integer: isInteger(value, signed: true) ? nil : "is no whole number"
        case .natural: isInteger(value, signed: false) ? nil : "is no whole number from 0 up"
        case .positive:
            isInteger(value, signed: false) && value.contains { $0 != 0x30 }
                ? nil : "is no whole number from 1 up"
        case .path: PathSyntax.fault(in: value)
        case .number: isNumber(value, unit: false) ? nil : "is no decimal number"
        case .length: isNumber(value, unit: true) ? nil : "is no number or length"
        case .numbers: isNumberList(value) ? nil : "is no list of numbers"
        case .dateTime: DateTimeSyntax.isValid(value) ? nil : "is no date, time or duration of HTML"
        case .instant:
            DateTimeSyntax.isInstant(value) ? nil : "is no date, and no date with time and zone"
        case .media: isMedia(value) ? nil : "is no media query such as 'print'"
        case .mediaType: isMediaType(value) ? nil : "is no media type such as 'text/css'"
        case .frame: isFrame(value) ? nil : "is no name of a frame such as '_blank'"
        case .imageSet: imageSetFault(value)
        case .imageWidths: areWidths(value) ? nil : "is no list of widths such as '90vw'"
        case .iconSizes: areIconSizes(value) ? nil : "is no size such as '32x32' or 'any'"
        case .fileKinds: areFileKinds(value) ? nil : "is no list of kinds such as '.csv, image/*'"
        case .digest: isDigest(value) ? nil : "is no digest such as 'sha384-…'"
        case .fit: isFit(value) ? nil : "is no fit such as 'xMidYMid meet'"
        case .prefixedName:
            isPrefixedName(value) ? nil : "is no name with a prefix such as 'og:title'"
        }
    }

    private static let units = [
        "%", "px", "em", "rem", "ex", "ch", "pt", "pc", "cm", "mm", "in", "vw", "vh",
    ]

    private static func isInteger(_ value: Bytes, signed: Bool) -> Bool {
        let digits = signed && value.first == 0x2D ? value.dropFirst() : value[...]
        return !digits.isEmpty && digits.count <= 9 && digits.allSatisfy { $0.isDigit }
    }

    /// A number; when `unit` is allowed, a unit may follow it, or it may be the word auto.
    private static func isNumber(_ value: Bytes, unit: Bool) -> Bool {
        if unit, value.elementsEqual("auto".utf8) { return true }
        let end = endOfNumber(value, from: 0)
        guard end > 0 else { return false }
        let rest = value[end...]
        if rest.isEmpty { return true }
        return unit && units.contains { rest.elementsEqual($0.utf8) }
    }

    /// The place after the number that starts at `start`; `start` when none does.
    static func endOfNumber(_ value: Bytes, from start: Int) -> Int {
        var index = start
        if index < value.count, value[index] == 0x2D || value[index] == 0x2B { index += 1 }
        let digitStart = index
        while index < value.count, value[index].isDigit { index += 1 }
        var digits = index - digitStart
        if index < value.count, value[index] == 0x2E {
            index += 1
            let fraction = index
            while index < value.count, value[index].isDigit { index += 1 }
            digits += index - fraction
        }
        guard digits > 0 else { return start }
        if index + 1 < value.count, value[index] | 0x20 == 0x65 {
            var exponent = index + 1
            if value[exponent] == 0x2D || value[exponent] == 0x2B { exponent += 1 }
            let exponentStart = exponent
            while exponent < value.count, value[exponent].isDigit { exponent += 1 }
            if exponent > exponentStart { index = exponent }
        }
        return index
    }

    private static func isNumberList(_ value: Bytes) -> Bool {
        var index = 0
        while index < value.count {
            let byte = value[index]
            if byte == 0x20 || byte == 0x2C || byte == 0x0A || byte == 0x25 {
                index += 1
                continue
            }
            let end = endOfNumber(value, from: index)
            guard end > index else { return false }
            index = end
        }
        return true
    }

    private static func isMediaType(_ value: Bytes) -> Bool {
        let essence = value.prefix { $0 != 0x3B }
        let parts = essence.split(separator: 0x2F, omittingEmptySubsequences: false)
        return parts.count == 2
            && parts.allSatisfy { part in
                !part.isEmpty
                    && part.allSatisfy {
                        $0.isLetter || $0.isDigit || "!#$&-^_.+".utf8.contains($0)
                    }
            }
    }

    private static func isPrefixedName(_ value: Bytes) -> Bool {
        let parts = value.split(separator: 0x3A, maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let first = parts[0].first, first.isLetter, !parts[1].isEmpty else {
            return false
        }
        let isName = { (byte: UInt8) in byte.isLetter || byte.isDigit || byte == 0x5F }
        return parts[0].allSatisfy(isName) && parts[1].allSatisfy { isName($0) || $0 == 0x3A }
    }

    /// Media and conditions in brackets with `and` between them; several behind commas.
    private static func isMedia(_ value: Bytes) -> Bool {
        let queries = String(decoding: value, as: UTF8.self).split(
            separator: ",", omittingEmptySubsequences: false)
        return queries.allSatisfy { query in
            let parts = query.split(separator: " and ", omittingEmptySubsequences: false)
            return parts.enumerated().allSatisfy { number, part in
                let words = part.split(separator: " ")
                if words.count == 1, number == 0, ["all", "screen", "print"].contains(words[0]) {
                    return true
                }
                return words.first?.hasPrefix("(") == true && words.last?.hasSuffix(")") == true
                    && words.count == 2 && words[0].hasSuffix(":") && words[0].count > 2
            }
        }
    }

    /// Each image is told by its width or by its density, and no two by the same.
    private static func imageSetFault(_ value: Bytes) -> String? {
        var descriptors: Set<String> = []
        for candidate in value.split(separator: 0x2C, omittingEmptySubsequences: false) {
            let words = candidate.split(whereSeparator: { $0.isMarkupSpace })
            guard let address = words.first, words.count < 3,
                AddressSyntax.fault(in: UnsafeBufferPointer(rebasing: address)) == nil
            else { return "is no list of images such as '/a.png 1x, /b.png 2x'" }
            let descriptor = words.count > 1 ? words[1] : words[0][..<words[0].startIndex]
            let number = UnsafeBufferPointer(rebasing: descriptor.dropLast())
            switch descriptor.last {
            case nil: descriptors.insert("1.0x")
            case UInt8(ascii: "w") where isInteger(number, signed: false) && number[0] != 0x30:
                descriptors.insert(String(decoding: descriptor, as: UTF8.self))
            case UInt8(ascii: "x") where isNumber(number, unit: false) && number[0] != 0x2D:
                descriptors.insert("\(Double(String(decoding: number, as: UTF8.self)) ?? 0)x")
            default: return "has an image with neither a width such as '640w' nor a density"
            }
        }
        let isMixed = Set(descriptors.map(\.last)).count > 1
        let isRepeated = descriptors.count < value.count(where: { $0 == 0x2C }) + 1
        return isMixed || isRepeated ? "names images that cannot be told apart" : nil
    }

    /// Widths behind commas, all but the last each with the condition in brackets that it is for.
    private static func areWidths(_ value: Bytes) -> Bool {
        let parts = String(decoding: value, as: UTF8.self)
            .split(separator: ",", omittingEmptySubsequences: false)
        return parts.enumerated().allSatisfy { number, part in
            var words = part.split(separator: " ")
            guard let width = words.popLast(), width.first?.isNumber == true else { return false }
            let unit = width.drop { $0.isNumber || $0 == "." }
            let isWidth =
                ["px", "em", "rem", "vw"].contains(unit)
                && Double(width.dropLast(unit.count)) != nil
            let isLast = number == parts.count - 1
            return isWidth
                && (isLast
                    ? words.isEmpty
                    : words.count == 2 && words[0].hasPrefix("(") && words[0].hasSuffix(":")
                        && words[0].count > 2 && words[1].hasSuffix(")"))
        }
    }

    private static func areIconSizes(_ value: Bytes) -> Bool {
        let sizes = value.split(whereSeparator: { $0.isMarkupSpace })
        return !sizes.isEmpty
            && sizes.allSatisfy { size in
                if UnsafeBufferPointer(rebasing: size).isText("any") { return true }
                let sides = size.split(separator: 0x78, omittingEmptySubsequences: false)
                return sides.count == 2
                    && sides.allSatisfy {
                        $0.first != 0x30 && !$0.isEmpty && $0.allSatisfy(\.isDigit)
                    }
            }
    }

    private static func areFileKinds(_ value: Bytes) -> Bool {
        value.split(separator: 0x2C, omittingEmptySubsequences: false).allSatisfy { kind in
            let name = UnsafeBufferPointer(
                rebasing: kind[
                    (kind.firstIndex { $0 != 0x20 } ?? kind.endIndex)...])
            if name.first == 0x2E {
                return name.count > 1 && name.dropFirst().allSatisfy { $0.isLetter || $0.isDigit }
            }
            let groups: [StaticString] = ["image/*", "audio/*", "video/*"]
            return groups.contains(where: name.isText) || isMediaType(name)
        }
    }

    private static func isFrame(_ value: Bytes) -> Bool {
        guard value.first == 0x5F else { return !value.isEmpty }
        return ["_blank", "_self", "_parent", "_top"].contains(where: value.isText)
    }

    private static func isDigest(_ value: Bytes) -> Bool {
        guard value.count > 7, let kind = value.firstIndex(of: 0x2D, from: 0) else { return false }
        return ["sha256", "sha384", "sha512"].contains(
            where: UnsafeBufferPointer(rebasing: value[..<kind]).isText)
            && value[(kind + 1)...].allSatisfy {
                $0.isLetter || $0.isDigit || $0 == 0x2B || $0 == 0x2F || $0 == 0x3D
            }
    }

    private static func isFit(_ value: Bytes) -> Bool {
        let words = String(decoding: value, as: UTF8.self).split(separator: " ")
        guard let first = words.first, words.count < 3 else { return false }
        let places = ["Min", "Mid", "Max"]
        return
            (first == "none" || places.contains { x in places.contains { first == "x\(x)Y\($0)" } })
            && words.dropFirst().allSatisfy { $0 == "meet" || $0 == "slice" }
    }
}
