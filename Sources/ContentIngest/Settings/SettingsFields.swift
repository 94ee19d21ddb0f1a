import MarginModel

/// Values that only `site.yml` holds: keys below keys, amounts, counts and durations.
extension ConfigurationFields {
    mutating func nested(_ key: String) -> ConfigurationFields? {
        guard let node = node(key) else { return nil }
        guard case .mapping(let entries) = node.content else {
            report(
                Diagnostic(
                    id: "value-wrong-type", at: node.location,
                    message: "\(key) is \(node.kind), not keys with values",
                    hint: "Write its keys below it, indented by two spaces."))
            return nil
        }
        return ConfigurationFields(entries, at: node.location)
    }

    mutating func positive(_ key: String) -> Decimal? {
        value(key, wanted: "a number") { (text) throws(Diagnostic.Reason) in
            guard let number = Decimal(text), number.isPositive else {
                throw .number(key, text, wanted: "a number above zero, like 0.5")
            }
            return number
        }
    }

    mutating func percent(_ key: String) -> Decimal? {
        value(key, wanted: "a number") { (text) throws(Diagnostic.Reason) in
            guard let number = Decimal(text), !number.isNegative, number <= 100 else {
                throw .number(key, text, wanted: "a number from 0 to 100")
            }
            return number
        }
    }

    mutating func notNegative(_ key: String) -> Decimal? {
        value(key, wanted: "a number") { (text) throws(Diagnostic.Reason) in
            guard let number = Decimal(text), !number.isNegative else {
                throw .number(key, text, wanted: "zero or a number above it, like 3")
            }
            return number
        }
    }

    /// A number of any sign.
    mutating func decimal(_ key: String) -> Decimal? {
        value(key, wanted: "a number") { (text) throws(Diagnostic.Reason) in
            guard let number = Decimal(text) else {
                throw .number(key, text, wanted: "a number, like 1.2")
            }
            return number
        }
    }

    mutating func count(_ key: String, upTo limit: Int = 1_000) -> Int? {
        value(key, wanted: "a whole number") { (text) throws(Diagnostic.Reason) in
            guard let number = Int(text), (1...limit).contains(number) else {
                throw .number(key, text, wanted: "a whole number from 1 to \(limit)")
            }
            return number
        }
    }

    /// A duration: a whole number and its unit, `90s`, `5m`, `24h`, `400d`.
    mutating func seconds(_ key: String) -> Int64? {
        value(key, wanted: "a duration") { (text) throws(Diagnostic.Reason) in
            let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
            guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()),
                (1...100_000_000).contains(count)
            else { throw .number(key, text, wanted: "a number and s, m, h or d, like 5m") }
            return count * unit
        }
    }
}

extension Diagnostic.Reason {
    static func number(_ key: String, _ text: String, wanted: String) -> Self {
        Self(id: "value-not-a-number", message: "\(key) is '\(text)'", hint: "Write \(wanted).")
    }
}
