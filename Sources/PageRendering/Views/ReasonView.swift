import MarginModel
package import MarginRules

/// Why something is withheld, or how to read it.
package struct ReasonView: ViewModel {
    package let reason: AssessmentReason
    /// The part of the account in words: `BTCUSDT long, mark price`.
    let place: String
    let numbers: NumberFormat

    var isWithholding: Bool { reason.isWithholding }

    private var heading: String {
        guard isWithholding else { return "Note:" }
        return reason.code == .portfolioMargin ? "Not computed, because:" : "Withheld, because:"
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
                    reason: reason, place: words(for: reason.place, assessment), numbers: numbers)
            }
            guard told.insert(reason.code).inserted else { return nil }
            let symbols = same.compactMap { position(in: $0.place, assessment)?.symbol }.uniqued()
            let note = AssessmentReason(
                reason.code, at: "\(same.count) positions",
                "\(reason.code.explanation.dropLast()): \(symbols.joined(separator: ", "))")
            return ReasonView(reason: note, place: note.place, numbers: numbers)
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
    private static func words(for place: String, _ assessment: Assessment) -> String {
        if place.hasPrefix("distance.jointMovePercent") { return "all prices together" }
        guard let position = position(in: place, assessment) else { return spaced(place) }
        let field = place[place.index(after: place.firstIndex(of: "]") ?? place.startIndex)...]
        let name = "\(position.symbol) \(position.side.rawValue)"
        return field.count < 2 || field == ".symbol"
            ? name : "\(name), \(spaced(field.dropFirst()))"
    }

    /// `markPrice` as `mark price`.
    private static func spaced(_ name: some StringProtocol) -> String {
        guard !name.contains("["), !name.contains(":") else { return String(name) }
        return name.reduce(into: "") { text, letter in
            text += letter.isUppercase ? " " + letter.lowercased() : String(letter)
        }
    }

    package static var shape: ViewShape<ReasonView> {
        ViewShape(
            "A reason.",
            [
                .text("heading", "Whether it withholds something.") {
                    $0.heading
                },
                .text("code", "The reason's stable code.") { $0.reason.code.rawValue },
                .text("place", "The part of the account.") { $0.place },
                .text("message", "What was found there.") {
                    $0.numbers.prose($0.reason.message.asSentence)
                },
                .text("explanation", "What the code means.") { $0.reason.code.explanation },
            ])
    }
}
