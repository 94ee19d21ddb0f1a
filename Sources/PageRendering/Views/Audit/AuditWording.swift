import MarginRules

/// Writes the figures of an audit, absent ones included.
struct AuditWording {
    let numbers: NumberFormat

    var words: Words { numbers.words }

    func money(_ value: Exact?, _ asset: String) -> String { numbers.money(value, asset) }

    func price(_ value: Exact?) -> String {
        value.map { numbers.price($0, tick: nil) } ?? words(.moveNone)
    }

    func marginUse(_ value: Exact?) -> String { numbers.marginUse(value, of: .zero) }

    func native(_ ratio: NativeRatio) -> String {
        ratio.value.map(numbers.ratioPercent) ?? numbers.withheld
    }

    /// A signed move to a trigger.
    func move(_ value: Exact?) -> String { numbers.move(to: value) }

    /// `after 51 hours`, or why there is no such time.
    func breach(_ breach: FundingBreach) -> String {
        switch breach {
        case .already: words(.auditPastNow)
        case .after(let hours, let settlement):
            settlement.map { words(.auditAfterAt, numbers.hours(hours), numbers.time($0)) }
                ?? words(.auditAfter, numbers.hours(hours))
        case .never: words(.auditNever)
        case .unknown(let why): words(.auditUnknown, numbers.prose(why))
        }
    }

    func notComputed(_ why: String, of what: String? = nil) -> String {
        let sentence = words(.auditNotComputed, numbers.prose(why))
        return what.map { words(.formatLabelled, $0, sentence) } ?? sentence
    }

    /// The headings of columns of text, and then of numbers.
    func columns(_ texts: [Phrase], numbers: [Phrase] = []) -> [String] {
        texts.map { words($0) } + numbers.map { "#" + words($0) }
    }
}
