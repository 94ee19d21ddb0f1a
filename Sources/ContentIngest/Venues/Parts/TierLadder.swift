import MarginModel

/// The tiers of one symbol so far, to check each against the one below it.
struct TierLadder {
    private let rule: TierRule
    private var last: MaintenanceTier?
    private var count = 0
    /// Set by a tier that could not be read: nothing above it can be compared.
    private var hasGap = false
    /// The first thing that makes the ladder's margins impossible, and its place: no tier of it can be
    /// told from the wrong one.
    private(set) var contradiction: String?

    init(rule: TierRule) { self.rule = rule }

    /// Reports what `tier` has wrong; `nil` stands for one that could not be read.
    mutating func add(_ tier: MaintenanceTier?, from row: JSONObjectReader) {
        count += 1
        guard let tier else {
            hasGap = true
            last = nil
            return
        }
        if tier.upperBound <= tier.lowerBound { row.report(.notRising(tier)) }
        if tier.number != count { row.report(.wrongNumber(tier, expected: count)) }
        if rule == .wholePositionRate, !tier.maintenanceAmount.isZero {
            row.report(.deductionOnWholeRate(tier))
        }
        if tier.maintenanceMarginRate >= .one {
            contradict(
                .contradiction(
                    "tier-rate",
                    "tier \(tier.number) has a maintenance rate of \(tier.maintenanceMarginRate)"),
                at: row)
        }
        if let last {
            check(tier, above: last, from: row)
        } else if !hasGap {
            checkFirst(tier, from: row)
        }
        last = tier
    }

    private func checkFirst(_ tier: MaintenanceTier, from row: JSONObjectReader) {
        if !tier.lowerBound.isZero { row.report(.notFromZero(tier)) }
        if rule == .progressiveWithDeduction, !tier.maintenanceAmount.isZero {
            row.report(.firstDeduction(tier))
        }
    }

    private mutating func contradict(_ problem: TierProblem, at row: JSONObjectReader) {
        row.report(problem)
        // The file alone: the folders above it are the operator's, and a report may be public.
        let place = row.place
        let file = place.file.split(separator: "/").last ?? ""
        contradiction =
            contradiction ?? "\(problem.message), at \(file):\(place.line):\(place.column)"
    }

    private mutating func check(
        _ tier: MaintenanceTier, above last: MaintenanceTier, from row: JSONObjectReader
    ) {
        guard tier.lowerBound == last.upperBound else {
            row.report(.notContiguous(tier, after: last))
            return
        }
        if tier.maintenanceMarginRate < last.maintenanceMarginRate {
            contradict(.fallingRate(tier, after: last), at: row)
            return
        }
        guard rule == .progressiveWithDeduction else { return }
        let margin = TierContinuity.margin(atStartOf: tier)
        guard let margin, let jump = TierContinuity.jump(from: last, to: tier) else {
            contradict(.jump(tier), at: row)
            return
        }
        if margin.isNegative {
            contradict(
                .contradiction(
                    "tier-negative-margin",
                    "maintenance margin is \(margin) where tier \(tier.number) starts"), at: row)
        } else if !TierContinuity.isRounding(jump, at: margin) {
            contradict(.jump(tier), at: row)
        } else if !jump.isZero {
            row.report(.jump(tier))
        }
    }
}

/// One thing wrong with a tier.
private struct TierProblem {
    var severity = Diagnostic.Severity.error
    let id: String
    let message: String
    let hint: String

    static func notRising(_ tier: MaintenanceTier) -> TierProblem {
        TierProblem(
            id: "tier-not-rising",
            message: "tier \(tier.number) ends at \(tier.upperBound), not above its start "
                + "\(tier.lowerBound)",
            hint: "Check that the bounds are not swapped")
    }

    static func wrongNumber(_ tier: MaintenanceTier, expected: Int) -> TierProblem {
        TierProblem(
            id: "tier-out-of-order", message: "tier \(tier.number) stands in place \(expected)",
            hint: "List the tiers from 1 up, each once")
    }

    static func deductionOnWholeRate(_ tier: MaintenanceTier) -> TierProblem {
        TierProblem(
            id: "tier-unexpected-deduction",
            message: "tier \(tier.number) deducts \(tier.maintenanceAmount) under "
                + "whole-position-rate",
            hint: "Remove maintenanceAmount, or write \"tierRule\": \"progressive-with-deduction\"")
    }

    static func notFromZero(_ tier: MaintenanceTier) -> TierProblem {
        TierProblem(
            id: "tier-not-from-zero", message: "the first tier starts at \(tier.lowerBound)",
            hint: "Add the tiers below it; the first starts at 0")
    }

    static func firstDeduction(_ tier: MaintenanceTier) -> TierProblem {
        TierProblem(
            id: "tier-first-deduction",
            message: "the first tier deducts \(tier.maintenanceAmount)",
            hint: "Write \"maintenanceAmount\": \"0\" for the first tier")
    }

    static func notContiguous(
        _ tier: MaintenanceTier, after last: MaintenanceTier
    ) -> TierProblem {
        TierProblem(
            id: "tier-not-contiguous",
            message: "tier \(tier.number) starts at \(tier.lowerBound), but tier \(last.number) "
                + "ends at \(last.upperBound)",
            hint: "Each tier starts where the one below it ends")
    }

    static func contradiction(_ id: String, _ message: String) -> TierProblem {
        TierProblem(
            severity: .warning, id: id, message: message,
            hint:
                "Rates are fractions under 1 and rise with size, and an amount is the last one plus "
                + "start × (rate − last rate); no tier of the contract is used until they are")
    }

    static func fallingRate(
        _ tier: MaintenanceTier, after last: MaintenanceTier
    ) -> TierProblem {
        contradiction(
            "tier-rate-falls",
            "the rate of tier \(tier.number), \(tier.maintenanceMarginRate), is lower than that of "
                + "tier \(last.number), \(last.maintenanceMarginRate)")
    }

    static func jump(_ tier: MaintenanceTier) -> TierProblem {
        TierProblem(
            severity: .warning, id: "tier-discontinuous",
            message: "maintenance margin jumps where tier \(tier.number) starts",
            hint: "Its maintenanceAmount should be the last one plus start × (rate − last rate)")
    }
}

extension JSONObjectReader {
    fileprivate func report(_ problem: TierProblem) {
        problems.report(
            problem.severity, id: problem.id, at: offset, problem.message, hint: problem.hint)
    }
}
