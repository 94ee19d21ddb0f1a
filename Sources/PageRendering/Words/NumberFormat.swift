package import MarginModel
package import MarginRules

/// How numbers are written for people: the one place that turns exact values into digits.
///
/// A figure is rounded here, once.
package struct NumberFormat: Sendable {
    package enum Medium: Sendable { case html, markdown }

    /// How a language writes a number.
    package struct Marks: Sendable {
        let group: String
        let point: String
        /// What stands before and after a number that counts percent.
        let percent: (before: String, after: String)

        /// - Parameter percent: A percentage with the character U+0000 for the number.
        init(group: String, point: String, percent: String) {
            self.group = group
            self.point = point
            let parts = percent.split(separator: "\0", omittingEmptySubsequences: false)
            self.percent = (String(parts[0]), String(parts.last ?? ""))
        }

        static let english = Marks(group: ",", point: ".", percent: "\0%")
    }

    package let medium: Medium
    /// What goes with numbers: units, absences, whole sentences.
    package let words: Words
    private var marks: Marks { words.marks }

    package init(_ medium: Medium, _ words: Words) {
        self.medium = medium
        self.words = words
    }

    /// Digits as in English, and no words.
    package static let html = NumberFormat(.html, .bare)
    package static let markdown = NumberFormat(.markdown, .bare)

    /// U+2212 on pages; the hyphen in Markdown, where text is copied into other programs.
    var minus: String { medium == .html ? "\u{2212}" : "-" }

    /// Every digit that was given, and at least `minimumPlaces` after the point.
    package func decimal(_ value: Decimal, minimumPlaces: Int = 0) -> String {
        let digits = String(value.significand.magnitude)
        let padding = String(repeating: "0", count: max(0, value.scale + 1 - digits.utf8.count))
        let padded = padding + digits
        var text = value.isNegative ? minus : ""
        text += grouped(padded.dropLast(value.scale))
        let places = max(value.scale, minimumPlaces)
        guard places > 0 else { return text }
        text += marks.point + padded.suffix(value.scale)
        return text + String(repeating: "0", count: places - value.scale)
    }

    /// A count: `1,234`.
    package func whole(_ number: Int) -> String {
        (number < 0 ? minus : "") + grouped(String(number.magnitude)[...])
    }

    /// A number that counts percent, as written by another function here: `3%`.
    package func percent(of number: String) -> String {
        marks.percent.before + number + marks.percent.after
    }

    /// `1,234.50 USDT`: two places for dollar coins, eight for others; ties to the even digit.
    package func money(_ value: Exact, _ asset: String) -> String {
        amount(value, asset) + Self.unit(asset)
    }

    /// The same without its unit, where a heading says it.
    package func amount(_ value: Exact, _ asset: String) -> String {
        fixed(value, places: Self.places(of: asset))
    }

    /// An amount that must suffice: rounded away from zero, so that it never falls short.
    package func required(_ value: Exact, _ asset: String) -> String {
        fixed(value, places: Self.places(of: asset), .up) + Self.unit(asset)
    }

    /// A computed price: to the instrument's tick where it is known, else by size.
    package func price(_ value: Exact, tick: Decimal?) -> String {
        fixed(value, places: tick?.scale ?? Self.pricePlaces(value))
    }

    /// A size: every digit where it ends, else eight places.
    package func quantity(_ value: Exact) -> String {
        guard let rounded = value.rounded(places: 8) else { return value.description }
        return decimal(rounded)
    }

    /// A label of an axis: `2,500`, from a million on `2.5 m`, `3 bn`, `4 tn`.
    package func tick(_ value: Exact) -> String {
        let units: [(size: Exact, phrase: Phrase)] = [
            (1_000_000_000_000, .formatTrillion), (1_000_000_000, .formatBillion),
            (1_000_000, .formatMillion),
        ]
        guard let unit = units.first(where: { value.magnitude >= $0.size }),
            let share = value.divided(by: unit.size)
        else { return quantity(value) }
        return words(unit.phrase, quantity(share))
    }

    /// `value` counts percent already: 12.5 gives `12.50%`.
    package func percent(_ value: Exact, signed: Bool = false) -> String {
        let text = percent(of: fixed(value, places: 2))
        return signed && value.isPositive ? "+" + text : text
    }

    /// A move of prices in percent: cut, so that it is never told to be farther than it is, and never
    /// `0.00%` where there is one.
    package func move(_ percent: Exact, signed: Bool = false) -> String {
        let cut = AdverseMove.shown(percent)
        let text = self.percent(
            of: cut.map { decimal($0, minimumPlaces: 2) } ?? percent.description)
        return signed && percent.isPositive ? "+" + text : text
    }

    /// A venue's own ratio as percent: 0.41 gives `41.00%`, and never `100.00%` short of it.
    package func ratioPercent(_ fraction: Exact) -> String {
        percent(of: apartFromTrigger(fraction * 100, trigger: 100, places: 2))
    }

    /// The share of equity that the requirement takes, as percent: 0.932 gives `93.2%`, and never
    /// `100.0%` short of it.
    package func marginUse(_ ratio: Exact) -> String {
        percent(of: apartFromTrigger(ratio * 100, trigger: 100, places: 1))
    }

    /// A leverage: `20×`.
    package func multiple(_ value: Exact) -> String {
        guard let rounded = value.rounded(places: 2) else { return value.description }
        return decimal(rounded) + "×"
    }

    /// `36 hours`, or days and hours from two days on; part hours are dropped.
    package func hours(_ value: Exact) -> String {
        guard let whole = value.rounded(places: 0, .down)?.significand else {
            return words(.formatHoursShort, value.description)
        }
        guard whole >= 48 else { return words(.formatHours, .count(Int(whole))) }
        guard let days = Int(exactly: whole / 24), whole % 24 > 0 else {
            return words(.formatDays, .count(Int(clamping: whole / 24)))
        }
        return words(.formatDaysHours, self.whole(days), String(whole % 24))
    }

    /// What the rules say, in the language of the words.
    package func prose(_ text: String) -> String {
        words.rules?.said(text, self) ?? figured(text)
    }

    /// Where the rules have something from: an article's step, an error of the venue.
    func source(_ text: String) -> String { words.rules?.said(text, self) ?? text }

    /// The same as a sentence: with a capital at its start and a full stop at its end.
    func sentence(_ text: String) -> String {
        guard words.rules != nil else { return prose(text.asSentence) }
        let said = prose(text).capitalised
        return ".!?。！？".contains(said.last ?? ".") ? said : words(.formatSentence, said)
    }

    /// A text with its figures as people write them: `12000 USDT in 86400 s` becomes
    /// `12,000 USDT in 1 day`. Figures under 10,000 without a point stay: they may be years.
    func figured(_ text: String) -> String {
        var words = text.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        for index in words.indices.reversed() {
            let word = words[index]
            let opening = word.prefix { $0 == "(" }
            let figure = word.dropFirst(opening.count).prefix {
                $0.isASCII && $0.isNumber || $0 == "."
            }
            let digits = figure.hasSuffix(".") ? figure.dropLast() : figure
            let rest = word.dropFirst(opening.count + digits.count)
            guard rest.allSatisfy({ ",.;:)%".contains($0) }),
                // What is no number is left as it is.
                let value = try? Decimal(parsing: digits)
            else { continue }
            if rest.isEmpty, index + 1 < words.count,
                words[index + 1].prefix(while: { $0.isLetter }) == "s",
                value.scale == 0, let seconds = Int64(exactly: value.significand), seconds >= 60
            {
                let after = words.remove(at: index + 1)
                words[index] =
                    opening + self.words.span(seconds: seconds, isExact: true) + after.dropFirst()
            } else if value >= 10_000
                || value.scale > 0 && (value >= 1_000 || self.words.rules != nil)
            {
                words[index] = opening + decimal(value) + rest
            }
        }
        return words.joined(separator: " ")
    }

    private func apartFromTrigger(_ value: Exact, trigger: Exact, places: Int) -> String {
        var places = places
        while places < 12, value != trigger, let rounded = value.rounded(places: places),
            Exact(rounded) == trigger
        {
            places += 1
        }
        return fixed(value, places: places)
    }

    private func fixed(_ value: Exact, places: Int, _ rule: Rounding = .halfEven) -> String {
        guard let rounded = value.rounded(places: places, rule) else { return value.description }
        return decimal(rounded, minimumPlaces: places)
    }

    private static func unit(_ asset: String) -> String { asset.isEmpty ? "" : " " + asset }

    /// Coins that stand for a dollar are money with cents; other assets are counted in satoshis.
    static func places(of asset: String) -> Int {
        asset.isEmpty || DollarCoin.isOne(asset) ? 2 : 8
    }

    private static func pricePlaces(_ value: Exact) -> Int {
        let size = value.magnitude
        if size >= 1_000 { return 2 }
        if size >= 1 { return 4 }
        return size * 100 >= 1 ? 6 : 8
    }

    private func grouped(_ digits: Substring) -> String {
        var text = ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.utf8.count - index) % 3 == 0 { text += marks.group }
            text.append(digit)
        }
        return text
    }
}
