import MarginRules

/// A number that is often given, in words, with what came of it on the sample account.
struct CheckedClaim {
    let check: ClaimCheck
    let format: NumberFormat

    init(_ check: ClaimCheck, format: NumberFormat) {
        self.check = check
        self.format = format
    }

    /// The check added to the step's own note, whose verdict stays: the note judges what the
    /// article says, the check what is often said. A step without a note gets one.
    func joined(to note: ClaimView?, sample: LinkView?) -> ClaimView {
        ClaimView(
            verdict: note?.verdict ?? verdict,
            text: [note?.text, sentence].compactMap(\.self).joined(separator: " "),
            figures: (note?.figures ?? []) + figures, sample: sample)
    }

    private var sentence: String {
        "Often said: \(check.claim.statement). \(judgement): "
            + check.finding.prefix(1).lowercased() + check.finding.dropFirst()
    }

    private var judgement: String {
        switch check.verdict {
        case .holds: "That holds here"
        case .holdsPartly: "That holds here in part"
        case .doesNotHold: "That does not hold here"
        case .cannotBeComputed: "That cannot be computed here"
        }
    }

    private var verdict: ClaimView.Verdict {
        switch check.verdict {
        case .holds: .holds
        case .holdsPartly: .partly
        case .doesNotHold: .contradicted
        case .cannotBeComputed: .notChecked
        }
    }

    private var figures: [FigureView] {
        // How long funding lasts is told by settlements, in the report: evenly spread it is another figure.
        check.figures.filter { $0.unit != .evenHours }.map {
            FigureView(label: $0.name.capitalised, value: text(of: $0))
        }
    }

    private func text(of figure: ClaimCheck.Figure) -> String {
        switch figure.unit {
        case .money(let asset): format.money(figure.value, asset)
        case .percent: format.percent(figure.value)
        case .move: format.move(figure.value)
        case .ratio: format.marginUse(figure.value)
        case .seconds: "\(format.quantity(figure.value)) s"
        case .hours, .evenHours: format.hours(figure.value)
        case .times: format.multiple(figure.value)
        case .count: format.quantity(figure.value)
        case .price: format.price(figure.value, tick: nil)
        }
    }
}

extension ClaimCheck.Claim {
    /// The claim in our words, without its full stop.
    fileprivate var statement: String {
        switch self {
        case .articleDeposit: "a deposit of the deficit and 5 % ends a margin call"
        case .targetDeposit: "the amount for the target ratio ends it"
        case .losersFirst: "the largest loser is the leg to cut first"
        case .confirmationTime: "funds that confirm within the allowed seconds are enough"
        case .deadline: "the first minute is enough to bring funds in"
        case .leverageCap: "a leverage setting of 10 or less makes the account safer"
        case .isolation: "isolated margin keeps one leg from taking the others along"
        case .stopDistance: "a stop 3 to 5 % from the mark protects a position"
        case .recalculation: "maintenance margin is worked out anew every 30 seconds"
        case .loanRate: "credit above 20 % a year costs more than closing"
        case .fundingSign: "a negative funding rate eats into equity"
        case .poolEffect: "closing one leg ends the call of its pool"
        case .failedTransfer: "a transfer that failed leaves the ratio as it was"
        case .testNetwork: "a test network has no real funding"
        }
    }
}
