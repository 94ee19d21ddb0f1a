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
            text: format.words.sentences([note?.text, sentence].compactMap(\.self)),
            figures: (note?.figures ?? []) + figures, sample: sample)
    }

    private var sentence: String {
        let words = format.words
        let finding =
            words.rules == nil
            ? check.finding.prefix(1).lowercased() + check.finding.dropFirst()
            : format.prose(check.finding)
        let phrase: Phrase =
            switch check.verdict {
            case .holds: .claimsSaidHolds
            case .holdsPartly: .claimsSaidPartly
            case .doesNotHold: .claimsSaidNot
            case .cannotBeComputed: .claimsSaidUnknown
            }
        return words(phrase, words(check.claim.statement), finding)
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
            FigureView(label: format.prose($0.name).capitalised, value: text(of: $0))
        }
    }

    private func text(of figure: ClaimCheck.Figure) -> String {
        switch figure.unit {
        case .money(let asset): format.money(figure.value, asset)
        case .percent: format.percent(figure.value)
        case .move: format.move(figure.value)
        case .ratio: format.marginUse(figure.value)
        case .seconds: format.words(.formatSecondsShort, format.quantity(figure.value))
        case .hours, .evenHours: format.hours(figure.value)
        case .times: format.multiple(figure.value)
        case .count: format.quantity(figure.value)
        case .price: format.price(figure.value, tick: nil)
        }
    }
}

extension ClaimCheck.Claim {
    /// The claim in our words, without its full stop.
    fileprivate var statement: Phrase {
        switch self {
        case .articleDeposit: .saidArticleDeposit
        case .targetDeposit: .saidTargetDeposit
        case .losersFirst: .saidLosersFirst
        case .confirmationTime: .saidConfirmationTime
        case .deadline: .saidDeadline
        case .leverageCap: .saidLeverageCap
        case .isolation: .saidIsolation
        case .stopDistance: .saidStopDistance
        case .recalculation: .saidRecalculation
        case .loanRate: .saidLoanRate
        case .fundingSign: .saidFundingSign
        case .poolEffect: .saidPoolEffect
        case .failedTransfer: .saidFailedTransfer
        case .testNetwork: .saidTestNetwork
        }
    }
}
