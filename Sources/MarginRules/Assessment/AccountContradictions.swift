import MarginModel

extension Account {
    /// Parts of the account that cannot all be true at its venue.
    ///
    /// The reader of account files refuses most of them; an account may also come from elsewhere.
    var contradictions: [AssessmentReason] {
        modeContradictions + positionContradictions + collateralContradictions
            + borrowingContradictions
    }

    private var modeContradictions: [AssessmentReason] {
        guard !AccountMode.modes(of: venue).contains(accountMode) else { return [] }
        return [
            AssessmentReason(
                .modeMismatch, at: "accountMode",
                "\(venue.displayName) has no account mode \(accountMode.rawValue)")
        ]
    }

    private var borrowingContradictions: [AssessmentReason] {
        var reasons: [AssessmentReason] = []
        if !borrowed.isEmpty, !rules.canBorrow(self) {
            reasons.append(
                AssessmentReason(
                    .modeMismatch, at: "borrowed",
                    "\(venue.displayName) lends nothing in \(accountMode.rawValue) mode; a debt of "
                        + "a multi-asset pool is a negative wallet balance"))
        }
        for (index, borrowing) in borrowed.enumerated() where borrowing.amount.isNegative {
            reasons.append(
                AssessmentReason(
                    .invalidValue, at: "borrowed[\(index)].amount",
                    "\(borrowing.amount) is below zero"))
        }
        if let marginModel, marginModel != rules.olderModel {
            reasons.append(
                AssessmentReason(
                    .modeMismatch, at: "marginModel",
                    "the entry-value rule is Bybit's; \(venue.displayName) never had it"))
        }
        return reasons
    }

    private var positionContradictions: [AssessmentReason] {
        var reasons: [AssessmentReason] = []
        for (index, position) in positions.enumerated() {
            var (isTwin, isOpposed) = (false, false)
            for other in 0..<index where positions[other].symbol == position.symbol {
                let isOfOneMode = isIsolated(positions[other]) == isIsolated(position)
                if positions[other].side != position.side {
                    isOpposed =
                        isOpposed
                        || positionMode == .oneWay && (isOfOneMode || !venue.holdsBothMarginModes)
                } else if isOfOneMode {
                    isTwin = true
                }
            }
            guard isTwin || isOpposed else { continue }
            reasons.append(
                AssessmentReason(
                    .duplicatePosition, at: "positions[\(index)]",
                    isTwin
                        ? "\(position.symbol) \(position.side.rawValue) stands twice"
                        : "\(position.symbol) is held long and short in one-way mode"))
        }
        return reasons
    }

    private var collateralContradictions: [AssessmentReason] {
        collateral.indices.compactMap { index in
            let coin = collateral[index].asset
            guard collateral[..<index].contains(where: { $0.asset == coin }) else { return nil }
            return AssessmentReason(
                .invalidValue, at: "collateral[\(index)]", "\(coin) stands twice")
        }
    }
}
