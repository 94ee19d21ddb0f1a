import MarginModel
package import MarginRules

/// Why something is withheld, or how to read it.
package struct ReasonView: ViewModel {
    package let reason: AssessmentReason
    /// The part of the account in words: `BTCUSDT long, mark price`.
    let place: String
    /// What was found there, as a sentence.
    let message: String
    let numbers: NumberFormat

    var isWithholding: Bool { reason.isWithholding }

    private var heading: Phrase {
        guard isWithholding else { return .reasonNote }
        return reason.code == .portfolioMargin ? .reasonNotComputed : .reasonWithheld
    }

    /// From here on, positions that say the same are one note: seventy would hide the others.
    private static let gathered = 4

    /// The reasons of a report, in their order.
    static func all(of assessment: Assessment, _ numbers: NumberFormat) -> [ReasonView] {
        let byCode = Dictionary(
            grouping: assessment.reasons.filter { $0.place.hasPrefix("positions[") }, by: \.code)
        var told: Set<ReasonCode> = []
        return assessment.reasons.compactMap { reason in
            guard let same = byCode[reason.code], same.count >= gathered, same.contains(reason)
            else {
                return ReasonView(
                    reason: reason, place: words(for: reason.place, assessment, numbers),
                    message: numbers.sentence(reason.message), numbers: numbers)
            }
            guard told.insert(reason.code).inserted else { return nil }
            let symbols = same.compactMap { position(in: $0.place, assessment)?.symbol }.uniqued()
            let what = numbers.prose(reason.code.explanation).dropLast()
            return ReasonView(
                reason: reason, place: numbers.words(.reasonPositions, "\(same.count)"),
                message: numbers.words(
                    .reasonGathered, String(what), numbers.words.joined(symbols)),
                numbers: numbers)
        }
    }

    /// The position that `positions[3].markPrice` is of.
    private static func position(in place: String, _ assessment: Assessment) -> Position? {
        guard place.hasPrefix("positions["), let end = place.firstIndex(of: "]"),
            let index = Int(place[place.index(place.startIndex, offsetBy: 10)..<end]),
            assessment.account.positions.indices.contains(index)
        else { return nil }
        return assessment.account.positions[index]
    }

    /// Places are those of the account's file; a reader has none.
    private static func words(
        for place: String, _ assessment: Assessment, _ numbers: NumberFormat
    ) -> String {
        let words = numbers.words
        if place.hasPrefix("distance.jointMovePercent") { return words(.reasonAllPrices) }
        guard let position = position(in: place, assessment) else { return spaced(place, words) }
        let field = place[place.index(after: place.firstIndex(of: "]") ?? place.startIndex)...]
        let name = numbers.position(position.symbol, position.side)
        return field.count < 2 || field == ".symbol"
            ? name : words(.reasonPlace, name, spaced(field.dropFirst(), words))
    }

    /// `markPrice` as `mark price`, where the words have no other name for it.
    private static func spaced(_ name: some StringProtocol, _ words: Words) -> String {
        guard !name.contains("["), !name.contains(":") else { return String(name) }
        let spaced = name.reduce(into: "") { text, letter in
            text += letter.isUppercase ? " " + letter.lowercased() : String(letter)
        }
        return words.saying("field.\(spaced.replacing(" ", with: "-"))")?.texts[.other] ?? spaced
    }

    package static var shape: ViewShape<ReasonView> {
        ViewShape(
            "A reason.",
            [
                .text("heading", "Whether it withholds something.") { $1($0.heading) },
                .text("code", "The reason's stable code.") { $0.reason.code.rawValue },
                .text("place", "The part of the account.") { $0.place },
                .text("message", "What was found there.") { $0.message },
                .text("explanation", "What the code means.") {
                    $0.numbers.sentence($0.reason.code.explanation)
                },
            ])
    }
}
